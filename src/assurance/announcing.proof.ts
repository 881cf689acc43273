import { addDays, addPeriod, sayDay } from '../base/index.ts';
import type { Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Way } from './announcing.rules.ts';
import { type Announcing, decidingStarts, withAnnouncing, withNewRecipient } from './launch.acts.ts';
import { noticeNow, refusalOf } from './record.acts.ts';

/** One recipient more, and what was decided about the ways in which people hear of it. */
const puts = (twin: Twin, recipient: string, decided: readonly Announcing[]): Promise<string | null> =>
  refusalOf(twin, (files) =>
    withAnnouncing(decidingStarts((now) => withNewRecipient(now, recipient), twin.today())(files), decided),
  );

const officerOf = ({ organisation }: Policy): string => Object.keys(organisation.officers)[0] ?? '';

/** A material change is not taken before somebody has decided in which ways people hear of it. */
export async function refusesUndecided(twin: Twin, policy: Policy, recipient: string): Promise<void> {
  const { scene } = twin;
  const ways = policy.changes.material?.['decide-on'] ?? [];
  if (ways.length === 0) return;
  const [old, by] = [await noticeNow(twin), officerOf(policy)];
  const tomorrow = addDays(twin.today(), 1);
  for (const [says, decided] of [
    [`nobody has decided whether people also hear of it by ${ways.join(', ')}`, []],
    ['that is decided tomorrow', ways.map((way) => ({ way, send: false, on: tomorrow, by }))],
  ] as const) {
    const refusal = await scene.when(`a new recipient is put forward, and ${says}`, () =>
      puts(twin, recipient, decided),
    );
    await scene.then(
      'it is refused, and the refusal names what is to be decided',
      () => ways.map((way) => refusal?.includes(`whether they also hear of it by ${way}`) ?? false),
      ways.map(() => true),
    );
  }
  await scene.then('the old notice stays, and no other is announced', () => twinShows(twin), [old, false]);
}

/**
 * The decision about the change before does not count for the next one. Where it is decided that people hear of it by mail as
 * well, they do, and the change waits for that.
 */
export async function tellsAsDecided(twin: Twin, policy: Policy, reader: string): Promise<void> {
  const { scene } = twin;
  const promised = policy.changes.material;
  if (!promised?.['decide-on']?.includes('email')) return;
  const [old, by] = [await noticeNow(twin), officerOf(policy)];
  const before = await mailsTo(twin, reader);
  const refusal = await scene.when(
    'one more recipient is put forward, and all that was decided is about the one before',
    () => puts(twin, 'one-more-supplier', []),
  );
  await scene.then('that is refused', () => refusal?.includes('nobody has decided') ?? false, true);
  const on = twin.today();
  const taken = await scene.when(`the ${by} decides that people hear of this one by e-mail`, () =>
    puts(
      twin,
      'one-more-supplier',
      (promised['decide-on'] ?? []).map((way: Way) => ({ way, send: way === 'email', on, by })),
    ),
  );
  await scene.then('now it is taken', () => taken, null);
  await scene.when('the night goes by', () => twin.travelTo(addDays(on, 1)));
  await scene.then('they have a mail about it', async () => (await mailsTo(twin, reader)) - before, 1);
  await scene.then('the old notice is still in force', () => noticeNow(twin), old);
  const effective = addDays(addPeriod(addDays(on, 1), promised.notice), 1);
  await scene.when(`the day comes on which people have had their time, ${sayDay(effective)}`, () =>
    twin.travelTo(effective),
  );
  await scene.then('now the new notice is in force', async () => (await noticeNow(twin)) !== old, true);
  await scene.then('the board says that it is kept', () => twin.stateOf('notice.change', 'changes'), 'kept');
}

const mailsTo = async (twin: Twin, reader: string): Promise<number> =>
  (await twin.mails()).filter(({ to }) => to === reader).length;

const twinShows = async (twin: Twin): Promise<[string, boolean]> => [
  await noticeNow(twin),
  /data-coming="[0-9a-f]{64}"/.test((await twin.visit('/')).text),
];
