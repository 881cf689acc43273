import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mark, spansOf } from '../relationship.rules.ts';

const ZONE = 'Europe/London';
const mark = (starts: boolean, on: string, id = on): Mark => ({ starts, at: `${on}T12:00:00.000Z`, id });
const starts = (on: string) => mark(true, on);
const ends = (on: string) => mark(false, on);

test('a start and an end are one relationship, in whichever order they are told', () => {
  const span = [{ began_on: '2026-01-05', ended_on: '2026-03-09' }];

  expect(spansOf([starts('2026-01-05'), ends('2026-03-09')], ZONE)).toEqual(span);
  expect(spansOf([ends('2026-03-09'), starts('2026-01-05')], ZONE)).toEqual(span);
});

test('an end alone is no relationship: nobody knows yet when it began', () => {
  expect(spansOf([ends('2026-03-09')], ZONE)).toEqual([]);
});

test('a start that is told late moves the beginning, and one while it goes on changes nothing', () => {
  expect(spansOf([starts('2026-02-01'), starts('2026-01-05'), starts('2026-02-20')], ZONE)).toEqual([
    { began_on: '2026-01-05', ended_on: null },
  ]);
});

test('a start after an end begins another one', () => {
  expect(spansOf([starts('2026-05-01'), ends('2026-03-09'), starts('2026-01-05')], ZONE)).toEqual([
    { began_on: '2026-01-05', ended_on: '2026-03-09' },
    { began_on: '2026-05-01', ended_on: null },
  ]);
});

test('days are those of the organisation: a start at 23:30 UTC in summer is on the next day in London', () => {
  const late: Mark = { starts: true, at: '2026-07-01T23:30:00.000Z', id: 'a' };

  expect(spansOf([late], ZONE)).toEqual([{ began_on: '2026-07-02', ended_on: null }]);
});

test('whatever order the same starts and ends are told in, they say the same', () => {
  const marks = fc.array(
    fc.record({ starts: fc.boolean(), day: fc.integer({ min: 10, max: 28 }), id: fc.uuid() }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      marks.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([told, shuffled]) => {
        const asMarks = (all: typeof told) =>
          all.map((one) => mark(one.starts, `2026-03-${one.day}`, one.id));
        const spans = spansOf(asMarks(told), ZONE);

        expect(spansOf(asMarks(shuffled), ZONE)).toEqual(spans);
        expect(spans.filter(({ ended_on }) => ended_on === null).length).toBeLessThanOrEqual(1);
        for (const { began_on, ended_on } of spans)
          expect(ended_on === null || began_on <= ended_on).toBe(true);
      },
    ),
  );
});
