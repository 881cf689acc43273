import type { Day } from '../../base/index.ts';
import type { Table } from '../catalog/catalog.ts';
import type { Act, Asked, Replacement } from '../connector.ts';
import type { Database, Value } from '../database/database.ts';
import type { Mapped } from '../find/routes.rules.ts';
import type { SystemTable } from '../map/map.ts';
import { markSet } from './mark-set.ts';
import { markOfKey, pack, unpack } from './row-set.ts';

type Key = readonly Value[];

/** What becomes of a row. */
export interface Fate {
  readonly act: Act;
  readonly because: string;
  readonly until?: Day | null;
  readonly duty?: string;
  readonly columns?: Readonly<Record<string, Replacement>>;
}

/** How many keys are put away, asked about and written at a time. */
export const PACK = 1_000;

interface Group {
  readonly fate: Fate;
  readonly packs: string[];
  loose: Key[];
  count: number;
}

/** The person's rows of one table, by what becomes of them. A million keys take some bytes each. */
export interface RowsFound {
  readonly mapped: Mapped;
  readonly declared: SystemTable;
  readonly table: Table;
  /** What a key's places mean: the key, or every column where there is none. */
  readonly key: readonly string[];
  has(mark: number): boolean;
  /** Whether a row is deleted, as far as is known yet. */
  goes(mark: number): boolean;
  count(act: Act): number;
  take(keys: readonly Key[], fate: Fate): void;
  /** Another fate for a row that was to be written: it stays. The first reason holds; answers whether this is it. */
  turn(mark: number, fate: Fate): boolean;
  /** The keys by fate, `PACK` at a time, with what was turned. */
  packs(which: (fate: Fate) => boolean): Generator<{ fate: Fate; keys: Key[] }>;
}

export function rowsFound(mapped: Mapped, declared: SystemTable, key: readonly string[]): RowsFound {
  const found = markSet();
  const stays = markSet();
  const groups = new Map<string, Group>();
  const turned = new Map<number, Fate>();
  const counts = new Map<Act, number>();
  const add = (act: Act, many: number) => counts.set(act, (counts.get(act) ?? 0) + many);
  function* loaded(group: Group): Generator<Key[]> {
    for (const one of group.packs) yield unpack(one);
    if (group.loose.length > 0) yield group.loose;
  }
  return {
    mapped,
    declared,
    table: mapped.table,
    key,
    has: (mark) => found.has(mark),
    goes: (mark) => found.has(mark) && !stays.has(mark),
    count: (act) => counts.get(act) ?? 0,
    take(keys, fate) {
      const name = JSON.stringify(fate);
      const group = groups.get(name) ?? { fate, packs: [], loose: [], count: 0 };
      groups.set(name, group);
      for (const one of keys) {
        const mark = markOfKey(one);
        found.add(mark);
        if (fate.act !== 'delete') stays.add(mark);
        group.loose.push(one);
        if (group.loose.length >= PACK) {
          group.packs.push(pack(group.loose));
          group.loose = [];
        }
      }
      group.count += keys.length;
      add(fate.act, keys.length);
    },
    turn(mark, fate) {
      if ((turned.get(mark)?.act ?? 'delete') !== 'delete') return false;
      turned.set(mark, fate);
      if (fate.act !== 'delete') stays.add(mark);
      return true;
    },
    *packs(which) {
      for (const group of groups.values()) {
        if (turned.size === 0 && !which(group.fate)) continue;
        for (const keys of loaded(group)) {
          if (turned.size === 0) {
            if (which(group.fate)) yield { fate: group.fate, keys };
            continue;
          }
          const parts = Map.groupBy(keys, (one) => turned.get(markOfKey(one)) ?? group.fate);
          for (const [fate, some] of parts) if (which(fate)) yield { fate, keys: some };
        }
      }
    },
  };
}

/** What planning in one database works with. */
export interface Search {
  readonly database: Database;
  readonly asked: Pick<Asked, 'on' | 'ownYear'>;
  /** In the order in which they were found, owners first. */
  readonly found: ReadonlyMap<string, RowsFound>;
  readonly tables: ReadonlyMap<string, Table>;
  /** A rule made the plan, and nobody’s request: what can’t go yet stays, and is found again another night. */
  readonly byRule?: boolean;
}
