import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Connector, PlannedRows, Step } from '../connector.ts';
import { filesConnector } from '../files/connector.ts';
import { openCsv } from '../files/csv.ts';
import { matcherOf } from '../files/match.rules.ts';
import type { KnownAs } from '../find/identity.rules.ts';

const JANE: readonly KnownAs[] = [
  { kind: 'email', value: 'Jane@Example.org' },
  { kind: 'phone', value: '+44 1632 960123' },
  { kind: 'external', value: 'archive:C-1044' },
];

async function withFolder(
  files: Readonly<Record<string, string | Buffer>>,
  work: (connector: Connector, folder: string) => Promise<void>,
  options: { largest?: number; mentions?: 'ask' | 'delete' } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'kept-files-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { largest = 1_000_000, mentions = 'ask' } = options;
    await work(
      filesConnector('archive', { folder, largest, mentions, byHand: { who: 'office-manager', days: 7 } }),
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function planned(connector: Connector, intent: 'read' | 'erase' = 'erase'): Promise<PlannedRows[]> {
  const all: PlannedRows[] = [];
  for await (const rows of connector.plan({ intent, identities: JANE, on: '2026-11-22' })) all.push(rows);
  return all;
}

const stepsOf = (plan: readonly PlannedRows[]): Step[] =>
  plan.flatMap(({ act, table, key, keys }, at) =>
    act === 'delete' ? [{ id: `step-${at}`, act, table, key, keys }] : [],
  );

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const ARCHIVE = {
  'people/jane@example.org.pdf': '%PDF',
  'people/c-1044/cv.docx': 'PK',
  'people/jane@example.org.uk.pdf': '%PDF of somebody else',
  'people/mary-jane@example.org.txt': 'of somebody else',
  'list.csv':
    '\uFEFFname;e-mail;note\r\n"Doe; Jane";JANE@example.org;"two\r\nlines"\r\nBob;bob@example.org;knows jane@example.org\r\n"Ann ""A""";ann@example.org;x',
  'call.md': 'She rang from 01632 960 123 at noon.',
  'page.html': '<p>Write to <b>jane</b>&#64;example.org</p>',
  'letter.eml':
    'From: Bob <bob@example.org>\r\nTo: jane@example.org\r\nSubject: Hello\r\nContent-Transfer-Encoding: base64\r\n\r\nSGkgSmFuZQ==\r\n',
  'other.txt': 'notjane@example.org and jane@example.org.uk and 01632 9601234',
  'photo.jpg': 'JPEG',
};

test('what is theirs goes, what only names them is shown to a person, and the rest stays byte for byte', () =>
  withFolder(ARCHIVE, async (connector, folder) => {
    const plan = await planned(connector);

    const of = (act: string) => plan.filter((rows) => rows.act === act);
    expect(of('delete').map(({ table, keys }) => [table, keys.length])).toEqual([
      ['list.csv', 1],
      ['files', 1],
      ['files', 1],
    ]);
    expect(of('blocked').map(({ table, keys }) => [table, keys.length])).toEqual([
      ['mentions', 1],
      ['mentions', 1],
      ['mentions', 1],
      ['mentions', 1],
      ['unsearched', 2],
    ]);

    const steps = stepsOf(plan);
    expect((await connector.apply(steps)).map(({ written }) => written)).toEqual([1, 1, 1]);
    expect(await readFile(join(folder, 'list.csv'), 'utf8')).toBe(
      '\uFEFFname;e-mail;note\r\nBob;bob@example.org;knows jane@example.org\r\n"Ann ""A""";ann@example.org;x',
    );
    expect(await readdir(join(folder, 'people'))).toEqual([
      'c-1044',
      'jane@example.org.uk.pdf',
      'mary-jane@example.org.txt',
    ]);
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('.kept-'));
    expect(await connector.verify(JANE, listed(steps), () => false)).toEqual([]);
    // Asked again, as after a crash, it changes nothing more.
    expect((await connector.apply(steps)).map(({ written }) => written)).toEqual([0, 0, 0]);
  }));

test('what is read is the files whole, the rows with their columns, and only the lines that name the person', () =>
  withFolder(ARCHIVE, async (connector) => {
    const rows: Record<string, unknown[]> = {};
    for await (const read of connector.read(JANE))
      rows[read.table] = [...(rows[read.table] ?? []), ...read.rows];

    expect(rows['list.csv']).toEqual([
      { name: 'Doe; Jane', 'e-mail': 'JANE@example.org', note: 'two\r\nlines' },
    ]);
    expect(rows.files).toMatchObject([
      { path: 'people/c-1044/cv.docx', content: Buffer.from('PK') },
      { path: 'people/jane@example.org.pdf', content: Buffer.from('%PDF') },
    ]);
    expect(rows.mentions).toContainEqual({ path: 'call.md', line: 1, text: ARCHIVE['call.md'] });
    expect(rows.mentions).toContainEqual({
      path: 'page.html',
      line: 1,
      text: expect.stringContaining('jane@example.org'),
    });
    expect(rows.mentions).toContainEqual({ path: 'letter.eml', line: 2, text: 'jane@example.org' });
    expect(JSON.stringify(rows.mentions)).not.toContain('notjane');
  }));

test('a name that is put back, and a row that came again, are found by looking again', () =>
  withFolder(ARCHIVE, async (connector, folder) => {
    const steps = stepsOf(await planned(connector));
    await connector.apply(steps);
    await appendFile(join(folder, 'list.csv'), '\r\nJane;jane@example.org;back');
    await writeFile(join(folder, 'people/jane@example.org.pdf'), 'back');

    const left = await connector.verify(JANE, listed(steps), () => false);

    expect(left.map(({ table, count }) => [table, count])).toEqual([
      ['list.csv', 1],
      ['files', 1],
    ]);
  }));

test('links are not followed: nothing outside the folder is read or deleted', () =>
  withFolder({ 'in/a.txt': 'x' }, async (connector, folder) => {
    const outside = await mkdtemp(join(tmpdir(), 'kept-outside-'));
    await writeFile(join(outside, 'jane@example.org.txt'), 'outside');
    await symlink(outside, join(folder, 'link'));
    await symlink(join(outside, 'jane@example.org.txt'), join(folder, 'jane@example.org.txt'));

    expect(await planned(connector)).toEqual([]);
    await connector.apply([
      {
        id: 'forged',
        act: 'delete',
        table: `../${outside.split('/').at(-1)}/x.csv`,
        key: ['file', 'row'],
        keys: [['a', 'b']],
      },
    ]);
    expect((await stat(join(outside, 'jane@example.org.txt'))).size).toBe(7);
    await rm(outside, { recursive: true });
  }));

test('a file too large to look into is somebody’s task, and a folder that is not there is not an empty one', () =>
  withFolder(
    { 'a.txt': 'jane@example.org', 'big.txt': `${'x'.repeat(200)} jane@example.org` },
    async (connector, folder) => {
      expect((await planned(connector)).map(({ table, act }) => [table, act])).toEqual([
        ['mentions', 'blocked'],
        ['unsearched', 'blocked'],
      ]);
      await rm(folder, { recursive: true });
      await expect(planned(connector)).rejects.toMatchObject({ code: 'systems.unreachable' });
    },
    { largest: 100 },
  ));

test('with "mentions: delete" a file that names the person goes as well', () =>
  withFolder(
    { 'a.txt': 'from jane@example.org', 'b.txt': 'from bob@example.org' },
    async (connector, folder) => {
      await connector.apply(stepsOf(await planned(connector)));

      expect(await readdir(folder)).toEqual(['b.txt']);
    },
    { mentions: 'delete' },
  ));

test('an open quote is not one row of a hundred megabytes', () =>
  withFolder(
    { 'broken.csv': 'a,b\n"open' },
    async (connector, folder) => {
      await truncate(join(folder, 'broken.csv'), 5_000_000);

      await expect(
        (async () => {
          for await (const row of (await openCsv(join(folder, 'broken.csv'))).rows) void row;
        })(),
      ).rejects.toMatchObject({ code: 'systems.file-unreadable' });
      await expect(planned(connector)).resolves.toMatchObject([{ table: 'unsearched', act: 'blocked' }]);
    },
    { largest: 6_000_000 },
  ));

test('addresses are words of their own, numbers are the same however written, and an id is only ours', () => {
  const { in: inside, is, names } = matcherOf('archive', JANE);

  for (const text of [
    '<JANE@EXAMPLE.ORG>,',
    'mailto:jane@example.org.',
    '(jane@example.org)',
    'tel: +44(0)1632/960-123',
    '01632960123',
    'ref c-1044;',
  ])
    expect([text, inside(text)]).toEqual([text, true]);
  for (const text of [
    'ajane@example.org',
    'x.jane@example.org',
    'jane@example.organ',
    'jane@example.org.uk',
    '016329601234',
    'c-10441',
    '',
  ])
    expect([text, inside(text)]).toEqual([text, false]);
  expect(is('C-1044')).toBe(false);
  expect(names('C-1044')).toBe(true);
  expect(matcherOf('crm', JANE).in('c-1044')).toBe(false);
});
