import {
  addressOf,
  atRisk,
  type Bound,
  broken,
  control,
  entriesOf,
  kept,
  nothingYet,
  says,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksForList, isMailMarketing, ledgerHas, mails, reached } from './acts.ts';

type Way = {
  purpose: string;
  platform: string;
  /** Another way, which is forbidden by name. */
  forbidden: string | undefined;
};

/**
 * The mailing and its platform that a declaration is about: a purpose, a recipient that is the platform, or a prohibition of
 * another way for the purpose.
 */
function wayOf({ path, declared, policy }: Bound<unknown, Policy>): Way | null {
  const [section = '', name = ''] = [path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1)];
  const forbids = section === 'prohibitions' ? (declared as Policy['prohibitions'][string]) : null;
  for (const [purpose, one] of Object.entries(policy.purposes)) {
    if (!isMailMarketing(one) || !one.platform) continue;
    const meant =
      (section === 'purposes' && name === purpose) ||
      (section === 'recipients' && name === one.platform) ||
      (forbids?.recipients !== undefined &&
        (forbids.act === 'send' || forbids.act === 'share') &&
        forbids.purposes?.includes(purpose));
    if (meant) return { purpose, platform: one.platform, forbidden: forbids?.recipients?.[0] };
  }
  return null;
}

const way = (one: Bound<unknown, Policy>): Way => {
  const found = wayOf(one);
  if (!found) throw new Error(`${one.path} is about no platform`);
  return found;
};

/** Marketing leaves through the declared platform alone; lists go to it after the gate, stamped, and what comes back keeps its stamp. */
export const mailingPlatform = control<unknown, Policy>({
  id: 'mkt.platform',
  applies: (_, one) => wayOf(one) !== null,

  async state(live, one) {
    const { purpose, platform } = way(one);
    const [figures] = await live.rows<{
      lists: number;
      elsewhere: number;
      left: number;
      over: number;
      sent: number;
    }>(
      `select count(*)::int as lists, count(*) filter (where l.recipient <> $2)::int as elsewhere,
         coalesce(sum(l.people), 0)::int as left,
         count(*) filter (where l.ended_at is null and l.expires_at < $3::timestamptz)::int as over,
         (select count(*)::int from outbox o where o.purpose = $1 and o.class = 'marketing' and o.state = 'sent') as sent
       from list_stamp l where (l.purpose = $1 or l.recipient = $2) and l.kind in ('handover', 'export')
         and l.made_at > $3::timestamptz - interval '1 year'`,
      [purpose, platform, live.now],
    );
    const { lists = 0, elsewhere = 0, over = 0, sent = 0 } = figures ?? {};
    if (elsewhere > 0)
      return broken({
        because: `${elsewhere} lists went to somebody else than the platform.`,
        figures: { ...figures },
      });
    if (lists + sent === 0) return nothingYet('No list and no mail of this purpose has left yet.');
    if (over > 0)
      return atRisk({
        because: `${over} lists are past their last day, and nobody told that they were deleted.`,
        figures: { ...figures },
      });
    return kept({
      because: 'What left, left by the declared way, screened and stamped.',
      figures: { ...figures },
      entries: await entriesOf(live, 'list.made', { field: 'purpose', is: purpose }),
    });
  },

  async prove(twin, one) {
    const { scene } = twin;
    const { policy } = one;
    const { purpose, platform, forbidden } = way(one);
    const tags = ['willing', 'stopped', 'silent'];
    await scene.given(
      'somebody who said yes, somebody who took it back, and somebody who was only asked',
      async () => {
        await says(twin, 'willing', purpose, 'confirmed');
        await says(twin, 'stopped', purpose, 'confirmed');
        await says(twin, 'stopped', purpose, 'withdrawn');
        await says(twin, 'silent', purpose, 'asked');
      },
    );
    const list = await scene.when(`the list goes to ${platform}`, () =>
      asksForList(twin, 'handover', purpose, platform, tags),
    );
    await scene.then('only the one who said yes leaves', () => list.json.people, [addressOf('willing')]);
    await scene.then('the log says how many left and how many did not, and to whom', async () => {
      const [row] = await twin.rows<{ recipient: string; people: number; out: number }>(
        `select recipient, people, (select sum(value::int)::int from jsonb_each_text(left_out)) as out from list_stamp`,
      );
      return row ? [row.recipient, row.people, row.out] : [];
    }, [platform, 1, 2]);
    const others = Object.keys(policy.recipients).filter((name) => name !== platform);
    const other = forbidden ?? others[0] ?? 'somebody-else';
    await scene.when(`the same list is asked for by somebody else (${other})`, async () => {
      const answer = await asksForList(twin, 'handover', purpose, other, tags);
      await scene.then('nothing leaves', () => [answer.status, answer.json.people ?? null], [403, null]);
      await scene.then('and the attempt is on record', () => ledgerHas(twin, 'list.refused'), 1);
    });
    await scene.when(`a mailing is sent another way (${other})`, async () => {
      const answer = await mails(twin, policy, purpose, ['willing'], 'Another way', { through: other });
      await scene.then('it is refused', () => [answer.status, answer.json.code], [
        403,
        'mailing.not-this-way',
      ]);
      await scene.then('and reaches nobody', () => reached(twin, tags, 'Another way'), []);
      await scene.then('and the attempt is on record', () => ledgerHas(twin, 'mailing.refused'), 1);
    });
    await scene.when('it is sent the declared way', () =>
      mails(twin, policy, purpose, tags, 'Declared way', { through: platform }),
    );
    await scene.then('it arrives', () => reached(twin, tags, 'Declared way'), ['willing']);
    const another = Object.keys(policy.purposes).find((name) => name !== purpose) ?? 'anything';
    const made = await scene.given('what comes out of the platform is stamped with this purpose', () =>
      twin.call('POST', '/api/lists/exports', { purpose, recipient: platform, people: 1 }),
    );
    const use = async (asked: object) =>
      (await twin.call('POST', `/api/lists/${made.json.id}/uses`, asked)).json.allowed;
    await scene.then('it may be used for this', () => use({ purpose }), true);
    await scene.then(`but not for ${another}`, () => use({ purpose: another }), false);
    await scene.then(`and nobody (${other}) is given it`, () => use({ purpose, recipient: other }), false);
  },
});
