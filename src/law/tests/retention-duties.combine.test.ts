import { expect, test } from 'vitest';
import {
  combineRetention,
  contractClaimsIn,
  endOfFinancialYear,
  endOfTaxYear,
  endOfVatQuarter,
  keepUntil,
  RETENTION_DUTIES,
  rules,
} from '../index.ts';

const OWN_YEAR = { financialYearEnds: '03-31' };

test('S1: a financial year that ends on 31 March 2027 is kept to 31 March 2033', () => {
  expect(keepUntil('accounting-records', '2027-03-31', OWN_YEAR)).toBe('2033-03-31');
  expect(keepUntil('accounting-records', '2026-11-02', OWN_YEAR)).toBe('2033-03-31');
  expect(keepUntil('accounting-records', '2027-04-01', OWN_YEAR)).toBe('2034-03-31');
});
test('S1: without the financial year the end is refused, not guessed', () => {
  expect(() => keepUntil('accounting-records', '2026-11-02')).toThrow(
    expect.objectContaining({ code: 'law.financial-year-unknown' }),
  );
});
test('S1: a year that ends with February ends on its last day', () => {
  expect(endOfFinancialYear('2027-03-01', '02-28')).toBe('2028-02-29');
  expect(endOfFinancialYear('2027-02-28', '02-29')).toBe('2027-02-28');
});
test('S2: the quarter to 31 March 2027 is kept into 2033, and to 2037 under the one-stop shop', () => {
  expect(keepUntil('vat-records', '2027-02-10')).toBe('2033-03-31');
  expect(keepUntil('vat-one-stop-shop-records', '2027-02-10')).toBe('2037-03-31');
});
test('S2: quarters may end in another month', () => {
  expect(endOfVatQuarter('2026-11-02', 1)).toBe('2027-01-31');
  expect(endOfVatQuarter('2026-11-02', 2)).toBe('2026-11-30');
  expect(endOfVatQuarter('2026-11-02')).toBe('2026-12-31');
});
test('S3: payroll of 2026/27 is kept to 5 April 2030', () => {
  expect(keepUntil('paye-records', '2026-11-02')).toBe('2030-04-05');
  expect([endOfTaxYear('2027-04-05'), endOfTaxYear('2027-04-06')]).toEqual(['2027-04-05', '2028-04-05']);
});
test('S4: statutory pay that ends in May 2026 is kept to 5 April 2030', () => {
  expect(keepUntil('statutory-pay-records', '2026-05-31')).toBe('2030-04-05');
});
test('S5: minimum-wage records of 2 November 2026 are kept to 2 November 2032', () => {
  expect(keepUntil('minimum-wage-records', '2026-11-02')).toBe('2032-11-02');
});
test('S6: working time of 2 November 2026 is kept to 2 November 2028', () => {
  expect(keepUntil('working-time-records', '2026-11-02')).toBe('2028-11-02');
});
test('S7: holiday records of 6 April 2026 are kept to 6 April 2032, those of the day before by no duty', () => {
  expect(keepUntil('holiday-pay-records', '2026-04-06')).toBe('2032-04-06');
  expect(keepUntil('holiday-pay-records', '2026-04-05')).toBeNull();
});
test('S8: an opt-out of 2 November 2026 is kept to 2 November 2030, other records two years more', () => {
  expect(keepUntil('auto-enrolment-opt-outs', '2026-11-02')).toBe('2030-11-02');
  expect(keepUntil('auto-enrolment-records', '2026-11-02')).toBe('2032-11-02');
});
test('S9: an accident recorded on 2 November 2026 is kept to 2 November 2029', () => {
  expect(keepUntil('accident-records', '2026-11-02')).toBe('2029-11-02');
});
test('S10: copies of someone who leaves on 30 November 2026 are destroyed after 30 November 2028', () => {
  expect(keepUntil('right-to-work-copies', '2026-11-30')).toBe('2028-11-30');
  expect(RETENTION_DUTIES['right-to-work-copies'].thenDestroy).toBe(true);
});
test('S11: a breach of 2 November 2026 may be sued on to 2032, in Scotland to 2031, on a deed to 2038', () => {
  expect(keepUntil(contractClaimsIn('england-and-wales'), '2026-11-02')).toBe('2032-11-02');
  expect(keepUntil(contractClaimsIn('scotland'), '2026-11-02')).toBe('2031-11-02');
  expect(keepUntil('deed-claims', '2026-11-02')).toBe('2038-11-02');
  expect(keepUntil('injury-claims', '2026-11-02')).toBe('2029-11-02');
});
test('S12: an applicant rejected on 2 November 2026 is kept to 2 November 2027 by default', () => {
  expect(keepUntil('unsuccessful-applicants', '2026-11-02')).toBe('2027-11-02');
});
test('S13: footage of 2 November 2026 is kept to 2 December by custom', () => {
  expect(keepUntil('cctv', '2026-11-02')).toBe('2026-12-02');
});
test('S14: visitors’ records have no statute and orders nothing', () => {
  expect(RETENTION_DUTIES.visitors.kind).toBe('reason');
});
test('S15: a suppression entry has no end by the calendar', () => {
  expect(keepUntil('suppression', '2026-11-02')).toBeNull();
});
test('S0: S1 to S10 are duties, S11 to S15 only reasons', () => {
  for (const { rule, kind } of Object.values(RETENTION_DUTIES)) {
    const number = Number(/^S(\d+)/.exec(rule)?.[1]);
    expect(kind, rule).toBe(number <= 10 ? 'duty' : 'reason');
    expect(rules[rule]).toBeDefined();
  }
});

