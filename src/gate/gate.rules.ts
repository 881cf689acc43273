import type { Policy } from '../policy/index.ts';
import { mayShare, mayTransfer } from '../sharing/index.ts';
import { type Act, type Answer, deny, type Facts, type When } from './act.rules.ts';
import { failsAssessment, failsBasis, failsConsent } from './basis.rules.ts';
import { asksOfEach, failsClaim } from './only.rules.ts';
import { mayDecide, mayPublish } from './outcome.rules.ts';
import { forbidden, own } from './prohibition.rules.ts';
import { maySend } from './send.rules.ts';
import { inLawOf } from './source.rules.ts';
import { failsSpecial } from './special.rules.ts';
import { mayCollect, mayProfile, mayUse } from './use.rules.ts';

/**
 * The answer, from facts alone: pure, in a fixed order, deny wins, and what no rule allows is denied. What the policy forbids
 * comes first; then each act has one function.
 */
export function decide(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  return inLawOf(policy, forbidden(policy, act, facts, when) ?? judge(policy, act, facts, when));
}

function judge(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  switch (act.act) {
    case 'collect':
      return mayCollect(policy, act, facts, when);
    case 'use':
    case 'access':
      return mayUse(policy, act, facts, when);
    case 'profile':
      return mayProfile(policy, act, facts, when);
    case 'send':
      return maySend(policy, act, facts, when);
    case 'publish':
      return mayPublish(policy, act, facts);
    case 'decide':
      return mayDecide(policy, act, facts, when);
    case 'share': {
      const { verdict, code, says, source } = mayShare(policy, act, when.today);
      const listed: Answer = { verdict, code, because: [{ rule: code, says, source }] };
      return verdict === 'allow' ? (failsShare(policy, act, facts, when) ?? listed) : listed;
    }
    case 'transfer': {
      const { verdict, code, says, source } = mayTransfer(policy, act.recipient, act.country, when.today);
      return { verdict, code, because: [{ rule: code, says, source }] };
    }
  }
}

/** What is handed out is used: under a purpose whose basis is there, about this person where one is named. */
function failsShare(policy: Policy, act: Act, facts: Facts, when: When): Answer | null {
  const purpose = own(policy.purposes, act.purpose);
  if (!purpose)
    return deny('share.undeclared-purpose', 'The policy declares no such purpose.', 'UK GDPR Art 5(1)(b)');
  const special = failsSpecial(policy, purpose, act, facts, when);
  if (special) return special;
  const onYes = own(policy.recipients, act.recipient)?.['on-consent'] === true;
  if (act.personId === null)
    return (
      failsClaim(purpose, act) ??
      failsUnnamed(act, onYes || asksOfEach(purpose)) ??
      failsAssessment(policy, purpose, 'share', when.today)
    );
  return (
    failsBasis(policy, purpose, act, facts, when) ??
    (onYes ? failsConsent({ ...purpose, basis: 'consent' }, act, facts, when) : null)
  );
}

/** Where it turns on the person whether their data may go, nothing goes of people who are not named. */
function failsUnnamed({ screened }: Act, onEach: boolean): Answer | null {
  return onEach && screened !== true
    ? deny(
        'share.nobody-named',
        'Whether this may go is asked of each person by themselves: say whose data it is.',
        'UK GDPR Art 5(1)(a), 7(1)',
      )
    : null;
}
