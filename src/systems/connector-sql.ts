import type { Catalog } from './catalog/catalog.ts';
import { readCatalog } from './catalog/read.ts';
import type { Connector, FoundRows, PlannedRows, ReadRows, Residue, SystemDescription } from './connector.ts';
import { connections } from './database/connections.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open.ts';
import type { Ground } from './due/condition.ts';
import { digestRows, markOfRow } from './due/digest-rows.ts';
import { countDue, dueRows } from './due/find-due.ts';
import { type Applying, applySteps } from './execute/apply.ts';
import { findPerson, readPerson } from './find/find.ts';
import type { SystemTables } from './map/map.ts';
import { beginningsOf } from './plan/due.ts';
import { planInDatabase } from './plan/sql-plan.ts';
import { lookAgain } from './verify/look-again.ts';
import { sweepDatabase } from './verify/sweep.ts';

export interface SqlSystem {
  /** Its name in the policy. */
  readonly name: string;
  readonly kind: 'postgres' | 'mysql' | 'sqlite';
  readonly map: SystemTables;
  /** The address of the database. */
  readonly url: string;
  /** For keyed hashes; the same for as long as hashes have to agree with each other. */
  readonly secret: Buffer;
  readonly byHand?: SystemDescription['byHand'];
  readonly needs?: SystemDescription['needs'];
  /** Milliseconds after which a statement is given up; 300,000 unless told. */
  readonly statementTimeout?: number;
  /** Opens the database; `openDatabase` unless told. */
  readonly open?: typeof openDatabase;
}

/**
 * A database under its map. Connects when it is first asked for something, once for reading and once for writing; what is
 * read can't write, and the server sees to that.
 */
export function sqlConnector(system: SqlSystem): Connector {
  const { map, secret, open = openDatabase, statementTimeout = 300_000 } = system;
  let catalog: Catalog | undefined;
  let readAt = 0;
  const { reading, writing, close } = connections({ ...system, open, statementTimeout });
  /** What is known of the database, as it was when a plan last looked. */
  const looking = async (database: Database, anew = false): Promise<Applying & { catalog: Catalog }> => {
    if (!catalog || (anew && performance.now() - readAt > CATALOG_HOLDS)) {
      catalog = await readCatalog(database);
      readAt = performance.now();
    }
    return { database, catalog, tables: new Map(catalog.tables.map((table) => [table.id, table])), secret };
  };

  const overGround = async (database: Database): Promise<Ground> => ({
    dialect: database.dialect,
    tables: (await looking(database, true)).tables,
    map,
  });

  return {
    describe: () => ({
      name: system.name,
      kind: system.kind,
      can: { find: true, read: true, change: true, erase: true, verify: true },
      ...(system.byHand && { byHand: system.byHand }),
      ...(system.needs && { needs: system.needs }),
    }),
    find: (identities) =>
      reading(async function* (database): AsyncGenerator<FoundRows> {
        yield* findPerson(database, map, identities, await looking(database));
      }),
    read: (identities) =>
      reading(async function* (database): AsyncGenerator<ReadRows> {
        yield* readPerson(database, map, identities, await looking(database));
      }),
    plan: ({ identities, ...asked }) =>
      reading(async function* (database): AsyncGenerator<PlannedRows> {
        const { catalog } = await looking(database, true);
        yield* planInDatabase(database, catalog, map, { ...asked, from: identities });
      }),
    planDue: (due) =>
      reading(async function* (database): AsyncGenerator<PlannedRows> {
        const { catalog, tables } = await looking(database, true);
        for (const where of beginningsOf(database, tables, map, due)) {
          const from = { table: due.table, where };
          yield* planInDatabase(database, catalog, map, { ...due, intent: 'erase', from });
        }
      }),
    dueRows: (rule, page) =>
      first(
        reading(async function* (database) {
          yield await dueRows(database, await overGround(database), rule, page);
        }),
      ),
    countDue: (rule) =>
      first(
        reading(async function* (database) {
          yield await countDue(database, await overGround(database), rule);
        }),
      ),
    digestRows: (rule, keys) =>
      first(
        reading(async function* (database) {
          yield await digestRows(database, await overGround(database), secret, rule, keys);
        }),
      ),
    markOfRow: (table, key) => markOfRow(secret, table, key),
    apply: (steps) => writing(async (database) => applySteps(await looking(database), steps)),
    verify: (identities, written, stays) =>
      first(
        reading(async function* (database) {
          yield await lookAgain(await looking(database), map, { identities, written, stays });
        }),
      ),
    sweep: (identities) =>
      reading(async function* (database): AsyncGenerator<Residue> {
        yield* sweepDatabase(database, (await looking(database)).catalog, identities);
      }),
    close,
  };
}

/** Milliseconds for which a plan takes tables to be as they were: between a plan and its execution, not from day to day. */
const CATALOG_HOLDS = 60_000;

async function first<T>(all: AsyncGenerator<T>): Promise<T> {
  for await (const one of all) return one;
  throw new Error('one was to be given');
}
