import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MARKETING_CHANNELS,
  type Marketing,
  mayMarket,
  missingFromMessage,
  missingFromSoftOptIn,
  subscriberTypeOf,
} from '../index.ts';

const asked = (more: Partial<Marketing> = {}) =>
  mayMarket({
    jurisdiction: 'uk',
    channel: 'email',
    subscriber: 'individual',
    on: '2026-11-02',
    objected: false,
    consent: false,
    ...more,
  });
const EVIDENCE = {
  fromSaleOrNegotiation: true,
  similarProducts: true,
  refusalOfferedAtCollection: true,
  refusalInEachMessage: true,
};
const donor = (collectedOn: '2026-02-04' | '2026-02-05' | '2026-02-06', more = {}) => ({
  registeredCharity: true,
  charitablePurposeOnly: true,
  fromInterestOrSupport: true,
  collectedOn,
  refusalOfferedAtCollection: true,
  refusalInEachMessage: true,
  ...more,
});

test('P1: a sole trader’s mailbox on 2 November 2026 needs consent', () => {
  const subscriber = subscriberTypeOf('sole-trader');
  expect(asked({ subscriber })).toMatchObject({ allowed: false, rule: 'P1' });
  expect(asked({ subscriber, consent: true })).toMatchObject({ allowed: true, ground: 'consent' });
});
test('P1: texts and direct messages are electronic mail', () => {
  expect(asked({ channel: 'sms' }).allowed).toBe(false);
  expect(asked({ channel: 'direct-message' }).allowed).toBe(false);
});
test('P1: a Scottish partnership is corporate, an English one and the unknown are individual', () => {
  expect(subscriberTypeOf('scottish-partnership')).toBe('corporate');
  expect(subscriberTypeOf('partnership')).toBe('individual');
  expect(subscriberTypeOf('unknown')).toBe('individual');
  expect(subscriberTypeOf('limited-liability-partnership')).toBe('corporate');
});
test('P2: a quote of 2 November 2026 with an opt-out box lets mail out', () => {
  expect(asked({ softOptIn: EVIDENCE })).toMatchObject({ allowed: true, ground: 'soft-opt-in', rule: 'P2' });
});
test('P2: every one of the evidences is needed', () => {
  for (const name of Object.keys(EVIDENCE)) {
    const softOptIn = { ...EVIDENCE, [name]: false };
    expect(asked({ softOptIn }), name).toMatchObject({ allowed: false, rule: 'P2' });
    expect(missingFromSoftOptIn(softOptIn)).toHaveLength(1);
  }
});
test('P3: a donor of 4 February 2026 may not be mailed on it, one of the 6th may', () => {
  expect(asked({ charitySoftOptIn: donor('2026-02-04') })).toMatchObject({
    allowed: false,
    rule: 'P3.no-back-dating',
  });
  expect(asked({ charitySoftOptIn: donor('2026-02-05') }).allowed).toBe(true);
  expect(asked({ charitySoftOptIn: donor('2026-02-06') })).toMatchObject({
    allowed: true,
    ground: 'charity-soft-opt-in',
  });
});
test('P3: the trading arm of a charity has no soft opt-in of a charity', () => {
  const charitySoftOptIn = donor('2026-02-06', { registeredCharity: false });
  expect(asked({ charitySoftOptIn })).toMatchObject({ allowed: false, rule: 'P3' });
});
test('P4: info@ of a company may be mailed, and its named person may object', () => {
  expect(asked({ subscriber: 'corporate' })).toMatchObject({ allowed: true, rule: 'P4' });
  expect(asked({ subscriber: 'corporate', objected: true })).toMatchObject({ allowed: false, rule: 'R16' });
});
test('P5: listed on 1 November 2026, the call of the 28th is no breach, of the 29th is', () => {
  const call = (on: Marketing['on']) => asked({ channel: 'live-call', listedOn: '2026-11-01', on }).allowed;
  expect([call('2026-11-28'), call('2026-11-29')]).toEqual([true, false]);
});
test('P5: an unscreened number is not called, a listed one that welcomes us is', () => {
  expect(asked({ channel: 'live-call' }).allowed).toBe(false);
  expect(asked({ channel: 'live-call', listedOn: null }).allowed).toBe(true);
  expect(asked({ channel: 'live-call', listedOn: '2020-01-01', welcomesCalls: true }).allowed).toBe(true);
});
test('P6: calls about pensions or claims need consent, even to an unlisted number', () => {
  const call = { channel: 'live-call', listedOn: null } as const;
  expect(asked({ ...call, sector: 'pensions' })).toMatchObject({ allowed: false, rule: 'P6' });
  expect(asked({ ...call, sector: 'claims-management', consent: true }).allowed).toBe(true);
});
test('P7: a recorded call to a company on 2 November 2026 needs consent', () => {
  const call = { channel: 'recorded-call', subscriber: 'corporate' } as const;
  expect(asked(call)).toMatchObject({ allowed: false, rule: 'P7' });
  expect(asked({ ...call, consent: true }).allowed).toBe(true);
});
test('P8: a message without a way to refuse is blocked, to companies too', () => {
  expect(missingFromMessage({ senderNamed: true, refusalAddress: null })).toEqual([
    'a valid address for refusals',
  ]);
  expect(missingFromMessage({ senderNamed: true, refusalAddress: 'stop@acme.example' })).toEqual([]);
  expect(asked({ subscriber: 'corporate' }).duties).toContain('P8');
});
test('P9: post of 2 November 2026 is outside these rules', () => {
  expect(asked({ channel: 'post' })).toMatchObject({ allowed: true, rule: 'P9' });
});
test('P11: e-mail carries one-click unsubscribe, texts do not', () => {
  expect(asked({ consent: true }).duties).toContain('P11');
  expect(asked({ consent: true, channel: 'sms' }).duties).not.toContain('P11');
});
test('P1: in the EU a company is mailed with consent or the soft opt-in, to be safe in every member state', () => {
  expect(asked({ jurisdiction: 'eu', subscriber: 'corporate' })).toMatchObject({
    allowed: false,
    rule: 'P1.eu',
  });
  expect(asked({ jurisdiction: 'eu', softOptIn: EVIDENCE }).allowed).toBe(true);
});
test('R16: an objection stops every channel, whatever else is known', () => {
  const anything = fc.record({
    channel: fc.constantFrom(...MARKETING_CHANNELS),
    jurisdiction: fc.constantFrom('uk' as const, 'eu' as const),
    subscriber: fc.constantFrom('individual' as const, 'corporate' as const),
    consent: fc.boolean(),
    softOptIn: fc.constantFrom(null, EVIDENCE),
    listedOn: fc.constantFrom(null, '2020-01-01' as const),
    welcomesCalls: fc.boolean(),
  });
  fc.assert(fc.property(anything, (known) => !asked({ ...known, objected: true }).allowed));
});
