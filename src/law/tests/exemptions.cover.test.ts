import { expect, test } from 'vitest';
import {
  EXEMPTIBLE_ARTICLES,
  EXEMPTIONS,
  type ExemptionId,
  examMarksDueOn,
  exemptionCovers,
  missingFromExemptionUse,
  SET_A,
  THIRD_PARTY_FACTORS,
  thirdPartyDataGiven,
} from '../index.ts';

const covered = (exemption: ExemptionId) =>
  EXEMPTIBLE_ARTICLES.filter((article) => exemptionCovers(exemption, article));

test('E1: crime and tax reach set A and the telling of a breach', () => {
  expect(covered('E1')).toEqual([...SET_A, '34']);
});
test('E2: disclosure required by law reaches set A and no more', () => {
  expect(covered('E2')).toEqual([...SET_A]);
});
test('E3: third-party data reaches access alone', () => {
  expect(covered('E3')).toEqual(['15']);
});
test.each(['E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'] as const)(
  '%s: justifies no refusal of erasure, rectification or objection',
  (exemption) => {
    expect(covered(exemption)).toEqual(['13', '14', '15']);
  },
);
test('E7: a plan of redundancies withholds a request of 2 November 2026 now, and is tested again after its announcement', () => {
  const use = {
    exemption: 'E7',
    article: '15',
    reasoning: 'The plan for the first quarter of 2027 is not announced.',
    decidedBy: 'privacy lead',
    decidedOn: '2026-11-02',
    testAgainOn: null,
  } as const;
  expect(missingFromExemptionUse(use)).toEqual(['a day to test the prejudice again']);
  expect(missingFromExemptionUse({ ...use, testAgainOn: '2027-02-01' })).toEqual([]);
  expect(missingFromExemptionUse({ ...use, testAgainOn: '2027-02-01', article: '17' })).toHaveLength(1);
});
test('E10: marks are given by the earlier of five months and forty days from the results', () => {
  expect(examMarksDueOn('2026-06-01', '2026-08-13')).toBe('2026-09-22');
  expect(examMarksDueOn('2026-06-01', '2026-11-30')).toBe('2026-11-01');
});
test('E11: journalism, research and archiving each have their own reach', () => {
  expect(covered('E11.journalism')).toContain('17');
  expect(covered('E11.research')).not.toContain('17');
  expect(covered('E11.archiving')).toContain('19');
});
test('E12: health, social-work and education data reach access alone', () => {
  expect(covered('E12')).toEqual(['15']);
});
test('R16: no exemption lifts the objection to direct marketing', () => {
  const all = Object.keys(EXEMPTIONS) as ExemptionId[];
  expect(all.filter((exemption) => exemptionCovers(exemption, '21(2)'))).toEqual([]);
});
test('R9: a manager named in an e-mail of 3 March 2026 is weighed, and withheld where not reasonable', () => {
  const manager = {
    identifiable: true,
    consented: false,
    careOrEducationProfessional: false,
    reasonableWithoutConsent: false,
  };
  expect(thirdPartyDataGiven(manager).give).toBe(false);
  expect(thirdPartyDataGiven({ ...manager, reasonableWithoutConsent: true }).give).toBe(true);
  expect(thirdPartyDataGiven({ ...manager, consented: true }).give).toBe(true);
  expect(thirdPartyDataGiven({ ...manager, careOrEducationProfessional: true }).give).toBe(true);
  expect(thirdPartyDataGiven({ ...manager, identifiable: false }).give).toBe(true);
  expect(Object.keys(THIRD_PARTY_FACTORS)).toHaveLength(5);
});
