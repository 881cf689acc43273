import { Refused } from '../../base/index.ts';
import type { Database } from '../database/database.ts';
import { type Fragment, quoted } from '../database/dialect.rules.ts';
import type { Step } from './ask.ts';
import { externalIdsFor, holdsIdentity, type KnownAs } from './identity.rules.ts';
import type { Mapped } from './routes.rules.ts';

/** Rows to begin at instead of a person's identities: those of a table that a rule names. */
export interface Beginning {
  readonly table: string;
  readonly where: Fragment;
}

export function beginningAt(layout: ReadonlyMap<string, Mapped>, { table, where }: Beginning): Step {
  const mapped = layout.get(table);
  if (!mapped)
    throw new Refused('systems.table-unmapped', `The map of this system does not name the table ${table}.`);
  return { mapped, where, large: true };
}

/** Where to begin: every column that one of the identities may stand in. */
export function seedsOf(
  database: Database,
  layout: ReadonlyMap<string, Mapped>,
  identities: readonly KnownAs[],
): Step[] {
  const byKind = Map.groupBy(identities, (identity) => identity.kind);
  const withIds = [...layout.values()].filter((one) => one.identifies.has('external')).map((one) => one.id);
  const seeds: Step[] = [];
  for (const mapped of layout.values()) {
    for (const [kind, known] of byKind) {
      const values = known.map((one) => one.value);
      const own = kind === 'external' ? externalIdsFor(mapped.id, values, withIds) : values;
      if (own.length === 0) continue;
      for (const column of mapped.identifies.get(kind) ?? []) {
        const where = holdsIdentity(database.dialect, kind, quoted(database.dialect, column), own, 1);
        if (where) seeds.push({ mapped, where, large: false });
      }
    }
  }
  if (seeds.length === 0) {
    throw new Refused(
      'systems.identity-unusable',
      `None of the identities given (${[...byKind.keys()].join(', ') || 'none'}) can be looked up here: no table of the map says "identifies" for it.`,
    );
  }
  return seeds;
}
