import { addMonths, type Day } from '../base/index.ts';
import { declareRules, GDPR_APPLIES } from './rule.ts';

const UK = { jurisdiction: 'uk', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;

export const specialCategoryRules = declareRules({
  L5: {
    ...UK,
    jurisdiction: 'uk-and-eu',
    source: 'GDPR Art 9(2); DPA 2018 s.10',
    says: 'Special-category data needs a basis of Art 6 and a condition of Art 9(2); in the UK conditions b, h, i and j also one of DPA Sch 1 Part 1, condition g one of Part 2.',
  },
  L6: {
    ...UK,
    source: 'DPA 2018 Sch 1 ¶39-41',
    says: 'Where the Sch 1 condition asks for it an appropriate policy document says how each principle is kept and how long data is kept; it is reviewed, kept until 6 months after the processing ends, and given to the regulator free.',
  },
  L7: {
    ...UK,
    source: 'GDPR Art 10; DPA 2018 s.11(2)',
    says: 'Data on criminal offences, allegations and proceedings included, needs official authority or a condition of DPA Sch 1 Part 1, 2 or 3.',
  },
  'L6.paragraphs': {
    ...UK,
    source: 'DPA 2018 Sch 1, paragraph by paragraph',
    tag: 'own-knowledge',
    says: 'The names of the paragraphs of Sch 1 and which of them ask for an appropriate policy document.',
  },
});

/** The kinds of data of GDPR Art 9(1). */
export const SPECIAL_CATEGORIES = {
  'racial-or-ethnic-origin': 'racial or ethnic origin',
  'political-opinions': 'political opinions',
  'religious-or-philosophical-beliefs': 'religious or philosophical beliefs',
  'trade-union-membership': 'trade union membership',
  genetic: 'genetic data',
  biometric: 'biometric data used to identify someone',
  health: 'health',
  'sex-life': 'sex life',
  'sexual-orientation': 'sexual orientation',
} as const;
export type SpecialCategory = keyof typeof SPECIAL_CATEGORIES;

/** The conditions of GDPR Art 9(2); `schedule1` is the Part of DPA Sch 1 that the UK asks for as well. */
export const ARTICLE_9_CONDITIONS = {
  '9(2)(a)': { says: 'explicit consent', schedule1: null },
  '9(2)(b)': { says: 'employment, social security and social protection law', schedule1: 1 },
  '9(2)(c)': { says: 'vital interests of someone who cannot consent', schedule1: null },
  '9(2)(d)': { says: 'a not-for-profit body and its members', schedule1: null },
  '9(2)(e)': { says: 'manifestly made public by the person', schedule1: null },
  '9(2)(f)': { says: 'legal claims or judicial acts', schedule1: null },
  '9(2)(g)': { says: 'substantial public interest', schedule1: 2 },
  '9(2)(h)': { says: 'health or social care', schedule1: 1 },
  '9(2)(i)': { says: 'public health', schedule1: 1 },
  '9(2)(j)': { says: 'archiving, research and statistics', schedule1: 1 },
} as const;
export type Article9Condition = keyof typeof ARTICLE_9_CONDITIONS;

/** A condition of DPA 2018 Sch 1. `policyDocument`: `some` where the paragraph drops it for certain disclosures. */
export interface Schedule1Paragraph {
  readonly part: 1 | 2 | 3;
  readonly says: string;
  readonly policyDocument: 'yes' | 'no' | 'some';
  readonly rule: 'L6' | 'L6.paragraphs';
}

const paragraph = (
  part: 1 | 2 | 3,
  says: string,
  policyDocument: Schedule1Paragraph['policyDocument'],
  rule: Schedule1Paragraph['rule'] = 'L6.paragraphs',
): Schedule1Paragraph => ({ part, says, policyDocument, rule });

/** By paragraph number. ¶5 (the need for the document) and ¶38 to 41 (its content) are no conditions. */
export const SCHEDULE_1: Readonly<Record<number, Schedule1Paragraph>> = {
  1: paragraph(1, 'employment, social security and social protection', 'yes', 'L6'),
  2: paragraph(1, 'health or social care purposes', 'no'),
  3: paragraph(1, 'public health', 'no'),
  4: paragraph(1, 'research', 'no'),
  6: paragraph(2, 'statutory and government purposes', 'yes'),
  7: paragraph(2, 'administration of justice and parliamentary purposes', 'yes'),
  8: paragraph(2, 'equality of opportunity or treatment', 'yes'),
  9: paragraph(2, 'racial and ethnic diversity at senior levels', 'yes'),
  10: paragraph(2, 'preventing or detecting unlawful acts', 'some'),
  11: paragraph(2, 'protecting the public against dishonesty', 'yes'),
  12: paragraph(2, 'regulatory requirements on unlawful acts and dishonesty', 'yes'),
  13: paragraph(2, 'journalism in connection with unlawful acts and dishonesty', 'no'),
  14: paragraph(2, 'preventing fraud', 'yes'),
  15: paragraph(2, 'suspicion of terrorist financing or money laundering', 'yes'),
  16: paragraph(2, 'support for individuals with a particular disability or condition', 'yes'),
  17: paragraph(2, 'counselling', 'yes'),
  18: paragraph(2, 'safeguarding of children and of individuals at risk', 'yes'),
  19: paragraph(2, 'safeguarding of economic well-being of certain individuals', 'yes'),
  20: paragraph(2, 'insurance', 'yes'),
  21: paragraph(2, 'occupational pensions', 'yes'),
  22: paragraph(2, 'political parties', 'yes'),
  23: paragraph(2, 'elected representatives responding to requests', 'yes'),
  24: paragraph(2, 'disclosure to elected representatives', 'yes'),
  25: paragraph(2, 'informing elected representatives about prisoners', 'yes'),
  26: paragraph(2, 'publication of legal judgments', 'yes'),
  27: paragraph(2, 'anti-doping in sport', 'some', 'L6'),
  28: paragraph(2, 'standards of behaviour in sport', 'yes'),
  29: paragraph(3, 'consent', 'no'),
  30: paragraph(3, 'vital interests', 'no'),
  31: paragraph(3, 'not-for-profit bodies', 'no'),
  32: paragraph(3, 'data in the public domain', 'no'),
  33: paragraph(3, 'legal claims', 'no'),
  34: paragraph(3, 'judicial acts', 'no'),
  35: paragraph(3, 'accounts used in indecency offences involving children', 'yes'),
  36: paragraph(3, 'a condition of Part 2 without its need for substantial public interest', 'yes'),
  37: paragraph(3, 'insurance, for criminal-offence data', 'yes'),
};

/** What processing of special-category data lacks, in words; empty: it has its conditions (L5). */
export function missingForSpecialCategory(claim: {
  readonly jurisdiction: 'uk' | 'eu';
  readonly article9: Article9Condition | null;
  readonly schedule1: number | null;
  readonly policyDocument: boolean;
}): string[] {
  if (!claim.article9) return ['a condition of Art 9(2)'];
  if (claim.jurisdiction === 'eu') return [];
  const wanted = ARTICLE_9_CONDITIONS[claim.article9].schedule1;
  if (wanted === null) return [];
  const condition = claim.schedule1 === null ? undefined : SCHEDULE_1[claim.schedule1];
  if (condition?.part !== wanted) return [`a condition of DPA 2018 Sch 1 Part ${wanted}`];
  return condition.policyDocument === 'yes' && !claim.policyDocument
    ? ['an appropriate policy document']
    : [];
}

/** What processing of criminal-offence data lacks in the UK (L7). */
export function missingForCriminalOffence(claim: {
  readonly officialAuthority: boolean;
  readonly schedule1: number | null;
  readonly policyDocument: boolean;
}): string[] {
  if (claim.officialAuthority) return [];
  const condition = claim.schedule1 === null ? undefined : SCHEDULE_1[claim.schedule1];
  if (!condition) return ['official authority or a condition of DPA 2018 Sch 1'];
  return condition.policyDocument === 'yes' && !claim.policyDocument
    ? ['an appropriate policy document']
    : [];
}

/** The day until which an appropriate policy document is kept once its processing has ended (L6). */
export function policyDocumentKeptUntil(processingEndedOn: Day): Day {
  return addMonths(processingEndedOn, 6);
}

/** What an appropriate policy document says (L6, DPA Sch 1 ¶39). */
export const POLICY_DOCUMENT_ITEMS = {
  condition: 'the condition of Sch 1 relied on',
  principles: 'how each principle of Art 5 is complied with',
  'retention-and-erasure': 'how long the data is kept, and how it is erased',
  review: 'when it is reviewed',
} as const;
