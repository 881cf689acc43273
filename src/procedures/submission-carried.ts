import { Refused } from '../base/index.ts';
import type { CollectionPoint } from '../collection/index.ts';
import { isCarried } from '../gate/index.ts';
import type { Policy } from '../policy/index.ts';
import { askGate } from './decision.ts';
import type { House, Moment } from './house.ts';

/**
 * What comes in on the strength of interests alone comes in while a balancing test carries at least one of them: else nothing may
 * be done with it. The gate answers for each, so that what is refused is kept as refused. Refuses `collection.not-carried`.
 */
export async function refuseUncarried(
  house: House,
  policy: Policy,
  name: string,
  { purposes }: CollectionPoint,
  { today }: Moment,
): Promise<void> {
  if (purposes.some((one) => isCarried(policy, one, today))) return;
  const why: string[] = [];
  for (const purpose of purposes) {
    const act = { act: 'collect', purpose, channel: '', personId: null, recipient: '', country: '' } as const;
    const { because } = await askGate(house, { ...act, data: [], collection: name }, {});
    why.push(...because.map(({ says }) => says));
  }
  throw new Refused(
    'collection.not-carried',
    `Nothing was stored, for there is nothing today that "${name}" may be used for. ${[...new Set(why)].join(' ')}`,
  );
}
