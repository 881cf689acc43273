import { sayField } from '../../collection/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type FormDoneProps = { point: string; stored: boolean; relayed: boolean; confirm: boolean };

/** What became of what was sent, and what happens next. */
export const formDonePage = (site: Site, { point, stored, relayed, confirm }: FormDoneProps): string =>
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
        <h2>What happens next</h2>
        <ul>
          {confirm && (
            <li>
              We have sent you an e-mail with a link. Press it to say that it was you. Until then we send you
              nothing more, and if you do nothing, it stays that way.
            </li>
          )}
          {relayed && <li>We have passed your message on by e-mail. This site keeps nothing of it.</li>}
          {stored && (
            <li>
              It is stored encrypted, with the version of the notice that you saw.{' '}
              <a href="/notice">The notice</a> says how long we keep it.
            </li>
          )}
          <li>
            You can see it, correct it or have it deleted: start at the <a href="/">privacy centre</a>.
          </li>
        </ul>
      </>
    ),
  });
