/*
 * Policies arrive as plain text, Markdown or scraped HTML. Marks are blanked out in place, character for character, so
 * that every offset still points into the text the reader has open. SOFT_BREAK ends a line without moving the
 * line count; FILLER vanishes when a sentence is tidied.
 */
export const SOFT_BREAK = '\u2028';
const FILLER = '\u200B';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  nbsp: ' ',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  rsquo: "'",
  lsquo: "'",
  ldquo: '"',
  rdquo: '"',
  ndash: '-',
  mdash: '-',
  bull: '•',
  pound: '£',
  '#39': "'",
  '#x27': "'",
  '#8217': "'",
  '#160': ' ',
};

const looksLikeHtml = (text: string): boolean =>
  /<(?:p|li|div|br|h[1-6]|td|ul|span)\b[^<>]{0,300}>/i.test(text);

function blankTag(tag: string, name: string): string {
  const lead = /^h[1-6]$/i.test(name) ? '# ' : /^li$/i.test(name) ? '• ' : '';
  const opens = !tag.startsWith('</');
  const breaks = /^(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|dt|dd|hr)$/i.test(name);
  const start = (breaks ? SOFT_BREAK : ' ') + (opens && breaks ? lead : '');
  // A tag may span lines: its line ends stay, for the line count.
  // An inline tag may stand inside a word or before a full stop.
  if (!breaks && !/^(?:td|th)$/i.test(name)) return tag.replace(/[^\n]/g, FILLER);
  let blanked = '';
  for (let i = 0; i < tag.length; i++) blanked += tag[i] === '\n' ? '\n' : (start[i] ?? ' ');
  return blanked;
}

/** Takes out what lies between `<script>` and `</script>`, by scanning once: an unclosed one hides the rest. */
function withoutCode(text: string): string {
  let out = '';
  let from = 0;
  const opening = /<(script|style|noscript)\b/gi;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const closing = text.indexOf(`</${match[1]}`, match.index);
    const end = closing < 0 ? text.length : closing;
    out += text.slice(from, match.index) + text.slice(match.index, end).replace(/[^\n]/g, ' ');
    from = end;
    opening.lastIndex = Math.max(end, match.index + 1);
  }
  return out + text.slice(from);
}

/** The text with HTML and Markdown marks blanked; same length, same offsets. */
export function clean(text: string): string {
  let out = text
    .replace(/\r\n/g, ' \n')
    .replace(/\r/g, '\n')
    .replace(/[\t\f\v]/g, ' ');
  if (looksLikeHtml(out)) {
    out = withoutCode(out).replace(/<!--[\s\S]{0,2000}?-->/g, (all) => all.replace(/[^\n]/g, ' '));
    out = out.replace(/<\/?([a-z][a-z0-9]{0,15})\b[^<>]{0,500}>/gi, (tag, name: string) =>
      tag.includes('@') ? tag : blankTag(tag, name),
    );
  }
  out = out.replace(/&(#?[a-z0-9]{2,6});/gi, (all, name: string) => {
    const said = ENTITIES[name.toLowerCase()];
    return said === undefined ? all : said + FILLER.repeat(all.length - said.length);
  });
  return out
    .replace(/\*\*|__|`/g, (mark) => FILLER.repeat(mark.length))
    .replace(/\[([^[\]\n]{1,200})\]\((?=[^()\s]{1,400}\))/g, (_all, said: string) => `${FILLER}${said} (`);
}

/** One sentence's text as people read it: straight quotes, single spaces, no invisible characters. */
export const tidy = (text: string): string =>
  text
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[‘’‚‛′´]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[\u2026]/g, '...')
    .replace(/[\s\u00A0\u2000-\u200A\u2028\u202F\u3000]+/g, ' ')
    .replace(/(^|[\s(])[_*]{1,3}(?=[^\s_*])/g, '$1')
    .replace(/(?<=[^\s_*])[_*]{1,3}(?=[\s,.;:)]|$)/g, '')
    .trim();
