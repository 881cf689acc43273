import { addDays, type Day } from '../base/index.ts';
import {
  asksGate,
  broken,
  control,
  entriesOf,
  expectOk,
  happens,
  identityOf,
  kept,
  nothingYet,
  type Twin,
  says as tells,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Purpose } from './marketing.control.ts';

const CHANNELS = ['email', 'sms', 'phone', 'post', 'digital'] as const;
type Channel = (typeof CHANNELS)[number];

const NUMBER = '+44 1632 960123';
const LISTED = '+44 1632 960999';

/** Each channel under its own rule: what the policy does not name sends nothing, and a number is called only after both registers were looked at. */
export const channelMatrix = control<Purpose, Policy>({
  id: 'mkt.channels',
  applies: (purpose, { path }) =>
    path.startsWith('purposes.') && purpose.kind === 'marketing' && purpose.channels !== undefined,

  async state(live, { name, declared }) {
    const [found] = await live.rows<{
      allowed: number;
      refused: number;
      undeclared: number;
      unscreened: number;
      unasked: number;
    }>(
      `select count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused,
         count(*) filter (where verdict = 'allow' and channel <> all ($2::text[]))::int as undeclared,
         count(*) filter (where verdict = 'allow' and channel = 'phone' and code <> 'send.consent' and (facts -> 'callListing') is null)::int as unscreened,
         count(*) filter (where verdict = 'allow' and channel = 'digital' and code <> 'send.consent')::int as unasked
       from decision where act = 'send' and purpose = $1 and decided_at > $3::timestamptz - interval '1 year'`,
      [name, declared.channels ?? [], live.now],
    );
    if (!found || found.allowed + found.refused === 0)
      return nothingYet('Nothing of this has been sent yet.');
    if (found.undeclared > 0)
      return broken({
        because: `${found.undeclared} messages went by a channel that is not declared.`,
        figures: found,
      });
    if (found.unscreened > 0)
      return broken({
        because: `${found.unscreened} calls were made without a look at the registers.`,
        figures: found,
      });
    if (found.unasked > 0)
      return broken({
        because: `${found.unasked} people were reached by digital channels without a yes of theirs.`,
        figures: found,
      });
    return kept({
      because: 'Every message went by a declared channel, under the rule of that channel.',
      figures: found,
      entries: await entriesOf(live, 'call-list.imported'),
    });
  },

  async prove(twin, { name, declared }) {
    const { scene } = twin;
    const declares = (channel: Channel) => (declared.channels as readonly string[]).includes(channel);
    const says = (channel: string, state: string, phone = NUMBER) =>
      twin.call('POST', '/api/permissions', {
        identity:
          channel === 'phone' || channel === 'sms' ? { kind: 'phone', value: phone } : identityOf('somebody'),
        purpose: name,
        channel,
        state,
        wording: 'question-2026-03',
        source: 'shop',
      });
    const send = async (channel: Channel, phone = NUMBER) =>
      (
        await asksGate(twin, {
          act: 'send',
          purpose: name,
          channel,
          identity:
            channel === 'phone' || channel === 'sms'
              ? { kind: 'phone', value: phone }
              : identityOf('somebody'),
        })
      ).verdict;
    for (const channel of CHANNELS.filter((one) => !declares(one)))
      await scene.when(`somebody even says yes to ${channel}, which is not a channel of this`, async () => {
        await says(channel, 'confirmed');
        await scene.then('nothing is sent that way', () => send(channel), 'deny');
      });
    for (const channel of CHANNELS.filter((one) => declares(one) && one !== 'phone'))
      await scene.when(`somebody says yes to ${channel}, and then no`, async () => {
        await says(channel, 'confirmed');
        await scene.then(`${channel} may go out`, () => send(channel), 'allow');
        await twin.travelTo(addDays(twin.today(), 1));
        await says(channel, 'objected');
        await scene.then('and then not any more', () => send(channel), 'deny');
      });
    await proveSilence(twin, { name, declared });
    if (declares('phone') && declared.basis !== 'consent') await proveCalls(twin, send);
  },
});

/** Who said nothing: post alone may reach them, on an interest. After a sale e-mail and text may, where they could say no; nothing else. */
async function proveSilence(
  twin: Twin,
  {
    name,
    declared: { basis, channels = [], only, 'soft-opt-in': soft },
  }: { name: string; declared: Purpose },
): Promise<void> {
  const { scene } = twin;
  const silent = channels.filter((channel) => channel !== 'phone');
  const verdicts = (tag: string, some: readonly string[]) => async () => {
    const told: Record<string, string> = {};
    for (const channel of some)
      told[channel] = (
        await asksGate(twin, { act: 'send', purpose: name, channel, identity: identityOf(tag) })
      ).verdict;
    return told;
  };
  const expected = (some: readonly string[], may: (channel: string) => boolean) =>
    Object.fromEntries(some.map((channel) => [channel, may(channel) ? 'allow' : 'deny']));
  const byPost = (channel: string) => channel === 'post' && basis !== 'consent' && only === undefined;
  await scene.given('somebody whom we know, and who never said anything', async () => {
    expectOk(await twin.call('POST', '/api/people', { identities: [identityOf('silent')] }));
  });
  await scene.then(
    silent.some(byPost) ? 'only post may reach them' : 'nothing may reach them',
    verdicts('silent', silent),
    expected(silent, byPost),
  );
  const [sale] = soft?.from ?? [];
  if (sale === undefined) return;
  const softly = (channel: string) => channel === 'email' || channel === 'sms';
  await scene.given(
    `somebody with whom there was a sale (${sale}), and who was never offered to say no`,
    () => happens(twin, 'buyer', `${sale}-started`),
  );
  await scene.then('that changes nothing', verdicts('buyer', silent), expected(silent, byPost));
  await scene.given('they are offered to say no, on each channel, and do not', async () => {
    for (const channel of silent) await tells(twin, 'buyer', name, 'offered', channel);
  });
  await scene.then(
    'e-mail and text may reach them too, as far as they are channels of this, and no other channel',
    verdicts('buyer', silent),
    expected(silent, (channel) => byPost(channel) || softly(channel)),
  );
}

/** Calls: not before a look at both registers, not to a number on one, not by a list that is too old. */
async function proveCalls(
  twin: Twin,
  send: (channel: Channel, phone?: string) => Promise<string>,
): Promise<void> {
  const { scene } = twin;
  await scene.when('a number is to be called that nobody has looked up', async () => {
    await scene.then('it is not called', () => send('phone'), 'deny');
  });
  await scene.given('the lists of both registers of today, one number on them', () =>
    importLists(twin, twin.today()),
  );
  await scene.then('a number that is on neither may be called', () => send('phone'), 'allow');
  await scene.then('one that is on a list may not', () => send('phone', LISTED), 'deny');
  await scene.when('the lists are 29 days old', async () => {
    await twin.travelTo(addDays(twin.today(), 29));
    await scene.then('nobody is called by them', () => send('phone'), 'deny');
  });
}

async function importLists(twin: Twin, asOf: Day): Promise<void> {
  for (const list of ['tps', 'ctps']) {
    const answer = await twin.call('POST', `/api/call-lists/${list}`, {
      asOf,
      numbers: [LISTED, '+44 1632 960555'],
    });
    if (answer.status !== 201) throw new Error(`the list was not taken: ${answer.text}`);
  }
}
