/* A person leaves two copies of one database: one by a plan, one by SQL that somebody wrote. Both must hold the same afterwards. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Day } from '../../base/index.ts';
import { readCatalog } from '../catalog/read.ts';
import type { Database, Value } from '../database/database.ts';
import { quotedTable } from '../database/dialect.rules.ts';
import { openDatabase } from '../database/open.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { draftSystem } from '../map/draft.ts';
import { type SystemTables, systemTables } from '../map/map.ts';
import { scanDatabase } from '../scan.ts';
import { carriedOut, connectorTo, withHouse } from './planning.ts';

const file = (name: string): string => readFileSync(new URL(`./erasures/${name}`, import.meta.url), 'utf8');

export interface Leaver {
  readonly id: string | number;
  readonly who: readonly KnownAs[];
}
export interface Case {
  /** The name of the edits and of the SQL by hand. */
  readonly name: string;
  readonly on: Day;
  /** What is kept for six years is kept from this day on. */
  readonly before: string;
  readonly leavers: (database: Database) => Promise<Leaver[]>;
}

/** The map that a scan drafts, with what people changed in it. */
async function mapOf(database: Database, name: string): Promise<SystemTables> {
  const drafted = parse(draftSystem(await scanDatabase(database))).tables as Record<string, object>;
  const edits = parse(file('edits.yaml'))[name] as Record<string, object>;
  for (const [table, edit] of Object.entries(edits)) drafted[table] = { ...drafted[table], ...edit };
  return systemTables.parse(drafted);
}

/** Every row of every table; not the moment that a trigger writes on each change. */
async function contentOf(url: string): Promise<Record<string, string[]>> {
  const database = await openDatabase(url);
  try {
    const catalog = await readCatalog(database);
    const content: Record<string, string[]> = {};
    for (const table of catalog.tables.filter(({ kind }) => kind === 'table')) {
      const rows = await database.rows(`select * from ${quotedTable(database.dialect, table)}`);
      content[table.id] = rows.map((row) => JSON.stringify(plain(row))).sort();
    }
    return content;
  } finally {
    await database.close();
  }
}

const plain = ({ last_update: _, ...row }: Readonly<Record<string, Value>>) => row;

const byHand = ({ name, before }: Case, { id }: Leaver): string =>
  file(`${name}.sql`)
    .replaceAll(':id', typeof id === 'number' ? String(id) : `'${id}'`)
    .replaceAll(':before', `'${before}'`);

/** The same people leave both databases: one by a plan, one by hand. Every table must hold the same afterwards. */
export async function leavesTheSame(
  one: Case,
  planned: string,
  other: string,
  runByHand: (sql: string) => Promise<unknown> | unknown,
): Promise<void> {
  const database = await openDatabase(planned);
  const map = await mapOf(database, one.name);
  const leavers = await one.leavers(database);
  await database.close();
  const connector = connectorTo(planned, map, one.name);
  await withHouse(async (house) => {
    for (const leaver of leavers) {
      const rights = { kept: 0 };
      for await (const read of connector.read(leaver.who)) rights.kept += read.count;
      expect(rights.kept).toBeGreaterThan(0);

      const view = await carriedOut(house, [connector], { who: leaver.who, on: one.on });

      expect([view.state, view.systems[0]?.because]).toEqual(['done', null]);
      await runByHand(byHand(one, leaver));
    }
  });
  await connector.close();
  const [ours, theirs] = [await contentOf(planned), await contentOf(other)];
  for (const [table, rows] of Object.entries(theirs)) expect([table, ours[table]]).toEqual([table, rows]);
}
