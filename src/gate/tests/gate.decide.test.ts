import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, Refused } from '../../base/index.ts';
import { PERMISSION_STATES, type Spoken } from '../../permission/index.ts';
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

const PERSON = '0191d0a0-0000-7000-8000-000000000001';
const act: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom(...ACTS),
  purpose: named(policy.purposes),
  channel: fc.constantFrom('email', 'phone', 'post', 'sms', 'digital', 'use', ''),
  personId: fc.constantFrom(PERSON, null),
  recipient: named(policy.recipients),
  data: someOf(policy.data),
  country: fc.constantFrom('us', 'uk', 'ie', 'in', 'cn', '', 'nowhere'),
  people: someOf(policy.people),
  topic: fc.constantFrom('kilns', 'glazes'),
});

const moment = fc.constantFrom('2020-01-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z');

const permission = (...states: string[]): fc.Arbitrary<Spoken> =>
  fc.record({
    channel: fc.constantFrom('email', 'phone', 'use'),
    state: fc.constantFrom(...states),
    wording: fc.constantFrom('newsletter-2026', 'outdated', null),
    source: fc.constantFrom('form', 'import', ''),
    evidence: fc.constant({}),
    at: moment,
    id: fc.constant('0191d0a0-0000-7000-8000-000000000002'),
    said_by: fc.constantFrom('person', 'agent', 'guardian'),
  });

const someFields = fc.subarray(['name', 'email', 'message', 'letter']);

const facts: fc.Arbitrary<Facts> = fc.record({
  permission: fc.option(permission(...PERMISSION_STATES, 'GRANTED', '')),
  spoken: fc.array(permission(...PERMISSION_STATES), { maxLength: 3 }),
  suppression: fc.option(fc.constantFrom('objected', 'withdrawn', '')),
  relationships: fc.array(
    fc.record({
      kind: named(policy.relationships),
      began_on: fc.constantFrom<Day>('2020-02-29', '2026-11-01'),
      ended_on: fc.option(fc.constantFrom<Day>('2021-01-01', '2026-11-20')),
    }),
    { maxLength: 3 },
  ),
  case: fc.option(
    fc.record({
      point: named(policy.collection),
      opened_at: moment,
      closed_at: fc.option(moment),
      reviewed_at: fc.option(moment),
      staff: fc.subarray(['colleague-7', 'colleague-8']),
    }),
  ),
  restriction: fc.option(fc.constant({ ground: 'accuracy' }), { freq: 4 }),
  leaving: fc.option(
    fc.array(
      fc.record({ point: named(policy.collection), gone: fc.constant<string[]>([]), going: someFields }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    { freq: 4 },
  ),
  objection: fc.option(fc.constant({ ground: 'person' }), { freq: 4 }),
  read: fc.subarray(Object.keys(policy.messages)),
  reviewed: fc.subarray(Object.keys(policy.decisions)),
  channelState: fc.option(
    fc.record({
      hard: fc.option(moment),
      complained: fc.option(moment),
      soft: fc.integer({ min: 0, max: 8 }),
      lastSoft: fc.option(moment),
    }),
    { freq: 3 },
  ),
  mailed: fc.option(
    fc.array(moment, { minLength: 1, maxLength: 6 }).map((times) => ({ last: times[0] ?? '', times })),
  ),
  preferences: fc.dictionary(
    fc.constantFrom('pause:', 'topic:news:kilns', 'age:', 'subscriber:'),
    fc.constantFrom('2026-12-24', '2031-01-01', 'no', 'yes', 'company'),
  ),
  callListing: fc.option(
    fc.record({
      tps: fc.option(fc.constantFrom<Day>('2026-11-01', '2026-01-01')),
      ctps: fc.option(fc.constantFrom<Day>('2026-11-01', '2026-01-01')),
      listedOn: fc.option(fc.constantFrom<Day>('2020-01-01', '2026-11-20')),
    }),
  ),
  active: fc.constant(null),
  outdated: fc.constantFrom([], ['outdated']),
});

/** The answer as a caller has it: a question that the law's tables refuse is no more allowed than one that is denied. */
const at = (today: Day) => ({ today, now: `${today}T10:00:00.000Z` });

function decideOr(by: typeof policy, asked: Act, known: Facts, on: Day) {
  try {
    return decide(by, asked, known, at(on));
  } catch (thrown) {
    if (thrown instanceof Refused) return { verdict: 'refused', code: thrown.code } as const;
    throw thrown;
  }
}

const verdictOn = (asked: Act, known: Facts, on: Day): Answer['verdict'] | 'refused' =>
  decideOr(policy, asked, known, on).verdict;

const RUNS = { numRuns: 3_000 };

const granted = (said: Spoken | null | undefined, known: Facts) =>
  (said?.state === 'granted' || said?.state === 'confirmed') &&
  !(said.wording !== null && known.outdated.includes(said.wording));

test('no message leaves without a basis that is there now', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (asked.act !== 'send' || verdictOn(asked, known, on) !== 'allow') return;
      const purpose = policy.purposes[asked.purpose];
      expect(purpose).toBeDefined();
      const soft = purpose?.['soft-opt-in'];
      const yes = granted(known.permission, known);
      const offered =
        soft !== undefined &&
        known.permission?.state === 'offered' &&
        known.relationships.some(({ kind }) => soft.from.includes(kind));
      expect(known.restriction).toBeNull();
      if (purpose?.kind === 'marketing') {
        expect(known.suppression).toBeNull();
        const corporate = purpose.basis !== 'consent' && known.preferences['subscriber:'] === 'company';
        expect(yes || offered || corporate).toBe(true);
      } else if (purpose?.basis === 'consent')
        expect(known.spoken.some((one) => granted(one, known))).toBe(true);
    }),
    RUNS,
  ));

