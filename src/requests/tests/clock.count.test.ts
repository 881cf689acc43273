import { describe, expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import { type ClockEvent, type Clocked, clockOf } from '../clock.rules.ts';
import { stripOf } from '../strip.rules.ts';

const ENGLAND = { jurisdiction: 'uk', nation: 'england-and-wales' } as const;
const asked = (receivedOn: Day, more: Partial<Clocked> = {}): Clocked => ({
  kind: 'access',
  receivedOn,
  establishment: ENGLAND,
  within: 'P1M',
  outcome: null,
  processor: null,
  ...more,
});
const on = (day: Day, kind: ClockEvent['kind'], facts: Record<string, unknown> = {}): ClockEvent => ({
  kind,
  on: day,
  facts,
});
const received = (day: Day) => on(day, 'received');

describe('the due day is computed from what happened', () => {
  test.each<[string, Clocked, ClockEvent[], Day | null]>([
    ['a month, rolled off a Sunday in February', asked('2027-01-31'), [], '2027-03-01'],
    ['a month that ends at Christmas', asked('2026-11-25'), [], '2026-12-29'],
    [
      'it begins anew when identity is proven',
      asked('2026-11-02'),
      [on('2026-11-03', 'identity-asked'), on('2026-11-17', 'identity-proven')],
      '2026-12-17',
    ],
    [
      'nothing is due while identity is awaited',
      asked('2026-11-02'),
      [on('2026-11-03', 'identity-asked')],
      null,
    ],
    [
      'days of a question do not count for access',
      asked('2026-11-02'),
      [on('2026-11-05', 'clarification-asked'), on('2026-11-11', 'clarification-answered')],
      '2026-12-09',
    ],
    [
      'and count for an erasure',
      asked('2026-11-02', { kind: 'erasure' }),
      [on('2026-11-05', 'clarification-asked'), on('2026-11-11', 'clarification-answered')],
      '2026-12-02',
    ],
    [
      'extended: three months from the relevant time',
      asked('2026-11-30'),
      [on('2026-12-30', 'extended', { reason: 'complexity' })],
      '2027-03-01',
    ],
    [
      'an extension that was told too late is none',
      asked('2026-11-02'),
      [on('2026-12-03', 'extended')],
      '2026-12-02',
    ],
    ['a promise may be shorter than the law', asked('2026-11-02', { within: 'P14D' }), [], '2026-11-16'],
    ['and never longer', asked('2026-11-02', { within: 'P3M' }), [], '2026-12-02'],
    [
      'a complaint is acknowledged in thirty days',
      asked('2026-06-19', { kind: 'complaint', within: 'P30D' }),
      [],
      '2026-07-20',
    ],
    [
      'then its outcome has a day where the policy promises one',
      asked('2026-06-19', { kind: 'complaint', within: 'P3D', outcome: 'P8W' }),
      [on('2026-06-20', 'acknowledged')],
      '2026-08-14',
    ],
    [
      'and else nothing has a day',
      asked('2026-06-19', { kind: 'complaint', within: 'P30D' }),
      [on('2026-06-20', 'acknowledged')],
      null,
    ],
    [
      'a processor passes on',
      asked('2026-11-02', { processor: { passOn: 'P5D', remove: 'P14D' } }),
      [],
      '2026-11-07',
    ],
    [
      'and removes by the contract once it is told to',
      asked('2026-11-02', { processor: { passOn: 'P5D', remove: 'P14D' } }),
      [on('2026-11-04', 'passed-on'), on('2026-11-10', 'instructed')],
      '2026-11-24',
    ],
  ])('%s', (_says, request, events, due) => {
    expect(clockOf(request, [received(request.receivedOn), ...events]).dueOn).toBe(due);
  });
});

describe('the strip shows every day and what moved the last one', () => {
  test('from receipt to the due day, with weekends, holidays and the wait', () => {
    const events = [
      received('2026-11-25'),
      on('2026-11-26', 'identity-asked'),
      on('2026-12-01', 'identity-proven'),
    ];
    const { days, moves, dueOn } = stripOf(asked('2026-11-25'), events, '2026-12-02');

    expect(dueOn).toBe('2027-01-04');
    expect(days[0]).toMatchObject({ on: '2026-11-25', marks: ['received'] });
    expect(days.find((day) => day.on === '2026-11-28')?.marks).toEqual(['waiting', 'weekend']);
    expect(days.find((day) => day.on === '2026-12-25')?.marks).toEqual(['holiday']);
    expect(days.find((day) => day.on === '2026-12-02')?.marks).toEqual(['today']);
    expect(days.at(-1)).toMatchObject({ on: '2027-01-04', marks: ['due'] });
    expect(moves).toEqual([
      { on: '2026-11-26', by: 'identity-asked', from: '2026-12-29', to: null },
      { on: '2026-12-01', by: 'identity-proven', from: null, to: '2027-01-04' },
    ]);
  });

  test('days past the due day are late until the answer', () => {
    const late = stripOf(asked('2026-11-02'), [received('2026-11-02')], '2026-12-04');
    expect(late.days.at(-1)?.marks).toEqual(['late', 'today']);
    expect(late.workingDaysLeft).toBe(-2);

    const answered = stripOf(
      asked('2026-11-02'),
      [received('2026-11-02'), on('2026-12-03', 'answered')],
      '2026-12-31',
    );
    expect(answered.days.at(-1)).toMatchObject({ on: '2026-12-03', marks: ['late', 'answered'] });
    expect(answered.workingDaysLeft).toBeNull();
  });
});
