import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, Refused } from '../../base/index.ts';
import { loadPolicy } from '../../policy/index.ts';
import { ACTS, type Act, type Answer, decide, type Facts } from '../index.ts';

const FOLDER = join(import.meta.dirname, '../../../tests/mutations/policy');
const loaded = loadPolicy(FOLDER).policy;
if (!loaded) throw new Error(`the policy in ${FOLDER} has errors`);
const policy = loaded;

/** Names that a policy does not declare, among them those that every object of the language has. */
const STRANGE = ['', 'anything', 'News', 'constructor', 'toString', '__proto__', 'hasOwnProperty'];
const named = (declared: object) => fc.constantFrom(...Object.keys(declared), ...STRANGE);
const someOf = (declared: object) => fc.array(named(declared), { maxLength: 3 });

const today: fc.Arbitrary<Day> = fc
  .integer({ min: -400, max: 1_500 })
  .map((days) => addDays('2026-11-23', days));

const act: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom(...ACTS),
  purpose: named(policy.purposes),
  channel: fc.constantFrom('email', 'phone', 'post', 'sms', ''),
  personId: fc.constantFrom('0191d0a0-0000-7000-8000-000000000001', null),
  recipient: named(policy.recipients),
  data: someOf(policy.data),
  country: fc.constantFrom('us', 'uk', 'ie', 'in', 'cn', '', 'nowhere'),
});

const permission = (...states: string[]) =>
  fc.record({
    state: fc.constantFrom(...states),
    wording: fc.constantFrom('newsletter-2026', null),
    source: fc.constantFrom('form', 'import', ''),
    evidence: fc.constant({}),
    at: fc.constantFrom('2020-01-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'),
    id: fc.constant('0191d0a0-0000-7000-8000-000000000002'),
  });

const STATES = ['asked', 'offered', 'granted', 'refused', 'withdrawn', 'objected', 'GRANTED', ''];

const facts: fc.Arbitrary<Facts> = fc.record({
  permission: fc.option(permission(...STATES)),
  suppression: fc.option(fc.constantFrom('objected', 'withdrawn', '')),
  relationships: fc.array(
    fc.record({
      kind: named(policy.relationships),
      began_on: fc.constantFrom<Day>('2020-02-29', '2026-11-01'),
      ended_on: fc.option(fc.constantFrom<Day>('2021-01-01', '2026-11-20')),
    }),
    { maxLength: 3 },
  ),
});

/** The answer as a caller has it: a question that the law's tables refuse is no more allowed than one that is denied. */
function verdictOn(asked: Act, known: Facts, on: Day): Answer['verdict'] | 'refused' {
  try {
    return decide(policy, asked, known, on).verdict;
  } catch (thrown) {
    if (thrown instanceof Refused) return 'refused';
    throw thrown;
  }
}

const RUNS = { numRuns: 4_000 };

test('no message leaves without a basis that is there now', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (asked.act !== 'send' || verdictOn(asked, known, on) !== 'allow') return;
      const purpose = policy.purposes[asked.purpose];
      expect(purpose).toBeDefined();
      const soft = purpose?.['soft-opt-in'];
      const granted = known.permission?.state === 'granted';
      const offered =
        soft !== undefined &&
        known.permission?.state === 'offered' &&
        known.relationships.some(({ kind }) => soft.from.includes(kind));
      if (purpose?.kind === 'marketing') {
        expect(known.suppression).toBeNull();
        expect(granted || offered).toBe(true);
      }
      if (purpose?.basis === 'consent') expect(granted).toBe(true);
    }),
    RUNS,
  ));

test('nothing reaches a recipient that the register does not name, for what it does not say, or without its agreement', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (asked.act !== 'share' || verdictOn(asked, known, on) !== 'allow') return;
      const recipient = policy.recipients[asked.recipient];
      expect(Object.keys(policy.recipients)).toContain(asked.recipient);
      expect(recipient?.for ?? Object.keys(policy.purposes)).toContain(asked.purpose);
      expect(recipient?.receives ?? Object.keys(policy.data)).toEqual(
        expect.arrayContaining([...asked.data]),
      );
      if (recipient?.role === 'processor') {
        const { signed = '9999-12-31', expires = '9999-12-31' } = recipient.agreement ?? {};
        expect(on >= signed && on <= expires).toBe(true);
      }
    }),
    RUNS,
  ));

test('nothing goes abroad by a mechanism that has ended', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (asked.act !== 'transfer' || verdictOn(asked, known, on) !== 'allow') return;
      expect(Object.keys(policy.recipients)).toContain(asked.recipient);
      if (asked.country === 'uk') return;
      const transfer = policy.recipients[asked.recipient]?.transfer;
      if (transfer?.expires) expect(on <= transfer.expires).toBe(true);
    }),
    RUNS,
  ));

test('what the policy does not declare is denied, whatever else is known', () =>
  fc.assert(
    fc.property(act, facts, today, fc.constantFrom(...STRANGE), (asked, known, on, strange) => {
      for (const one of ['send', 'use', 'share'] as const)
        expect(verdictOn({ ...asked, act: one, purpose: strange }, known, on)).toBe('deny');
      for (const one of ['share', 'transfer'] as const)
        expect(verdictOn({ ...asked, act: one, recipient: strange }, known, on)).toBe('deny');
    }),
    RUNS,
  ));

test('an objection, a refusal or a suppression never makes an allow of anything else', () =>
  fc.assert(
    fc.property(
      act,
      facts,
      today,
      permission('objected', 'refused', 'withdrawn'),
      fc.option(fc.constantFrom('objected', 'withdrawn')),
      (asked, known, on, no, suppression) => {
        const before = verdictOn(asked, known, on);
        const told = verdictOn(asked, { ...known, permission: no }, on);
        const both = verdictOn(asked, { ...known, permission: no, suppression }, on);
        const suppressed = verdictOn(asked, { ...known, suppression: suppression ?? 'objected' }, on);
        if (before === 'allow') return;
        for (const after of [told, both, suppressed]) expect(after).not.toBe('allow');
      },
    ),
    RUNS,
  ));

test('marketing to somebody who said no, or is suppressed, is never allowed', () =>
  fc.assert(
    fc.property(act, facts, today, permission('objected', 'refused', 'withdrawn'), (asked, known, on, no) => {
      for (const purpose of ['news', 'offers']) {
        const sending: Act = { ...asked, act: 'send', purpose };
        expect(verdictOn(sending, { ...known, permission: no }, on)).toBe('deny');
        expect(verdictOn(sending, { ...known, suppression: 'objected' }, on)).toBe('deny');
      }
    }),
    RUNS,
  ));

test('an act that the gate cannot judge is denied', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (['send', 'share', 'transfer', 'use'].includes(asked.act)) return;
      expect(verdictOn(asked, known, on)).toBe('deny');
    }),
    RUNS,
  ));

test('every answer names its rule and says why in words', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (verdictOn(asked, known, on) === 'refused') return;
      const { code, because } = decide(policy, asked, known, on);
      expect(because.length).toBeGreaterThan(0);
      for (const { rule, says } of because) {
        expect(rule).toBe(code);
        expect(says.length).toBeGreaterThan(10);
      }
    }),
    RUNS,
  ));
