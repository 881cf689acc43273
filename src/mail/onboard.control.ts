import { addDays } from '../base/index.ts';
import {
  asksGate,
  becomesOneOf,
  broken,
  control,
  entriesOf,
  expectOk,
  happens,
  identityOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { sendsMessage } from './acts.ts';

type Message = Policy['messages'][string];

/** The relationships by which somebody works for us, or whatever else makes them one of the people of this message. */
const startsWith = (policy: Policy, { people = [] }: Message): string[] => [
  ...new Set(people.flatMap((one) => policy.people[one]?.while ?? [])),
];

/** Whoever is taken on gets what there is to read, and gets at nothing before they confirmed that they read it. */
export const packRead = control<Message, Policy>({
  id: 'hr.onboard',
  applies: (message, { path, policy }) =>
    path.startsWith('messages.') &&
    message.acknowledged &&
    message.on !== undefined &&
    message.channel === 'email' &&
    startsWith(policy, message).length > 0,

  async state(live, { name, declared, policy }) {
    const [found] = await live.rows<{ hired: number; read: number; unread: number; let: number }>(
      `with hired as (
         select distinct e.person_id, exists (
             select 1 from message_duty d where d.person_id = e.person_id and d.message = $2 and d.evidence like 'read:%') as read,
           exists (select 1 from relationship r where r.person_id = e.person_id and r.kind = any($3::text[])
             and r.began_on <= $4::date and coalesce(r.ended_on > $4::date, true)) as began
         from event e where e.kind = $1 and e.at >= $5::date)
       select count(*)::int as hired, count(*) filter (where read)::int as read, count(*) filter (where began and not read)::int as unread,
         (select count(*)::int from decision d where d.act = 'access' and d.verdict = 'allow' and (d.asked ->> 'worker')::boolean
            and d.decided_at >= $5::date and not exists (
              select 1 from message_duty m where m.person_id = d.person_id and m.message = $2 and m.evidence like 'read:%')) as let
       from hired`,
      [declared.on, name, startsWith(policy, declared), live.today, live.inForceSince],
    );
    if (!found || found.hired === 0) return nothingYet('Nobody has been taken on yet.');
    const entries = await entriesOf(live, 'message.read', { field: 'message', is: name });
    if (found.let > 0)
      return broken({
        because: `${found.let} times access was given to somebody who had not confirmed that they read it.`,
        figures: found,
        entries,
      });
    if (found.unread > 0)
      return broken({
        because: `${found.unread} people have begun to work without having confirmed that they read it.`,
        figures: found,
        entries,
      });
    return kept({
      because: 'Whoever began to work had confirmed before that they read it.',
      figures: found,
      entries,
    });
  },

  async prove(twin, { path, name, declared, policy }) {
    const { scene } = twin;
    const access = async (tag: string) =>
      (await asksGate(twin, { act: 'access', worker: true, identity: identityOf(tag) })).verdict;
    await scene.given(`two people are taken on (${declared.on})`, async () => {
      for (const tag of ['reader', 'skipper']) await happens(twin, tag, declared.on ?? '');
    });
    await scene.then(
      'neither gets at anything yet',
      async () => [await access('reader'), await access('skipper')],
      ['deny', 'deny'],
    );
    await scene.when('staff send them what there is to read, with the contract', async () => {
      for (const tag of ['reader', 'skipper'])
        expectOk(
          await sendsMessage(twin, name, tag, 'Before your first day', 'Please read the enclosed rules.'),
        );
      await twin.work();
    });
    const link = await linkTo(twin, 'reader');
    await scene.then(
      'each mail leads to a page of its own',
      async () => link !== (await linkTo(twin, 'skipper')),
      true,
    );
    await scene.when('a mail scanner opens the link', () => twin.visit(link));
    await scene.then('that confirms nothing', () => access('reader'), 'deny');
    await scene.when('the one who read it presses the button', async () => {
      const { status } = await twin.submitForm(link, {});
      await scene.then('the button works', () => status, 200);
    });
    await scene.when('a week later both begin to work', async () => {
      await twin.travelTo(addDays(twin.today(), 7));
      for (const tag of ['reader', 'skipper'])
        await becomesOneOf(twin, tag, declared.people ?? [], policy.people);
    });
    await scene.then(
      'the one who confirmed gets access, the other does not',
      async () => [await access('reader'), await access('skipper')],
      ['allow', 'deny'],
    );
    await scene.then(
      'the board says broken: one began without',
      () => twin.stateOf('hr.onboard', path),
      'broken',
    );
    await scene.when('that one reads it too and says so', async () => {
      expectOk(await twin.submitForm(await linkTo(twin, 'skipper'), {}));
    });
    await scene.then(
      'they get access, and the board says kept',
      async () => [await access('skipper'), await twin.stateOf('hr.onboard', path)],
      ['allow', 'kept'],
    );
  },
});

/** The page on which somebody confirms, by the link in their mail. */
async function linkTo(twin: Twin, tag: string): Promise<string> {
  const to = identityOf(tag).value;
  const mail = (await twin.mails()).findLast((one) => one.to === to && one.text.includes('/read/'));
  const path = /(\/read\/\S+)/.exec(mail?.text ?? '')?.[1];
  if (!path) throw new Error(`no mail with something to confirm reached ${tag}`);
  return path;
}
