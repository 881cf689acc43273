import type { Day, Instant } from '../base/index.ts';
import type { Live, State } from '../controls/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type Counted, countedIn, type FactTables, tablesIn } from './counted.rules.ts';
import type { Keeper } from './keepers.ts';
import { stateOf } from './state.ts';

/** What a look at a control found: its state, when, and what it read for it. */
export type Look = State & {
  at: Instant;
  day: Day;
  milliseconds: number;
  /** The tables that it read, and what each had counted when it began. */
  changes: Counted;
  /** Kinds of ledger entries that it looked for. */
  kinds: readonly string[];
  /** The ledger's newest entry when it began. Null: there was none. */
  position: string | null;
};

export type Looks = ReadonlyMap<string, Look>;

const LEDGER = 'evidence_entry';
const KIND = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/** Computes a control's state from facts, and notes what it read on the way. Null: nobody could look now. */
export async function lookAt(
  live: Live,
  keeper: Keeper,
  { tables, position }: { tables: FactTables; position: string | null },
): Promise<Look | null> {
  const reads = new Set<string>();
  const kinds = new Set<string>();
  const began = performance.now();
  const found = await stateOf(
    {
      ...live,
      rows: (sql, parameters) => {
        for (const name of tablesIn(sql, tables)) reads.add(name);
        if (/\bevidence_entry\b/.test(sql)) {
          const said = [...(parameters ?? []), ...(sql.match(/(?<=')[^']*(?=')/g) ?? [])];
          for (const one of said) if (typeof one === 'string' && KIND.test(one)) kinds.add(one);
        }
        return live.rows(sql, parameters);
      },
    },
    keeper,
  );
  if (!found) return null;
  return {
    ...found,
    at: live.now,
    day: live.today,
    milliseconds: Math.round(performance.now() - began),
    // Of the ledger only entries of its kinds concern it: all that happens anywhere is told there.
    changes: countedIn(
      [...reads].filter((name) => name !== LEDGER || kinds.size === 0),
      tables,
    ),
    kinds: [...kinds],
    position,
  };
}

/** Keeps what looks found, each in the place of the one before. */
export async function keepLooks(tx: Tx, policy: string, looks: readonly [Keeper, Look][]): Promise<void> {
  if (looks.length === 0) return;
  await rows(
    tx,
    `insert into control_state (policy, control, path, verdict, because, figures, entries, kinds, changes, day, looked_at, milliseconds, position)
     select $1, l.control, l.path, l.verdict, l.because, l.figures, l.entries, l.kinds, l.changes, l.day, l.at, l.milliseconds, l.position
     from jsonb_to_recordset($2::jsonb) as l (control text, path text, verdict text, because text, figures jsonb, entries text[],
       kinds text[], changes jsonb, day date, at timestamptz, milliseconds int, position uuid)
     on conflict (policy, control, path) do update set (verdict, because, figures, entries, kinds, changes, day, looked_at, milliseconds, position)
       = (excluded.verdict, excluded.because, excluded.figures, excluded.entries, excluded.kinds, excluded.changes,
          excluded.day, excluded.looked_at, excluded.milliseconds, excluded.position)
     where control_state.looked_at <= excluded.looked_at`,
    [
      policy,
      JSON.stringify(
        looks.map(([{ control, bound }, look]) => ({ control: control.id, path: bound.path, ...look })),
      ),
    ],
  );
}

/** The last look at each control under this policy version. */
export async function looksFor(reader: Reader, policy: string): Promise<Looks> {
  const found = await rows<Look & { key: string }>(
    reader,
    `select control || ' ' || path as key, verdict, because, figures, entries, kinds, changes, day,
       looked_at as at, milliseconds, position from control_state where policy = $1`,
    [policy],
  );
  return new Map(found.map(({ key, ...look }) => [key, look]));
}
