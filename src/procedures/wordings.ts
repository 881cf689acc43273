import { type Change, comparePolicies, type Policy, parsePolicy } from '../policy/index.ts';
import type { House } from './house.ts';

type Outdated = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<object, { hash: string; outdated: Promise<Outdated> }>();

/**
 * The earlier versions of the notice in which this purpose was materially another, or its question was put in another version
 * of its words: a yes to one of them has to be asked for again. Worked out once for each policy in force.
 */
export async function outdatedWordings(
  house: Pick<House, 'store'>,
  policy: Policy,
  purpose: string,
): Promise<readonly string[]> {
  const held = known.get(house.store.db);
  const fresh =
    held?.hash === policy.hash ? held : { hash: policy.hash, outdated: compareAll(house, policy) };
  known.set(house.store.db, fresh);
  return (await fresh.outdated).get(purpose) ?? NONE;
}

const NONE: readonly string[] = [];

async function compareAll({ store }: Pick<House, 'store'>, policy: Policy): Promise<Outdated> {
  const earlier = await store.rows<{ hash: string; files: Record<string, string> }>(
    'select hash, files from policy_version where in_force_at is not null and hash <> $1',
    [policy.hash],
  );
  const outdated = new Map<string, string[]>();
  for (const { hash, files } of earlier) {
    const before = parsePolicy(files).policy;
    const changes = before ? comparePolicies(before, policy) : [];
    // A version that this release cannot read is one of which nobody can say what it asked.
    for (const purpose of Object.keys(policy.purposes))
      if (!before || asksAnother(before, policy, changes, purpose))
        outdated.set(purpose, [...(outdated.get(purpose) ?? []), hash]);
  }
  return outdated;
}

function asksAnother(before: Policy, now: Policy, changes: readonly Change[], purpose: string): boolean {
  const questions = (policy: Policy) =>
    Object.values(policy.wording)
      .filter((one) => one.kind === 'consent-question' && one.for === purpose)
      .map(({ version }) => version)
      .join();
  if (questions(before) !== questions(now) && questions(before) !== '') return true;
  return changes.some(
    ({ path, material }) =>
      material && (path === `purposes.${purpose}` || path.startsWith(`purposes.${purpose}.`)),
  );
}
