import { type Day, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type Launch, startsIn } from './launch.rules.ts';

/**
 * What a version starts, each with the decision about it. Refuses `notice.no-decision` where the policy in force promises that
 * somebody decides first, and nobody has.
 */
export function launchesOf(before: Policy, after: Policy, today: Day): Launch[] {
  const launches = startsIn(before, after, today);
  const open = launches.flatMap(({ path, decided }) => (decided ? [] : [path]));
  if (before.changes['gate-launches'] && open.length > 0)
    throw new Refused(
      'notice.no-decision',
      `This version is not taken, and what is in force stays. It starts ${open.join(', ')}, and nobody has decided by ${today} what that means for the notice. Say under "changes: decisions" who decided, on which day and what it affects.`,
      { missing: open },
    );
  return launches;
}

/** Keeps what a version starts, and who decided about it. */
export async function keepLaunches(
  tx: Tx,
  { hash, gated, launches }: { hash: string; gated: boolean; launches: readonly Launch[] },
): Promise<void> {
  await rows(
    tx,
    `insert into launch (hash, path, gated, decision, decided_by, decided_on)
     select $1, path, $2, decision, decided_by, decided_on
     from jsonb_to_recordset($3::jsonb) as l (path text, decision text, decided_by text, decided_on date)
     on conflict (hash, path) do update set (gated, decision, decided_by, decided_on)
       = (excluded.gated, excluded.decision, excluded.decided_by, excluded.decided_on)`,
    [
      hash,
      gated,
      JSON.stringify(
        launches.map(({ path, decided }) => ({
          path,
          decision: decided?.decision ?? null,
          decided_by: decided?.by ?? null,
          decided_on: decided?.on ?? null,
        })),
      ),
    ],
  );
}
