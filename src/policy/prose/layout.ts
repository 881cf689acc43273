import { tidy } from './clean.ts';
import type { Line } from './lines.ts';

/** What a line is: part of running text, an item of a list, or a heading. */
export type Kind = 'heading' | 'item' | 'prose';

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const isShouted = (text: string): boolean => {
  const letters = text.replace(/[^A-Za-z]/g, '');
  return letters.length >= 3 && letters === letters.toUpperCase();
};
const TERMINAL = /[.!?;:,]["')\]]?$/;
const FINITE =
  /^(?:(?:we|you|this|these|it|if|where(?!\s+(?:do|we))|when(?!\s+(?:do|we))|please|by|in\s+(?:order|the))\b|our\s+\w+\s+(?:is|are|may|will)\b)/i;
const TOPIC =
  /^(?:how|what|who|why|when|where|do|does|your|our|the|about|introduction|scope|cookies?|contact|changes|security|purposes?|legal|lawful|sharing|disclosure|retention|transfers?|international|rights?|complaints?|children|links?|data|personal|information|definitions?|marketing|automated)\b/i;

/** The width at which the text was wrapped by a machine, or 0: then a line is a paragraph or an item. */
export function wrapWidth(lines: readonly Line[]): number {
  const lengths = lines.filter((line) => !line.blank).map((line) => line.indent + line.text.length);
  if (lengths.length < 15) return 0;
  const sorted = lengths.toSorted((a, b) => a - b);
  const widest = sorted[sorted.length - 1] ?? 0;
  const nearWidest = lengths.filter((length) => length >= widest * 0.75).length;
  return widest >= 50 && widest <= 130 && nearWidest / lengths.length >= 0.4 ? widest : 0;
}

interface Around {
  readonly before: Line | undefined;
  readonly after: Line | undefined;
  /** Inside a list whose marks were lost. */
  readonly inList: boolean;
  readonly wrapped: number;
}

/** True where a line stands above others as their title. Scraped text has lost the marks, so shape and company decide. */
export function isHeading(line: Line, { before, after, inList, wrapped }: Around): boolean {
  const text = tidy(line.text);
  if (line.hashes > 0) return true;
  if (line.blank || line.bullet || line.lettered || line.row) return false;
  const count = words(text);
  if (text.length > 170 || !/^[A-Z0-9"'(]/.test(text)) return false;
  if (/@|\d{5}|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}/.test(text) || !/[A-Za-z]{3}/.test(text)) return false;
  if (isShouted(text) && !/[.;,]$/.test(text)) return true;
  if (text.length > 110 || count > 15) return false;
  // "Lawful basis: consent" is an entry of a form, not a title.
  if (/[a-z]: ["'A-Za-z]/.test(text) && !/^(?:section|part|step|article) /i.test(text) && line.depth === 0)
    return false;
  if (/[.;,!)]$/.test(text) && !(line.depth > 0 && count <= 8 && !/[;,]$/.test(text))) return false;
  if (FINITE.test(text) && !text.endsWith('?')) return false;
  if (!after) return false;
  const afterText = tidy(after.text);
  if (text.endsWith(':')) {
    const nextIsItem = after.bullet || after.lettered || /^[a-z]/.test(afterText) || words(afterText) <= 8;
    return count <= 7 && !nextIsItem && TERMINAL.test(afterText);
  }
  if (/^[a-z]/.test(afterText)) return false;
  if (line.depth > 0) return count <= 12;
  if (wrapped > 0 && before && !before.blank && !isTitleBreak(before)) return false;
  if (inList) {
    const nextIsProse = afterText.length > 80 && /[.:]$/.test(afterText) && !after.bullet;
    return nextIsProse && TOPIC.test(text) && count <= 12;
  }
  if (text.endsWith('?')) return count <= 15;
  return count <= 10 && (!before || before.blank || TERMINAL.test(tidy(before.text)) || isTitleBreak(before));
}

const isTitleBreak = (line: Line): boolean => line.hashes > 0 || isShouted(tidy(line.text));

/** How deep a heading lies: 1 for chapters. */
export function headingLevel(line: Line, hasChapters: boolean): number {
  if (line.hashes > 0) return line.hashes;
  if (line.depth > 0) return line.depth;
  return isShouted(tidy(line.text)) ? 1 : hasChapters ? 2 : 1;
}

export const isChapter = (line: Line): boolean => line.depth === 1 || isShouted(tidy(line.text));
