import type { Day } from '../base/index.ts';
import type { LawfulBasis } from './bases.ts';
import type { Nation } from './holidays.ts';
import type { marketingRules } from './marketing.rules.ts';
import type { rightsRules } from './rights.ts';

/** An answer with the rule that decided it. */
export interface RightsVerdict<Answer extends string> {
  readonly answer: Answer;
  readonly because: string;
  readonly rule: keyof typeof rightsRules | keyof typeof marketingRules;
}

/** Whose answer it is when a child asks (R3). */
export function childAnswers(
  ageInYears: number,
  nation: Nation,
): RightsVerdict<'child' | 'judge-competence'> {
  return nation === 'scotland' && ageInYears >= 12
    ? { answer: 'child', because: 'in Scotland a child of 12 is presumed competent', rule: 'R3' }
    : { answer: 'judge-competence', because: 'competence is judged case by case', rule: 'R3' };
}

/** Whether a request may be charged or refused (R4, R5). Volume and rudeness alone are no ground. */
export function mayChargeOrRefuse(request: {
  readonly manifestlyUnfounded: boolean;
  readonly manifestlyExcessive: boolean;
  readonly furtherCopy: boolean;
  /** Why, in writing: the controller proves it. */
  readonly reasoning: string;
}): RightsVerdict<'neither' | 'charge' | 'charge-or-refuse'> {
  const manifest = request.manifestlyUnfounded || request.manifestlyExcessive;
  if (manifest && request.reasoning.trim() === '') {
    return {
      answer: 'neither',
      because: 'the controller proves that a request is manifestly unfounded or excessive',
      rule: 'R5',
    };
  }
  if (manifest) return { answer: 'charge-or-refuse', because: request.reasoning, rule: 'R5' };
  if (request.furtherCopy)
    return { answer: 'charge', because: 'a further copy of what was given', rule: 'R4' };
  return { answer: 'neither', because: 'answering is free', rule: 'R4' };
}

/** What becomes of data that a person calls wrong (R10). It is restricted while that is looked into (R12). */
export function rectification(claim: {
  readonly inaccurate: boolean;
  readonly incomplete: boolean;
  /** An opinion that was recorded as it was held is not inaccurate; the person's own view may be set beside it. */
  readonly opinion: boolean;
}): RightsVerdict<'correct' | 'complete' | 'refuse'> {
  if (claim.inaccurate && !claim.opinion)
    return { answer: 'correct', because: 'the data is inaccurate', rule: 'R10' };
  if (claim.incomplete)
    return { answer: 'complete', because: 'the data is incomplete for its purpose', rule: 'R10' };
  const because = claim.opinion
    ? 'an opinion correctly recorded is not inaccurate'
    : 'the data is accurate and complete';
  return { answer: 'refuse', because, rule: 'R10' };
}

/** The form of an answer (R8). */
export const answerForm = (asked: {
  electronically: boolean;
  wishes: 'electronic' | 'paper' | null;
}): 'electronic' | 'paper' => asked.wishes ?? (asked.electronically ? 'electronic' : 'paper');

/** The grounds of erasure, GDPR Art 17(1). The UK's further one for victims (g) is left out: its start is not known. */
export const ERASURE_GROUNDS = {
  'no-longer-necessary': 'Art 17(1)(a)',
  'consent-withdrawn': 'Art 17(1)(b)',
  objection: 'Art 17(1)(c)',
  unlawful: 'Art 17(1)(d)',
  'legal-obligation-to-erase': 'Art 17(1)(e)',
  'child-online-service': 'Art 17(1)(f)',
} as const;
export type ErasureGround = keyof typeof ERASURE_GROUNDS;

/** What may need the data all the same, GDPR Art 17(3). */
export const ERASURE_EXCEPTIONS = {
  expression: 'Art 17(3)(a)',
  'legal-obligation-or-public-task': 'Art 17(3)(b)',
  'public-health': 'Art 17(3)(c)',
  research: 'Art 17(3)(d)',
  'legal-claims': 'Art 17(3)(e)',
} as const;
export type ErasureException = keyof typeof ERASURE_EXCEPTIONS;

/** Whether data is erased (R11). Where an exception covers only some of it, the rest is erased. */
export function erasure(asked: {
  readonly ground: ErasureGround | null;
  readonly exception: ErasureException | null;
  readonly exceptionCoversAll: boolean;
}): RightsVerdict<'erase' | 'erase-the-rest' | 'refuse'> {
  if (!asked.ground) return { answer: 'refuse', because: 'no ground of Art 17(1)', rule: 'R11' };
  if (!asked.exception) return { answer: 'erase', because: ERASURE_GROUNDS[asked.ground], rule: 'R11' };
  return {
    answer: asked.exceptionCoversAll ? 'refuse' : 'erase-the-rest',
    because: ERASURE_EXCEPTIONS[asked.exception],
    rule: 'R11',
  };
}

