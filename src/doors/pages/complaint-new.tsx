import { type Day, sayDay } from '../../base/index.ts';
import { Contact, documentOf } from './layout.tsx';
import { at, Errors, Line, Lines, Trap } from './request-fields.tsx';
import type { FormError, Site } from './site.ts';

export type ComplaintNewProps = {
  acknowledgeBy: Day | null;
  post: string | null;
  values: Readonly<Record<string, string>>;
  errors: readonly FormError[];
};

/** A complaint to us, by a form of its own; the regulator's way stands beside it (DPA 2018 s.164A, s.165). */
export const complaintNewPage = (
  site: Site,
  { acknowledgeBy, post, values, errors }: ComplaintNewProps,
): string =>
  documentOf(site, {
    title: errors.length > 0 ? 'Error: complain to us' : 'Complain to us',
    here: null,
    children: (
      <>
        <h1>Complain to us</h1>
        <Errors errors={errors} />
        <p className="lede">
          Tell us what went wrong with your data.{' '}
          {acknowledgeBy && (
            <>
              We acknowledge it by <strong>{sayDay(acknowledgeBy)}</strong> at the latest, look into it
              without delay, and tell you what we found and what we did about it.
            </>
          )}
        </p>
        <form method="post" action="/complaints/new" noValidate>
          <Lines
            id="words"
            label="What happened?"
            needed
            hint="What we did or did not do, when, and what would put it right."
            value={values.words ?? ''}
            error={at(errors, 'words')}
          />
          <Line
            id="email"
            label="Your e-mail address"
            needed
            type="email"
            autoComplete="email"
            hint="We write to it, and use it for nothing else."
            value={values.email ?? ''}
            error={at(errors, 'email')}
          />
          <Line
            id="name"
            label="Your name"
            type="text"
            autoComplete="name"
            hint={null}
            value={values.name ?? ''}
            error={null}
          />
          <Trap />
          <section className="at-the-point" aria-labelledby="regulator">
            <h2 id="regulator">You can go to the regulator as well</h2>
            <p>
              {site.regulator ? (
                <a href={site.regulator.href}>{site.regulator.name}</a>
              ) : (
                'The data protection authority where you live or work'
              )}{' '}
              takes complaints about us. You need not wait for our answer, and you can go to court.
            </p>
            <p>
              You can also write to <Contact contact={site.contact.privacy} />
              {site.contact.phone && ` or call ${site.contact.phone}`}
              {post && `, or send a letter to ${post}`}.
            </p>
          </section>
          <button type="submit">Send my complaint</button>
        </form>
      </>
    ),
  });
