import {
  asksGate,
  broken,
  identityOf,
  kept,
  type Live,
  nothingYet,
  type State,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

type Purpose = Policy['purposes'][string];

const BY_HAND: readonly string[] = ['post', 'phone', 'sms'];

export const reachesByHand = ({ channels = [] }: Purpose): boolean =>
  channels.some((channel) => BY_HAND.includes(channel));

/** Marketing that leaves by no mail of ours: a letter, a call. Whoever sends it asks the gate about each person. */
export async function letterState(live: Live, purpose: string): Promise<State> {
  const [found] = await live.rows<{ allowed: number; refused: number; against: number }>(
    `select count(*) filter (where d.verdict = 'allow')::int as allowed, count(*) filter (where d.verdict <> 'allow')::int as refused,
       count(*) filter (where d.verdict = 'allow' and (
         select p.state from permission p where p.person_id = d.person_id and p.purpose = d.purpose and p.channel = d.channel
           and p.recorded_at <= d.decided_at order by p.at desc, p.recorded_at desc limit 1) in ('refused', 'withdrawn', 'objected'))::int as against
     from decision d where d.act = 'send' and d.purpose = $1 and d.decided_at > $2::timestamptz - interval '1 year'`,
    [purpose, live.now],
  );
  if (!found || found.allowed + found.refused === 0)
    return nothingYet('Nobody has asked to write to anyone for this yet.');
  return found.against > 0
    ? broken({
        because: `${found.against} times somebody was to be reached who had said no.`,
        figures: found,
      })
    : kept({ because: 'Nobody who said no was to be reached.', figures: found });
}

/** Each person passes the gate, one by one, on each channel; on a channel that is not declared nobody does. */
export async function proveLetters(twin: Twin, name: string, { channels = [] }: Purpose): Promise<void> {
  const { scene } = twin;
  const send = async (tag: string, channel: string) =>
    (await asksGate(twin, { act: 'send', purpose: name, channel, identity: identityOf(tag) })).verdict;
  for (const channel of channels) {
    await scene.given(`one who said no to ${channel}, and one who said yes`, async () => {
      await says(twin, `no-${channel}`, name, 'refused', channel);
      await says(twin, `yes-${channel}`, name, 'confirmed', channel);
    });
    await scene.when(`both are on a list for ${channel}, and the gate is asked about each`, async () => {
      await scene.then('the one who said no is left out', () => send(`no-${channel}`, channel), 'deny');
      await scene.then('the other one is not', () => send(`yes-${channel}`, channel), 'allow');
    });
  }
  await scene.when(
    'somebody even says yes to mail, which is no channel of this, and a mail is to go',
    async () => {
      await says(twin, 'mailed', name, 'confirmed', 'email');
      await scene.then('they do not get it', () => send('mailed', 'email'), 'deny');
    },
  );
}
