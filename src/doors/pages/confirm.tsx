import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

/** The second yes of a double opt-in: a button, since a mail scanner that opens the link has agreed to nothing. */
export const confirmPage = (site: Site, { token, says }: { token: string; says: string }): string =>
  documentOf(site, {
    title: 'Please confirm',
    here: null,
    children: (
      <>
        <h1>Was this you?</h1>
        <p className="lede">Somebody gave us this e-mail address and asked us {says}.</p>
        <form method="post" action={`/confirm/${token}`}>
          <button type="submit">Yes, that was me</button>
        </form>
        <p className="after">
          If it was not you, close this page. Without your yes we do not begin, and we do not write again
          about this.
        </p>
      </>
    ),
  });

/** The address of a registration is confirmed by a button too. */
export const activatePage = (site: Site, { token }: { token: string }): string =>
  documentOf(site, {
    title: 'Please confirm',
    here: null,
    children: (
      <>
        <h1>Was this you?</h1>
        <p className="lede">Somebody gave us this e-mail address to register with.</p>
        <form method="post" action={`/activate/${token}`}>
          <button type="submit">Yes, that was me</button>
        </form>
        <p className="after">If it was not you, close this page. Without your yes nothing is opened.</p>
      </>
    ),
  });

export const activatedPage = (site: Site, { says }: { says: string }): string =>
  documentOf(site, {
    title: 'Confirmed',
    here: null,
    children: (
      <>
        <h1>Confirmed</h1>
        <p className="lede">
          <span className="done" aria-hidden="true">
            ✓{' '}
          </span>
          Your address is confirmed, and what you registered for is done: {says}.
        </p>
      </>
    ),
  });

export const confirmedPage = (
  site: Site,
  { says, preferences = null }: { says: string; preferences?: string | null },
): string =>
  documentOf(site, {
    title: 'Confirmed',
    here: null,
    children: (
      <>
        <h1>Confirmed</h1>
        <p className="lede">
          <span className="done" aria-hidden="true">
            ✓{' '}
          </span>
          You said yes: we may write to you {says}.
        </p>
        <p>
          You can take it back at any time, with the link in every message or under{' '}
          <a href={preferences ?? '/preferences'}>your choices</a>.
        </p>
      </>
    ),
  });
