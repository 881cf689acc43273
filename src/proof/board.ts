import type { Instant } from '../base/index.ts';
import type { Live, State } from '../controls/index.ts';
import { capital, compile, type Policy, type PolicyPromise, sayTerm } from '../policy/index.ts';
import { accountableFor } from './accountable.rules.ts';
import { mayBeAttested, SIGNATURE, SIGNATURE_ALONE } from './attested.rules.ts';
import { type Keeper, keepersOf } from './keepers.ts';
import { BOARD_WITHIN_MINUTES, stillCounts } from './look.rules.ts';
import { nextStep } from './next.rules.ts';
import { type BoardControl, type BoardRow, PROMISE_STATES, type PromiseState } from './row.ts';
import { stateOf } from './state.ts';

/** Which controls on which declarations were proven for the policy in force. */
export type Proven = ReadonlySet<string>;

export type Board = {
  promises: BoardRow[];
  totals: Record<PromiseState, number>;
  asOf: Instant;
  /** No state on it is older than so many minutes. */
  withinMinutes: number;
};

/** Narrows a board to this control on this declaration, and the promises that it keeps. */
export type BoardAbout = { control: string; path: string };

/** What is known of a control now: what the last look found; null where none counts any more, and what to say then. */
type Known = { look: (State & { at: Instant }) | null; silence: string };

/**
 * Computed from facts each time; each control on each declaration is looked at once, however many promises it keeps. `about`:
 * only that one is looked at, and what else keeps its promises shows nothing.
 */
export async function boardOf(
  policy: Policy,
  live: Live,
  proven: Proven,
  about: BoardAbout | null = null,
): Promise<Board> {
  const keepers = allKeepers(policy, about).filter((one) => isAbout(one, about));
  const looks = new Map<string, State & { at: Instant }>();
  const queue = keepers.values();
  const work = async () => {
    for (const one of queue) {
      const state = await stateOf(live, one);
      if (state) looks.set(one.key, { ...state, at: live.now });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return boardFrom(policy, looks, proven, live.now, about);
}

/** The database answers two at once while another is being read. */
const AT_ONCE = 3;

/** A board of what looks found. One that is too old to count shows nothing: its promise is unproven until somebody looks again. */
export function boardFrom(
  policy: Policy,
  looks: ReadonlyMap<string, State & { at: Instant }>,
  proven: Proven,
  now: Instant,
  about: BoardAbout | null = null,
): Board {
  const promises = promisesOf(policy, about).map((promise) =>
    rowOf(policy, promise, (one) => knownOf(looks.get(one.key), now), proven),
  );
  const totals = Object.fromEntries(
    PROMISE_STATES.map((state) => [state, promises.filter((row) => row.state === state).length]),
  ) as Record<PromiseState, number>;
  return { promises, totals, asOf: now, withinMinutes: BOARD_WITHIN_MINUTES };
}

/** Every control on every declaration that some promise of the policy names, once each. */
export const allKeepers = (policy: Policy, about: BoardAbout | null = null): Keeper[] => [
  ...new Map(
    promisesOf(policy, about).flatMap((promise) =>
      keepersOf(policy, promise).keepers.map((one) => [one.key, one] as const),
    ),
  ).values(),
];

const promisesOf = (policy: Policy, about: BoardAbout | null): PolicyPromise[] =>
  compile(policy).promises.filter(
    (promise) => !about || keepersOf(policy, promise).keepers.some((one) => isAbout(one, about)),
  );

const isAbout = ({ control, bound }: Keeper, about: BoardAbout | null): boolean =>
  !about || (control.id === about.control && bound.path === about.path);

const knownOf = (look: (State & { at: Instant }) | undefined, now: Instant): Known =>
  look && stillCounts(look, now)
    ? { look, silence: '' }
    : {
        look: null,
        silence: look
          ? `The last look at the facts was longer ago than ${BOARD_WITHIN_MINUTES} minutes. Is the worker running?`
          : 'Nobody has looked at the facts yet. The worker does, within minutes.',
      };

function rowOf(
  policy: Policy,
  promise: PolicyPromise,
  known: (one: Keeper) => Known,
  proven: Proven,
): BoardRow {
  const { keepers, missing } = keepersOf(policy, promise);
  const controls = keepers.map((one): BoardControl => {
    const { look, silence } = known(one);
    const told = { control: one.control.id, path: one.bound.path, lookedAt: look?.at ?? null };
    if (!look) return { ...told, state: 'unproven', because: silence, figures: {}, entries: [] };
    const { verdict, because, figures, entries } = look;
    if (verdict === 'attested' && !mayBeAttested(policy, promise.id))
      return { ...told, state: 'unproven', because: SIGNATURE_ALONE, figures: { ...figures }, entries: [] };
    // That the calendar works says nothing while nobody has signed.
    const shownByProof = one.control.id !== SIGNATURE && proven.has(one.key);
    const state = verdict !== 'nothing-yet' ? verdict : shownByProof ? 'proven' : 'unproven';
    return { ...told, state, because, figures: { ...figures }, entries: [...entries] };
  });
  controls.sort((a, b) => PROMISE_STATES.indexOf(a.state) - PROMISE_STATES.indexOf(b.state));
  const [worst] = controls;
  // A control that does not exist shows nothing; only a fact against the promise weighs more.
  const bad = worst?.state === 'broken' || worst?.state === 'at-risk';
  const shown =
    worst && (missing.length === 0 || bad)
      ? worst
      : {
          state: 'unproven' as const,
          because:
            missing.length === 0
              ? 'No control keeps what this promise is bound to.'
              : `Nothing shows it yet: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not built.`,
          figures: {},
          entries: [],
        };
  const { id, says, section } = promise;
  return {
    id,
    says,
    section,
    state: shown.state,
    because: sayOfWhich(shown, controls),
    figures: { ...shown.figures },
    entries: [...shown.entries],
    controls,
    missing,
    owner: accountableFor(policy, promise),
    next: nextStep({ state: shown.state, controls, missing }),
    lookedAt: oldest(controls),
  };
}

/** Why, and of which: a promise may be bound to several declarations, of which the worst decides. */
function sayOfWhich(shown: { because: string; path?: string }, controls: readonly BoardControl[]): string {
  const several = new Set(controls.map(({ path }) => path)).size > 1;
  const name = several ? shown.path?.split('.').at(-1) : undefined;
  return name === undefined ? shown.because : `${capital(sayTerm(name))}: ${shown.because}`;
}

const oldest = (controls: readonly BoardControl[]): Instant | null =>
  controls.reduce<Instant | null>(
    (least, { lookedAt }) => (lookedAt !== null && (least === null || lookedAt < least) ? lookedAt : least),
    null,
  );
