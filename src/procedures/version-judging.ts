import { Refused } from '../base/index.ts';
import { judgedThough, type Policy } from '../policy/index.ts';

/**
 * What judges people is not begun beside the promise that nobody is judged: the promise has to go first, and people hear of
 * that. Whether the policy has to pass its check or not. Refuses `policy.judges-people`.
 */
export function refuseJudging(before: Policy, policy: Policy): void {
  const known = new Set(judgedThough(before).map(({ path }) => path));
  const [judged] = judgedThough(policy).filter(({ path }) => !known.has(path));
  if (!judged) return;
  const promise = policy.prohibitions[judged.prohibition]?.says;
  throw new Refused(
    'policy.judges-people',
    `This version says "${promise}", and yet ${judged.says}. Take out the one or the other; the version in force stays.`,
    { path: judged.path, prohibition: judged.prohibition },
  );
}
