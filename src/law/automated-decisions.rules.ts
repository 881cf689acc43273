import type { Day } from '../base/index.ts';
import type { LawfulBasis } from './bases.ts';
import { DUAA_MAIN, declareRules, GDPR_APPLIES } from './rule.ts';

export const automatedDecisionRules = declareRules({
  R17: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'UK GDPR Art 22A-22D; DUAA 2025 s.80; SI 2026/82 reg 5',
    tag: 'verified',
    says: 'A significant decision without meaningful human involvement is allowed with the safeguards of Art 22C; on special-category data only with explicit consent for all of it, or by contract or law together with Art 9(2)(g); never on recognised legitimate interests.',
  },
  'R17.article-22': {
    jurisdiction: 'uk',
    validFrom: GDPR_APPLIES,
    validTo: '2026-02-04',
    source: 'UK GDPR Art 22; SI 2026/82 reg 5',
    tag: 'verified',
    says: 'Decisions taken before 5 February 2026 keep the old Article 22.',
  },
  'R17.eu': {
    jurisdiction: 'eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 22',
    tag: 'verified',
    says: 'A solely automated significant decision is prohibited save for a contract, by law or with explicit consent; on special-category data only with explicit consent or Art 9(2)(g).',
  },
});

/** What Art 22C owes a person; Art 22(3) owes the last three. */
export const DECISION_SAFEGUARDS = {
  inform: 'told of the decision',
  representations: 'a way to make representations',
  'human-intervention': 'a human to intervene',
  contest: 'a way to contest it',
} as const;
export type DecisionSafeguard = keyof typeof DECISION_SAFEGUARDS;

export interface AutomatedDecision {
  readonly jurisdiction: 'uk' | 'eu';
  readonly on: Day;
  readonly basis: LawfulBasis;
  /** Legal or similarly significant for the person. */
  readonly significant: boolean;
  /** A human takes a meaningful part; profiling speaks against it. */
  readonly meaningfulHuman: boolean;
  readonly specialCategory: boolean;
  readonly explicitConsent: boolean;
  readonly authorisedByLaw: boolean;
  readonly substantialPublicInterest: boolean;
  readonly safeguards: readonly DecisionSafeguard[];
}

export interface DecisionVerdict {
  readonly allowed: boolean;
  readonly because: string;
  readonly rule: keyof typeof automatedDecisionRules;
  readonly missingSafeguards: readonly DecisionSafeguard[];
}

/** Whether a decision may be left to a machine on that day (R17). */
export function mayDecideAutomatically(decision: AutomatedDecision): DecisionVerdict {
  const rule = decision.jurisdiction === 'eu' ? 'R17.eu' : decision.on < DUAA_MAIN ? 'R17.article-22' : 'R17';
  const answer = (
    allowed: boolean,
    because: string,
    missingSafeguards: readonly DecisionSafeguard[] = [],
  ): DecisionVerdict => ({
    allowed,
    because,
    rule,
    missingSafeguards,
  });
  if (!decision.significant) return answer(true, 'the decision is not significant');
  if (decision.meaningfulHuman) return answer(true, 'a human takes a meaningful part');

  const contractOrLaw = decision.basis === 'contract' || decision.authorisedByLaw;
  if (rule === 'R17' && decision.basis === 'recognised-legitimate-interests') {
    return answer(false, 'no automated decision rests on recognised legitimate interests');
  }
  if (rule !== 'R17' && !contractOrLaw && !decision.explicitConsent) {
    return answer(false, 'Article 22 allows it only for a contract, by law or with explicit consent');
  }
  const publicInterest = decision.substantialPublicInterest && (rule !== 'R17' || contractOrLaw);
  if (decision.specialCategory && !decision.explicitConsent && !publicInterest) {
    return answer(
      false,
      'special-category data needs explicit consent for all of it, or contract or law with Art 9(2)(g)',
    );
  }
  const missing = owedSafeguards(rule).filter((safeguard) => !decision.safeguards.includes(safeguard));
  return missing.length > 0
    ? answer(
        false,
        `it lacks: ${missing.map((safeguard) => DECISION_SAFEGUARDS[safeguard]).join(', ')}`,
        missing,
      )
    : answer(true, 'the safeguards are in place');
}

function owedSafeguards(rule: DecisionVerdict['rule']): DecisionSafeguard[] {
  const all = Object.keys(DECISION_SAFEGUARDS) as DecisionSafeguard[];
  return rule === 'R17' ? all : all.filter((safeguard) => safeguard !== 'inform');
}
