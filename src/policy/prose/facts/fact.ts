import type { Sentence } from '../notice.ts';

/** Whether the notice says a thing, only gestures at it, denies it, or is silent; and where. */
export interface Fact {
  readonly is: 'said' | 'weak' | 'denied' | 'absent';
  readonly at?: Sentence;
}

export const ABSENT: Fact = { is: 'absent' };
export const said = (at: Sentence): Fact => ({ is: 'said', at });
export const weak = (at: Sentence): Fact => ({ is: 'weak', at });
export const denied = (at: Sentence): Fact => ({ is: 'denied', at });

const RANK = { absent: 0, denied: 1, weak: 2, said: 3 } as const;

/** The stronger of two facts; of equals the earlier. */
export const stronger = (a: Fact, b: Fact): Fact => (RANK[b.is] > RANK[a.is] ? b : a);
