import type { Table } from '../catalog/catalog.ts';
import type { Asked, Change, Replacement } from '../connector.ts';
import type { Row, Value } from '../database/database.ts';
import type { SystemTable } from '../map/map.ts';
import { dayOf, keptUntil } from './keep.rules.ts';
import { replacementsOf } from './replace.rules.ts';
import type { Fate } from './rows-found.ts';

type When = Pick<Asked, 'on' | 'ownYear'>;

/** What the map says of a row, before anybody else's interest in it is looked at. */
export function fateOf(declared: SystemTable, when: When, from: Value | undefined): Fate {
  const keeping = declared['keep-until'];
  if (!keeping) return afterwards(declared, declared.because);
  const until = keptUntil(keeping, dayOf(from), when.ownYear);
  const duty = keeping.duty === undefined ? {} : { duty: keeping.duty };
  if (until === null) {
    return { act: 'keep', because: `${keeping.because} (nothing says since when)`, until, ...duty };
  }
  if (when.on <= until) return { act: 'keep', because: keeping.because, until, ...duty };
  return afterwards(
    declared.then === 'keep' ? { ...declared, then: 'delete' } : declared,
    `the time for which it had to be kept is over (${keeping.because})`,
  );
}

function afterwards(declared: SystemTable, because: string | undefined): Fate {
  switch (declared.then) {
    case 'delete':
      return { act: 'delete', because: because ?? 'it is the person’s alone' };
    case 'anonymise':
      return {
        act: 'anonymise',
        because: because ?? 'what names the person goes, the row stays',
        columns: replacementsOf(declared),
      };
    case 'keep':
      return { act: 'keep', because: because ?? 'the map says so', until: null };
  }
}

/** What the map has to read of a row to say what becomes of it. */
export const readsWhole = (declared: SystemTable): boolean => declared['keep-until']?.from !== undefined;

/** The columns of a table that a change is about: by the kind of data they hold, or named. */
export function changedIn(
  declared: SystemTable,
  table: Table,
  changes: readonly Change[],
): Map<string, Change> {
  const columns = new Map<string, Change>();
  for (const change of changes) {
    for (const { name, generated } of table.columns) {
      const named = change.what === `${table.id}.${name}`;
      const held = declared.columns[name] === change.what;
      if ((named || held) && !generated) columns.set(name, change);
    }
  }
  return columns;
}

/** What a change writes into one row; nothing where other things stand there, or the same already. */
export function changesTo(row: Row, columns: ReadonlyMap<string, Change>): Record<string, Replacement> {
  const plain = (value: Value | undefined) =>
    String(value ?? '')
      .normalize('NFKC')
      .trim()
      .toLowerCase();
  const written: Record<string, Replacement> = {};
  for (const [column, { was, becomes }] of columns) {
    const now = row[column] ?? null;
    if (was !== undefined && plain(now) !== plain(was)) continue;
    if (now === becomes || (now !== null && becomes !== null && String(now) === String(becomes))) continue;
    written[column] = { with: 'constant', value: becomes };
  }
  return written;
}
