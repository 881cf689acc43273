import { createHmac, type Hmac } from 'node:crypto';
import type { Column } from '../catalog/catalog.ts';
import type { Database, Value } from '../database/database.ts';
import { quoted } from '../database/dialect.rules.ts';
import { tableOf } from '../execute/tables.ts';
import { folded } from '../plan/plan.rules.ts';
import { markOfKey, written } from '../plan/row-set.ts';
import { type Ground, keyOfRule, TRUE } from './condition.ts';
import type { DueRule, RowDigest } from './due-rule.ts';
import { ofKeys } from './find-due.ts';
import { type Hop, waysBelow } from './way.rules.ts';

type Key = readonly Value[];
type Rule = Pick<DueRule, 'table' | 'starts'>;

/** What a row is known by where its key must not stand: whoever reads it learns nothing of the row. */
export const markOfRow = (secret: Buffer, table: string, key: Key): string =>
  createHmac('sha256', secret)
    .update(written(['row', table, key]))
    .digest('hex');

/**
 * What somebody agrees to who agrees that these rows go: each row as the map knows it, with the keys of all rows that belong to
 * it. A row that is no longer there has no digest.
 *
 * @throws Refused as `dueRows`
 */
export async function digestRows(
  database: Database,
  ground: Ground,
  secret: Buffer,
  rule: Rule,
  keys: readonly Key[],
): Promise<(RowDigest | null)[]> {
  const key = keyOfRule(ground, rule);
  const found = new Map<number, { hash: Hmac; along: Record<string, number> }>();
  const own = columnsOf(ground, rule);
  await ofKeys(database, ground, rule.table, key, keys, [], (alias) => ({
    list: own.map(({ name }, at) => `${alias}.${quoted(database.dialect, name)} as kept_v${at}`),
    where: TRUE,
    grouped: false,
    take: (mark, row) => {
      const hash = createHmac('sha256', secret);
      for (const [at, { name }] of own.entries())
        hash.update(`${name}\n${plain(row[`kept_v${at}`] ?? null)}\n`);
      found.set(mark, { hash, along: {} });
    },
  }));
  for (const way of waysBelow(ground.map, rule.table))
    await takeBelow(database, ground, rule, { key, keys }, way, found);
  return keys.map((one) => {
    const row = found.get(markOfKey(one));
    if (!row) return null;
    const { hash, along } = row;
    return {
      mark: markOfRow(secret, rule.table, one),
      digest: hash.digest('hex'),
      along,
      shown: one.map(folded),
    };
  });
}

/** The rows at the end of a way down, by their keys; only how many, where they have none. */
async function takeBelow(
  database: Database,
  ground: Ground,
  { table }: Rule,
  { key, keys }: { key: readonly string[]; keys: readonly Key[] },
  way: readonly Hop[],
  found: ReadonlyMap<number, { hash: Hmac; along: Record<string, number> }>,
): Promise<void> {
  const to = way.at(-1)?.to ?? table;
  const { primaryKey, uniques } = tableOf(ground.tables, to);
  const theirs = primaryKey.length > 0 ? primaryKey : (uniques[0] ?? []);
  const below = new Map<number, string[]>();
  await ofKeys(database, ground, table, key, keys, way, (alias) => ({
    list: theirs.map((name, at) => `${alias}.${quoted(database.dialect, name)} as kept_v${at}`),
    where: TRUE,
    grouped: false,
    take: (mark, row) => {
      const all = below.get(mark) ?? [];
      below.set(mark, all);
      all.push(theirs.map((_, at) => plain(row[`kept_v${at}`] ?? null)).join('\u0001'));
    },
  }));
  for (const [mark, all] of below) {
    const row = found.get(mark);
    if (!row) continue;
    row.hash.update(`${way.map((hop) => hop.to).join('/')}\n${all.sort().join('\n')}\n`);
    row.along[to] = (row.along[to] ?? 0) + all.length;
  }
}

/** The columns that the map names, and those that the rule counts from. */
function columnsOf({ tables, map }: Ground, { table, starts }: Rule): Column[] {
  const declared = map[table];
  const named = new Set([
    ...Object.keys(declared?.columns ?? {}),
    ...Object.values(declared?.identifies ?? {}).flat(),
    ...[...(declared?.['owned-by'] ?? []), ...(declared?.['accessed-by'] ?? [])].flatMap(({ by }) =>
      Object.keys(by),
    ),
    ...Object.keys(declared?.anonymise ?? {}),
    ...starts.flatMap((start) => (start.table === undefined || start.table === table ? [start.column] : [])),
  ]);
  return tableOf(tables, table).columns.filter(({ name }) => named.has(name));
}

const plain = (value: Value): string =>
  value instanceof Uint8Array
    ? Buffer.from(value).toString('hex')
    : written(value === null ? null : String(value));
