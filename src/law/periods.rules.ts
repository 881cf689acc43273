import { addDays, addElapsed, addMonths, type Day, type Instant } from '../base/index.ts';
import { type Calendar, calendarsOf, type Establishment, isWorkingDay } from './holidays.ts';
import { declareRules, GDPR_APPLIES } from './rule.ts';

export const periodRules = declareRules({
  T1: {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source:
      'Reg (EEC, Euratom) 1182/71 Art 3; UK GDPR Art 4A (DUAA 2025 Sch 11 ¶3); DPA 2018 s.205(2); PECR reg 2(5); CJEU C-171/03',
    tag: 'verified',
    says: 'A period excludes the day of its event, ends at midnight of the same date (or the last day) of its last month, and moves to the next working day where it would end on a Saturday, a Sunday or a public holiday; a period of hours never moves.',
  },
  T3: {
    jurisdiction: 'uk',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'R1182 Art 2; no UK text names the nation, the choice is ours',
    tag: 'own-knowledge',
    says: 'The public holidays of the establishment that handles the matter move a last day; where the nation is unknown the earliest day of all three counts.',
  },
});

/** The day itself where people work on it, else the next on which they do. */
export function nextWorkingDay(on: Day, calendar: Calendar): Day {
  let rolled = on;
  while (!isWorkingDay(rolled, calendar)) rolled = addDays(rolled, 1);
  return rolled;
}

/** Where a period that ends on `on` ends in truth (T1, T3): the earliest of the establishment's calendars. */
export const roll = (on: Day, establishment: Establishment): Day => {
  const [first, ...others] = calendarsOf(establishment);
  return earliestOf(nextWorkingDay(on, first), ...others.map((calendar) => nextWorkingDay(on, calendar)));
};

/** The last day of a period of months or of days that begins with an event on `event` (T1). It ends at its midnight. */
export function periodEndsOn(
  event: Day,
  period: { readonly months: number } | { readonly days: number },
  establishment: Establishment,
): Day {
  const end = 'months' in period ? addMonths(event, period.months) : addDays(event, period.days);
  return roll(end, establishment);
}

/** The moment a period of hours ends: elapsed time, over weekends, holidays and changes of the clock alike (T1). */
export const hoursEndAt = (event: Instant, hours: number): Instant => addElapsed(event, `PT${hours}H`);

export const earliestOf = (first: Day, ...others: readonly Day[]): Day =>
  [first, ...others].toSorted().at(0) ?? first;

export const latestOf = (first: Day, ...others: readonly Day[]): Day =>
  [first, ...others].toSorted().at(-1) ?? first;
