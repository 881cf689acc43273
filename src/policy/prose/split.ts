/*
 * Where sentences end. Abbreviations, initials and numbers keep their full stop; a sentence that never ends is cut,
 * so that no pattern ever sees more than LONGEST characters.
 */
const LONGEST = 1_200;

const ABBREVIATION =
  /(?:^|[\s("'[/-])(?:e\.?g|i\.?e|etc|cf|vs?|nos|ref|reg|art|arts|para|sec|s|ss|sch|mr|mrs|ms|dr|prof|st|co|inc|corp|ltd|plc|dept|approx|incl|tel|fax|p|pp|vol|ed|a\.?m|p\.?m|u\.?k|u\.?s|u\.?s\.?a|e\.?u|n\.?b|b\.?v|s\.?a|s\.?r\.?l|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])$/i;

const OPENER =
  /^(?:We|You|The|This|Our|If|It|For|In|These|Your|By|When|Please|They|Where|All|Any|To|As|However|That|Such|Once)\b/;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** True where the full stop at `at` ends a sentence of `text`. */
function ends(text: string, at: number): boolean {
  const mark = text[at];
  if (mark !== '.' && mark !== '!' && mark !== '?') return false;
  let next = at + 1;
  while (next < text.length && /["'”’)\]]/.test(text[next] ?? '')) next++;
  if (next >= text.length) return true;
  if (!/\s/.test(text[next] ?? '')) return false;
  while (next < text.length && /\s/.test(text[next] ?? '')) next++;
  const follows = text[next] ?? '';
  if (mark !== '.') return true;
  if (/[a-z]/.test(follows)) return false;
  const before = text.slice(Math.max(0, at - 12), at);
  if (/(?:^|[\s(])etc$/i.test(before)) return /[A-Z"“‘'(]/.test(follows);
  if (
    /(?:^|[\s(/-])(?:no|co|ltd|inc|plc|u\.?k|u\.?s|u\.?s\.?a|e\.?u|b\.?v|s\.?a|a\.?m|p\.?m)$/i.test(before)
  ) {
    return OPENER.test(text.slice(next, next + 12));
  }
  return !ABBREVIATION.test(before);
}

/** The sentences of one block of running text, as spans into it. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  const close = (to: number) => {
    if (text.slice(from, to).trim()) spans.push({ from, to });
    from = to;
  };
  for (let at = 0; at < text.length; at++) {
    if (ends(text, at)) {
      let to = at + 1;
      while (to < text.length && /["'”’)\]]/.test(text[to] ?? '')) to++;
      close(to);
    } else if (at - from >= LONGEST) {
      // Cut at the last break of a clause, or of a word; where there is neither, anywhere.
      const piece = text.slice(from, at);
      const cut = Math.max(piece.lastIndexOf('; '), piece.lastIndexOf(', '), piece.lastIndexOf(' '));
      close(cut > LONGEST / 2 ? from + cut + 1 : at);
    }
  }
  close(text.length);
  return spans;
}
