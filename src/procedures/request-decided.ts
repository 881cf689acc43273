import type { Day } from '../base/index.ts';
import type { ExtensionReason } from '../law/index.ts';
import type { Refusing, TellingOutcome } from '../requests/index.ts';
import type { HandOverTo } from './request-hand-over.ts';
import type { Reviewed } from './request-review.ts';

/** What whoever answers a request decides. `on`: the day it happened, where that is not today. */
export type Decided = { on?: Day | undefined } & (
  | { outcome: 'identify'; doubt: string; wanted: string }
  | { outcome: 'identified' }
  | { outcome: 'ask-authority' }
  | { outcome: 'authorised' }
  | {
      outcome: 'charge';
      fee: string;
      why: string;
      unfounded: boolean;
      excessive: boolean;
      furtherCopy: boolean;
    }
  | { outcome: 'paid' }
  | { outcome: 'clarify'; question: string; about: 'what-is-sought' | 'format' }
  | { outcome: 'clarified' }
  | { outcome: 'other-format'; why: string }
  | { outcome: 'extend'; reason: ExtensionReason; why: string }
  | { outcome: 'acknowledge' }
  | { outcome: 'progress'; says: string }
  | ({ outcome: 'refuse' } & Omit<Refusing, 'decidedBy'>)
  | { outcome: 'answer'; says: string }
  | ({ outcome: 'review' } & Reviewed)
  | ({ outcome: 'hand-over' } & HandOverTo)
  | { outcome: 'restrict'; ground: string }
  | { outcome: 'tell-lifting'; why: string; liftOn: Day }
  | { outcome: 'lift'; why: string }
  | { outcome: 'pass-on'; customer: string }
  | { outcome: 'instruct'; what: 'remove' | 'nothing' }
  | { outcome: 'recipient-told'; recipient: string; how: string }
  | { outcome: 'recipient-answered'; recipient: string; answer: TellingOutcome }
);
