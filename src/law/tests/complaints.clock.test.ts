import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../base/index.ts';
import { complaintDue, isWorkingDay, UK_CALENDARS } from '../index.ts';

const ENGLAND = { jurisdiction: 'uk', nation: 'england-and-wales' } as const;

test('R18: a complaint of Fri 19 June 2026 is acknowledged by Mon 20 July', () => {
  expect(complaintDue('2026-06-19', ENGLAND)).toMatchObject({ duty: true, acknowledgeBy: '2026-07-20' });
});
test('R18: a complaint of 25 November 2026 is acknowledged by Tue 29 December', () => {
  expect(complaintDue('2026-11-25', ENGLAND).acknowledgeBy).toBe('2026-12-29');
});
test('R18: the investigation begins on the day of receipt', () => {
  expect(complaintDue('2026-11-25', ENGLAND).investigateFrom).toBe('2026-11-25');
});
test('R18: a complaint received before 19 June 2026 is outside the duty, and so is one in the EU', () => {
  expect(complaintDue('2026-06-18', ENGLAND)).toMatchObject({ duty: false, acknowledgeBy: null });
  const germany = { jurisdiction: 'eu', state: 'de', holidays: 'weekends-only' } as const;
  expect(complaintDue('2026-11-25', germany).duty).toBe(false);
});
test('R18: the last day is a working day, and thirty days or more away', () => {
  const received = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-06-19', days));
  fc.assert(
    fc.property(received, (receivedOn) => {
      const { acknowledgeBy } = complaintDue(receivedOn, ENGLAND);
      if (acknowledgeBy === null) return false;
      const calendar = UK_CALENDARS['england-and-wales'];
      return isWorkingDay(acknowledgeBy, calendar) && acknowledgeBy >= addDays(receivedOn, 30);
    }),
  );
});
