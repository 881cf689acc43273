import type { ControlId } from './catalogue.ts';
import type { Live } from './live.ts';
import type { Twin } from './twin.ts';

/**
 * What the facts of the running system say of a promise now.
 * - kept: there are facts, and they are as promised
 * - at-risk: still as promised, and somebody must act by a day that is near
 * - broken: a fact contradicts the promise
 * - attested: a named role signed within its interval; nothing else can show it
 * - nothing-yet: there is no fact to look at; never shown as kept
 */
export type Verdict = 'kept' | 'at-risk' | 'broken' | 'attested' | 'nothing-yet';

export type State = {
  verdict: Verdict;
  /** One plain sentence. No personal data: boards are public. */
  because: string;
  figures: Readonly<Record<string, number | string | null>>;
  /** Ledger entries that show it, newest first, a handful. */
  entries: readonly string[];
};

/** A declaration that a control keeps: `retention.applicants`, as the policy says it. */
export type Bound<Declared, Whole> = { path: string; name: string; declared: Declared; policy: Whole };

/** The thing that keeps a promise: its live state from facts, and its proof on a twin. */
export type Control<Declared = unknown, Whole = unknown> = {
  id: ControlId;
  /** Which of the declarations it can be bound to it really keeps: a marketing control keeps no invoice purpose. */
  applies(declared: Declared, bound: Bound<Declared, Whole>): boolean;
  state(live: Live, bound: Bound<Declared, Whole>): Promise<State>;
  /** Acts as the world does and looks from outside; says what it sees through `twin.scene`. */
  prove(twin: Twin, bound: Bound<Declared, Whole>): Promise<void>;
};

/** One control as a value. Rooms export theirs from `controls.ts`. */
export const control = <Declared, Whole>(
  made: Omit<Control<Declared, Whole>, 'applies'> & Partial<Pick<Control<Declared, Whole>, 'applies'>>,
): Control<Declared, Whole> => ({ applies: () => true, ...made });
