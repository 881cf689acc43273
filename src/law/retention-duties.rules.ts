import { addDays, addMonths, addPeriod, type Day, day, Refused } from '../base/index.ts';
import { latestOf } from './periods.rules.ts';
import {
  type KeepingPeriod,
  type OwnYear,
  RETENTION_DUTIES,
  type RetentionDuty,
} from './retention-duties.ts';
import { declareRules, inForce } from './rule.ts';

export const retentionRules = declareRules({
  S0: {
    jurisdiction: 'uk-and-eu',
    validFrom: null,
    validTo: null,
    source: 'GDPR Art 5(1)(e), 6(1)(c), 17(3)(b)',
    tag: 'verified',
    says: 'Keep until the latest duty ends for the fields it covers; delete by the earliest limit; where a limit comes first keep only the duty’s fields, say so to the person, and show the conflict. Holds suspend both.',
  },
});

const yearOf = (on: Day): number => Number(on.slice(0, 4));
const endOfMonth = (year: number, month: number): Day => {
  const first = day(`${year}-${String(month).padStart(2, '0')}-01`);
  return addDays(addMonths(first, 1), -1);
};

/** The last day of the UK tax year that contains `on`: 5 April. */
export function endOfTaxYear(on: Day): Day {
  const april: Day = `${yearOf(on)}-04-05` as Day;
  return on <= april ? april : (`${yearOf(on) + 1}-04-05` as Day);
}

/**
 * The last day of the financial year that contains `on`; `ends` is `MM-DD`. Refuses `law.financial-year-unknown`
 * where it is not a date.
 */
export function endOfFinancialYear(on: Day, ends: string): Day {
  const endIn = (year: number): Day =>
    ends === '02-28' || ends === '02-29' ? endOfMonth(year, 2) : day(`${year}-${ends}`);
  if (!/^\d{2}-\d{2}$/.test(ends)) {
    throw new Refused('law.financial-year-unknown', `"${ends}" is not a day of the year like 03-31`);
  }
  const thisYear = endIn(yearOf(on));
  return on <= thisYear ? thisYear : endIn(yearOf(on) + 1);
}

/** The last day of the VAT quarter that contains `on`, of quarters that end in `month` and every third month from it. */
export function endOfVatQuarter(on: Day, month = 3): Day {
  const within = Number(on.slice(5, 7));
  const monthsToGo = (((month - within) % 3) + 3) % 3;
  const last = addMonths(`${on.slice(0, 7)}-01` as Day, monthsToGo);
  return addDays(addMonths(last, 1), -1);
}

/**
 * The last day of a period that law orders, or that may justify a limit, for one event; null: it did not apply yet on the
 * day of the event, or has no end by the calendar.
 * Refuses `law.financial-year-unknown` where the period counts from a financial year that the organisation did not give.
 */
export function keepUntil(name: RetentionDuty, event: Day, ownYear: OwnYear = {}): Day | null {
  const period: KeepingPeriod = RETENTION_DUTIES[name];
  if (period.keep === null || !inForce(period, event)) return null;
  return addPeriod(countsFromDay(name, period, event, ownYear), period.keep);
}

function countsFromDay(name: string, period: KeepingPeriod, event: Day, ownYear: OwnYear): Day {
  switch (period.from) {
    case 'event':
      return event;
    case 'tax-year':
      return endOfTaxYear(event);
    case 'vat-quarter':
      return endOfVatQuarter(event, ownYear.vatQuarterEndsInMonth);
    case 'financial-year':
      if (ownYear.financialYearEnds === undefined) {
        throw new Refused(
          'law.financial-year-unknown',
          `"${name}" counts from the end of the financial year: say on which day it ends, like 03-31`,
        );
      }
      return endOfFinancialYear(event, ownYear.financialYearEnds);
  }
}

/** A duty in force over some fields, until a day. */
export interface Duty {
  readonly name: string;
  readonly until: Day;
  readonly fields: readonly string[];
}
/** What was promised or set: deleted by a day. */
export interface Limit {
  readonly name: string;
  readonly deleteBy: Day;
}
/** What suspends deletion: a legal hold, a restriction (R12), an open access request (R20). */
export interface Suspension {
  readonly kind: 'hold' | 'restriction' | 'open-access-request';
  readonly name: string;
}

/** What is to happen with a record, and which reason won. */
export type RetentionOutcome = {
  /** The latest duty's last day, over the fields it covers. */
  readonly retainUntil: Day | null;
  /** The earliest limit's day. */
  readonly deleteBy: Day | null;
  /** The duty or limit that decided the day, or the suspension. */
  readonly winner: string | null;
  readonly because: string;
} & (
  | { readonly outcome: 'delete'; readonly on: Day }
  | {
      /** Delete everything else on `on`; keep each field until its own duty ends, and tell the person. */
      readonly outcome: 'keep-duty-fields';
      readonly on: Day;
      readonly keepUntil: Readonly<Record<string, Day>>;
      readonly conflict: { readonly duty: string; readonly limit: string };
    }
  | { readonly outcome: 'suspended'; readonly by: readonly Suspension[] }
  | { readonly outcome: 'no-limit' }
);

/** Rule S0: duties and limits are never mixed, and a conflict is shown instead of silently won. */
export function combineRetention(given: {
  readonly duties: readonly Duty[];
  readonly limits: readonly Limit[];
  readonly suspensions?: readonly Suspension[];
}): RetentionOutcome {
  const duty = given.duties.toSorted((a, b) => compare(b.until, a.until))[0];
  const limit = given.limits.toSorted((a, b) => compare(a.deleteBy, b.deleteBy))[0];
  const days = { retainUntil: duty?.until ?? null, deleteBy: limit?.deleteBy ?? null };

  const suspension = given.suspensions?.[0];
  if (given.suspensions && suspension) {
    const because = `${suspension.name} suspends deletion`;
    return { ...days, outcome: 'suspended', by: given.suspensions, winner: suspension.name, because };
  }
  if (!limit) {
    const because = duty
      ? `${duty.name} orders keeping until ${duty.until}; nothing sets an end`
      : 'nothing sets an end';
    return { ...days, outcome: 'no-limit', winner: duty?.name ?? null, because };
  }
  if (!duty || duty.until <= limit.deleteBy) {
    const because = `${limit.name} sets the end, and no duty reaches beyond it`;
    return { ...days, outcome: 'delete', on: limit.deleteBy, winner: limit.name, because };
  }
  return {
    ...days,
    outcome: 'keep-duty-fields',
    on: limit.deleteBy,
    keepUntil: fieldsKept(given.duties, limit.deleteBy),
    conflict: { duty: duty.name, limit: limit.name },
    winner: duty.name,
    because: `${limit.name} would delete on ${limit.deleteBy}, but ${duty.name} orders its fields kept until ${duty.until}`,
  };
}

function fieldsKept(duties: readonly Duty[], beyond: Day): Record<string, Day> {
  const kept: Record<string, Day> = {};
  for (const { fields, until } of duties.filter((each) => each.until > beyond)) {
    for (const field of fields) kept[field] = latestOf(until, kept[field] ?? until);
  }
  return kept;
}

const compare = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
