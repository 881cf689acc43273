import type { Day, Instant } from '../base/index.ts';
import type { Live } from '../controls/index.ts';
import { type Policy, parsePolicy } from '../policy/index.ts';

/** The version in force as it is stored, which is what people read; `since` the first version of all took effect. */
export type InForce = { policy: Policy; hash: string; at: Instant; since: Day };

/** Null: nothing is in force, or what is cannot be read by this release. */
export async function inForceOf(live: Live, zone: string): Promise<InForce | null> {
  const [version] = await live.rows<{
    files: Record<string, string>;
    hash: string;
    at: Instant;
    since: Day;
  }>(
    `select files, hash, in_force_at as at,
       (select (min(coalesce(in_force_at, proposed_at)) at time zone $1)::date from policy_version) as since
     from policy_version where in_force_at is not null and replaced_at is null`,
    [zone],
  );
  if (!version) return null;
  const { policy } = parsePolicy(version.files);
  return policy && { policy, hash: version.hash, at: version.at, since: version.since };
}