test('nothing is used on consent without a yes that holds, nor on an interest that nobody weighed in time', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (!['use', 'access', 'profile'].includes(asked.act) || verdictOn(asked, known, on) !== 'allow')
        return;
      const purpose = policy.purposes[asked.purpose];
      if (purpose?.basis === 'consent') expect(known.spoken.some((one) => granted(one, known))).toBe(true);
      const assessment = policy.assessments[purpose?.assessment ?? ''];
      if (purpose?.basis === 'legitimate-interests')
        expect(assessment && on >= assessment.approved && on <= assessment.review).toBe(true);
      expect(asked.data.filter((one) => !purpose?.data.includes(one))).toEqual([]);
    }),
    RUNS,
  ));

test('where two yeses are promised, one is none', () => {
  const twice = {
    ...policy,
    purposes: Object.fromEntries(
      Object.entries(policy.purposes).map(([name, one]) => [name, { ...one, confirm: 'double-opt-in' }]),
    ),
  } as typeof policy;
  const once = (said: Spoken): Spoken => (said.state === 'confirmed' ? { ...said, state: 'granted' } : said);
  return fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      const { permission } = known;
      const saidOnce = {
        ...known,
        permission: permission && once(permission),
        spoken: known.spoken.map((said) => said && once(said)),
      };
      const { verdict, code } = decideOr(twice, asked, saidOnce, on);
      expect(code).not.toBe('send.consent');
      if (
        ['use', 'access', 'profile'].includes(asked.act) &&
        twice.purposes[asked.purpose]?.basis === 'consent'
      )
        expect(verdict).not.toBe('allow');
    }),
    RUNS,
  );
});

test('an objection, a restriction or a suppression never helps, whatever is asked', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      const before = RANK[verdictOn(asked, known, on)];
      for (const more of [
        { objection: { ground: 'person' } },
        { restriction: {} },
        { suppression: 'objected' },
      ])
        expect(RANK[verdictOn(asked, { ...known, ...more }, on)]).toBeLessThanOrEqual(before);
    }),
    RUNS,
  ));

