import { sayField } from '../../collection/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type FormDoneProps = {
  point: string;
  stored: boolean;
  relayed: boolean;
  confirm: boolean;
  /** The number of a support case. */
  number?: string | null;
  anonymous?: boolean;
};

/** What became of what was sent, and what happens next. */
export const formDonePage = (
  site: Site,
  { point, stored, relayed, confirm, number = null, anonymous = false }: FormDoneProps,
): string =>
  documentOf(site, {
    title: confirm ? 'One more step' : 'Thank you',
    here: null,
    children: (
      <>
        <h1>{confirm ? 'One more step: look at your e-mail' : 'Thank you, we have it'}</h1>
        <p className="lede">
          <span className="done" aria-hidden="true">
            ✓{' '}
          </span>
          {sayField(point)}: sent.
        </p>
        {number && (
          <p>
            The number of your case, which you need when we ask to look at something together:{' '}
            <strong className="number">{number}</strong>
          </p>
        )}
        <h2>What happens next</h2>
        <ul>
          {confirm && (
            <li>
              We have sent you an e-mail with a link. Press it to say that it was you. Until then we send you
              nothing more, and if you do nothing, it stays that way.
            </li>
          )}
          {relayed && <li>We have passed your message on by e-mail. This site keeps nothing of it.</li>}
          {!relayed && !stored && <li>Nothing of it is kept.</li>}
          {stored && !anonymous && (
            <li>
              It is stored encrypted, with the version of the notice that you saw.{' '}
              <a href="/notice">The notice</a> says how long we keep it.
            </li>
          )}
          {anonymous ? (
            <li>
              Your answers are stored as nobody’s. That is also why we cannot find, change or delete them
              later. <a href={`/forms/${point}/results`}>The results</a> appear once enough people have
              answered.
            </li>
          ) : (
            <li>
              You can see it, correct it or have it deleted: start at the <a href="/">privacy centre</a>.
            </li>
          )}
        </ul>
      </>
    ),
  });
