import type { Day, Instant } from '../base/index.ts';
import type { State } from '../controls/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type BoardRow, PROMISE_STATES, type PromiseState } from './row.ts';

/** What a look showed, as history keeps it. */
export type Shown = {
  verdict: State['verdict'];
  because: string;
  figures: Record<string, number | string | null>;
  entries: string[];
  at: Instant;
};

/**
 * Why a state changed. first: nobody had looked before; facts: rows or entries came, went or changed; time: nothing but the
 * day; policy: another version took effect; proof: it was tried on a twin.
 */
export const CAUSES = ['first', 'facts', 'time', 'policy', 'proof'] as const;

type Because = {
  control: string | null;
  path: string | null;
  cause: (typeof CAUSES)[number] | null;
  /** Tables that it reads and that were written to between the two looks. */
  changed: string[];
  shown: Shown | null;
  earlier: Shown | null;
  /** Entries of the ledger that came between the two looks, newest first. */
  between: string[];
};

/** A change of state as it is found. */
export type Change = Because & { row: BoardRow; id: string; from: PromiseState | null };

/** The same as history tells it afterwards. */
export type PastChange = Because & {
  promise: string;
  id: string;
  since: Instant;
  from: PromiseState | null;
  to: PromiseState;
  because: string;
};

const COLUMNS = `s.promise, s.id, s.since, s.state as to, s.because, s.control, s.path, s.cause, s.changed, s.shown, s.earlier,
  s.between_entries as between, lag(s.state) over (partition by s.promise order by s.since, s.id) as "from"`;

/** What a promise's state was, newest first. */
export const changesOf = (
  reader: Reader,
  promise: string,
  { limit = 100 }: { limit?: number } = {},
): Promise<PastChange[]> =>
  rows<PastChange>(
    reader,
    `select ${COLUMNS} from promise_state s where s.promise = $1 order by s.since desc, s.id desc limit $2`,
    [promise, limit],
  );

/** A promise as it stood at the end of a day, and what changed on that day, the last first. */
export type PastRow = PastChange & { onThatDay: PastChange[] };

/** The board as it stood at the end of a day, the worst first; nothing of the days before anybody looked. */
export async function boardOn(
  reader: Reader,
  { on, zone }: { on: Day; zone: string },
): Promise<{ promises: PastRow[]; totals: Record<PromiseState, number> }> {
  const found = await rows<PastChange & { that_day: boolean }>(
    reader,
    `select * from (
       select ${COLUMNS}, s.since >= ($1::date at time zone $2) as that_day,
         row_number() over (partition by s.promise order by s.since desc, s.id desc) as place
       from promise_state s where s.since < (($1::date + 1) at time zone $2)) told
     where place = 1 or that_day order by since desc, id desc`,
    [on, zone],
  );
  const promises = new Map<string, PastRow>();
  for (const { that_day, ...change } of found) {
    const row = promises.get(change.promise) ?? { ...change, onThatDay: [] };
    if (that_day) row.onThatDay.push(change);
    promises.set(change.promise, row);
  }
  const worst = (state: PromiseState) => PROMISE_STATES.indexOf(state);
  const all = [...promises.values()].sort(
    (a, b) => worst(a.to) - worst(b.to) || a.promise.localeCompare(b.promise),
  );
  const totals = Object.fromEntries(
    PROMISE_STATES.map((state) => [state, all.filter(({ to }) => to === state).length]),
  ) as Record<PromiseState, number>;
  return { promises: all, totals };
}

/** Since when each promise is in the state that it is in. */
export async function statesSince(
  reader: Reader,
): Promise<ReadonlyMap<string, { state: PromiseState; since: Instant }>> {
  const found = await rows<{ promise: string; state: PromiseState; since: Instant }>(
    reader,
    'select distinct on (promise) promise, state, since from promise_state order by promise, since desc, id desc',
  );
  return new Map(found.map(({ promise, ...told }) => [promise, told]));
}
