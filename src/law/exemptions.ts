import { addDays, addMonths, type Day } from '../base/index.ts';
import { earliestOf } from './periods.rules.ts';
import { declareRules, GDPR_APPLIES, type Rule } from './rule.ts';

const UK = { jurisdiction: 'uk', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;
const exempt = (source: string, says: string) => ({ ...UK, source: `DPA 2018 ${source}`, says });

export const exemptionRules = declareRules({
  E1: exempt('Sch 2 ¶2', 'Crime and tax: to the extent that compliance would be likely to prejudice them.'),
  E2: exempt(
    'Sch 2 ¶5',
    'Disclosure required by law, legal proceedings, advice and rights: to the extent that compliance would prevent the disclosure.',
  ),
  E3: exempt(
    'Sch 2 ¶16-17',
    'Data that identifies another, in an access reply: unless that person consents or it is reasonable without.',
  ),
  E4: exempt('Sch 2 ¶19', 'Legal professional privilege, in Scotland confidentiality of communications.'),
  E5: exempt(
    'Sch 2 ¶20',
    'Self-incrimination: where compliance would reveal an offence other than one of data protection.',
  ),
  E6: exempt(
    'Sch 2 ¶21',
    'Corporate finance: where compliance would affect a price or prejudice the economic interest of the UK.',
  ),
  E7: exempt(
    'Sch 2 ¶22',
    'Management forecasts: to the extent that compliance would be likely to prejudice the business.',
  ),
  E8: exempt(
    'Sch 2 ¶23',
    'Negotiations: the controller’s own intentions, to the extent that compliance would be likely to prejudice them.',
  ),
  E9: exempt('Sch 2 ¶24', 'Confidential references, given or received.'),
  E10: exempt(
    'Sch 2 ¶25',
    'Exam scripts; marks are given by the earlier of five months from the request and 40 days from the results.',
  ),
  E11: exempt(
    'Sch 2 ¶26-28',
    'Journalism, academic, artistic and literary purposes; research; archiving: each as its paragraph says.',
  ),
  'E11.journalism': {
    ...exempt(
      'Sch 2 ¶26',
      'Journalism and the like: to the extent that compliance would be incompatible with them.',
    ),
    tag: 'own-knowledge',
  },
  'E11.research': {
    ...exempt(
      'Sch 2 ¶27',
      'Research and statistics: to the extent that compliance would prevent or seriously impair them.',
    ),
    tag: 'own-knowledge',
  },
  'E11.archiving': {
    ...exempt(
      'Sch 2 ¶28',
      'Archiving in the public interest: to the extent that compliance would prevent or seriously impair it.',
    ),
    tag: 'own-knowledge',
  },
  E12: exempt(
    'Sch 3',
    'Health, social-work and education data: where giving access would be likely to cause serious harm.',
  ),
});

/** The provisions of the GDPR that an exemption may lift. 21(2) is the objection to direct marketing. */
export const EXEMPTIBLE_ARTICLES = [
  '13',
  '14',
  '15',
  '16',
  '17',
  '18',
  '19',
  '20',
  '21(1)',
  '21(2)',
  '34',
] as const;
export type ExemptibleArticle = (typeof EXEMPTIBLE_ARTICLES)[number];

/** Arts 13, 14, 15(1)-(3), 16, 17(1)-(2), 18(1), 19, 20(1)-(2) and 21(1). */
export const SET_A = ['13', '14', '15', '16', '17', '18', '19', '20', '21(1)'] as const;
/** Arts 13, 14 and 15(1)-(3). */
export const SET_B = ['13', '14', '15'] as const;

/** How an exemption is tested: on prejudice, to the extent needed and again later; or on what the data is. */
export type ExemptionTest =
  | 'prejudice'
  | 'prevention'
  | 'class'
  | 'third-party'
  | 'serious-harm'
  | 'incompatibility'
  | 'serious-impairment';

export interface Exemption {
  readonly name: string;
  readonly articles: readonly ExemptibleArticle[];
  readonly test: ExemptionTest;
}

export const EXEMPTIONS = {
  E1: { name: 'crime-and-tax', articles: [...SET_A, '34'], test: 'prejudice' },
  E2: { name: 'required-by-law-and-legal-proceedings', articles: SET_A, test: 'prevention' },
  E3: { name: 'third-party-data', articles: ['15'], test: 'third-party' },
  E4: { name: 'legal-privilege', articles: SET_B, test: 'class' },
  E5: { name: 'self-incrimination', articles: SET_B, test: 'class' },
  E6: { name: 'corporate-finance', articles: SET_B, test: 'prejudice' },
  E7: { name: 'management-forecasts', articles: SET_B, test: 'prejudice' },
  E8: { name: 'negotiations', articles: SET_B, test: 'prejudice' },
  E9: { name: 'confidential-references', articles: SET_B, test: 'class' },
  E10: { name: 'exam-scripts', articles: SET_B, test: 'class' },
  'E11.journalism': { name: 'journalism', articles: [...SET_A, '34'], test: 'incompatibility' },
  'E11.research': { name: 'research', articles: ['15', '16', '18', '21(1)'], test: 'serious-impairment' },
  'E11.archiving': {
    name: 'archiving',
    articles: ['15', '16', '18', '19', '20', '21(1)'],
    test: 'serious-impairment',
  },
  E12: { name: 'health-social-work-education', articles: ['15'], test: 'serious-harm' },
} as const satisfies Partial<Record<keyof typeof exemptionRules, Exemption>>;
export type ExemptionId = keyof typeof EXEMPTIONS;

/** Whether an exemption can lift a provision at all. No exemption lifts the objection to direct marketing. */
export function exemptionCovers(exemption: ExemptionId, article: ExemptibleArticle): boolean {
  const articles: readonly ExemptibleArticle[] = EXEMPTIONS[exemption].articles;
  return articles.includes(article);
}

/** What is stored with every use of an exemption; a prejudice test is made again when its reason may have passed. */
export interface ExemptionUse {
  readonly exemption: ExemptionId;
  readonly article: ExemptibleArticle;
  readonly reasoning: string;
  readonly decidedBy: string;
  readonly decidedOn: Day;
  readonly testAgainOn: Day | null;
}

/** What a use of an exemption lacks, in words; empty: it stands. */
export function missingFromExemptionUse(use: ExemptionUse): string[] {
  const rule: Rule = exemptionRules[use.exemption];
  return [
    !exemptionCovers(use.exemption, use.article) &&
      `an exemption that reaches Art ${use.article} (${rule.source} does not)`,
    !use.reasoning.trim() && 'the reasoning',
    !use.decidedBy.trim() && 'who decided',
    EXEMPTIONS[use.exemption].test === 'prejudice' && !use.testAgainOn && 'a day to test the prejudice again',
  ].filter((lack) => lack !== false);
}

/** The last day to give marks that were asked for before the results (E10). */
export const examMarksDueOn = (requestedOn: Day, resultsOn: Day): Day =>
  earliestOf(addMonths(requestedOn, 5), addDays(resultsOn, 40));

/** What is weighed before another person's data is given in an access reply (R9). */
export const THIRD_PARTY_FACTORS = {
  'type-of-information': 'what kind of information it is',
  confidence: 'any duty of confidence owed to the other',
  'steps-to-consent': 'what was done to ask for consent',
  capacity: 'whether the other can consent',
  refusal: 'an express refusal',
} as const;

/** Whether another person's data stays in an access reply: consent, a professional of care or teaching, or weighed as reasonable (R9). */
export function thirdPartyDataGiven(other: {
  readonly identifiable: boolean;
  readonly consented: boolean;
  readonly careOrEducationProfessional: boolean;
  readonly reasonableWithoutConsent: boolean;
}): { readonly give: boolean; readonly because: string; readonly rule: 'E3' } {
  const verdict = (give: boolean, because: string) => ({ give, because, rule: 'E3' }) as const;
  if (!other.identifiable) return verdict(true, 'nobody else can be identified from it');
  if (other.consented) return verdict(true, 'the other person consented');
  if (other.careOrEducationProfessional)
    return verdict(true, 'deemed reasonable: a health, social-work or education professional');
  return other.reasonableWithoutConsent
    ? verdict(true, 'weighed as reasonable without consent')
    : verdict(false, 'it identifies another who did not consent: withhold to that extent');
}
