import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import PostalMime from 'postal-mime';
import type { Matcher } from './match.rules.ts';
import type { Place } from './walk.ts';

/** A line of a file in which a person is mentioned. */
export interface Passage {
  /** Counted from 1; in a mail its parts are lines of one text. */
  readonly line: number;
  readonly text: string;
}

/** Files that are read as running text, by the ending of their names. */
const AS_TEXT: ReadonlySet<string> = new Set([
  'txt',
  'text',
  'md',
  'log',
  'json',
  'ndjson',
  'jsonl',
  'html',
  'htm',
  'xml',
  'yaml',
  'yml',
  'vcf',
  'ics',
]);

export type Kind = 'csv' | 'text' | 'mail' | 'other';

export function kindOf(path: string): Kind {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (ending === 'eml') return 'mail';
  return AS_TEXT.has(ending) ? 'text' : 'other';
}

/** Lines longer than this are searched in pieces that overlap. */
const LONGEST_LINE = 20_000;
const OVERLAP = 500;

/** Where a text file mentions the person, line by line, holding no more of it than a line. */
export async function* passagesOf(place: Place, matcher: Matcher): AsyncGenerator<Passage> {
  const lines =
    kindOf(place.path) === 'mail' ? mailLines(await readFile(place.absolute)) : linesOf(place.absolute);
  const decode = /\.(html?|xml)$/i.test(place.path) ? withoutMarks : (text: string) => text;
  for await (const { line, text } of lines) {
    const read = decode(text);
    if (matcher.in(read)) yield { line, text: read };
  }
}

async function* linesOf(file: string): AsyncGenerator<Passage> {
  let decoder: StringDecoder | undefined;
  let rest = '';
  let line = 1;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    // Windows writes text in UTF-16 as well; its first two bytes say so.
    decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8');
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const text of lines) yield { line: line++, text };
    while (rest.length > LONGEST_LINE) {
      yield { line, text: rest.slice(0, LONGEST_LINE) };
      rest = rest.slice(LONGEST_LINE - OVERLAP);
    }
  }
  if (rest !== '') yield { line, text: rest };
}

/** A mail as people read it: who, to whom, about what, and its text, out of whatever encoding it travelled in. */
async function* mailLines(raw: Buffer): AsyncGenerator<Passage> {
  const mail = await PostalMime.parse(raw);
  const people = [
    mail.from,
    mail.sender,
    ...(mail.to ?? []),
    ...(mail.cc ?? []),
    ...(mail.bcc ?? []),
    ...(mail.replyTo ?? []),
  ];
  const named = people.flatMap((one) => (one ? [`${one.name ?? ''} ${one.address ?? ''}`.trim()] : []));
  const text = mail.text ?? withoutMarks(mail.html ?? '');
  const files = mail.attachments.map(({ filename }) => filename ?? '');
  let line = 1;
  for (const one of [...named, mail.subject ?? '', ...text.split(/\r?\n/), ...files])
    yield { line: line++, text: one };
}

const SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  commat: '@',
  nbsp: ' ',
  period: '.',
};

/** What a page says, without its marks: an address is often split by them. */
const withoutMarks = (html: string): string =>
  html
    .replaceAll(/<a\b[^>]*?href=["']?mailto:([^"'>?\s]+)[^>]*>/gi, ' $1 ')
    .replaceAll(/<\/?(?:b|i|em|strong|span|font|wbr|u|mark)\b[^>]*>/gi, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, tens, hex, name) => {
      if (name !== undefined) return SIGNS[String(name).toLowerCase()] ?? whole;
      const code = tens !== undefined ? Number(tens) : Number.parseInt(String(hex), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
