import type { Day, Duration } from '../base/index.ts';
import type { Nation } from './holidays.ts';
import { declareRules } from './rule.ts';

const UK = { jurisdiction: 'uk', validFrom: null, validTo: null } as const;

export const retentionDutyRules = declareRules({
  S1: {
    ...UK,
    source: 'gov.uk, Running a limited company: company and accounting records',
    tag: 'verified',
    says: 'Company and accounting records are kept 6 years from the end of the financial year; longer for a long-lived asset, a late return or an open check by HMRC.',
  },
  S2: {
    ...UK,
    source: 'VAT Act 1994 Sch 11; HMRC notice 700/21',
    tag: 'own-knowledge',
    says: 'VAT records are kept 6 years from the end of the quarter, 10 under the one-stop shop.',
  },
  S3: {
    ...UK,
    source: 'gov.uk, PAYE for employers: keeping records',
    tag: 'verified',
    says: 'PAYE records are kept 3 years from the end of the tax year.',
  },
  S4: {
    ...UK,
    source: 'regulations on SMP, SPP, SAP and SSP',
    tag: 'secondary',
    says: 'Records of statutory pay are kept 3 years after the tax year in which its period ends.',
  },
  S5: {
    ...UK,
    validFrom: '2021-04-01',
    source:
      'National Minimum Wage Regulations 2015 reg 59 as amended; sources disagree, many still say 3 years',
    tag: 'own-knowledge',
    says: 'Minimum-wage records are kept 6 years.',
  },
  S6: {
    ...UK,
    source: 'Working Time Regulations 1998 reg 9',
    tag: 'secondary',
    says: 'Working-time records are kept 2 years.',
  },
  S7: {
    ...UK,
    validFrom: '2026-04-06',
    source: 'Working Time Regulations 1998 reg 16B; Employment Rights Act 2025 s.35',
    tag: 'secondary',
    says: 'Records of annual leave and holiday pay are kept 6 years from their making; failing is an offence.',
  },
  S8: {
    ...UK,
    source: 'The Pensions Regulator, keeping records',
    tag: 'verified',
    says: 'Auto-enrolment records are kept 6 years, opt-out notices 4.',
  },
  S9: {
    ...UK,
    source: 'RIDDOR 2013 reg 12',
    tag: 'secondary',
    says: 'Records of reportable accidents are kept 3 years.',
  },
  S10: {
    ...UK,
    source: 'Home Office, employer’s guide to right to work checks',
    tag: 'secondary',
    says: 'Copies of right-to-work documents are kept for the employment and 2 years, then destroyed.',
  },
  S11: {
    ...UK,
    source: 'Limitation Act 1980; Prescription and Limitation (Scotland) Act 1973',
    tag: 'own-knowledge',
    says: 'A contract claim may be brought for 6 years (12 on a deed), in Scotland for 5; one for injury for 3.',
  },
  'S11.scotland': {
    ...UK,
    source: 'Prescription and Limitation (Scotland) Act 1973 s.6',
    tag: 'secondary',
    says: 'In Scotland an obligation under a contract prescribes after 5 years.',
  },
  S12: {
    ...UK,
    source: 'Employment Rights Act 2025 s.152, Sch 12; its commencement was not verified',
    tag: 'own-knowledge',
    says: 'Records of unsuccessful applicants serve 12 months by default: a tribunal limit of 3, reported to be 6 months from 1 October 2026, and up to 12 weeks of conciliation.',
  },
  S13: {
    ...UK,
    source: 'ICO, video surveillance guidance: no period is prescribed',
    tag: 'secondary',
    says: 'No law fixes how long footage is kept; 30 days is custom, longer on an incident.',
  },
  S14: {
    ...UK,
    source: 'none: there is no statute',
    tag: 'own-knowledge',
    says: 'Visitors’ records have no statutory period; 3 to 12 months are usual.',
  },
  S15: {
    ...UK,
    source: 'ICO direct marketing guidance',
    tag: 'verified',
    says: 'Suppression entries are kept while marketing is possible, as a minimal hash.',
  },
});

/** What a period of keeping counts from. */
export type CountsFrom = 'event' | 'financial-year' | 'tax-year' | 'vat-quarter';

export interface KeepingPeriod {
  readonly rule: keyof typeof retentionDutyRules;
  /** A `duty` is the law's order to keep; a `reason` may justify a limit in an assessment and orders nothing (S0). */
  readonly kind: 'duty' | 'reason';
  readonly says: string;
  /** Null: no end by the calendar. */
  readonly keep: Duration | null;
  readonly from: CountsFrom;
  /** What the event is, in words. */
  readonly event: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  /** The law that orders keeping also orders destruction at its end. */
  readonly thenDestroy?: true;
}

const always = { validFrom: null, validTo: null } as const;

