import type { Day } from '../../base/index.ts';
import type { Policy } from '../policy.ts';
import type { Place } from '../source.ts';
import { type NoticeText, noticeText } from './notice-text.ts';

/** What only a running system knows. Each part may be absent: its checks then look at nothing and say nothing. */
export type Facts = {
  /** Names of the cookies that a visit to the site found. */
  cookies?: readonly string[];
  /** Retention rules that a job enforced. */
  enforced?: readonly string[];
  /** The day the declarations were last changed. */
  registerChanged?: Day;
};

/** What a check looks at. */
export type Look = {
  policy: Policy;
  on: Day;
  /** Whose law the organisation is under. */
  law: 'uk' | 'eu';
  facts: Facts;
  text: NoticeText;
  /** The place of `purposes.answer-enquiries.basis` in the policy folder. */
  at(path: string): Place;
};

export function lookAt(policy: Policy, on: Day, facts: Facts = {}): Look {
  return {
    policy,
    on,
    law: policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu',
    facts,
    text: noticeText(policy),
    at: (path) => placeOf(policy, path),
  };
}

/** Declarations stand in policy.yaml; systems and assessments in files of their own. The place is the name's, not its block's. */
function placeOf(policy: Policy, path: string): Place {
  const [head = '', name = '', ...rest] = path.split('.');
  for (const ending of ['yaml', 'md']) {
    const file = `${head}/${name}.${ending}`;
    const own = policy.sources[file];
    if (own) return rest.length > 0 ? own.placeOf(rest) : { file, line: 1, column: 1 };
  }
  const steps = path.split('.');
  const declared = policy.sources['policy.yaml'];
  return declared?.placeOf(steps, true) ?? { file: 'policy.yaml', line: 1, column: 1 };
}
