import { type Day, sayDay } from '../../base/index.ts';
import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type HandedOverProps = { token: string; reference: string; until: Day; fetchedOn: Day | null };

/** Where another organisation fetches what a person sends it. Opening the page fetches nothing: mail scanners open links. */
export const handedOverPage = (site: Site, { token, reference, until, fetchedOn }: HandedOverProps): string =>
  documentOf(site, {
    title: 'A file that a person sends you',
    here: null,
    children: (
      <>
        <h1>A file that a person sends you</h1>
        <p className="lede">
          Somebody asked {site.name} to pass on to you what they had given us. The number of their request is{' '}
          <strong>{reference}</strong>.
        </p>
        {fetchedOn ? (
          <p>
            It was fetched on {sayDay(fetchedOn)}, and the link opens once. If that was not you, write to{' '}
            <Contact contact={site.contact.privacy} /> at once.
          </p>
        ) : (
          <form method="post" action={`/handed-over/${token}`}>
            <p>
              A zip archive, with each table as JSON and CSV. It can be fetched once, until {sayDay(until)}.
              From when you have it, you answer for it.
            </p>
            <button type="submit">Fetch the file</button>
          </form>
        )}
        <p className="after">
          You expect nothing of the kind? Then leave it, and write to{' '}
          <Contact contact={site.contact.privacy} />.
        </p>
      </>
    ),
  });
