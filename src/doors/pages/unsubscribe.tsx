import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

/** Asks once, with one button. Mail scanners open links, so looking at this page changes nothing (RFC 8058). */
export const unsubscribePage = (site: Site, { token, says }: { token: string; says: string }): string =>
  documentOf(site, {
    title: 'Stop these messages',
    here: null,
    children: (
      <>
        <h1>Stop these messages?</h1>
        <p className="lede">
          We write to you {says}. Press the button and we stop, before the next one is sent. You need not say
          why.
        </p>
        <form method="post" action={`/unsubscribe/${token}`}>
          <input type="hidden" name="List-Unsubscribe" value="One-Click" />
          <button type="submit">Stop these messages</button>
        </form>
        <p className="after">
          Messages that we owe you, such as an answer to something you asked, still reach you.
        </p>
      </>
    ),
  });

export const unsubscribedPage = (
  site: Site,
  { says, preferences }: { says: string; preferences: string | null },
): string =>
  documentOf(site, {
    title: 'Stopped',
    here: null,
    children: (
      <>
        <h1>Stopped</h1>
        <p className="lede">
          <span className="done" aria-hidden="true">
            ✓{' '}
          </span>
          We no longer write to you {says}.
        </p>
        <p>It counts from now, on every channel, and nothing that is imported later brings it back.</p>
        {preferences && (
          <p>
            <a href={preferences}>See all your choices</a>
          </p>
        )}
      </>
    ),
  });
