import { addMonths, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, allow, deny, NO_FACTS, type When } from './act.rules.ts';
import { decide } from './gate.rules.ts';
import { own } from './prohibition.rules.ts';

/** What somebody is about to train a model on, in the policy's names. */
export type TrainingStated = {
  purpose: string;
  data: readonly string[];
  /** Categories of people, where known. */
  people?: readonly string[] | undefined;
  /** Whether what comes out decides about people. */
  output: 'no-decisions' | 'decisions-about-people';
  /** Which decision of the policy it would take or prepare. */
  decision?: string | undefined;
  /** The role that reviews what comes out before it is used, and by when. */
  reviewer?: string | undefined;
  reviewOn?: Day | undefined;
  /** A customer's instruction to use what is processed for them, with the reference of what shows it. */
  instructions?: readonly { processing: string; evidence: string }[] | undefined;
};

/** A review further off than this is none: the model would be used for longer than anybody looks back. */
const LATEST_REVIEW_MONTHS = 12;

/**
 * Whether a model may be trained on this at all, before anybody in the data is asked about: a purpose that is for training, its
 * data and basis, nothing special, nothing of customers without their word, and a review where one is due. `size` is how many
 * different people the data is about.
 */
export function mayTrain(policy: Policy, stated: TrainingStated, size: number, when: When): Answer {
  const purpose = own(policy.purposes, stated.purpose);
  if (purpose && purpose.kind !== 'training')
    return deny(
      'train.other-purpose',
      'The policy does not say that models are trained for this purpose.',
      'UK GDPR Art 5(1)(b)',
    );
  const special = stated.data.filter((one) => own(policy.data, one)?.special !== undefined);
  if (special.length > 0)
    return deny(
      'train.special-category',
      `No model learns from special categories of data: ${special.join(', ')}.`,
      'UK GDPR Art 9(1)',
    );
  const theirs = heldForCustomers(policy, stated);
  const uninstructed = theirs.filter((one) => !instructed(policy, stated, one));
  if (purpose && uninstructed.length > 0)
    return deny(
      'train.no-instruction',
      `We hold ${uninstructed.join(', ')} for customers, and they have not told us to do this.`,
      'UK GDPR Art 28(3)(a)',
    );
  const forbidden = Object.values(policy.prohibitions).find(
    ({ act, data, purposes }) =>
      act === 'use' && purposes?.includes(stated.purpose) && data?.some((one) => theirs.includes(one)),
  );
  if (forbidden) return deny('use.prohibited', `The policy says: ${forbidden.says}.`, 'UK GDPR Art 5(1)(a)');
  const used = decide(policy, trainingUse(policy, stated), NO_FACTS, when);
  // Asked about nobody in particular there is no yes; each person is asked about after this.
  if (used.verdict !== 'allow' && used.code !== 'use.no-consent') return used;
  const least = purpose?.['minimum-group'];
  if (least !== undefined && size < least)
    return deny(
      'train.group-too-small',
      `The data is about fewer than ${least} people.`,
      'UK GDPR Art 5(1)(c)',
    );
  return (
    failsOutput(policy, stated, when) ??
    failsReview(purpose?.['reviewed-by'], stated, when) ??
    allow(
      'train.declared',
      'The policy declares this training, for this data, and its basis is there.',
      'UK GDPR Art 5(1)(b)',
    )
  );
}

/** The use that a training is, of what is ours to use: what customers instruct us with is used for them. */
export function trainingUse(policy: Policy, stated: TrainingStated): Act {
  const theirs = heldForCustomers(policy, stated);
  return {
    act: 'use',
    purpose: stated.purpose,
    channel: '',
    personId: null,
    recipient: '',
    data: stated.data.filter((one) => !theirs.includes(one)),
    country: '',
    ...(stated.people && { people: stated.people }),
  };
}

/** What the purpose does not use as ours, and we process for customers. */
const heldForCustomers = (policy: Policy, { purpose, data }: TrainingStated): string[] =>
  data.filter(
    (one) =>
      !own(policy.purposes, purpose)?.data.includes(one) &&
      Object.values(policy.processing).some((work) => work.data?.includes(one)),
  );

const instructed = (policy: Policy, { instructions }: TrainingStated, category: string): boolean =>
  (instructions ?? []).some(
    ({ processing, evidence }) =>
      evidence.trim() !== '' && own(policy.processing, processing)?.data?.includes(category),
  );

/** What decides about people is a decision of the policy, lawful on the day, and somebody is named who reviews it. */
function failsOutput(policy: Policy, stated: TrainingStated, when: When): Answer | null {
  if (stated.output === 'no-decisions') return null;
  if (own(policy.purposes, stated.purpose)?.['reviewed-by'] === undefined) return nobodyReviews;
  const act: Act = {
    ...trainingUse(policy, stated),
    act: 'decide',
    data: stated.data,
    decision: stated.decision ?? '',
  };
  const decided = decide(policy, act, NO_FACTS, when);
  return decided.verdict === 'allow' ? null : decided;
}

const nobodyReviews = deny(
  'train.no-reviewer',
  'Nobody is named who reviews what comes out before it is used, as the policy says somebody does.',
  'UK GDPR Art 22C',
);

function failsReview(
  by: string | undefined,
  { reviewer, reviewOn }: TrainingStated,
  { today }: When,
): Answer | null {
  if (by === undefined) return null;
  if (reviewer !== by || reviewOn === undefined) return nobodyReviews;
  return reviewOn >= today && reviewOn <= addMonths(today, LATEST_REVIEW_MONTHS)
    ? null
    : deny(
        'train.review-day',
        `The review is due from today on, within ${LATEST_REVIEW_MONTHS} months.`,
        'UK GDPR Art 5(2)',
      );
}
