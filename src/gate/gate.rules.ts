import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { mayShare, mayTransfer } from '../sharing/index.ts';
import { type Act, type Answer, allow, deny, type Facts } from './act.rules.ts';
import { maySend } from './send.rules.ts';

/**
 * The answer, from facts alone: pure, in a fixed order, deny wins, and what no rule allows is denied. Each act has one
 * function; an act that this version cannot judge is refused, never waved through.
 */
export function decide(policy: Policy, act: Act, facts: Facts, today: Day): Answer {
  switch (act.act) {
    case 'send':
      return maySend(policy, act, facts);
    case 'share': {
      const { verdict, code, says, source } = mayShare(policy, act, today);
      return { verdict, code, because: [{ rule: code, says, source }] };
    }
    case 'transfer': {
      const { verdict, code, says, source } = mayTransfer(policy, act.recipient, act.country, today);
      return { verdict, code, because: [{ rule: code, says, source }] };
    }
    case 'use':
      return mayUse(policy, act, today);
    default:
      return deny(
        'gate.not-judged',
        `This version of Kept cannot judge "${act.act}" yet, and what is not allowed is denied.`,
      );
  }
}

/** A use names a declared purpose, the data that the purpose declares, and an assessment in date where the basis needs one. */
function mayUse(policy: Policy, act: Act, today: Day): Answer {
  const purpose = Object.hasOwn(policy.purposes, act.purpose) ? policy.purposes[act.purpose] : undefined;
  if (!purpose)
    return deny('use.undeclared-purpose', 'The policy declares no such purpose.', 'UK GDPR Art 5(1)(b)');
  const surplus = act.data.filter((category) => !purpose.data.includes(category));
  if (surplus.length > 0)
    return deny(
      'use.undeclared-data',
      `This purpose does not use ${surplus.join(', ')}.`,
      'UK GDPR Art 5(1)(c)',
    );
  if (purpose.basis === 'legitimate-interests') {
    const assessment = purpose.assessment ? policy.assessments[purpose.assessment] : undefined;
    if (!assessment || assessment.conclusion === 'stop')
      return deny(
        'use.no-assessment',
        'The legitimate interests of this purpose were never assessed.',
        'UK GDPR Art 6(1)(f)',
      );
    if (today > assessment.review)
      return deny(
        'use.assessment-lapsed',
        `The assessment of this purpose was to be reviewed by ${assessment.review}.`,
        'UK GDPR Art 6(1)(f)',
      );
  }
  return allow('use.declared', 'The policy declares this purpose, for this data.', 'UK GDPR Art 5(1)(b)');
}
