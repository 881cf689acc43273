import { addDays, type Day } from '../base/index.ts';
import type { Establishment } from './holidays.ts';
import { roll } from './periods.rules.ts';
import { COMPLAINTS_DUTY, declareRules } from './rule.ts';

export const complaintClockRules = declareRules({
  R18: {
    jurisdiction: 'uk',
    validFrom: COMPLAINTS_DUTY,
    validTo: null,
    source: 'DPA 2018 s.164A; DUAA 2025 s.103, Sch 10 ¶18; SI 2026/82 regs 3, 7',
    tag: 'verified',
    says: 'A complaint to the controller is acknowledged within 30 days and investigated without undue delay from receipt, with word of progress and of the outcome; an electronic form is offered, and other means.',
  },
  'R18.day-after': {
    jurisdiction: 'uk',
    validFrom: COMPLAINTS_DUTY,
    validTo: null,
    source: 'ICO complaints guidance of 12 February 2026, read in others’ accounts',
    tag: 'secondary',
    says: 'The thirty days begin on the day after receipt and end on a working day.',
  },
});

/** What a complaint to the controller is owed; all null where the duty does not reach it. */
export interface ComplaintDue {
  readonly duty: boolean;
  /** The last day to acknowledge it. */
  readonly acknowledgeBy: Day | null;
  /** Investigation begins on receipt, and the outcome has no fixed day: without undue delay. */
  readonly investigateFrom: Day | null;
  readonly rule: 'R18';
}

/** Refuses as the calendars do. The duty is the UK's, for complaints received from 19 June 2026, of whatever size we are. */
export function complaintDue(receivedOn: Day, establishment: Establishment): ComplaintDue {
  if (establishment.jurisdiction !== 'uk' || receivedOn < COMPLAINTS_DUTY) {
    return { duty: false, acknowledgeBy: null, investigateFrom: null, rule: 'R18' };
  }
  const acknowledgeBy = roll(addDays(receivedOn, 30), establishment);
  return { duty: true, acknowledgeBy, investigateFrom: receivedOn, rule: 'R18' };
}
