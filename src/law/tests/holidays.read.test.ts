import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addMonths, type Day, day } from '../../base/index.ts';
import { calendarsOf, isWorkingDay, NATIONS, type Nation, roll, UK_CALENDARS } from '../index.ts';

const VECTORS = new URL('../../../../shared/inputs/vectors/', import.meta.url);
const GOV_UK = new URL('uk-bank-holidays_govuk.json', VECTORS);
const ONE_MONTH = new URL('dates/one-month-rule.json', VECTORS);
const ENGLAND = { jurisdiction: 'uk', nation: 'england-and-wales' } as const;

test('T3: a nation has its own days: St Andrew is Scotland’s, the Boyne Northern Ireland’s', () => {
  expect(isWorkingDay('2026-11-30', UK_CALENDARS.scotland)).toBe(false);
  expect(isWorkingDay('2026-11-30', UK_CALENDARS['england-and-wales'])).toBe(true);
  expect(isWorkingDay('2026-07-13', UK_CALENDARS['northern-ireland'])).toBe(false);
  expect(isWorkingDay('2026-07-13', UK_CALENDARS.scotland)).toBe(true);
});

test('Scotland’s 15 June 2026, proclaimed on 4 February 2026, is a holiday in Scotland alone', () => {
  expect(NATIONS.filter((nation) => !isWorkingDay('2026-06-15', UK_CALENDARS[nation]))).toEqual(['scotland']);
});

test.each(['2018-12-31', '2029-01-01'] as const)(
  'a day outside the table (%s) is refused, not guessed',
  (on) => {
    const refusal = expect.objectContaining({ code: 'law.holidays-not-listed' });
    expect(() => isWorkingDay(on, UK_CALENDARS.scotland)).toThrow(refusal);
  },
);

test('holidays that a member state was given end where they end', () => {
  const holidays = { from: '2026-01-01', to: '2026-12-31', days: ['2026-12-25'] } as const;
  const [germany] = calendarsOf({ jurisdiction: 'eu', state: 'de', holidays });
  expect(isWorkingDay('2026-12-25', germany)).toBe(false);
  expect(() => isWorkingDay('2027-01-04', germany)).toThrow(
    expect.objectContaining({ code: 'law.holidays-not-listed' }),
  );
});

test('no holiday of the table falls on a weekend, where it could move nothing', () => {
  for (const nation of NATIONS) {
    for (const on of UK_CALENDARS[nation].holidays) {
      expect([1, 2, 3, 4, 5], `${nation} ${on}`).toContain(new Date(`${on}T00:00:00Z`).getUTCDay());
    }
  }
});

describe.skipIf(!existsSync(GOV_UK))('gov.uk’s list', () => {
  const holiday = z.object({ date: z.string() });
  const shape = z.object({ divisions: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const SLUG: Record<Nation, string> = {
    'england-and-wales': 'common.nations.england-and-wales_slug',
    scotland: 'common.nations.scotland_slug',
    'northern-ireland': 'common.nations.northern-ireland_slug',
  };
  const listed = (nation: Nation): Day[] => {
    const { divisions } = shape.parse(JSON.parse(readFileSync(GOV_UK, 'utf8')));
    const years = Object.entries(divisions[SLUG[nation]] ?? {}).filter(([year]) => /^\d{4}$/.test(year));
    return years
      .flatMap(([, days]) => z.array(holiday).parse(days))
      .map(({ date }) => day(date.split('/').reverse().join('-')))
      .toSorted();
  };

  test.each(NATIONS)('agrees with our table for %s, day by day', (nation) => {
    const late: readonly Day[] = nation === 'scotland' ? ['2026-06-15'] : [];
    const ours = [...UK_CALENDARS[nation].holidays].filter((on) => !late.includes(on));
    const theirs = listed(nation).filter((on) => !late.includes(on));
    expect(theirs.length).toBeGreaterThan(70);
    expect(ours).toEqual(theirs);
  });

  test('15 June 2026 is the one day on which copies of it differ, and we have it', () => {
    expect(UK_CALENDARS.scotland.holidays.has('2026-06-15')).toBe(true);
    expect(listed('england-and-wales')).not.toContain('2026-06-15');
  });
});

describe.skipIf(!existsSync(ONE_MONTH))('the regulator’s examples of one month', () => {
  const shape = z.object({
    vectors: z.array(z.object({ received: z.string(), due: z.string(), leap_due: z.string().optional() })),
  });
  const { vectors } = existsSync(ONE_MONTH)
    ? shape.parse(JSON.parse(readFileSync(ONE_MONTH, 'utf8')))
    : { vectors: [] };

  test.each(vectors)('T2: received $received is due $due before a weekend or holiday moves it', (vector) => {
    for (const year of [2025, 2026, 2027, 2028]) {
      const due = year % 4 === 0 && vector.leap_due ? vector.leap_due : vector.due;
      // One example counts to the last of February, which a leap year moves.
      if (year % 4 === 0 && vector.due === '02-28' && !vector.leap_due) continue;
      expect(addMonths(day(`${year}-${vector.received}`), 1)).toBe(`${year}-${due}`);
    }
  });

  test('T2: 3 March 2026 runs into Easter: 7 April in England, 6 April in Scotland', () => {
    expect(roll(addMonths('2026-03-03', 1), ENGLAND)).toBe('2026-04-07');
    expect(roll(addMonths('2026-03-03', 1), { jurisdiction: 'uk', nation: 'scotland' })).toBe('2026-04-06');
  });

  test('T2: 25 November 2025 runs into Christmas: 29 December', () => {
    expect(roll(addMonths('2025-11-25', 1), ENGLAND)).toBe('2025-12-29');
  });

  test('T2: the day after receipt is not where the month begins', () => {
    expect(roll(addMonths('2026-09-03', 1), ENGLAND)).toBe('2026-10-05');
    expect(addMonths('2026-09-03', 1)).not.toBe('2026-10-04');
  });
});
