import { type Reader, rows } from '../store/index.ts';
import type { FoundRows, KeyedRows } from '../systems/index.ts';

/** What Kept itself holds, by the name that plans and packages give it. */
export const OURS = 'kept';

/** Other things that are kept of a person, each a table of its own. What was asked and answered stays as proof. */
export const BESIDES = ['permission', 'preference', 'event', 'relationship'] as const;
export type Beside = (typeof BESIDES)[number];

/** What a plan calls them: a collection point may be called "event" as well, and no point has a dot in its name. */
export const besideIn = (table: string): Beside | null =>
  BESIDES.find((one) => `about.${one}` === table) ?? null;

/** All that Kept itself holds of a person, by table: records by the point at which they came in, then what is kept beside them. */
export async function everything(reader: Reader, personId: string): Promise<FoundRows[]> {
  const points = await rows<{ point: string; ids: string[] }>(
    reader,
    'select point, array_agg(id::text order by id) as ids from record where person_id = $1 group by point order by point',
    [personId],
  );
  const besides = await Promise.all(
    BESIDES.map(async (table) => ({
      table: `about.${table}`,
      ids: (
        await rows<{ id: string }>(
          reader,
          `select id::text as id from ${table} where person_id = $1 order by id`,
          [personId],
        )
      ).map(({ id }) => id),
    })),
  );
  return [...points.map(({ point, ids }) => ({ table: point, ids })), ...besides]
    .filter(({ ids }) => ids.length > 0)
    .map(({ table, ids }) => ({ ...keyed(table, ids), count: ids.length }));
}

export const keyed = (table: string, ids: readonly string[]): KeyedRows => ({
  table,
  key: ['id'],
  keys: ids.map((id) => [id]),
});

export const idsOf = ({ keys }: KeyedRows): string[] =>
  keys.flatMap(([id]) => (typeof id === 'string' ? [id] : []));
