import { versionInForce } from '../assurance/index.ts';
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

/**
 * The same at a start. Where a version is in force already, one that is refused does not take the pages down: what is in force
 * goes on, and whoever starts it is told why.
 */
export async function putForwardOrStay(house: House, folder: string): Promise<Proposed | Refused> {
  try {
    return await putForward(house, folder);
  } catch (thrown) {
    if (thrown instanceof Refused && (await versionInForce(house.store.db))) return thrown;
    throw thrown;
  }
}
