import { Refused } from '../base/index.ts';
import { appendEvidence, personalDataIn } from '../evidence/index.ts';
import { decide, NO_FACTS } from '../gate/index.ts';
import { type Cell, type Release, releasable } from '../permission/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/**
 * Lets out what an analysis found, as figures about groups that are large enough, and nothing about a person. Refuses
 * `results.no-group` where the policy says of no size, `results.not-live` where the purpose may not run, and
 * `results.person-level` for rows that name somebody.
 */
export async function releaseResults(
  house: House,
  {
    of,
    cells,
    by,
  }: { of: { purpose: string } | { publication: string }; cells: readonly Cell[]; by: string },
): Promise<Release> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const named = 'purpose' in of ? of.purpose : of.publication;
  const section = 'purpose' in of ? policy.purposes : policy.publications;
  const declared = Object.hasOwn(section, named) ? section[named] : undefined;
  const least = declared?.['minimum-group'];
  if (least === undefined)
    throw new Refused('results.no-group', `The policy lets no figures out of "${named.slice(0, 80)}".`);
  if ('purpose' in of) refuseDead(policy, named, today, now);
  // A name or an address in place of a group is a row about a person, whatever the count beside it says.
  if (
    cells.some((cell) => personalDataIn({ group: cell.group, figures: Object.keys(cell.figures) }) !== null)
  )
    throw new Refused('results.person-level', 'A row is about a person and no group; nothing was let out.');
  const release = releasable(cells, least);
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'results.released',
      at: now,
      actor: by,
      body: {
        of: named,
        released: release.released.length,
        withheld: release.withheld,
        least,
        smallest: release.released.reduce<number | null>(
          (most, { people }) => (most === null || people < most ? people : most),
          null,
        ),
      },
    }),
  );
  return release;
}

/** The purpose itself has to run: declared, its interest weighed. Each person's yes was asked for when their data was taken in. */
function refuseDead(
  policy: Awaited<ReturnType<typeof policyInForce>>,
  purpose: string,
  today: Parameters<typeof decide>[3]['today'],
  now: string,
): void {
  const act = {
    act: 'collect',
    purpose,
    channel: '',
    personId: null,
    recipient: '',
    data: [],
    country: '',
  } as const;
  const { verdict, because } = decide(policy, act, NO_FACTS, { today, now });
  if (verdict !== 'allow')
    throw new Refused('results.not-live', because[0]?.says ?? 'This purpose may not run today.');
}
