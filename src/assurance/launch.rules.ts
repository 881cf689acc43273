import type { Day, Duration } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

/** The sections in which something new is something new that we do with people's data. */
const STARTS = [
  'purposes',
  'recipients',
  'collection',
  'data',
  'decisions',
  'processing',
  'messages',
  'publications',
  'systems',
] as const;

/** Who decided what something new means for the notice, and when. */
export type Decided = { decision: string; by: string; on: Day };

/** Something that a version starts: `purposes.newsletter`. Null: nobody has decided about it yet. */
export type Launch = { path: string; decided: Decided | null };

/** What is done stands in the notice within this time, where the policy does not say. */
const PRACTICE_WITHIN: Duration = 'P30D';

export const practiceWithin = ({ changes }: Pick<Policy, 'changes'>): Duration =>
  changes['practice-within'] ?? PRACTICE_WITHIN;

/** The decision about a thing that was taken by a day. One that is dated later has not been taken. */
export function decidedOn({ changes }: Policy, path: string, today: Day): Decided | null {
  for (const [decision, { on, by, affects }] of Object.entries(changes.decisions ?? {}))
    if (on <= today && affects.includes(path)) return { decision, by, on: on as Day };
  return null;
}

/** What a policy starts that the one before it did not have. */
export const startsIn = (before: Policy, after: Policy, today: Day): Launch[] =>
  [
    ...STARTS.flatMap((section) =>
      Object.keys(after[section])
        .filter((name) => !Object.hasOwn(before[section], name))
        .map((name) => `${section}.${name}`),
    ),
    ...(isAnotherBusiness(before, after) ? ['organisation.business'] : []),
  ].map((path) => ({ path, decided: decidedOn(after, path, today) }));

/** Another line of business than people were told of; to say for the first time which it is starts nothing. */
const isAnotherBusiness = ({ organisation: before }: Policy, { organisation: after }: Policy): boolean =>
  before.business !== undefined && after.business !== undefined && before.business !== after.business;
