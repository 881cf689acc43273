import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

/** Where somebody confirms that they read what we sent. Mail scanners open links, so looking at this page confirms nothing. */
export const readPage = (
  site: Site,
  { token, says, read }: { token: string; says: string; read: boolean },
): string =>
  documentOf(site, {
    title: 'Have you read it?',
    here: null,
    children: (
      <>
        <h1>{read ? 'Thank you' : 'Have you read it?'}</h1>
        <p className="lede">
          {site.name} sent you this to read: {says}.
        </p>
        {read ? (
          <p role="status">
            <strong>You have confirmed that you read it.</strong>
          </p>
        ) : (
          <form method="post" action={`/read/${token}`}>
            <button type="submit">I have read it</button>
          </form>
        )}
      </>
    ),
  });
