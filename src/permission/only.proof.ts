import { addPeriod, type Day } from '../base/index.ts';
import {
  AGENT,
  AGREED,
  asksGate,
  type Claim,
  comesTo,
  expectOk,
  happens,
  identityOf,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned } from './acts.ts';

type Purpose = Policy['purposes'][string];
type Only = NonNullable<Purpose['only']>;
type Citing = NonNullable<Only['citing']>;

/** What one try of a purpose with conditions works with: who met them all, and what was said for them. */
type Try = {
  twin: Twin;
  name: string;
  declared: Purpose;
  policy: Policy;
  claim: Claim;
  /** What the gate says of a use: for whom, and with what said differently from what they met. */
  use: (tag: string, but?: Record<string, unknown>) => Promise<string>;
};

/**
 * Each condition that the policy sets on a purpose, taken away alone: whoever still met all the others may not. `somebody` meets
 * them all, and `claim` is what is said for them, as `becomesConcerned` left both.
 */
export async function proveOnly(
  twin: Twin,
  { name, declared, policy }: { name: string; declared: Purpose; policy: Policy },
  claim: Claim,
): Promise<void> {
  const { only } = declared;
  if (!only) return;
  const use: Try['use'] = async (tag, but = {}) => {
    const asked = { act: 'use', purpose: name, data: declared.data, identity: identityOf(tag) };
    return (await asksGate(twin, { ...asked, ...claim, ...but })).verdict;
  };
  const tried: Try = { twin, name, declared, policy, claim, use };
  if (only.by) await proveRole(tried, only.by);
  if (only.while || only.after) await proveWhile(tried, only);
  if (only['up-to']) await proveAmount(tried);
  if (only.citing) await proveCiting(tried, only.citing);
}

async function proveRole({ twin: { scene }, use }: Try, roles: readonly string[]): Promise<void> {
  await scene.when(`somebody asks whose role is none of ${roles.join(', ')}`, async () => {
    await scene.then('they may not', () => use('somebody', { by: `not-${roles.join('-nor-')}` }), 'deny');
  });
  await scene.when('somebody asks who names no role', async () => {
    await scene.then('they may not', () => use('somebody', { by: undefined }), 'deny');
  });
}

/** What they agreed to may be taken, and not a penny more. */
async function proveAmount({ twin, name, declared, policy, use }: Try): Promise<void> {
  const { scene } = twin;
  await scene.when(`${AGREED} is to be taken, as they agreed`, async () => {
    await scene.then('it may', () => use('somebody'), 'allow');
  });
  for (const amount of [AGREED + 0.01, AGREED * 1.2])
    await scene.when(`${amount.toFixed(2)} is to be taken`, async () => {
      await scene.then('it may not', () => use('somebody', { amount }), 'deny');
    });
  await scene.when('nobody says how much', async () => {
    await scene.then('it may not', () => use('somebody', { amount: undefined }), 'deny');
  });
  await scene.given('a payer who has agreed to no amount', () => {
    const otherwise = { ...declared, only: { ...declared.only, 'up-to': undefined } };
    return becomesConcerned(twin, 'unagreed', name, otherwise, policy);
  });
  await scene.when('the same is to be taken from them', async () => {
    await scene.then('it may not', () => use('unagreed', { amount: AGREED }), 'deny');
  });
  const [point, field] =
    Object.entries(policy.collection).flatMap(([one, { agrees, purposes }]) =>
      agrees !== undefined && purposes.includes(name) ? [[one, agrees] as const] : [],
    )[0] ?? [];
  if (point === undefined || field === undefined) return;
  const less = AGREED / 2;
  await scene.when(`they agree to ${less} at "${point}"`, () =>
    comesTo(twin, 'unagreed', point, policy, { [field]: less.toFixed(2) }),
  );
  await scene.then('that may be taken', () => use('unagreed', { amount: less }), 'allow');
  await scene.then('and what others agreed to may not', () => use('unagreed', { amount: AGREED }), 'deny');
}

async function proveCiting(tried: Try, citing: Citing): Promise<void> {
  const { twin, use } = tried;
  const { scene } = twin;
  await scene.when(`somebody asks who does not name ${citing.says}`, async () => {
    await scene.then('they may not', () => use('somebody', { citing: undefined }), 'deny');
  });
  if (citing.case) await proveCase(tried, citing);
}

