import { expect, test } from 'vitest';
import { type AutomatedDecision, mayDecideAutomatically } from '../index.ts';

const loan = (more: Partial<AutomatedDecision> = {}) =>
  mayDecideAutomatically({
    jurisdiction: 'uk',
    on: '2026-11-02',
    basis: 'legitimate-interests',
    significant: true,
    meaningfulHuman: false,
    specialCategory: false,
    explicitConsent: false,
    authorisedByLaw: false,
    substantialPublicInterest: false,
    safeguards: ['inform', 'representations', 'human-intervention', 'contest'],
    ...more,
  });

test('R17: a loan refused on 2 November 2026 is allowed with notice and a route to review, and not without', () => {
  expect(loan()).toMatchObject({ allowed: true, rule: 'R17' });
  expect(loan({ safeguards: ['inform'] })).toMatchObject({
    allowed: false,
    missingSafeguards: ['representations', 'human-intervention', 'contest'],
  });
});
test('R17: never on recognised legitimate interests', () => {
  expect(loan({ basis: 'recognised-legitimate-interests' }).allowed).toBe(false);
});
test('R17: special-category data needs explicit consent, or contract or law with substantial public interest', () => {
  expect(loan({ specialCategory: true }).allowed).toBe(false);
  expect(loan({ specialCategory: true, explicitConsent: true }).allowed).toBe(true);
  expect(loan({ specialCategory: true, substantialPublicInterest: true }).allowed).toBe(false);
  expect(loan({ specialCategory: true, substantialPublicInterest: true, basis: 'contract' }).allowed).toBe(
    true,
  );
});
test('R17: in the EU, and in the UK before 5 February 2026, it is prohibited save contract, law, explicit consent', () => {
  for (const where of [{ jurisdiction: 'eu' }, { on: '2026-02-04' }] as const) {
    expect(loan(where).allowed).toBe(false);
    expect(loan({ ...where, basis: 'contract' }).allowed).toBe(true);
    expect(loan({ ...where, authorisedByLaw: true }).allowed).toBe(true);
    expect(loan({ ...where, explicitConsent: true }).allowed).toBe(true);
  }
});
test('R17: a human with a meaningful part, or a decision of no weight, is outside', () => {
  expect(loan({ jurisdiction: 'eu', meaningfulHuman: true }).allowed).toBe(true);
  expect(loan({ jurisdiction: 'eu', significant: false }).allowed).toBe(true);
});
