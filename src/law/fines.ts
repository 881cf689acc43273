import type { Day } from '../base/index.ts';
import { DUAA_MAIN, declareRules } from './rule.ts';

export const fineRules = declareRules({
  P12: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'PECR Sch 1 ¶18; DPA 2018 s.157',
    tag: 'secondary',
    says: 'A breach of PECR regulation 5 to 8, 14, 19 to 24 or 32B(4)-(5) is fined up to £17.5 million or 4 % of worldwide turnover, of another up to £8.7 million or 2 %.',
  },
  'P12.before-duaa': {
    jurisdiction: 'uk',
    validFrom: '2011-05-26',
    validTo: '2026-02-04',
    source: 'SI 2026/82 reg 11',
    tag: 'verified',
    says: 'Conduct before 5 February 2026 keeps the old maximum of £500,000.',
  },
});

/** The most that a breach may cost: the larger of the sum and the share of worldwide annual turnover. */
export interface FineCap {
  readonly pounds: number;
  readonly percentOfTurnover: number | null;
  readonly rule: keyof typeof fineRules;
}

const HIGHER_MAXIMUM = [
  '5',
  '6',
  '7',
  '8',
  '14',
  '19',
  '20',
  '21',
  '21A',
  '21B',
  '22',
  '23',
  '24',
  '32B(4)',
  '32B(5)',
];

/** The cap for a breach of a regulation of PECR, by the day of the conduct (P12). */
export function pecrFineCap(regulation: string, actedOn: Day): FineCap {
  if (actedOn < DUAA_MAIN) return { pounds: 500_000, percentOfTurnover: null, rule: 'P12.before-duaa' };
  return HIGHER_MAXIMUM.includes(regulation)
    ? { pounds: 17_500_000, percentOfTurnover: 4, rule: 'P12' }
    : { pounds: 8_700_000, percentOfTurnover: 2, rule: 'P12' };
}

/** The cap in pounds for an undertaking with that worldwide annual turnover. */
export const largestFine = (cap: FineCap, turnover: number): number =>
  Math.max(cap.pounds, ((cap.percentOfTurnover ?? 0) / 100) * turnover);
