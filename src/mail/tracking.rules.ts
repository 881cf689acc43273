/** Marks that senders put on links to know who followed them. */
const MARKS =
  /^(?:utm_\w+|mc_[ce]id|_hs(?:enc|mi)|hsCtaTracking|gclid|fbclid|vero_\w+|mkt_tok|ck_subscriber_id|oly_\w+_id)$/i;

const LINK = /(<a\b[^>]*?\bhref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;
const IMAGE = /<img\b[^>]*>/gi;

const tiny = (tag: string): boolean =>
  /\b(?:width|height)\s*[=:]\s*["']?\s*[01](?:px)?\b/i.test(tag) ||
  /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\D|$)/i.test(tag);

/** The page of a mail without anything that tells who opened it or what they followed. */
export function withoutTracking(html: string): string {
  return html
    .replaceAll(IMAGE, (tag) => (tiny(tag) ? '' : tag))
    .replaceAll(
      LINK,
      (_, before: string, double?: string, single?: string) =>
        `${before}"${withoutMarks(double ?? single ?? '')}"`,
    );
}

function withoutMarks(href: string): string {
  const written = href.replaceAll('&amp;', '&');
  if (!URL.canParse(written) || !/^https?:/.test(written)) return href;
  const url = new URL(written);
  const marks = [...url.searchParams.keys()].filter((name) => MARKS.test(name));
  if (marks.length === 0) return href;
  for (const name of marks) url.searchParams.delete(name);
  return url.href.replaceAll('&', '&amp;');
}

/** The same page for somebody who agreed: a picture that tells of the opening, and links that lead over `follow`. */
export function withTracking(
  html: string,
  { pixel, follow }: { pixel: string; follow: (url: string) => string | null },
): string {
  const linked = withoutTracking(html).replaceAll(
    LINK,
    (whole, before: string, double?: string, single?: string) => {
      const url = (double ?? single ?? '').replaceAll('&amp;', '&');
      // How to stop is never looked at.
      const over = /^https?:/.test(url) && !/\/(?:unsubscribe|preferences)\//.test(url) ? follow(url) : null;
      return over === null ? whole : `${before}"${over}"`;
    },
  );
  const picture = `<img src="${pixel}" width="1" height="1" alt="">`;
  const end = linked.search(/<\/body\s*>/i);
  return end < 0 ? `${linked}${picture}` : `${linked.slice(0, end)}${picture}${linked.slice(end)}`;
}
