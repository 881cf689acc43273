import { type Day, day, Refused, weekdayOf } from '../base/index.ts';

/** A part of the UK with public holidays of its own. */
export const NATIONS = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export type Nation = (typeof NATIONS)[number];

/**
 * Where the controller handles the matter, which decides whose holidays move a last day (rule T3). A UK nation may be
 * unknown: then every division is asked and the earliest answer counts. For a member state we carry no table: its
 * holidays are given, or `weekends-only` is said out loud (never later than the true day).
 */
export type Establishment =
  | { readonly jurisdiction: 'uk'; readonly nation: Nation | 'unknown' }
  | {
      readonly jurisdiction: 'eu';
      readonly state: string;
      readonly holidays?: GivenHolidays | 'weekends-only';
    };

/** A member state's public holidays, complete between two days. */
export interface GivenHolidays {
  readonly from: Day;
  readonly to: Day;
  readonly days: readonly Day[];
}

/** The public holidays of one place, complete between two days; an open end means that only weekends count. */
export interface Calendar {
  readonly name: string;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly holidays: ReadonlySet<Day>;
}

/*
 * The days of gov.uk's bank holidays, day/month by year, substitute days included. A holiday on a weekend without a
 * substitute is left out by gov.uk and by us.
 */
const ENGLAND_AND_WALES: Readonly<Record<number, string>> = {
  2019: '1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12',
  2020: '1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12',
  2021: '1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12',
  2022: '3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12',
  2023: '2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12',
  2024: '1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12',
  2025: '1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12',
  2026: '1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12',
  2027: '1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12',
  2028: '3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12',
};
const SCOTLAND: Readonly<Record<number, string>> = {
  2019: '1/1 2/1 19/4 6/5 27/5 5/8 2/12 25/12 26/12',
  2020: '1/1 2/1 10/4 8/5 25/5 3/8 30/11 25/12 28/12',
  2021: '1/1 4/1 2/4 3/5 31/5 2/8 30/11 27/12 28/12',
  2022: '3/1 4/1 15/4 2/5 2/6 3/6 1/8 19/9 30/11 26/12 27/12',
  2023: '2/1 3/1 7/4 1/5 8/5 29/5 7/8 30/11 25/12 26/12',
  2024: '1/1 2/1 29/3 6/5 27/5 5/8 2/12 25/12 26/12',
  2025: '1/1 2/1 18/4 5/5 26/5 4/8 1/12 25/12 26/12',
  2026: '1/1 2/1 3/4 4/5 25/5 3/8 30/11 25/12 28/12',
  2027: '1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12',
  2028: '3/1 4/1 14/4 1/5 29/5 7/8 30/11 25/12 26/12',
};
/** What Northern Ireland keeps beside England's and Wales's days: St Patrick and the Boyne. */
const NORTHERN_IRELAND_ALSO: Readonly<Record<number, string>> = {
  2019: '18/3 12/7',
  2020: '17/3 13/7',
  2021: '17/3 12/7',
  2022: '17/3 12/7',
  2023: '17/3 12/7',
  2024: '18/3 12/7',
  2025: '17/3 14/7',
  2026: '17/3 13/7',
  2027: '17/3 12/7',
  2028: '17/3 12/7',
};

/** Days proclaimed after the yearly lists were made; lists that libraries ship are known to miss them. */
export const PROCLAIMED_HOLIDAYS: readonly { nation: Nation; on: Day; proclaimedOn: Day; source: string }[] =
  [
    {
      nation: 'scotland',
      on: '2026-06-15',
      proclaimedOn: '2026-02-04',
      source: 'Royal Proclamation of 4 February 2026 (Banking and Financial Dealings Act 1971 s.1)',
    },
  ];

/** The first and the last day for which the UK table is complete. */
export const HOLIDAYS_FROM: Day = '2019-01-01';
export const HOLIDAYS_TO: Day = '2028-12-31';

function readTable(table: Readonly<Record<number, string>>): Day[] {
  return Object.entries(table).flatMap(([year, days]) =>
    days.split(' ').map((written) => {
      const [date = '', month = ''] = written.split('/');
      return day(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
    }),
  );
}

function ukCalendar(nation: Nation, days: readonly Day[]): Calendar {
  const proclaimed = PROCLAIMED_HOLIDAYS.filter((holiday) => holiday.nation === nation).map(({ on }) => on);
  return {
    name: nation,
    from: HOLIDAYS_FROM,
    to: HOLIDAYS_TO,
    holidays: new Set([...days, ...proclaimed].sort()),
  };
}

/** The public holidays of each nation, 2019 to 2028. Source: gov.uk/bank-holidays.json and the proclamations above. */
export const UK_CALENDARS: Readonly<Record<Nation, Calendar>> = {
  'england-and-wales': ukCalendar('england-and-wales', readTable(ENGLAND_AND_WALES)),
  scotland: ukCalendar('scotland', readTable(SCOTLAND)),
  'northern-ireland': ukCalendar('northern-ireland', [
    ...readTable(ENGLAND_AND_WALES),
    ...readTable(NORTHERN_IRELAND_ALSO),
  ]),
};

/**
 * The calendars that count for an establishment: three where the UK nation is unknown, else one.
 * Refuses `law.holidays-unknown` for a member state whose holidays were not given.
 */
export function calendarsOf(establishment: Establishment): readonly [Calendar, ...Calendar[]] {
  if (establishment.jurisdiction === 'uk') {
    if (establishment.nation !== 'unknown') return [UK_CALENDARS[establishment.nation]];
    return [UK_CALENDARS['england-and-wales'], UK_CALENDARS.scotland, UK_CALENDARS['northern-ireland']];
  }
  const { state, holidays } = establishment;
  if (holidays === undefined) {
    throw new Refused(
      'law.holidays-unknown',
      `The public holidays of "${state}" are not known here: give them, or say "weekends-only" (never later than the true day)`,
      { state },
    );
  }
  if (holidays === 'weekends-only') return [{ name: state, from: null, to: null, holidays: new Set() }];
  return [{ name: state, from: holidays.from, to: holidays.to, holidays: new Set(holidays.days) }];
}

/**
 * Whether people work on that day: neither Saturday, Sunday nor a public holiday (R1182 Art 2(2)).
 * Refuses `law.holidays-not-listed` for a day outside the calendar: a guess there would be a wrong day in law.
 */
export function isWorkingDay(on: Day, calendar: Calendar): boolean {
  if ((calendar.from !== null && on < calendar.from) || (calendar.to !== null && calendar.to < on)) {
    throw new Refused(
      'law.holidays-not-listed',
      `Public holidays of ${calendar.name} are listed from ${calendar.from} to ${calendar.to}; ${on} is outside, bring the list up to date`,
      { calendar: calendar.name, on, from: calendar.from, to: calendar.to },
    );
  }
  return weekdayOf(on) < 6 && !calendar.holidays.has(on);
}