const duty = { name: 'accounting-records', until: '2033-03-31', fields: ['invoice', 'name'] } as const;

test('S0: a limit after every duty deletes on its day', () => {
  const limits = [{ name: 'client-records', deleteBy: '2034-01-01' } as const];
  expect(combineRetention({ duties: [duty], limits })).toMatchObject({
    outcome: 'delete',
    on: '2034-01-01',
    winner: 'client-records',
  });
});
test('S0: a limit before a duty keeps only the duty’s fields, and shows the conflict', () => {
  const limits = [{ name: 'client-records', deleteBy: '2030-01-01' } as const];
  expect(combineRetention({ duties: [duty], limits })).toMatchObject({
    outcome: 'keep-duty-fields',
    on: '2030-01-01',
    keepUntil: { invoice: '2033-03-31', name: '2033-03-31' },
    conflict: { duty: 'accounting-records', limit: 'client-records' },
  });
});
test('S0: each field is kept for the latest duty over it, and no longer', () => {
  const payroll = { name: 'paye-records', until: '2031-04-05', fields: ['salary', 'name'] } as const;
  const short = { name: 'working-time-records', until: '2028-01-01', fields: ['hours'] } as const;
  const limits = [{ name: 'leavers', deleteBy: '2030-01-01' } as const];
  expect(combineRetention({ duties: [payroll, short, duty], limits })).toMatchObject({
    retainUntil: '2033-03-31',
    keepUntil: { salary: '2031-04-05', name: '2033-03-31', invoice: '2033-03-31' },
  });
  expect(combineRetention({ duties: [short], limits })).toMatchObject({
    outcome: 'delete',
    on: '2030-01-01',
  });
});
test('S0: the earliest limit counts; a promise of 150 days is kept at 150 days', () => {
  const limits = [
    { name: 'assessment', deleteBy: '2027-11-02' },
    { name: 'promise', deleteBy: '2027-04-01' },
  ] as const;
  expect(combineRetention({ duties: [], limits })).toMatchObject({
    outcome: 'delete',
    on: '2027-04-01',
    winner: 'promise',
  });
});
test('S0: a hold suspends, and is the winning reason', () => {
  const limits = [{ name: 'promise', deleteBy: '2027-04-01' } as const];
  const suspensions = [{ kind: 'open-access-request', name: 'request of 2 November' } as const];
  expect(combineRetention({ duties: [duty], limits, suspensions })).toMatchObject({
    outcome: 'suspended',
    winner: 'request of 2 November',
    deleteBy: '2027-04-01',
    retainUntil: '2033-03-31',
  });
});
test('S0: without a limit nothing is deleted, and that is said', () => {
  expect(combineRetention({ duties: [duty], limits: [] })).toMatchObject({
    outcome: 'no-limit',
    deleteBy: null,
  });
});
