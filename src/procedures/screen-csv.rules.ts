import { Refused } from '../base/index.ts';

/*
 * A list as a table, byte for byte: text is held as Latin-1, in which every byte is one character, so that what is written out
 * is what came in, whatever its encoding. Only the address is decoded, and only to be looked up.
 */

/** How a file writes its table, read from its first lines. */
export type Shape = {
  delimiter: string;
  newline: string;
  /** The names in the first line; null where that is data already. */
  header: readonly string[] | null;
  columns: number;
  /** Which column holds the address or number. */
  at: number;
};

/** Three bytes that some programs put before UTF-8, as they look in Latin-1. */
const MARK = '\u00ef\u00bb\u00bf';

/** The fields of one record, quotes undone. */
export function fieldsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; at <= record.length; ) {
    if (record[at] !== '"') {
      const end = record.indexOf(delimiter, at);
      fields.push(record.slice(at, end < 0 ? record.length : end));
      at = end < 0 ? record.length + 1 : end + 1;
      continue;
    }
    let end = at + 1;
    while (end < record.length && (record[end] !== '"' || record[end + 1] === '"'))
      end += record[end] === '"' ? 2 : 1;
    fields.push(record.slice(at + 1, end).replaceAll('""', '"'));
    const next = record.indexOf(delimiter, end);
    at = next < 0 ? record.length + 1 : next + 1;
  }
  return fields;
}

/** Reads the shape off the first record. `column` is a name or a number from 1. Refuses `screen.no-column`. */
export function shapeOf(
  first: string,
  newline: string,
  kind: 'email' | 'phone' | 'external',
  column: string | undefined,
): Shape {
  const plain = first.startsWith(MARK) ? first.slice(MARK.length) : first;
  const delimiter =
    [';', '\t', ',', '|']
      .map((mark) => ({ mark, fields: fieldsOf(plain, mark).length }))
      .sort((a, b) => b.fields - a.fields)
      .find(({ fields }) => fields > 1)?.mark ?? ',';
  const fields = fieldsOf(plain, delimiter).map((field) => decoded(field).trim());
  const here = fields.findIndex((field) => looksLike(field, kind));
  const header = here < 0 ? fields : null;
  const at = column === undefined ? (header ? named(header, kind) : here) : asked(fields, header, column);
  if (at < 0)
    throw new Refused(
      'screen.no-column',
      `No column looks like ${kind === 'email' ? 'an e-mail address' : kind === 'phone' ? 'a telephone number' : 'an id'}. Name it with --column (or ?column=): ${fields.slice(0, 20).join(', ')}.`,
    );
  return { delimiter, newline, header, columns: fields.length, at };
}

const asked = (fields: readonly string[], header: readonly string[] | null, column: string): number => {
  const byName = header?.findIndex((one) => one.toLowerCase() === column.trim().toLowerCase()) ?? -1;
  const byNumber = /^\d+$/.test(column) ? Number(column) - 1 : -1;
  return byName >= 0 ? byName : byNumber < fields.length ? byNumber : -1;
};

/** The name that says it plainest: `email` before `work email`. */
const NAMES = {
  email: [/^e-?mail$/i, /^e-?mail[ _-]?addr?ess?e?$/i, /^(mail|email_?1|correo|courriel)$/i, /e-?mail/i],
  phone: [
    /^(phone|telephone|mobile|tel)$/i,
    /^(phone|telephone|mobile)[ _-]?(number|no\.?)$/i,
    /phone|mobile|tel/i,
    /^(numbers?|cli)$/i,
  ],
  external: [/^(id|external[ _-]?id|customer[ _-]?id|reference)$/i, /id$/i],
} as const;

function named(header: readonly string[], kind: keyof typeof NAMES): number {
  for (const pattern of NAMES[kind]) {
    const at = header.findIndex((name) => pattern.test(name));
    if (at >= 0) return at;
  }
  return -1;
}

