import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type MessageProps = { title: string; message: string; todo: string | null };

/** A refusal, or a page that is not there: what happened, and what to do. */
export const messagePage = (site: Site, { title, message, todo }: MessageProps): string =>
  documentOf(site, {
    title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        <p className="lede">{message}</p>
        {todo && <p>{todo}</p>}
        <p>
          <a href="/">Go to the privacy centre</a>, or write to <Contact contact={site.contact.privacy} />.
        </p>
      </>
    ),
  });
