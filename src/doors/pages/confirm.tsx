import type { ReactNode } from 'react';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

/** A button, since a mail scanner that opens the link has said and done nothing. */
const askedBy = (site: Site, action: string, asked: ReactNode, without: string): string =>
  documentOf(site, {
    title: 'Please confirm',
    here: null,
    children: (
      <>
        <h1>Was this you?</h1>
        <p className="lede">{asked}</p>
        <form method="post" action={action}>
          <button type="submit">Yes, that was me</button>
        </form>
        <p className="after">If it was not you, close this page. {without}</p>
      </>
    ),
  });

const confirmedOf = (site: Site, done: ReactNode, after: ReactNode = null): string =>
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
          {done}
        </p>
        {after}
      </>
    ),
  });

/** The second yes of a double opt-in. */
export const confirmPage = (site: Site, { token, says }: { token: string; says: string }): string =>
  askedBy(
    site,
    `/confirm/${token}`,
    <>Somebody gave us this e-mail address and asked us {says}.</>,
    'Without your yes we do not begin, and we do not write again about this.',
  );

/** The address of a registration. */
export const activatePage = (site: Site, { token }: { token: string }): string =>
  askedBy(
    site,
    `/activate/${token}`,
    'Somebody gave us this e-mail address to register with.',
    'Without your yes nothing is opened.',
  );

export const activatedPage = (site: Site, { says }: { says: string }): string =>
  confirmedOf(site, <>Your address is confirmed, and what you registered for is done: {says}.</>);

export const confirmedPage = (
  site: Site,
  { says, preferences = null }: { says: string; preferences?: string | null },
): string =>
  confirmedOf(
    site,
    <>You said yes: we may write to you {says}.</>,
    <p>
      You can take it back at any time, with the link in every message or under{' '}
      <a href={preferences ?? '/preferences'}>your choices</a>.
    </p>,
  );
