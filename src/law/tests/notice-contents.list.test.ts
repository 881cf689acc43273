import { expect, test } from 'vitest';
import {
  CONTROLLER_RECORD_ITEMS,
  commencementOf,
  duaaInForce,
  feeRenewalOn,
  impactAssessmentRequired,
  indirectNoticeDueOn,
  missingFromProcessorContract,
  type NoticeFacts,
  noticeItemsOwed,
  officerRequired,
  PROCESSOR_TERMS,
  recordRequired,
  regulatorFee,
  regulatorOn,
  representativesNeeded,
} from '../index.ts';

const ENGLAND = { jurisdiction: 'uk', nation: 'england-and-wales' } as const;
const FACTS: NoticeFacts = {
  jurisdiction: 'uk',
  representativeApplies: false,
  officerAppointed: false,
  bases: ['legal-obligation'],
  hasRecipients: false,
  hasTransfers: false,
  automatedDecisions: false,
  statutoryOrContractual: false,
  indirect: false,
};
const owed = (more: Partial<NoticeFacts> = {}, on: '2026-06-18' | '2026-06-19' = '2026-06-19') =>
  noticeItemsOwed({ ...FACTS, ...more }, on);

test('N1: the complaint to the controller is owed in the UK from 19 June 2026', () => {
  expect(owed({}, '2026-06-18')).not.toContain('complaint-to-controller');
  expect(owed()).toContain('complaint-to-controller');
  expect(owed({ jurisdiction: 'eu' })).not.toContain('complaint-to-controller');
});
test('N1: what depends on a fact is owed with it and not without', () => {
  const least = owed();
  expect(least).toEqual(
    expect.arrayContaining(['controller', 'purposes', 'retention', 'right-access', 'complaint-to-regulator']),
  );
  expect(owed({ officerAppointed: true }).filter((id) => !least.includes(id))).toEqual(['officer']);
  expect(owed({ hasTransfers: true }).filter((id) => !least.includes(id))).toEqual([
    'transfers',
    'safeguards',
    'safeguards-copy',
  ]);
  expect(owed({ indirect: true }).filter((id) => !least.includes(id))).toEqual(['data-categories', 'source']);
  expect(owed({ bases: ['consent'] }).filter((id) => !least.includes(id))).toEqual([
    'right-portability',
    'right-withdraw',
  ]);
  expect(owed({ bases: ['legitimate-interests'] }).filter((id) => !least.includes(id))).toEqual([
    'legitimate-interests',
    'right-objection',
  ]);
});
test('N1: data obtained elsewhere on 2 November 2026 is told by 2 December, or at the first contact', () => {
  const obtained = { on: '2026-11-02', establishment: ENGLAND } as const;
  expect(indirectNoticeDueOn(obtained)).toBe('2026-12-02');
  expect(indirectNoticeDueOn({ ...obtained, firstContactOn: '2026-11-10' })).toBe('2026-11-10');
  expect(indirectNoticeDueOn({ ...obtained, firstDisclosureOn: '2026-11-05', firstContactOn: null })).toBe(
    '2026-11-05',
  );
  expect(indirectNoticeDueOn({ ...obtained, impossibleOrDisproportionate: true })).toBeNull();
});
test('N2: a small firm keeps a record where its processing is regular, risky or sensitive', () => {
  const firm = { staff: 12, risky: false, occasional: true, sensitive: false };
  expect(recordRequired(firm)).toBe(false);
  expect(recordRequired({ ...firm, occasional: false })).toBe(true);
  expect(recordRequired({ ...firm, sensitive: true })).toBe(true);
  expect(recordRequired({ ...firm, staff: 250 })).toBe(true);
  expect(CONTROLLER_RECORD_ITEMS).toHaveProperty('condition');
});
test('N3: a contract without audits or flow-down lacks them', () => {
  const all = Object.keys(PROCESSOR_TERMS) as (keyof typeof PROCESSOR_TERMS)[];
  expect(missingFromProcessorContract(all)).toEqual([]);
  const without = all.filter((term) => term !== 'audit' && term !== 'sub-processors');
  expect(missingFromProcessorContract(without)).toEqual(['sub-processors', 'audit']);
});
test('N4: an officer is mandatory in three cases', () => {
  const none = { publicAuthority: false, coreLargeScaleMonitoring: false, coreLargeScaleSensitive: false };
  expect(officerRequired(none)).toBe(false);
  expect(officerRequired({ ...none, coreLargeScaleMonitoring: true })).toBe(true);
});
test('N5: the fee goes by size, five pounds less by direct debit, and is paid again after a year', () => {
  expect(regulatorFee({ turnover: 632_000, staff: 300 })).toBe(52);
  expect(regulatorFee({ turnover: 5_000_000, staff: 40, directDebit: true })).toBe(73);
  expect(regulatorFee({ turnover: 50_000_000, staff: 251 })).toBe(3763);
  expect(feeRenewalOn('2026-11-02')).toBe('2027-11-02');
});
test('N6: who targets people in a place without an establishment there names a representative there', () => {
  expect(representativesNeeded({ establishedIn: ['uk'], targets: ['uk', 'eu'] })).toEqual(['eu']);
  expect(representativesNeeded({ establishedIn: ['eu'], targets: ['uk'] })).toEqual(['uk']);
});
test('N7: monitoring of a public area needs an assessment alone, biometrics with a further sign', () => {
  expect(impactAssessmentRequired(['public-area-monitoring'])).toBe(true);
  expect(impactAssessmentRequired(['biometrics'])).toBe(false);
  expect(impactAssessmentRequired(['biometrics'], 1)).toBe(true);
  expect(impactAssessmentRequired(['biometrics', 'tracking'])).toBe(true);
  expect(impactAssessmentRequired([], 3)).toBe(false);
});
test('the regulator is the ICO to 29 September 2026 and the Information Commission from the 30th', () => {
  expect([regulatorOn('2026-09-29').short, regulatorOn('2026-09-30').short]).toEqual(['ICO', 'IC']);
});
test('section 103 came into force on 19 June 2026, section 70 on 5 February', () => {
  expect([duaaInForce(103, '2026-06-18'), duaaInForce(103, '2026-06-19')]).toEqual([false, true]);
  expect(commencementOf(70)?.on).toBe('2026-02-05');
  expect(commencementOf(110)?.on).toBe('2026-02-05');
  expect(duaaInForce(84, '2026-11-22')).toBe(false);
});
