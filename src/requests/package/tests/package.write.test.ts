import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../../systems/index.ts';
import type { Cell } from '../cells.rules.ts';
import { csvLine } from '../cells.rules.ts';
import type { Held } from '../held.ts';
import { safeName, uniquePaths } from '../names.rules.ts';
import { personPackage } from '../package.ts';
import type { TableJson } from '../tables.ts';
import { asked, listed, unpacked } from './unpacked.ts';

const jsonOf = (files: ReadonlyMap<string, Buffer>, path: string): TableJson =>
  JSON.parse(files.get(path)?.toString('utf8') ?? 'null');

/** A CSV file as our own page says to read it: an apostrophe less where there is one. */
const rowsOf = (files: ReadonlyMap<string, Buffer>, path: string): Record<string, string>[] =>
  (parse(files.get(path) ?? '', { columns: true, bom: true }) as Record<string, string>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell.replace(/^'/, '')])),
  );

const table = (rows: readonly Row[], more: Partial<Held> = {}): Held => ({
  system: 'crm',
  table: 'customer',
  category: 'contact-details',
  rows,
  ...more,
});

const ODD: Row = {
  id: 1,
  name: 'O\'Brien, "Bob"\r\nand <b>co</b>',
  formula: '=HYPERLINK("https://evil.example","click")',
  plus: '+44 1632 960001',
  minus: '-12.50',
  at: '@SUM(A1)',
  tab: '\t=1+1',
  quote: "'tis",
  nothing: null,
  empty: '',
  yes: true,
  big: '9007199254740993',
  decimal: '12345678901234567890.123',
  day: '2026-02-28',
  nested: '{"a": [1, "=x"]}',
  small: Buffer.from([0, 255, 10, 13]),
};

test('every value comes back as it was: exactly from JSON, without our apostrophe from CSV', async () => {
  const files = await unpacked(personPackage(asked(listed(table([ODD])))));

  const { columns, rows, count } = jsonOf(files, 'data/crm/customer.json');
  expect(count).toBe(1);
  expect(rows).toEqual([{ ...ODD, small: 'AP8KDQ==' }]);
  expect(columns).toContainEqual({ name: 'small', kind: 'contact-details', encoding: 'base64' });
  expect(rowsOf(files, 'data/crm/customer.csv')).toEqual([
    {
      ...Object.fromEntries(
        Object.entries(ODD).map(([name, value]) => [name, value === null ? '' : String(value)]),
      ),
      small: 'AP8KDQ==',
    },
  ]);
});

test('no cell of a CSV file is a formula, and whatever it holds can be read back', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `=${text}`),
    fc.constantFrom('=', '+1+1', '-2+3', '@x', '\t=1', '\r=1', "'=1", '＝1', '-5', '1e3', ' =1', '"=1'),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
      const line = csvLine(cells);
      const [read = []] = parse(line, { relax_column_count: true, record_delimiter: '\r\n' }) as string[][];
      for (const [at, one] of cells.entries()) {
        const said = read[at] ?? '';
        if (typeof one === 'string') expect(said).toMatch(/^(?![=+@\t\r＝＋－＠])(?!-(?!\d+(\.\d+)?$))/u);
        expect(typeof one === 'string' ? said.replace(/^'/, '') : said).toBe(one === null ? '' : String(one));
      }
    }),
    { numRuns: 300 },
  );
});

test('batches of a table that come in turns, with other columns, are one file', async () => {
  const files = await unpacked(
    personPackage(
      asked(
        listed(
          table([{ id: 1, name: 'Ada' }]),
          table([{ ref: 'x' }], { table: 'order' }),
          table([{ id: 2, note: 'later' }]),
        ),
      ),
    ),
  );

  expect(rowsOf(files, 'data/crm/customer.csv')).toEqual([
    { id: '1', name: 'Ada', note: '' },
    { id: '2', name: '', note: 'later' },
  ]);
  expect(jsonOf(files, 'data/crm/customer.json').rows).toEqual([
    { id: 1, name: 'Ada' },
    { id: 2, note: 'later' },
  ]);
});

