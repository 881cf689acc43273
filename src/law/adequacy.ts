import { type Day, Refused } from '../base/index.ts';
import { declareRules, GDPR_APPLIES, inForce } from './rule.ts';

/** Where the transfer starts, which decides whose Chapter V applies. */
export type TransferLaw = 'uk' | 'eu';

const ADEQUACY_RULE = { validFrom: '2021-01-01', validTo: null } as const;

export const adequacyRules = declareRules({
  X2: {
    ...ADEQUACY_RULE,
    jurisdiction: 'uk',
    source: 'DPA 2018 Sch 21; SI 2022/1213 (Korea)',
    tag: 'secondary',
    says: 'The UK regards as adequate the EEA, Gibraltar, Switzerland, Andorra, Argentina, Guernsey, the Isle of Man, Jersey, Israel, New Zealand and Uruguay; and in part Canada, Japan, Korea and the United States.',
  },
  'X2.faroe-islands': {
    ...ADEQUACY_RULE,
    jurisdiction: 'uk',
    source: 'DPA 2018 Sch 21',
    tag: 'own-knowledge',
    says: 'The UK regards the Faroe Islands as adequate.',
  },
  'X2.eu-list': {
    jurisdiction: 'eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'Commission decisions under GDPR Art 45',
    tag: 'own-knowledge',
    says: 'The EU regards as adequate Andorra, Argentina, the Faroe Islands, Guernsey, the Isle of Man, Israel, Jersey, New Zealand, Switzerland and Uruguay; and in part Canada, Japan and Korea.',
  },
  X3: {
    jurisdiction: 'uk',
    validFrom: '2023-10-12',
    validTo: null,
    source: 'SI 2023/1028',
    tag: 'secondary',
    says: 'A recipient in the United States is adequate for the UK while it is active on the Data Privacy Framework with the UK Extension; personnel data needs its own flag.',
  },
  X6: {
    jurisdiction: 'eu',
    validFrom: '2025-12-19',
    validTo: '2031-12-27',
    source: 'Commission adequacy decision for the UK, renewed 19 December 2025',
    tag: 'secondary',
    says: 'The EU regards the UK as adequate until 27 December 2031, immigration data included.',
  },
  'X6.before-renewal': {
    jurisdiction: 'eu',
    validFrom: '2021-06-28',
    validTo: '2025-12-18',
    source: 'Commission Implementing Decision (EU) 2021/1772, prolonged in June 2025',
    tag: 'own-knowledge',
    says: 'The EU regarded the UK as adequate under its first decision, prolonged to 27 December 2025.',
  },
  X7: {
    jurisdiction: 'eu',
    validFrom: '2023-07-10',
    validTo: null,
    source:
      'Commission Implementing Decision (EU) 2023/1795; T-553/23 of 3 September 2025; an appeal is reported',
    tag: 'secondary',
    says: 'A recipient in the United States is adequate for the EU while it is active on the Data Privacy Framework; keep standard clauses ready.',
  },
});

/** Member states of the EU and the three other states of the EEA, ISO 3166-1 in small letters. */
export const EU_STATES =
  'at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se'.split(' ');
export const EEA_STATES = [...EU_STATES, 'is', 'li', 'no'];

/** `eea` stands for the whole area, as recipients are often declared. */
const WHOLE_AREA = 'eea';

/**
 * The country as findings name it. Refuses `law.country-unknown` for anything that is not ISO 3166-1 in small letters or
 * `eea`: a country misspelt would pass for one without adequacy.
 */
export function knownCountry(code: string): string {
  if (code !== WHOLE_AREA && (!/^[a-z]{2}$/.test(code) || code === 'uk' || code === 'eu')) {
    const hint = code === 'uk' ? ': write gb' : code === 'eu' ? ': write eea, or the member state' : '';
    throw new Refused(
      'law.country-unknown',
      `"${code}" is not a country in two small letters, like us${hint}`,
      { code },
    );
  }
  return code;
}

/** A finding that a country's law protects enough, in whole or for some recipients. */
export interface Adequacy {
  readonly country: string;
  readonly by: TransferLaw;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** What the recipient must be for the finding to reach it; null: every recipient. */
  readonly onlyWhere: string | null;
  readonly rule: keyof typeof adequacyRules;
}

const whole = (by: TransferLaw, countries: readonly string[], rule: Adequacy['rule'], validFrom: Day) =>
  countries.map((country): Adequacy => ({ country, by, validFrom, validTo: null, onlyWhere: null, rule }));

const CANADA = 'the recipient is subject to PIPEDA';
const JAPAN = 'the recipient is subject to APPI and its supplementary rules';
const KOREA = 'the recipient is subject to PIPA';
const FRAMEWORK = 'the recipient is active on the Data Privacy Framework';
const UK_EXTENSION = 'the recipient is active on the Data Privacy Framework with the UK Extension';

const WHOLE_COUNTRIES = 'ch ad ar gg im je il nz uy'.split(' ');

/** Every finding of adequacy we know, with its dates. No UK addition of 2026 was found. */
export const ADEQUACY: readonly Adequacy[] = [
  ...whole('uk', [...EEA_STATES, WHOLE_AREA, 'gi', ...WHOLE_COUNTRIES], 'X2', '2021-01-01'),
  ...whole('uk', ['fo'], 'X2.faroe-islands', '2021-01-01'),
  { country: 'ca', by: 'uk', validFrom: '2021-01-01', validTo: null, onlyWhere: CANADA, rule: 'X2' },
  { country: 'jp', by: 'uk', validFrom: '2021-01-01', validTo: null, onlyWhere: JAPAN, rule: 'X2' },
  { country: 'kr', by: 'uk', validFrom: '2022-12-19', validTo: null, onlyWhere: KOREA, rule: 'X2' },
  { country: 'us', by: 'uk', validFrom: '2023-10-12', validTo: null, onlyWhere: UK_EXTENSION, rule: 'X3' },
  ...whole('eu', [...WHOLE_COUNTRIES, 'fo'], 'X2.eu-list', GDPR_APPLIES),
  { country: 'ca', by: 'eu', validFrom: GDPR_APPLIES, validTo: null, onlyWhere: CANADA, rule: 'X2.eu-list' },
  { country: 'jp', by: 'eu', validFrom: '2019-01-23', validTo: null, onlyWhere: JAPAN, rule: 'X2.eu-list' },
  { country: 'kr', by: 'eu', validFrom: '2021-12-17', validTo: null, onlyWhere: KOREA, rule: 'X2.eu-list' },
  { country: 'us', by: 'eu', validFrom: '2023-07-10', validTo: null, onlyWhere: FRAMEWORK, rule: 'X7' },
  {
    country: 'gb',
    by: 'eu',
    validFrom: '2021-06-28',
    validTo: '2025-12-18',
    onlyWhere: null,
    rule: 'X6.before-renewal',
  },
  { country: 'gb', by: 'eu', validFrom: '2025-12-19', validTo: '2031-12-27', onlyWhere: null, rule: 'X6' },
];

/** The finding that covers a country on a day, or null. */
export const adequacyOf = (by: TransferLaw, country: string, on: Day): Adequacy | null =>
  ADEQUACY.find((finding) => finding.by === by && finding.country === country && inForce(finding, on)) ??
  null;

/** When to begin looking for a successor to the EU's decision for the UK (X6). */
export const EU_UK_ADEQUACY_ALARM: Day = '2031-06-27';