test('what is about to go is never used, unless the same is in a record that stays', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      const without = { ...known, leaving: null };
      const before = RANK[verdictOn(asked, without, on)];
      const going = { point: 'contact-form', gone: [], going: ['name', 'email', 'message'] };
      const all = verdictOn(asked, { ...without, leaving: [going] }, on);
      expect(RANK[all]).toBeLessThanOrEqual(before);
      const used = asked.data.length > 0 ? asked.data : (policy.purposes[asked.purpose]?.data ?? []);
      const uses = ['use', 'access', 'profile', 'send'].includes(asked.act);
      if (uses && used.includes('contact-details')) expect(all).not.toBe('allow');

      const elsewhere = { ...going, going: [] };
      expect(verdictOn(asked, { ...without, leaving: [going, elsewhere] }, on)).toBe(
        verdictOn(asked, without, on),
      );
    }),
    RUNS,
  ));

const RANK = { refused: 0, deny: 0, 'not-yet': 1, allow: 2 };

test('a bounced address, a spam report, a pause, and a refused topic never help a message', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      const sending: Act = { ...asked, act: 'send' };
      const before = RANK[verdictOn(sending, known, on)];
      const state = { hard: '2026-11-01T00:00:00.000Z', complained: null, soft: 0, lastSoft: null };
      for (const more of [
        { channelState: state },
        { preferences: { ...known.preferences, 'pause:': '2099-01-01' } },
        { preferences: { ...known.preferences, [`topic:${asked.purpose}:${asked.topic}`]: 'no' } },
      ])
        expect(RANK[verdictOn(sending, { ...known, ...more }, on)]).toBeLessThanOrEqual(before);
    }),
    RUNS,
  ));

test('what the policy forbids is denied, whatever would allow it', () =>
  fc.assert(
    fc.property(act, facts, today, fc.constantFrom(...Object.keys(policy.data)), (asked, known, on, data) => {
      const stricter = {
        ...policy,
        prohibitions: { never: { says: 'never', act: 'use' as const, data: [data] } },
      };
      const using: Act = { ...asked, act: 'use', data: [data] };
      expect(decide(stricter, using, known, at(on)).code).toBe('use.prohibited');
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
        const told = verdictOn(asked, { ...known, permission: no, spoken: [...known.spoken, no] }, on);
        const both = verdictOn(
          asked,
          { ...known, permission: no, spoken: [...known.spoken, no], suppression },
          on,
        );
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

test('software decides nothing, publishes nothing and profiles nobody that the policy does not declare', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      for (const one of ['publish', 'decide', 'profile'] as const)
        expect(verdictOn({ ...asked, act: one }, known, on)).toBe('deny');
    }),
    RUNS,
  ));

test('a company of the EU is answered by the law of the EU', () => {
  const abroad = { ...policy, organisation: { ...policy.organisation, jurisdiction: 'eu-de' } };
  const cited = new Set<string>();
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      const answer = decideOr(abroad, asked, known, on);
      if ('because' in answer) for (const { source } of answer.because) cited.add(source ?? '');
    }),
    RUNS,
  );
  expect(cited.size).toBeGreaterThan(3);
  expect([...cited].filter((source) => /UK|PECR|DPA|22[A-D]|8A/.test(source))).toEqual([]);
});

test('every answer names its rule and says why in words', () =>
  fc.assert(
    fc.property(act, facts, today, (asked, known, on) => {
      if (verdictOn(asked, known, on) === 'refused') return;
      const { code, because } = decide(policy, asked, known, at(on));
      expect(because.length).toBeGreaterThan(0);
      for (const { rule, says } of because) {
        expect(rule).toBe(code);
        expect(says.length).toBeGreaterThan(10);
      }
    }),
    RUNS,
  ));
