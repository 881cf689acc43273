/** A value as a package keeps it: what JSON can say, and the name of a file where it is one. */
export type Cell = string | number | boolean | null;

/** Bytes longer than this become a file of their own; shorter ones are written as base64. */
export const LONGEST_INLINE = 4_096;

/**
 * A value of a database, or of our own records, as a cell. Whatever JSON would lose is its text: large integers, days, nested
 * values. Bytes are the caller's.
 */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a spreadsheet takes for a formula, and the sign by which we say that it is none. */
const FORMULA = /^['=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;
const PLAIN_NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;

/**
 * A cell of a CSV file (RFC 4180). Null is empty, an empty text is quoted. What a spreadsheet would run gets an apostrophe
 * before it, and so does what begins with one: to read a cell back, take one apostrophe away.
 */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  return text === '' || /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** What people read where nothing is recorded. */
export const NOTHING = '–';

const LONGEST_SHOWN = 300;

/** A cell as a page shows it. */
export function shortened(cell: Cell): string {
  if (cell === null) return NOTHING;
  const text = String(cell);
  return text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length.toLocaleString('en-GB')} characters)`
    : text;
}
