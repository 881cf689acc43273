import { Refused } from '../base/index.ts';
import { loadPolicy } from '../policy/index.ts';
import { type House, type Proposed, proposePolicy } from '../procedures/index.ts';

/** Reads a policy folder and puts it forward: what a start does, and a deployment. Refuses `policy.has-errors`. */
export async function putForward(house: House, folder: string): Promise<Proposed> {
  const { policy, findings } = loadPolicy(folder);
  if (!policy) {
    const [first] = findings;
    throw new Refused(
      'policy.has-errors',
      `The policy in ${folder} has ${findings.length} errors; the first: ${first?.file}:${first?.line}:${first?.column} ${first?.message} See "kept check ${folder}".`,
    );
  }
  return proposePolicy(house, policy.files);
}