test('large contents become files with the ending that they tell, attachments are streamed beside them', async () => {
  const photo = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100', 'hex'), randomBytes(9_000)]);
  const files = await unpacked(
    personPackage(
      asked(
        listed(
          table([{ id: 1, photo }]),
          table([{ path: 'cv/../../My CV.pdf', content: Buffer.from('%PDF') }], {
            system: 'archive',
            table: 'files',
          }),
        ),
        {
          attachments: listed({
            name: '../../etc/passwd',
            system: 'reception',
            content: listed(Buffer.from('a'), Buffer.from('b')),
          }),
        },
      ),
    ),
  );

  expect(jsonOf(files, 'data/crm/customer.json').rows[0]?.photo).toBe('files/crm/customer-photo-1.jpg');
  expect(files.get('files/crm/customer-photo-1.jpg')).toEqual(photo);
  expect(files.get('files/archive/My CV.pdf')?.toString()).toBe('%PDF');
  expect(files.get('files/reception/_.._etc_passwd')?.toString()).toBe('ab');
});

test('names are safe wherever they are unpacked, and none hides another', () => {
  const names = [
    '../x',
    'C:\\x',
    '/etc/passwd',
    'nul',
    'CON.txt',
    '.hidden',
    'a\u202Etxt.exe',
    '',
    '...',
    'x '.repeat(99),
  ];
  for (const name of names) {
    expect(safeName(name)).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}\p{M} ._-]*$/u);
    expect(safeName(name)).not.toMatch(/^(con|nul)(\.|$)/i);
  }
  const path = uniquePaths();
  expect([path('a', 'B.csv'), path('A', 'b.csv'), path('a', 'b.csv')]).toEqual([
    'a/B.csv',
    'A/b-2.csv',
    'a/b-3.csv',
  ]);
});

test('the same data at the same time give the same bytes', async () => {
  const make = () => buffer(personPackage(asked(listed(table([ODD]), table([{ a: 1 }], { table: 'b' })))));

  expect((await make()).equals(await make())).toBe(true);
});

test('to take elsewhere goes only what was provided, by machine, under consent or contract', async () => {
  const files = await unpacked(
    personPackage(
      asked(
        listed(
          table([{ name: 'Ada' }]),
          table([{ q: 'how was it?' }], { table: 'answers', category: 'survey-answers' }),
          table([{ note: 'pays late' }], { table: 'scores', origin: 'inferred' }),
          table([{ line: 'on paper' }], { table: 'cards', automated: false }),
          table([{ x: 1 }], { table: 'unsorted', category: null }),
          table([{ email: 'ada@client.example', temper: 'short' }], {
            table: 'mixed',
            category: null,
            columns: { email: 'contact-details', temper: 'survey-answers' },
          }),
        ),
        { kind: 'portability' },
      ),
    ),
  );

  expect([...files.keys()]).toEqual([
    'data/crm/customer.csv',
    'data/crm/customer.json',
    'data/crm/mixed.csv',
    'data/crm/mixed.json',
    'your-data.html',
  ]);
  expect(jsonOf(files, 'data/crm/mixed.json').rows).toEqual([{ email: 'ada@client.example' }]);
  expect(files.get('your-data.html')?.toString()).toContain('Left out:');
});

test('a source that fails breaks the archive off: nobody takes half of it for the whole', async () => {
  async function* failing(): AsyncGenerator<Held> {
    yield table([{ id: 1 }]);
    throw new Error('the connection was lost');
  }

  await expect(buffer(personPackage(asked(failing())))).rejects.toThrow('the connection was lost');
});

test('sources are let go when the reader goes away', async () => {
  let ended: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  async function* endless(): AsyncGenerator<Held> {
    try {
      for (let id = 0; ; id++) {
        yield table([{ id }]);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      ended();
    }
  }
  const stream = personPackage(asked(endless()));
  stream.on('error', () => {});
  stream.destroy();
  await once(stream, 'close');

  await over;
});
