import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant, millisecondsOf } from '../../base/index.ts';
import {
  BREACH_NOTICE_ITEMS,
  BREACH_REGISTER_ITEMS,
  controllerAwareAt,
  missingFromBreachNotice,
  peopleNotice,
  providerRegulatorDueAt,
  regulatorDueAt,
  regulatorNotice,
} from '../index.ts';

test('B1: aware on Fri 18 December 2026 at 16:20, due on Mon 21 December at 16:20', () => {
  expect(regulatorDueAt('2026-12-18T16:20:00.000Z')).toBe('2026-12-21T16:20:00.000Z');
});
test('B1: aware on Good Friday 2027 at 12:00 GMT, due on Easter Monday at 13:00 BST, which is 12:00 UTC', () => {
  const dueAt = regulatorDueAt('2027-03-26T12:00:00.000Z');
  expect(dueAt).toBe('2027-03-29T12:00:00.000Z');
  const inLondon = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
  });
  expect(inLondon.format(millisecondsOf(dueAt))).toBe('13:00');
});
test('B1: it is always 72 hours, whatever the day', () => {
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
  fc.assert(
    fc.property(moments, (at) => millisecondsOf(regulatorDueAt(instant(at))) - at === 72 * 3_600_000),
  );
});
test('B1: a breach unlikely to risk anyone is not notified', () => {
  const breach = { awareAt: '2026-12-18T16:20:00.000Z', now: '2026-12-19T00:00:00.000Z' };
  expect(regulatorNotice({ ...breach, risk: 'unlikely' }).required).toBe(false);
  expect(regulatorNotice({ ...breach, risk: 'risk' })).toMatchObject({ required: true, late: false });
});
test('B2: sent on 22 December 2026 it is late and gives reasons', () => {
  const breach = {
    risk: 'risk',
    awareAt: '2026-12-18T16:20:00.000Z',
    now: '2026-12-22T09:00:00.000Z',
  } as const;
  expect(regulatorNotice(breach).late).toBe(true);
  expect(regulatorNotice({ ...breach, now: '2026-12-21T16:20:00.000Z' }).late).toBe(false);
});
test('B3: what a first notice lacks is known, so that it can follow', () => {
  expect(missingFromBreachNotice(['nature', 'contact'])).toContain('number-of-people');
});
test('B4: a whole notice lacks nothing', () => {
  const all = Object.keys(BREACH_NOTICE_ITEMS) as (keyof typeof BREACH_NOTICE_ITEMS)[];
  expect(missingFromBreachNotice(all)).toEqual([]);
  expect(all).toHaveLength(8);
});
test('B5: a vendor aware on 2 November that tells us on the 3rd at 09:00 makes 6 November 2026 09:00 due', () => {
  const awareAt = controllerAwareAt({ toldByProcessorAt: '2026-11-03T09:00:00.000Z' });
  expect(regulatorDueAt(awareAt ?? '')).toBe('2026-11-06T09:00:00.000Z');
});
test('B5: what we knew before our processor said so counts', () => {
  const told = { toldByProcessorAt: '2026-11-03T09:00:00.000Z', ownCertaintyAt: '2026-11-02T09:00:00.000Z' };
  expect(controllerAwareAt(told)).toBe('2026-11-02T09:00:00.000Z');
  expect(controllerAwareAt({})).toBeNull();
});
test('B6: a high risk is told to each person, unless it is gone, unreadable or beyond proportion', () => {
  const breach = {
    risk: 'high',
    unintelligible: false,
    riskRemoved: false,
    disproportionate: false,
  } as const;
  expect(peopleNotice(breach).tell).toBe('each-person');
  expect(peopleNotice({ ...breach, disproportionate: true }).tell).toBe('public-notice');
  expect(peopleNotice({ ...breach, unintelligible: true }).tell).toBe('nobody');
  expect(peopleNotice({ ...breach, riskRemoved: true }).tell).toBe('nobody');
  expect(peopleNotice({ ...breach, crimeExemption: true }).tell).toBe('suspended');
  expect(peopleNotice({ ...breach, risk: 'risk' }).tell).toBe('nobody');
});
test('B7: a register entry says facts, effects, action, the decision and its reason', () => {
  expect(Object.keys(BREACH_REGISTER_ITEMS)).toEqual(['facts', 'effects', 'action', 'decision', 'reason']);
});
test('B8: a provider of communications has 72 hours from 20 August 2025, 24 before', () => {
  expect(providerRegulatorDueAt('2025-08-19T10:00:00.000Z')).toBe('2025-08-20T10:00:00.000Z');
  expect(providerRegulatorDueAt('2025-08-20T10:00:00.000Z')).toBe('2025-08-23T10:00:00.000Z');
});