async function proveCase(tried: Try, citing: Citing): Promise<void> {
  const { twin, declared, policy, name, claim, use } = tried;
  const { scene } = twin;
  await scene.when('somebody names a number that no case has', async () => {
    const citing = '00000000-0000-4000-8000-000000000000';
    await scene.then('they may not', () => use('somebody', { citing }), 'deny');
  });
  await scene.given('a neighbour of theirs, with a case of their own', async () => {
    await becomesConcerned(twin, 'neighbour', name, declared, policy);
  });
  await scene.when('the number of one’s case is named to get at the data of the other', async () => {
    await scene.then('they may not', () => use('neighbour', { citing: claim.citing }), 'deny');
  });
  if (citing.assigned)
    await scene.when('a colleague names the number who does not work on that case', async () => {
      const agent = `not-${AGENT}`;
      await scene.then('they may not', () => use('somebody', { agent }), 'deny');
    });
  if (citing['reviewed-every']) await proveReview(tried, citing['reviewed-every']);
  await scene.given('the case is closed', async () => {
    expectOk(await twin.call('POST', `/api/cases/${claim.citing}/close`, {}));
  });
  await scene.when('the number is named once more', async () => {
    await scene.then('they may not: there is nothing left to do', () => use('somebody'), 'deny');
  });
}

/** A case that nobody looks at again carries no further, until somebody does. */
async function proveReview({ twin, declared, policy, claim, use }: Try, every: string): Promise<void> {
  const { scene } = twin;
  const last = addPeriod(twin.today(), every);
  const weighed = policy.assessments[declared.assessment ?? '']?.review as Day | undefined;
  await scene.when(`${last} comes, by which the case has to be looked at again`, async () => {
    await twin.travelTo(last);
    if (weighed === undefined || weighed > last)
      await scene.then('on that day they still may', () => use('somebody'), 'allow');
  });
  await scene.when('the day after comes, and nobody has', async () => {
    await twin.travelTo(addPeriod(last, 'P1D'));
    await scene.then('they may not', () => use('somebody'), 'deny');
  });
  if (weighed !== undefined && weighed <= addPeriod(last, 'P1D')) return;
  await scene.when('somebody looks at the case again, and it is still needed', async () => {
    expectOk(await twin.call('POST', `/api/cases/${claim.citing}/review`, { by: AGENT }));
    await scene.then('they may again', () => use('somebody'), 'allow');
  });
}

async function proveWhile(tried: Try, { while: kinds = [], after = [] }: Only): Promise<void> {
  const { twin, declared, policy, name, claim, use } = tried;
  const { scene } = twin;
  const otherwise = { ...declared, only: { ...declared.only, while: undefined, after: undefined } };
  const own = Array.isArray(kinds) ? kinds : (kinds[claim.topic ?? ''] ?? []);
  const asOf = (tag: string, { citing }: Claim) => use(tag, citing === undefined ? {} : { citing });
  const met = await scene.given(`somebody of whom none of this is so: ${[...own, ...after].join(', ')}`, () =>
    becomesConcerned(twin, 'stranger', name, otherwise, { ...policy, people: knownElsewise(policy, own) }),
  );
  await scene.when('the same is asked about them', async () => {
    await scene.then('it may not', () => asOf('stranger', met), 'deny');
  });
  const [channel] = declared.channels ?? [];
  if (channel)
    await scene.when(`they are to be written to for it by ${channel}`, async () => {
      const send = { act: 'send', purpose: name, channel, identity: identityOf('stranger'), ...claim };
      await scene.then('that may not be', async () => (await asksGate(twin, send)).verdict, 'deny');
    });
  for (const event of after)
    await scene.when(`it happens: ${event}`, async () => {
      const theirs = await becomesConcerned(twin, event, name, otherwise, policy);
      await happens(twin, event, event);
      await scene.then('of whom it happened to it may', () => asOf(event, theirs), 'allow');
    });
  if (!Array.isArray(kinds)) await proveTopics(tried, kinds, own);
  const [ends] = own;
  if (ends === undefined) return;
  await scene.when(`${ends} ends, and the next day comes`, async () => {
    await happens(twin, 'somebody', `${ends}-ended`);
    await twin.travelTo(addPeriod(twin.today(), 'P1D'));
  });
  await scene.then('of the first it may not any more', () => use('somebody'), 'deny');
  await scene.when(`${ends} begins anew`, () => happens(twin, 'somebody', `${ends}-started`));
  await scene.then('it may again', () => use('somebody'), 'allow');
}

/** The same people, where being one of them follows from something else than these. */
const knownElsewise = ({ people }: Policy, kinds: readonly string[]): Policy['people'] =>
  Object.fromEntries(
    Object.entries(people).map(([name, one]) => [
      name,
      { ...one, while: one.while?.filter((kind) => !kinds.includes(kind)) },
    ]),
  );

/** What is done for one thing that they have is not done for another. */
async function proveTopics(
  { twin: { scene }, use }: Try,
  kinds: Readonly<Record<string, readonly string[]>>,
  own: readonly string[],
): Promise<void> {
  for (const [topic, needed] of Object.entries(kinds))
    if (!needed.some((one) => own.includes(one)))
      await scene.when(`it is asked about the first for "${topic}", which is not theirs`, async () => {
        await scene.then('it may not', () => use('somebody', { topic }), 'deny');
      });
  await scene.when('it is not said for which of them', async () => {
    await scene.then('it may not', () => use('somebody', { topic: undefined }), 'deny');
  });
}
