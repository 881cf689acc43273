import { addMonths, type Day } from '../base/index.ts';
import { declareRules, GDPR_APPLIES } from './rule.ts';

const GDPR = { jurisdiction: 'uk-and-eu', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;

export const documentRules = declareRules({
  N2: {
    ...GDPR,
    source: 'GDPR Art 30; DPA 2018 Sch 1 ¶41',
    says: 'Controllers and processors keep a record of processing; with fewer than 250 staff only where processing is risky, not occasional, or of Art 9 or 10 data.',
  },
  N3: {
    ...GDPR,
    source: 'GDPR Art 28(3)',
    says: 'A processor works under a contract that fixes the work and binds it to the eight undertakings of Art 28(3).',
  },
  N4: {
    ...GDPR,
    source: 'GDPR Art 37(1)',
    says: 'A data protection officer is mandatory for public authorities, for large-scale regular and systematic monitoring as a core activity, and for large-scale Art 9 or 10 data as one.',
  },
  'N4.no-senior-individual': {
    jurisdiction: 'uk',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'the Data Protection and Digital Information Bill lapsed; DUAA 2025 has no such clause',
    tag: 'secondary',
    says: 'There is no “senior responsible individual” in law.',
  },
  N5: {
    jurisdiction: 'uk',
    validFrom: '2025-02-17',
    validTo: null,
    source: 'Data Protection (Charges and Information) Regulations 2018 as amended; DPA 2018 s.158(3)',
    tag: 'secondary',
    says: 'Controllers pay the regulator each year £52, £78 or £3,763 by size, £5 less by direct debit; the penalty is up to 150 % of the top fee.',
  },
  N6: {
    ...GDPR,
    source: 'GDPR Art 27; UK GDPR Art 27',
    says: 'A controller outside the UK that targets people in it names a UK representative; one outside the EU that targets people there names one in the EU.',
  },
});

/** What a controller's record of processing says of each activity (Art 30(1)), and what Sch 1 ¶41 adds. */
export const CONTROLLER_RECORD_ITEMS = {
  controller: 'the controller’s name and contacts, with joint controller, representative and officer',
  purposes: 'the purposes',
  people: 'the categories of people',
  data: 'the categories of data',
  recipients: 'the categories of recipients',
  transfers: 'transfers, with the country and the safeguards',
  'erasure-times': 'when each category is erased',
  security: 'the security measures',
  condition: 'for Art 9 and 10 data: the condition of DPA Sch 1',
  basis: 'for Art 9 and 10 data: the basis of Art 6',
  'retention-followed': 'for Art 9 and 10 data: whether the retention policy was followed, and if not why',
} as const;

/** What a processor's record says (Art 30(2)). */
export const PROCESSOR_RECORD_ITEMS = {
  parties: 'the processor and each controller, with representative and officer',
  processing: 'the categories of processing',
  transfers: 'transfers, with the country and the safeguards',
  security: 'the security measures',
} as const;

/** Whether a record of processing is owed (N2). A proposal to lift the limit to 750 staff is not law that we know of. */
export const recordRequired = (of: {
  staff: number;
  risky: boolean;
  occasional: boolean;
  sensitive: boolean;
}): boolean => of.staff >= 250 || of.risky || !of.occasional || of.sensitive;

/** What a processor's contract fixes and undertakes (N3, Art 28(3)). */
export const PROCESSOR_TERMS = {
  subject: { article: '28(3)', says: 'subject, duration, nature and purpose' },
  scope: { article: '28(3)', says: 'types of data and categories of people' },
  instructions: { article: '28(3)(a)', says: 'only documented instructions, for transfers too' },
  confidentiality: { article: '28(3)(b)', says: 'confidentiality of its staff' },
  security: { article: '28(3)(c)', says: 'security under Art 32' },
  'sub-processors': {
    article: '28(3)(d)',
    says: 'sub-processors only with authorisation, under the same terms',
  },
  'assist-rights': { article: '28(3)(e)', says: 'help with people’s rights' },
  'assist-security': { article: '28(3)(f)', says: 'help with Arts 32 to 36' },
  'delete-or-return': { article: '28(3)(g)', says: 'deletion or return at the end' },
  audit: { article: '28(3)(h)', says: 'information and audits' },
  'warn-unlawful': { article: '28(3)', says: 'warning of an unlawful instruction' },
} as const;
export type ProcessorTerm = keyof typeof PROCESSOR_TERMS;

/** The terms that a processor's contract lacks; empty: it is complete. */
export const missingFromProcessorContract = (has: readonly ProcessorTerm[]): ProcessorTerm[] =>
  (Object.keys(PROCESSOR_TERMS) as ProcessorTerm[]).filter((term) => !has.includes(term));

/** Whether a data protection officer is mandatory (N4). */
export const officerRequired = (of: {
  readonly publicAuthority: boolean;
  readonly coreLargeScaleMonitoring: boolean;
  readonly coreLargeScaleSensitive: boolean;
}): boolean => of.publicAuthority || of.coreLargeScaleMonitoring || of.coreLargeScaleSensitive;

/** The regulator's yearly fee in pounds, by turnover in pounds or staff (N5): the smaller tier that either fits. */
export function regulatorFee(of: { turnover: number; staff: number; directDebit?: boolean }): number {
  const tier =
    of.turnover <= 632_000 || of.staff <= 10 ? 52 : of.turnover <= 36_000_000 || of.staff <= 250 ? 78 : 3763;
  return of.directDebit ? tier - 5 : tier;
}

/** The day by which the fee is paid again. */
export const feeRenewalOn = (paidOn: Day): Day => addMonths(paidOn, 12);

/** Where a representative is to be named (N6). */
export function representativesNeeded(of: {
  readonly establishedIn: readonly ('uk' | 'eu')[];
  readonly targets: readonly ('uk' | 'eu')[];
}): ('uk' | 'eu')[] {
  return of.targets.filter((place) => !of.establishedIn.includes(place));
}
