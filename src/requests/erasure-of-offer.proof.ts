import type { Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, carriedOut, comesIn, confirms, lettersTo, pointsToTry, requestOf } from './acts.ts';

type Purpose = Policy['purposes'][string];

/** Where somebody with whom there is no contract yet tells us what they want of this purpose. */
const offeredAt = (policy: Policy, name: string): string[] =>
  pointsToTry(policy).filter((point) => {
    const { purposes = [], people = [], begins } = policy.collection[point] ?? {};
    return (
      purposes.includes(name) && begins === undefined && people.every((one) => !policy.people[one]?.while)
    );
  });

/** Where a contract begins with whoever sends it in. */
const contractedAt = (policy: Policy): string[] =>
  pointsToTry(policy).filter((point) => {
    const { people = [], begins = '', confirmed } = policy.collection[point] ?? {};
    // One that waits for a link has not begun.
    return !confirmed && people.some((one) => policy.people[one]?.while?.includes(begins));
  });

/** A purpose that takes the steps before a contract that somebody asked for: when they want it no more, nothing is left to do. */
export const isBeforeContract = (purpose: Purpose, policy: Policy, name: string): boolean =>
  purpose.basis === 'contract' &&
  purpose.role !== 'processor' &&
  offeredAt(policy, name).length > 0 &&
  contractedAt(policy).length > 0;

/** Who wants an offer no more is erased; who has the contract asks the same, and what the contract needs stays. */
export async function offerIsErased(twin: Twin, policy: Policy, name: string): Promise<void> {
  const { scene } = twin;
  const ada = await scene.given('somebody asked for an offer', () =>
    comesIn(twin, policy, 'ada', offeredAt(policy, name)),
  );
  const bea = await scene.given('and somebody else has a contract', () =>
    comesIn(twin, policy, 'bea', contractedAt(policy)),
  );
  const left = () => Promise.all([ada, bea].map(async ({ point }) => (await idsAt(twin, point)).length));
  await scene.then('we have a record of each', left, [1, 1]);
  await scene.when('the first one wants it no more, and confirms by the link', () => erases(twin, 'ada'));
  await scene.then('their record is gone, and the client’s is there', left, [0, 1]);
  await scene.when('the client asks the same', () => erases(twin, 'bea'));
  await scene.then('what the contract needs stays', left, [0, 1]);
  await scene.then(
    'and the client has in writing that it does',
    async () =>
      (await lettersTo(twin, 'bea')).at(-1)?.text.includes('What stays, why, and until when:') ?? false,
    true,
  );
}

async function erases(twin: Twin, tag: string): Promise<void> {
  await asksOnForm(twin, 'erasure', tag);
  await confirms(twin, tag);
  await carriedOut(twin, (await requestOf(twin, 'erasure'))?.id ?? '');
}

const idsAt = (twin: Twin, point: string): Promise<{ id: string }[]> =>
  twin.rows('select id from record where point = $1', [point]);