/** The duties and reasons a policy may name, by name. */
export const RETENTION_DUTIES = {
  'accounting-records': {
    rule: 'S1',
    kind: 'duty',
    says: 'company and accounting records',
    keep: 'P6Y',
    from: 'financial-year',
    event: 'the transaction',
    ...always,
  },
  'vat-records': {
    rule: 'S2',
    kind: 'duty',
    says: 'VAT records',
    keep: 'P6Y',
    from: 'vat-quarter',
    event: 'the supply',
    ...always,
  },
  'vat-one-stop-shop-records': {
    rule: 'S2',
    kind: 'duty',
    says: 'VAT records under the one-stop shop',
    keep: 'P10Y',
    from: 'vat-quarter',
    event: 'the supply',
    ...always,
  },
  'paye-records': {
    rule: 'S3',
    kind: 'duty',
    says: 'payroll records',
    keep: 'P3Y',
    from: 'tax-year',
    event: 'the payment',
    ...always,
  },
  'statutory-pay-records': {
    rule: 'S4',
    kind: 'duty',
    says: 'records of statutory maternity, paternity, adoption and sick pay',
    keep: 'P3Y',
    from: 'tax-year',
    event: 'the end of the pay period',
    ...always,
  },
  'minimum-wage-records': {
    rule: 'S5',
    kind: 'duty',
    says: 'minimum-wage records',
    keep: 'P6Y',
    from: 'event',
    event: 'the pay reference period',
    validFrom: '2021-04-01',
    validTo: null,
  },
  'working-time-records': {
    rule: 'S6',
    kind: 'duty',
    says: 'working-time records',
    keep: 'P2Y',
    from: 'event',
    event: 'the making of the record',
    ...always,
  },
  'holiday-pay-records': {
    rule: 'S7',
    kind: 'duty',
    says: 'records of annual leave and holiday pay',
    keep: 'P6Y',
    from: 'event',
    event: 'the making of the record',
    validFrom: '2026-04-06',
    validTo: null,
  },
  'auto-enrolment-records': {
    rule: 'S8',
    kind: 'duty',
    says: 'pension auto-enrolment records',
    keep: 'P6Y',
    from: 'event',
    event: 'the making of the record',
    ...always,
  },
  'auto-enrolment-opt-outs': {
    rule: 'S8',
    kind: 'duty',
    says: 'pension opt-out notices',
    keep: 'P4Y',
    from: 'event',
    event: 'the opt-out',
    ...always,
  },
  'accident-records': {
    rule: 'S9',
    kind: 'duty',
    says: 'records of reportable accidents',
    keep: 'P3Y',
    from: 'event',
    event: 'the making of the record',
    ...always,
  },
  'right-to-work-copies': {
    rule: 'S10',
    kind: 'duty',
    says: 'copies of right-to-work documents',
    keep: 'P2Y',
    from: 'event',
    event: 'the end of the employment',
    thenDestroy: true,
    ...always,
  },
  'contract-claims': {
    rule: 'S11',
    kind: 'reason',
    says: 'claims on a contract',
    keep: 'P6Y',
    from: 'event',
    event: 'the breach',
    ...always,
  },
  'contract-claims-scotland': {
    rule: 'S11.scotland',
    kind: 'reason',
    says: 'claims on a contract in Scotland',
    keep: 'P5Y',
    from: 'event',
    event: 'the breach',
    ...always,
  },
  'deed-claims': {
    rule: 'S11',
    kind: 'reason',
    says: 'claims on a deed',
    keep: 'P12Y',
    from: 'event',
    event: 'the breach',
    ...always,
  },
  'injury-claims': {
    rule: 'S11',
    kind: 'reason',
    says: 'claims for personal injury',
    keep: 'P3Y',
    from: 'event',
    event: 'the injury',
    ...always,
  },
  'unsuccessful-applicants': {
    rule: 'S12',
    kind: 'reason',
    says: 'claims of unsuccessful applicants',
    keep: 'P12M',
    from: 'event',
    event: 'the rejection',
    ...always,
  },
  cctv: {
    rule: 'S13',
    kind: 'reason',
    says: 'footage',
    keep: 'P30D',
    from: 'event',
    event: 'the recording',
    ...always,
  },
  visitors: {
    rule: 'S14',
    kind: 'reason',
    says: 'visitors’ records',
    keep: 'P12M',
    from: 'event',
    event: 'the visit',
    ...always,
  },
  suppression: {
    rule: 'S15',
    kind: 'reason',
    says: 'suppression entries',
    keep: null,
    from: 'event',
    event: 'the objection',
    ...always,
  },
} as const satisfies Record<string, KeepingPeriod>;
export type RetentionDuty = keyof typeof RETENTION_DUTIES;

/** Which name a claim on a contract goes by in a nation (S11). */
export const contractClaimsIn = (nation: Nation): RetentionDuty =>
  nation === 'scotland' ? 'contract-claims-scotland' : 'contract-claims';

/** Days of the organisation's own year. */
export interface OwnYear {
  /** The last day of the financial year, `MM-DD`; `02-28` and `02-29` both mean the end of February. */
  readonly financialYearEnds?: string;
  /** A month (1 to 12) in which a VAT quarter ends; left out: March, June, September, December. */
  readonly vatQuarterEndsInMonth?: number;
}
