import type { Day } from '../base/index.ts';
import { declareRules, GDPR_APPLIES } from './rule.ts';

export const regulatorRules = declareRules({
  'REG.information-commission': {
    jurisdiction: 'uk',
    validFrom: '2026-09-30',
    validTo: null,
    source: 'DUAA 2025 ss.117-119; DPA 2018 s.3(8A), read in two repositories that quote them',
    tag: 'secondary',
    says: 'The regulator is the Information Commission.',
  },
  'REG.information-commissioner': {
    jurisdiction: 'uk',
    validFrom: GDPR_APPLIES,
    validTo: '2026-09-29',
    source: 'DPA 2018 s.114',
    tag: 'verified',
    says: 'The regulator is the Information Commissioner (the ICO).',
  },
});

/** The regulator's names; its address and number belong to a policy, which can keep them right. */
export interface Regulator {
  readonly name: string;
  readonly short: string;
  readonly rule: keyof typeof regulatorRules;
}

/** The UK's regulator on a day. */
export function regulatorOn(on: Day): Regulator {
  return on < '2026-09-30'
    ? { name: 'Information Commissioner’s Office', short: 'ICO', rule: 'REG.information-commissioner' }
    : { name: 'Information Commission', short: 'IC', rule: 'REG.information-commission' };
}

/** How prose may name the UK's regulator on any day: people will say ICO for years, and are understood. */
export const REGULATOR_NAMES: readonly string[] = [
  'Information Commission',
  'Information Commissioner',
  'Information Commissioner’s Office',
  "Information Commissioner's Office",
  'ICO',
  'IC',
];
