import { clean, tidy } from './clean.ts';
import { headingLevel, isChapter, isHeading, type Kind, wrapWidth } from './layout.ts';
import { type Line, readLines } from './lines.ts';
import { sentenceSpans } from './split.ts';

/** No privacy policy is longer; what follows is not read, and the check says so. */
const MOST_CHARACTERS = 1_000_000;
const MOST_SENTENCES = 15_000;

/** A sentence, list item or heading, with what it hangs from. */
export interface Sentence {
  /** Its number in the text, from 1. */
  readonly n: number;
  readonly kind: Kind;
  /** As people read it: straight quotes, single spaces. */
  readonly text: string;
  /** `text` in lower case, for the term lists. */
  readonly low: string;
  /** Lower case, with the lead-in that an item completes: "you have the right to" + "erase your data". */
  readonly said: string;
  /** The headings it stands under, outermost first, in lower case. */
  readonly under: string;
  readonly line: number;
  readonly column: number;
}

/** A policy, read: its sentences in order. */
export interface Prose {
  readonly sentences: readonly Sentence[];
  /** Everything in lower case, for the presence of a word anywhere. */
  readonly low: string;
  /** The text was longer than anyone's policy: only its beginning was read. */
  readonly cut: boolean;
}

interface Block {
  readonly kind: Kind;
  readonly lines: Line[];
  readonly level: number;
}

/** Joins wrapped lines into paragraphs and items, and tells headings apart. */
function blocksOf(lines: readonly Line[]): Block[] {
  const wrapped = wrapWidth(lines);
  const hasChapters = lines.some((line) => !line.blank && isChapter(line));
  const blocks: Block[] = [];
  let inList = false;
  // A list whose marks survived ends where a line has none.
  let marked = false;
  let before: Line | undefined;
  lines.forEach((line, index) => {
    const open = blocks.at(-1);
    if (line.blank) {
      before = line;
      return;
    }
    let nextAt = index + 1;
    while (nextAt < Math.min(lines.length, index + 4) && lines[nextAt]?.blank) nextAt++;
    const after = lines[nextAt]?.blank ? undefined : lines[nextAt];
    const text = tidy(line.text);
    if (isHeading(line, { before, after, inList: inList && !marked, wrapped })) {
      blocks.push({ kind: 'heading', lines: [line], level: headingLevel(line, hasChapters) });
      inList = false;
    } else if (line.row) {
      // The first row of a table leads into the others.
      const heads = open?.kind !== 'item' || !open.lines[0]?.row;
      const first = heads && !(open?.kind === 'prose' && open.lines[0]?.row);
      blocks.push({ kind: first ? 'prose' : 'item', lines: [line], level: 0 });
      inList = false;
    } else if (line.bullet || line.lettered) {
      blocks.push({ kind: 'item', lines: [line], level: 0 });
      inList = true;
      marked = true;
    } else if (
      open &&
      open.kind !== 'heading' &&
      before &&
      !before.blank &&
      continues(before, line, wrapped, inList)
    ) {
      open.lines.push(line);
    } else if (
      inList &&
      !(marked && /^[A-Z]/.test(text)) &&
      (text.length < 90 || /^[a-z]/.test(text) || /;$|;\s(?:and|or)$/.test(text))
    ) {
      blocks.push({ kind: 'item', lines: [line], level: 0 });
    } else {
      blocks.push({ kind: 'prose', lines: [line], level: 0 });
      inList = false;
    }
    if (/:["']?$|:\s?[-–]$/.test(text)) {
      inList = true;
      marked = false;
    }
    before = line;
  });
  return blocks;
}

function continues(before: Line, line: Line, wrapped: number, inList: boolean): boolean {
  if (line.depth > 0) return false;
  const ended = /[.!?:;]["')\]]?$/.test(tidy(before.text));
  if (wrapped > 0)
    return before.indent + before.text.length >= wrapped * 0.6 || (!ended && /^[a-z]/.test(line.text));
  return !ended && !inList && /^[a-z(]/.test(line.text);
}

/** Reads a policy. Never throws; bounded by MOST_CHARACTERS and MOST_SENTENCES. */
export function readProse(text: string): Prose {
  const lines = readLines(clean(text.slice(0, MOST_CHARACTERS)));
  const sentences: Sentence[] = [];
  const path: { level: number; low: string }[] = [];
  let leadIn = '';
  let outerLeadIn = '';
  let cut = text.length > MOST_CHARACTERS;

  for (const block of blocksOf(lines)) {
    if (sentences.length >= MOST_SENTENCES) {
      cut = true;
      break;
    }
    const joined = block.lines.map((line) => line.text).join('\n');
    if (block.kind === 'heading') {
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
    }
    const under = path.map((heading) => heading.low).join(' > ');
    const before = block.kind === 'item' ? leadIn : '';
    const said: string[] = [];
    const spans = block.kind === 'heading' ? [{ from: 0, to: joined.length }] : sentenceSpans(joined);
    for (const span of spans) {
      const shown = tidy(joined.slice(span.from, span.to));
      if (!/[A-Za-z0-9]/.test(shown)) continue;
      const low = shown.toLowerCase();
      said.push(low);
      const first = joined.slice(span.from, span.to).search(/\S/);
      const at = placeOf(block.lines, span.from + Math.max(0, first));
      const tied = before && said.length === 1 ? `${before} ${low}` : low;
      sentences.push({
        n: sentences.length + 1,
        kind: block.kind,
        text: shown,
        low,
        said: tied,
        under,
        ...at,
      });
    }
    const last = said.at(-1) ?? '';
    if (block.kind === 'heading') {
      path.push({ level: block.level, low: last.slice(0, 120) });
      leadIn = /\bright to$|:$/.test(last) ? last.slice(-200) : '';
      outerLeadIn = leadIn;
    } else if (block.kind === 'prose') {
      leadIn = last.slice(-300);
      outerLeadIn = leadIn;
    } else if (/:$/.test(last)) {
      // An item that opens a list of its own: what follows completes both.
      leadIn = `${outerLeadIn} ${last}`.slice(-400);
    }
  }
  return { sentences, low: sentences.map((sentence) => sentence.low).join('\n'), cut };
}

/** Line and column of the character at `offset` of the joined lines. */
function placeOf(lines: readonly Line[], offset: number): { line: number; column: number } {
  let left = offset;
  for (const line of lines) {
    if (left <= line.text.length) return { line: line.line, column: line.column + left };
    left -= line.text.length + 1;
  }
  return { line: lines[0]?.line ?? 1, column: lines[0]?.column ?? 1 };
}