const looksLike = (field: string, kind: keyof typeof NAMES): boolean =>
  kind === 'email'
    ? /^\s*<?[^\s@]+@[^\s@]+\.[^\s@]+>?\s*$/.test(field)
    : kind === 'phone'
      ? /^\+?[\d\s().-]{7,20}$/.test(field) && !/^\d{4}-\d{2}-\d{2}$/.test(field)
      : /^[a-z0-9-]+:\S+$/i.test(field);

/** A field as people read it: UTF-8 where it is that, else what Windows writes. */
export function decoded(field: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that is not ASCII
  if (!/[^\x00-\x7f]/.test(field)) return field;
  const bytes = Buffer.from(field, 'latin1');
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** The record with two fields more, under its own columns, however many it has. */
export function withVerdict(
  record: string,
  { delimiter, columns }: Shape,
  verdict: string,
  code: string,
): string {
  const short = record.includes('"') ? fieldsOf(record, delimiter).length : countOf(record, delimiter) + 1;
  return `${record}${delimiter.repeat(Math.max(0, columns - short))}${delimiter}${verdict}${delimiter}${code}`;
}

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}

/** Longer than any line of a list: a quote was opened that nobody closed. */
const LONGEST = 1024 * 1024;

/**
 * The records of a stream of bytes, many at a time, each without its line end; a quoted field may hold line ends, and a quote
 * inside a word opens nothing. Empty lines are none. Refuses `screen.unclosed-quote`.
 */
export async function* recordsOf(
  bytes: AsyncIterable<Uint8Array | string>,
  quotes: boolean,
): AsyncGenerator<{ records: string[]; newline: string }> {
  let rest = '';
  let open = false;
  let newline = '';
  let before = 0;
  // Where the search goes on: what was looked at once is not looked at again, however long a record is.
  let from = 0;
  for await (const chunk of asBytes(bytes)) {
    const text = rest + chunk.toString('latin1');
    const records: string[] = [];
    let start = 0;
    let quote = quotes ? text.indexOf('"', from) : -1;
    for (;;) {
      if (quote >= 0 && quote < from) quote = text.indexOf('"', from);
      if (open) {
        // The last character may be half of two quotes that stand for one.
        if (quote < 0 || quote + 1 === text.length) break;
        if (text[quote + 1] !== '"') open = false;
        from = quote + (open ? 2 : 1);
        continue;
      }
      const end = text.indexOf('\n', from);
      if (quote >= 0 && (end < 0 || quote < end)) {
        open = quote === start || ',;\t|'.includes(text[quote - 1] ?? '');
        from = quote + 1;
        continue;
      }
      if (end < 0) break;
      const record = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
      newline ||= text[end - 1] === '\r' ? '\r\n' : '\n';
      if (record.trim() !== '') records.push(record);
      start = end + 1;
      from = start;
    }
    rest = text.slice(start);
    from = Math.max(0, (open && quote + 1 === text.length ? quote : text.length) - start);
    if (rest.length > LONGEST)
      throw new Refused(
        'screen.unclosed-quote',
        `After record ${before + records.length} a quote opens that is not closed within ${LONGEST} characters.`,
      );
    before += records.length;
    if (records.length > 0) yield { records, newline };
  }
  if (rest.trim() !== '') yield { records: [rest.replace(/\r$/, '')], newline: newline || '\n' };
}

/** Bytes as they come; what some spreadsheets call Unicode text (UTF-16) as UTF-8. */
async function* asBytes(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  let wide: InstanceType<typeof TextDecoder> | null | undefined;
  for await (const chunk of bytes) {
    const buffer =
      typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (wide === undefined)
      wide = buffer[0] === 0xff && buffer[1] === 0xfe ? new TextDecoder('utf-16le') : null;
    yield wide ? Buffer.from(wide.decode(buffer, { stream: true })) : buffer;
  }
}
