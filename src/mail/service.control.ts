import { broken, control, entriesOf, happens, kept, nothingYet, says } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { isMailMarketing, ledgerHas, reached, sendsMessage } from './acts.ts';

type Message = Policy['messages'][string];

const PLAIN = 'From 1 March one thing changes for you. You need do nothing, and nothing else changes.';
const BANNER = `${PLAIN} This week only: 20% off everything. Buy now!`;

/** A message that the service needs comes whatever was opted out of, and so carries no advertising; only declared ones are sent. */
export const serviceMessages = control<Message, Policy>({
  id: 'message.service',
  applies: (message, { path }) =>
    path.startsWith('messages.') && message.kind === 'service' && message.channel === 'email',

  async state(live, { name }) {
    const [figures] = await live.rows<{ sent: number; lost: number; advertising: number }>(
      `select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state in ('refused', 'unsure'))::int as lost,
         (select count(*)::int from evidence_entry e where e.kind = 'message.refused' and e.body::jsonb ->> 'message' = $1
            and e.body::jsonb ->> 'code' = 'message.promotes') as advertising
       from outbox where message = $1 and class = 'service' and queued_at > $2::timestamptz - interval '1 year'`,
      [name, live.now],
    );
    const { sent = 0, lost = 0 } = figures ?? {};
    const [other] = await live.rows<{ n: number }>(
      `select count(*)::int as n from outbox where message = $1 and class = 'marketing'`,
      [name],
    );
    if ((other?.n ?? 0) > 0)
      return broken({ because: `${other?.n} of these messages left as marketing.`, figures: { ...figures } });
    if (lost > 0)
      return broken({
        because: `${lost} of these messages did not reach the people who need them.`,
        figures: { ...figures },
      });
    if (sent === 0) return nothingYet('No message of this kind has been sent yet.');
    return kept({
      because: 'Every message of this kind left, without advertising.',
      figures: { ...figures },
      entries: await entriesOf(live, 'mail.sent', { field: 'message', is: name }),
    });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    if (declared.on)
      await scene.given(`somebody whom it concerns (${declared.on})`, () =>
        happens(twin, 'client', declared.on ?? ''),
      );
    for (const [purpose, one] of Object.entries(policy.purposes))
      if (isMailMarketing(one))
        await scene.given(`they want no marketing (${purpose})`, () =>
          says(twin, 'client', purpose, 'objected'),
        );
    await scene.when('the message is sent to them', async () => {
      const answer = await sendsMessage(twin, name, 'client', 'Notice 1', PLAIN);
      await twin.work();
      await scene.then('it is taken', () => answer.status, 202);
    });
    await scene.then('it arrives all the same', () => reached(twin, ['client'], 'Notice 1'), ['client']);
    await scene.then(
      'as what it is: without a way to switch it off',
      async () =>
        (await twin.mails()).filter(({ headers }) => headers['list-unsubscribe'] !== undefined).length,
      0,
    );
    await scene.when('the same message is sent with an offer in it', async () => {
      const answer = await sendsMessage(twin, name, 'client', 'Notice 2', BANNER);
      await twin.work();
      await scene.then('it is refused', () => [answer.status, answer.json.code], [422, 'message.promotes']);
    });
    await scene.then('it reaches nobody', () => reached(twin, ['client'], 'Notice 2'), []);
    await scene.then('and the attempt is on record', () => ledgerHas(twin, 'message.refused'), 1);
    await scene.when('a message that is none of those declared is sent as one', async () => {
      const answer = await sendsMessage(twin, 'summer-greeting', 'client', 'Notice 3', PLAIN);
      await twin.work();
      await scene.then('it is refused', () => [answer.status, answer.json.code], [422, 'message.undeclared']);
    });
    await scene.then('it reaches nobody', () => reached(twin, ['client'], 'Notice 3'), []);
  },
});
