import { addMonths, type Day } from '../base/index.ts';
import {
  type BasisRight,
  LAWFUL_BASES,
  type LawfulBasis,
  RECOGNISED_INTERESTS,
  type RecognisedInterest,
  RIGHTS_BY_BASIS,
  type RightAnswer,
} from './bases.ts';
import { DUAA_MAIN } from './rule.ts';

/** The answer of a rule about a basis; `rule` names the one that decided. */
export interface BasisVerdict {
  readonly allowed: boolean;
  readonly because: string;
  readonly rule: 'L1' | 'L1.recognised-legitimate-interests' | 'L2' | 'L3' | 'L4';
}

/** Whether a purpose may rest on a basis in that law on that day (L1). */
export function basisAllowed(basis: LawfulBasis, jurisdiction: 'uk' | 'eu', on: Day): BasisVerdict {
  if (basis === 'recognised-legitimate-interests') {
    const rule = 'L1.recognised-legitimate-interests';
    if (jurisdiction === 'eu')
      return { allowed: false, because: 'recognised legitimate interests are no basis in the EU', rule };
    if (on < DUAA_MAIN)
      return {
        allowed: false,
        because: 'recognised legitimate interests are a basis from 5 February 2026',
        rule,
      };
    return { allowed: true, because: 'Art 6(1)(ea)', rule };
  }
  return { allowed: true, because: `Art ${LAWFUL_BASES[basis].article}`, rule: 'L1' };
}

/** Whether a recognised legitimate interest carries a use (L2). */
export function recognisedInterestHolds(use: {
  readonly condition: RecognisedInterest | null;
  readonly necessary: boolean;
  readonly publicAuthorityTask: boolean;
  readonly automatedDecision: boolean;
  /** For a disclosure on request: the request itself states the need for a task under Art 6(1)(e). */
  readonly requestStatesNeed?: boolean;
}): BasisVerdict {
  const fails = (because: string) => ({ allowed: false, because, rule: 'L2' }) as const;
  if (!use.condition) return fails('none of the five conditions of Annex 1 is named');
  if (use.publicAuthorityTask) return fails('a public authority does not rest its tasks on it');
  if (use.automatedDecision) return fails('no automated decision rests on it (R17)');
  if (use.condition === 'disclosure-on-request' && use.requestStatesNeed !== true) {
    return fails('the request does not state that the data is needed for a task under Art 6(1)(e)');
  }
  if (!use.necessary) return fails('the use is not necessary for the condition');
  return { allowed: true, because: RECOGNISED_INTERESTS[use.condition], rule: 'L2' };
}

/** Whether an assessment of legitimate interests carries a use on that day (L3): approved, and not past its review. */
export function balancingTestHolds(
  assessment: { readonly approvedOn: Day; readonly reviewOn: Day } | null,
  on: Day,
): BasisVerdict {
  const fails = (because: string) => ({ allowed: false, because, rule: 'L3' }) as const;
  if (!assessment) return fails('no balancing test is recorded');
  if (on < assessment.approvedOn)
    return fails(`the balancing test is approved from ${assessment.approvedOn}`);
  if (on > assessment.reviewOn)
    return fails(`the balancing test was to be reviewed by ${assessment.reviewOn}`);
  return { allowed: true, because: `balanced on ${assessment.approvedOn}`, rule: 'L3' };
}

/**
 * Whether consent carries a use on that day (L8): from the day it was given to the day before it was withdrawn. What was
 * done before the withdrawal stays lawful.
 */
export const consentHolds = (consent: { givenOn: Day; withdrawnOn: Day | null }, on: Day): boolean =>
  consent.givenOn <= on && (consent.withdrawnOn === null || on < consent.withdrawnOn);

/** What a record of consent shows, so that consent can be demonstrated (L8, Art 7(1)). */
export const CONSENT_RECORD_ITEMS = {
  who: 'who consented',
  when: 'when',
  what: 'to what, in which words',
  how: 'by which act',
} as const;

/** A year after approval, the review that we ask for where none is set. */
export const reviewDueOn = (approvedOn: Day): Day => addMonths(approvedOn, 12);

/**
 * Whether data may serve a purpose other than that it was collected for (L4). Compatibility is not a lawful basis: the
 * new purpose needs its own.
 */
export function newPurposeAllowed(change: {
  readonly collectedOn: LawfulBasis;
  readonly freshConsent: boolean;
  /** To comply with, or show compliance with, Art 5(1). */
  readonly complianceWithPrinciples: boolean;
  /** On the deemed-compatible list (Annex 2) or ordered by law. */
  readonly deemedCompatible: boolean;
  /** For data collected by consent: consent cannot reasonably be had. */
  readonly consentNotObtainable: boolean;
  readonly compatibilityTestPassed: boolean;
}): BasisVerdict {
  const verdict = (allowed: boolean, because: string) => ({ allowed, because, rule: 'L4' }) as const;
  if (change.freshConsent) return verdict(true, 'the person agreed to the new purpose');
  if (change.complianceWithPrinciples) return verdict(true, 'it serves compliance with Art 5(1)');
  if (change.collectedOn === 'consent') {
    return change.deemedCompatible && change.consentNotObtainable
      ? verdict(true, 'deemed compatible, and consent cannot reasonably be had')
      : verdict(false, 'data collected by consent serves a new purpose only with fresh consent');
  }
  if (change.deemedCompatible) return verdict(true, 'the law deems the new purpose compatible');
  return change.compatibilityTestPassed
    ? verdict(true, 'the new purpose passed the compatibility test')
    : verdict(false, 'the new purpose has not passed the compatibility test');
}

/** Whether a basis gives a right; an objection to direct marketing is given by every basis (R16). */
export function rightUnder(basis: LawfulBasis, right: BasisRight, directMarketing = false): RightAnswer {
  if (right === 'objection' && directMarketing) return 'yes';
  return RIGHTS_BY_BASIS[basis][right];
}
