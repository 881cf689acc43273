import { expect, test } from 'vitest';
import {
  ARTICLE_9_CONDITIONS,
  balancingTestHolds,
  basisAllowed,
  consentHolds,
  LAWFUL_BASES,
  type LawfulBasis,
  missingForCriminalOffence,
  missingForSpecialCategory,
  newPurposeAllowed,
  policyDocumentKeptUntil,
  recognisedInterestHolds,
  reviewDueOn,
  rightUnder,
  SCHEDULE_1,
} from '../index.ts';

const BASES = Object.keys(LAWFUL_BASES) as LawfulBasis[];

test('L1: recognised legitimate interests are no basis in the EU, nor in the UK before 5 February 2026', () => {
  const basis = 'recognised-legitimate-interests';
  expect(basisAllowed(basis, 'eu', '2026-11-02').allowed).toBe(false);
  expect(basisAllowed(basis, 'uk', '2026-02-04').allowed).toBe(false);
  expect(basisAllowed(basis, 'uk', '2026-02-05').allowed).toBe(true);
});
test('L1: the six bases of the GDPR stand in both, on every day', () => {
  for (const basis of BASES.filter((each) => each !== 'recognised-legitimate-interests')) {
    expect(basisAllowed(basis, 'eu', '2019-01-01').allowed, basis).toBe(true);
  }
});
test('L2: a request of 2 November 2026 that omits the stated need fails', () => {
  const use = {
    condition: 'disclosure-on-request',
    necessary: true,
    publicAuthorityTask: false,
    automatedDecision: false,
  } as const;
  expect(recognisedInterestHolds({ ...use, requestStatesNeed: false }).allowed).toBe(false);
  expect(recognisedInterestHolds(use).allowed).toBe(false);
  expect(recognisedInterestHolds({ ...use, requestStatesNeed: true }).allowed).toBe(true);
});
test('L2: it carries no automated decision, no public authority’s task, and nothing that is not necessary', () => {
  const use = {
    condition: 'crime',
    necessary: true,
    publicAuthorityTask: false,
    automatedDecision: false,
  } as const;
  expect(recognisedInterestHolds(use).allowed).toBe(true);
  expect(recognisedInterestHolds({ ...use, automatedDecision: true }).allowed).toBe(false);
  expect(recognisedInterestHolds({ ...use, publicAuthorityTask: true }).allowed).toBe(false);
  expect(recognisedInterestHolds({ ...use, necessary: false }).allowed).toBe(false);
  expect(recognisedInterestHolds({ ...use, condition: null }).allowed).toBe(false);
});
test('L3: an assessment of 1 November 2026 is reviewed by 1 November 2027, and carries nothing after', () => {
  const reviewOn = reviewDueOn('2026-11-01');
  expect(reviewOn).toBe('2027-11-01');
  const assessment = { approvedOn: '2026-11-01', reviewOn } as const;
  const holds = (on: '2026-10-31' | '2026-11-01' | '2027-11-01' | '2027-11-02') =>
    balancingTestHolds(assessment, on).allowed;
  expect([holds('2026-10-31'), holds('2026-11-01'), holds('2027-11-01'), holds('2027-11-02')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(balancingTestHolds(null, '2026-11-02').allowed).toBe(false);
});
test('L4: a newsletter’s consent of 2025 cannot feed profiling in 2026', () => {
  const change = {
    collectedOn: 'consent',
    freshConsent: false,
    complianceWithPrinciples: false,
    deemedCompatible: false,
    consentNotObtainable: false,
    compatibilityTestPassed: true,
  } as const;
  expect(newPurposeAllowed(change)).toMatchObject({ allowed: false, rule: 'L4' });
  expect(newPurposeAllowed({ ...change, freshConsent: true }).allowed).toBe(true);
  expect(newPurposeAllowed({ ...change, deemedCompatible: true }).allowed).toBe(false);
  expect(newPurposeAllowed({ ...change, deemedCompatible: true, consentNotObtainable: true }).allowed).toBe(
    true,
  );
  expect(newPurposeAllowed({ ...change, collectedOn: 'contract' }).allowed).toBe(true);
});
test('L5: sick notes rest on Art 9(2)(b) and ¶1 with its policy document', () => {
  const claim = { jurisdiction: 'uk', article9: '9(2)(b)', schedule1: 1, policyDocument: true } as const;
  expect(missingForSpecialCategory(claim)).toEqual([]);
  expect(missingForSpecialCategory({ ...claim, policyDocument: false })).toEqual([
    'an appropriate policy document',
  ]);
  expect(missingForSpecialCategory({ ...claim, schedule1: null })).toEqual([
    'a condition of DPA 2018 Sch 1 Part 1',
  ]);
  expect(missingForSpecialCategory({ ...claim, article9: null })).toEqual(['a condition of Art 9(2)']);
});
test('L5: b, h, i and j ask for Part 1, g for Part 2, the others for none; the EU for none at all', () => {
  const asking = Object.entries(ARTICLE_9_CONDITIONS).flatMap(([id, { schedule1 }]) =>
    schedule1 ? [`${id} ${schedule1}`] : [],
  );
  expect(asking).toEqual(['9(2)(b) 1', '9(2)(g) 2', '9(2)(h) 1', '9(2)(i) 1', '9(2)(j) 1']);
  const claim = { article9: '9(2)(g)', schedule1: 1, policyDocument: true } as const;
  expect(missingForSpecialCategory({ ...claim, jurisdiction: 'uk' })).toHaveLength(1);
  expect(missingForSpecialCategory({ ...claim, jurisdiction: 'eu' })).toEqual([]);
});
test('L6: processing that ends on 31 December 2026 keeps its policy document to 30 June 2027', () => {
  expect(policyDocumentKeptUntil('2026-12-31')).toBe('2027-06-30');
});
test('L6: ¶1 asks for the document, ¶27 drops it for some disclosures, ¶2 does not ask', () => {
  expect(
    [SCHEDULE_1[1], SCHEDULE_1[27], SCHEDULE_1[2]].map((condition) => condition?.policyDocument),
  ).toEqual(['yes', 'some', 'no']);
});
test('L7: a DBS result of 2 November 2026 rests on ¶1 with its policy document', () => {
  expect(missingForCriminalOffence({ officialAuthority: false, schedule1: 1, policyDocument: true })).toEqual(
    [],
  );
  expect(
    missingForCriminalOffence({ officialAuthority: false, schedule1: 1, policyDocument: false }),
  ).toHaveLength(1);
  expect(
    missingForCriminalOffence({ officialAuthority: false, schedule1: null, policyDocument: true }),
  ).toHaveLength(1);
  expect(
    missingForCriminalOffence({ officialAuthority: true, schedule1: null, policyDocument: false }),
  ).toEqual([]);
});
test('L8: consent of 1 March withdrawn on 2 November 2026 holds in between, and what was done then stays lawful', () => {
  const consent = { givenOn: '2026-03-01', withdrawnOn: '2026-11-02' } as const;
  expect(consentHolds(consent, '2026-02-28')).toBe(false);
  expect(consentHolds(consent, '2026-11-01')).toBe(true);
  expect(consentHolds(consent, '2026-11-02')).toBe(false);
});
test('L8: consent alone can be withdrawn', () => {
  expect(BASES.filter((basis) => LAWFUL_BASES[basis].withdrawable)).toEqual(['consent']);
  expect(BASES.filter((basis) => rightUnder(basis, 'withdrawal') === 'yes')).toEqual(['consent']);
});
test('L1: the rights that each basis gives are those of the table', () => {
  const gives = (right: Parameters<typeof rightUnder>[1]) => BASES.map((basis) => rightUnder(basis, right));
  expect(new Set([...gives('access'), ...gives('rectification'), ...gives('restriction')])).toEqual(
    new Set(['yes']),
  );
  expect(gives('erasure')).toEqual([
    'yes',
    'conditional',
    'no',
    'conditional',
    'no',
    'conditional',
    'conditional',
  ]);
  expect(gives('portability')).toEqual(['yes', 'yes', 'no', 'no', 'no', 'no', 'no']);
  expect(gives('objection')).toEqual(['no', 'no', 'no', 'no', 'yes', 'yes', 'yes']);
  expect(gives('automated-decision')).toEqual(['yes', 'yes', 'yes', 'yes', 'yes', 'barred', 'yes']);
});
test('R16: an objection to direct marketing is given on every row', () => {
  expect(BASES.every((basis) => rightUnder(basis, 'objection', true) === 'yes')).toBe(true);
});
