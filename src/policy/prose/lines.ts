import { SOFT_BREAK, tidy } from './clean.ts';

/** One line of the text with its place and the mark of a list or numbering it begins with. */
export interface Line {
  /** What is left after the mark. */
  readonly text: string;
  /** Line number from 1. */
  readonly line: number;
  /** Column of `text` from 1. */
  readonly column: number;
  readonly indent: number;
  readonly blank: boolean;
  /** Level of a Markdown or HTML heading. */
  readonly hashes: number;
  readonly bullet: boolean;
  /** "1." is 1 deep, "2.3.1" is 3; 0 without a number. */
  readonly depth: number;
  /** A row of a Markdown table, or of a scraped one with its bars. */
  readonly row: boolean;
  /** "(a)", "ii)": a letter or roman number of a list. */
  readonly lettered: boolean;
}

const HASHES = /^(#{1,6})\s+/;
const BULLET = /^(?:[-*+•·●○▪■◦‣∙⁃–—»►▶➢✓✔❖\uF0B7\uF0A7]|o(?=\s[A-Za-z]))\s*(?=\S)/;
const NUMBER = /^(?:(?:section|article|part)\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})[.):]?\s+(?=\S)/i;
const LETTER = /^(?:\((?:[a-z]|[ivx]{1,5})\)|(?:[a-z]|[ivx]{1,5})[.)])\s+(?=\S)/i;

function readLine(raw: string, line: number, column: number): Line {
  let text = raw.trimEnd();
  let at = column;
  const strip = (length: number) => {
    text = text.slice(length);
    at += length;
  };
  const space = text.length - text.trimStart().length;
  strip(space);
  const hashes = HASHES.exec(text);
  if (hashes) strip(hashes[0].length);
  const bullet = !hashes && BULLET.exec(text);
  if (bullet && !/^[-–—*]{2,}/.test(text)) strip(bullet[0].length);
  const number = NUMBER.exec(text);
  // "25 May 2018" and "12 months" begin with a number that is no numbering.
  const numbered =
    number && /[.):]\s*$/.test(number[0]) ? number : number && /\./.test(number[1] ?? '') ? number : null;
  const depth = numbered ? (numbered[1] ?? '').split('.').length : 0;
  if (numbered) strip(numbered[0].length);
  const letter = depth === 0 && LETTER.exec(text);
  if (letter) strip(letter[0].length);
  return {
    text,
    line,
    column: at,
    indent: space,
    blank: tidy(text) === '' || /^[-=_*|:\s]+$/.test(text),
    hashes: hashes?.[1]?.length ?? 0,
    bullet: Boolean(bullet),
    depth,
    lettered: Boolean(letter),
    row: /^\|.*\|\s*$|^[^|]+\|[^|]+\|/.test(text),
  };
}

/** All lines of the cleaned text; a soft break starts a new one on the same line number. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  text.split('\n').forEach((hard, index) => {
    let column = 1;
    for (const soft of hard.split(SOFT_BREAK)) {
      lines.push(readLine(soft, index + 1, column));
      column += soft.length + 1;
    }
  });
  return lines;
}
