import { createHash } from 'node:crypto';
import { addDays } from '../base/index.ts';
import { addressOf, atRisk, broken, control, entriesOf, kept, nothingYet, says } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksForList, ledgerHas, type Purpose } from './acts.ts';

/** An audience is used for thirty days at most, and deleted over there afterwards. */
const DAYS = 30;

/** Audiences for advertisers: hashed, screened, for one declared advertiser and purpose, and over after thirty days. */
export const advertisingAudience = control<Purpose, Policy>({
  id: 'mkt.audience',
  applies: (purpose, { path }) =>
    path.startsWith('purposes.') &&
    purpose.kind === 'marketing' &&
    (purpose.channels ?? []).includes('digital') &&
    purpose.platform !== undefined,

  async state(live, { name, declared }) {
    const [figures] = await live.rows<{
      lists: number;
      people: number;
      over: number;
      soon: number;
      elsewhere: number;
      beyond: number;
    }>(
      `select count(*)::int as lists, coalesce(sum(people), 0)::int as people,
         count(*) filter (where ended_at is null and expires_at <= $2::timestamptz)::int as over,
         count(*) filter (where ended_at is null and expires_at > $2::timestamptz and expires_at <= $2::timestamptz + interval '5 days')::int as soon,
         count(*) filter (where recipient <> $3)::int as elsewhere,
         count(*) filter (where expires_at > made_at + interval '31 days')::int as beyond
       from list_stamp where kind = 'audience' and purpose = $1 and made_at > $2::timestamptz - interval '1 year'`,
      [name, live.now, declared.platform],
    );
    const { lists = 0, over = 0, soon = 0, elsewhere = 0, beyond = 0 } = figures ?? {};
    if (elsewhere + beyond > 0)
      return broken({
        because: 'An audience went to another advertiser, or for longer than it may.',
        figures: { ...figures },
      });
    if (lists === 0) return nothingYet('No audience of this purpose was ever handed over.');
    if (over > 0)
      return broken({
        because: `${over} audiences are past their last day, and nobody told that they were deleted.`,
        figures: { ...figures },
      });
    const entries = await entriesOf(live, 'list.made', { field: 'purpose', is: name });
    if (soon > 0)
      return atRisk({
        because: `${soon} audiences have to be deleted within five days.`,
        figures: { ...figures },
        entries,
      });
    return kept({
      because: 'Every audience was screened, hashed and deleted in time.',
      figures: { ...figures },
      entries,
    });
  },

  async prove(twin, { name, declared, policy, path }) {
    const { scene } = twin;
    const platform = declared.platform ?? '';
    const tags = ['willing', 'stopped', 'refuser', 'silent'];
    await scene.given('somebody who said yes to being shown advertisements', () =>
      says(twin, 'willing', name, 'confirmed', 'digital'),
    );
    await scene.given('somebody who said yes and took it back', async () => {
      await says(twin, 'stopped', name, 'confirmed', 'digital');
      await says(twin, 'stopped', name, 'withdrawn', 'digital');
    });
    await scene.given('somebody who said no, and somebody who was only asked', async () => {
      await says(twin, 'refuser', name, 'refused', 'digital');
      await says(twin, 'silent', name, 'asked', 'digital');
    });
    const made = await scene.when(`an audience of all of them goes to ${platform}`, () =>
      asksForList(twin, 'audience', name, platform, tags),
    );
    await scene.then('it holds one hash, and no address', () => made.json.people, [
      createHash('sha256').update(addressOf('willing')).digest('hex'),
    ]);
    await scene.then('the log says how many left and how many did not', () => peopleIn(made.json), [1, 3]);
    const other = Object.keys(policy.recipients).find((one) => one !== platform) ?? 'somebody-else';
    await scene.when(`somebody else (${other}) asks for it`, async () => {
      const answer = await asksForList(twin, 'audience', name, other, tags);
      await scene.then('nothing leaves', () => [answer.status, answer.json.people ?? null], [403, null]);
      await scene.then('and the attempt is on record', () => ledgerHas(twin, 'list.refused'), 1);
    });
    const use = async () =>
      (await twin.call('POST', `/api/lists/${made.json.id}/uses`, { purpose: name, recipient: platform }))
        .json.code;
    await scene.then('until its last day it may be used for this', use, 'list.as-stamped');
    await scene.given('thirty days go by', () => twin.travelTo(addDays(twin.today(), DAYS + 1)));
    await scene.then('then it may not be used any more', use, 'list.expired');
    await scene.then(
      'and as long as nobody tells that it was deleted, the board shows it',
      () => twin.stateOf('mkt.audience', path),
      'broken',
    );
    await scene.when('it is told that it was deleted', () =>
      twin.call('POST', `/api/lists/${made.json.id}/ended`, {}),
    );
    await scene.then('the board shows it as kept', () => twin.stateOf('mkt.audience', path), 'kept');
  },
});

const peopleIn = ({ people, leftOut }: Readonly<Record<string, unknown>>): number[] => [
  Array.isArray(people) ? people.length : -1,
  Object.values((leftOut ?? {}) as Record<string, number>).reduce((sum, count) => sum + count, 0),
];