/** The grounds of restriction, GDPR Art 18(1). */
export const RESTRICTION_GROUNDS = {
  'accuracy-contested': 'Art 18(1)(a)',
  'unlawful-but-kept': 'Art 18(1)(b)',
  'needed-for-claim': 'Art 18(1)(c)',
  'objection-pending': 'Art 18(1)(d)',
} as const;
export type RestrictionGround = keyof typeof RESTRICTION_GROUNDS;

/** Uses of restricted data that the law allows, GDPR Art 18(2) (R12); every other use waits. */
export const RESTRICTED_USES = [
  'storage',
  'with-consent',
  'legal-claims',
  'rights-of-another',
  'important-public-interest',
] as const;
export type RestrictedUse = (typeof RESTRICTED_USES)[number];
export const restrictionAllows = (use: RestrictedUse | 'other'): boolean => use !== 'other';

/** Whether a restriction may be lifted: the person was told on or before that day (R12). */
export const restrictionLiftable = (toldOn: Day | null, liftOn: Day): boolean =>
  toldOn !== null && toldOn <= liftOn;

/** The recipients to tell of a change, each a task (R13): all to whom the data went, processors too. */
export function recipientsToTell<Recipient extends { readonly impossibleOrDisproportionate: boolean }>(
  change: 'rectification' | 'erasure' | 'restriction' | 'other',
  recipients: readonly Recipient[],
): readonly Recipient[] {
  return change === 'other' ? [] : recipients.filter((recipient) => !recipient.impossibleOrDisproportionate);
}

/** How data came to be known; only the first two are the person's to take along. */
export type DataOrigin = 'provided' | 'observed' | 'inferred' | 'third-party';

/** Whether data goes into a portability package (R14). */
export function portable(data: {
  basis: LawfulBasis;
  origin: DataOrigin;
  automated: boolean;
}): RightsVerdict<'yes' | 'no'> {
  const no = (because: string) => ({ answer: 'no', because, rule: 'R14' }) as const;
  if (!data.automated) return no('it is on paper');
  if (data.basis !== 'consent' && data.basis !== 'contract')
    return no('its basis is neither consent nor contract');
  if (data.origin === 'inferred' || data.origin === 'third-party')
    return no(`the data is ${data.origin}, not provided`);
  return {
    answer: 'yes',
    because: 'provided by the person, under consent or contract, processed automatically',
    rule: 'R14',
  };
}

const OBJECTABLE: readonly LawfulBasis[] = [
  'public-task',
  'recognised-legitimate-interests',
  'legitimate-interests',
];

/**
 * What an objection does (R15, R16). Against direct marketing it is absolute, whatever the basis; else the use stops
 * unless the controller shows its grounds, and is restricted while that is decided.
 */
export function objection(raised: {
  readonly directMarketing: boolean;
  readonly basis: LawfulBasis;
  /** Compelling grounds or legal claims; null: not decided yet. */
  readonly groundsShown: boolean | null;
}): RightsVerdict<'suppress-at-once' | 'stop' | 'restrict-and-decide' | 'continue' | 'no-right'> {
  if (raised.directMarketing)
    return {
      answer: 'suppress-at-once',
      because: 'an objection to direct marketing is absolute',
      rule: 'R16',
    };
  const rule = 'R15';
  if (!OBJECTABLE.includes(raised.basis))
    return { answer: 'no-right', because: 'the basis gives no right to object', rule };
  if (raised.groundsShown === null)
    return { answer: 'restrict-and-decide', because: 'restricted until the grounds are weighed', rule };
  return raised.groundsShown
    ? { answer: 'continue', because: 'compelling grounds or legal claims were shown', rule }
    : { answer: 'stop', because: 'no compelling grounds were shown', rule };
}

/** When the controller's clock begins for a request that reached its processor first (R19). */
export const receivedByController = (request: {
  readonly processorReceivedOn: Day;
  readonly forwardedOn: Day;
  readonly processorIsIntakePoint: boolean;
}): Day => (request.processorIsIntakePoint ? request.processorReceivedOn : request.forwardedOn);

/** Whether scheduled deletion of what was located for an access request waits on that day (R20). */
export const deletionWaitsFor = (request: { receivedOn: Day; closedOn: Day | null }, on: Day): boolean =>
  request.receivedOn <= on && (request.closedOn === null || on < request.closedOn);
