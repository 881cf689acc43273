import type { ControlId, Live, State } from '../controls/index.ts';
import { compile, type Policy, type PolicyPromise } from '../policy/index.ts';
import { type Keeper, keepersOf } from './keepers.ts';

/** A promise's live state: kept, at risk, broken or attested from facts; proven from a proof; else unproven. */
export const PROMISE_STATES = ['broken', 'at-risk', 'unproven', 'proven', 'attested', 'kept'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

export type BoardRow = {
  id: string;
  says: string;
  section: string;
  state: PromiseState;
  because: string;
  figures: Record<string, number | string | null>;
  entries: string[];
  controls: { control: ControlId; path: string; state: PromiseState; because: string }[];
  missing: ControlId[];
};

/** Which controls on which declarations were proven for the policy in force. */
export type Proven = ReadonlySet<string>;

export type Board = { promises: BoardRow[]; totals: Record<PromiseState, number>; asOf: string };

/** Computed from facts each time; each control on each declaration is looked at once, however many promises it keeps. */
export async function boardOf(policy: Policy, live: Live, proven: Proven): Promise<Board> {
  const seen = new Map<string, Promise<State>>();
  const stateOf = (one: Keeper): Promise<State> => {
    const known = seen.get(one.key) ?? one.control.state(live, one.bound);
    seen.set(one.key, known);
    return known;
  };
  const promises: BoardRow[] = [];
  for (const promise of compile(policy).promises)
    promises.push(await rowOf(policy, promise, stateOf, proven));
  const totals = Object.fromEntries(
    PROMISE_STATES.map((state) => [state, promises.filter((row) => row.state === state).length]),
  ) as Record<PromiseState, number>;
  return { promises, totals, asOf: live.now };
}

async function rowOf(
  policy: Policy,
  promise: PolicyPromise,
  stateOf: (one: Keeper) => Promise<State>,
  proven: Proven,
): Promise<BoardRow> {
  const { keepers, missing } = keepersOf(policy, promise);
  const controls: (BoardRow['controls'][number] & Pick<State, 'figures' | 'entries'>)[] = [];
  for (const one of keepers) {
    const { verdict, because, figures, entries } = await stateOf(one);
    const state = verdict !== 'nothing-yet' ? verdict : proven.has(one.key) ? 'proven' : 'unproven';
    controls.push({ control: one.control.id, path: one.bound.path, state, because, figures, entries });
  }
  const worst = PROMISE_STATES.map((state) => controls.find((one) => one.state === state)).find(
    (one) => one !== undefined,
  );
  const { id, says, section } = promise;
  // A control that does not exist shows nothing; only a fact against the promise weighs more.
  const bad = worst?.state === 'broken' || worst?.state === 'at-risk';
  if (!worst || (missing.length > 0 && !bad)) {
    return {
      id,
      says,
      section,
      state: 'unproven',
      because:
        missing.length === 0
          ? 'No control keeps what this promise is bound to.'
          : `Nothing shows it yet: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not built.`,
      figures: {},
      entries: [],
      controls: controls.map(short),
      missing,
    };
  }
  return {
    id,
    says,
    section,
    state: worst.state,
    because: worst.because,
    figures: { ...worst.figures },
    entries: [...worst.entries],
    controls: controls.map(short),
    missing,
  };
}

const short = ({
  control,
  path,
  state,
  because,
}: BoardRow['controls'][number]): BoardRow['controls'][number] => ({ control, path, state, because });
