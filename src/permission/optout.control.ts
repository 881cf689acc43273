import { addDays, addPeriod, type Day, sayDay } from '../base/index.ts';
import {
  addressOf,
  broken,
  control,
  entriesOf,
  happens,
  kept,
  nothingYet,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { mailingReaches, mailTo, unsubscribePath } from './acts.ts';
import { isMailMarketing, type Purpose } from './marketing.control.ts';
import { proveWays, waysOf } from './objection.acts.ts';

type Right = NonNullable<Policy['rights']['marketing-objection']>;

/** An opt-out by any promised way counts before the next send. */
export const marketingOptOut = control<Purpose | Right, Policy>({
  id: 'mkt.optout',
  applies: (declared, { path, policy }) =>
    path === 'rights.marketing-objection'
      ? mailingsOf(policy).length > 0 && waysOf(policy).length > 0
      : isMailMarketing(declared as Purpose, path),

  async state(live, { name, path, policy }) {
    const ofRight = path.startsWith('rights.');
    const [found] = await live.rows<{ stopped: number; after: number }>(
      `with stopped as (
         select person_id, purpose, channel, at, recorded_at from permission
         where purpose = any ($1) and channel = 'email' and state in ('withdrawn', 'objected'))
       select (select count(*)::int from stopped) as stopped, (select count(*)::int from stopped p where exists (
         select 1 from outbox o where o.person_id = p.person_id and o.purpose = p.purpose and o.state = 'sent' and o.class = 'marketing'
           and o.settled_at > p.recorded_at
           and not exists (select 1 from person_merge m where m.person_id = p.person_id and m.merged_at >= o.settled_at)
           and not exists (
             select 1 from permission again where again.person_id = p.person_id and again.purpose = p.purpose
               and again.channel = p.channel and again.state in ('granted', 'offered') and again.at > p.at and again.recorded_at <= o.settled_at))) as after`,
      [ofRight ? mailingsOf(policy) : [name]],
    );
    if (!found || found.stopped === 0) return nothingYet('Nobody has opted out of this yet.');
    if (found.after > 0)
      return broken({
        because: `${found.after} people got a mail after they had opted out.`,
        figures: found,
      });
    return kept({
      because: 'Nobody who opted out has had a mail since.',
      figures: found,
      entries: ofRight
        ? await entriesOf(live, 'suppression.added')
        : await entriesOf(live, 'permission.withdrawn', { field: 'purpose', is: name }),
    });
  },

  prove: (twin, { name, path, declared, policy }) =>
    path.startsWith('rights.')
      ? proveWays(twin, policy, mailingsOf(policy))
      : proveLinkAndMail(twin, { name, policy, declared: declared as Purpose }),
});

const mailingsOf = ({ purposes }: Policy): string[] =>
  Object.entries(purposes).flatMap(([name, purpose]) =>
    isMailMarketing(purpose, `purposes.${name}`) ? [name] : [],
  );

async function proveLinkAndMail(
  twin: Twin,
  { name, declared, policy }: { name: string; declared: Purpose; policy: Policy },
): Promise<void> {
  const { scene } = twin;
  const began = twin.today();
  await scene.given('two people who said yes', async () => {
    await says(twin, 'clicker', name, 'confirmed');
    await says(twin, 'writer', name, 'confirmed');
  });
  // With a sale behind them only their no keeps them from the soft opt-in.
  const sale = declared['soft-opt-in']?.from[0];
  if (sale)
    await scene.given(`both are clients (${sale})`, async () => {
      await happens(twin, 'clicker', `${sale}-started`);
      await happens(twin, 'writer', `${sale}-started`);
    });
  await scene.when('a mailing goes out', async () => {
    const reached = await mailingReaches(twin, name, ['clicker', 'writer'], 'First');
    await scene.then('it reaches both', () => reached, ['clicker', 'writer']);
  });
  const link = await scene.given('the unsubscribe link at the foot of that mail', async () =>
    unsubscribePath(await mailTo(twin, 'clicker', 'First')),
  );
  await scene.when('a mail scanner opens the link, and the next mailing goes out', async () => {
    await twin.visit(link);
    const reached = await mailingReaches(twin, name, ['clicker'], 'Second');
    await scene.then('looking changed nothing: it still reaches them', () => reached, ['clicker']);
  });
  // As long as anything of this purpose may be sent at all.
  const review = policy.assessments[declared.assessment ?? '']?.review as Day | undefined;
  const quiet = declared['inactive-after'];
  const later = quiet === undefined ? addDays(twin.today(), 550) : addDays(addPeriod(began, quiet), -3);
  const day = review !== undefined && addDays(review, -3) < later ? addDays(review, -3) : later;
  await scene.given(`a long time goes by, until ${sayDay(day)}`, () => twin.travelTo(day));
  await scene.when(
    'the person presses the button behind that old link, and five minutes later the next mailing goes out',
    async () => {
      const answer = await twin.submitForm(link, { 'List-Unsubscribe': 'One-Click' });
      await scene.then('the button works', () => answer.status, 200);
      const reached = await mailingReaches(twin, name, ['clicker', 'writer'], 'Third');
      await scene.then('it reaches only the other one', () => reached, ['writer']);
    },
  );
  const mailbox = policy.organisation.contacts.marketing;
  if (!mailbox?.includes('@')) return;
  await scene.when(
    `the other one writes to ${mailbox} to stop it, and the next mailing goes out`,
    async () => {
      await twin.receiveMail({
        from: addressOf('writer'),
        to: mailbox,
        subject: 'Please stop',
        text: 'No more of this, please.',
      });
      const reached = await mailingReaches(twin, name, ['clicker', 'writer'], 'Fourth');
      await scene.then('it reaches nobody', () => reached, []);
    },
  );
  await scene.given('a day goes by', () => twin.travelTo(addDays(twin.today(), 1)));
  await scene.when(
    'both addresses are imported again by a connected system as if they had said nothing',
    async () => {
      await says(twin, 'clicker', name, 'offered');
      await says(twin, 'writer', name, 'offered');
      const reached = await mailingReaches(twin, name, ['clicker', 'writer'], 'Fifth');
      await scene.then('an import does not bring them back', () => reached, []);
    },
  );
}

/** Every marketing mail shows who sent it and how to stop it, and carries the headers of a one-click unsubscribe. */
export const marketingUnsubscribe = control<Purpose, Policy>({
  id: 'mkt.unsubscribe',
  applies: (purpose, { path }) => isMailMarketing(purpose, path),

  async state(live, { name }) {
    const [sent] = await live.rows<{ sent: number; without: number; unwritten: number }>(
      `select case when exists (select 1 from evidence_entry where kind = 'mail.sent' and body::jsonb ->> 'purpose' = $1
                 and body::jsonb ->> 'class' = 'marketing')
           then greatest(1, (select count(*)::int from outbox where purpose = $1 and class = 'marketing' and state = 'sent'))
           else 0 end as sent,
         (select count(*)::int from evidence_entry where kind = 'mail.sent' and body::jsonb ->> 'purpose' = $1
            and body::jsonb ->> 'class' = 'marketing' and body::jsonb ->> 'unsubscribe' is distinct from 'true') as without,
         (select coalesce(sum(o.mails - coalesce(e.entries, 0)), 0)::int from (
            select settled_at, count(*) as mails from outbox where purpose = $1 and class = 'marketing' and state = 'sent'
              and settled_at > $2::timestamptz - interval '1 year' group by settled_at) o
          left join (select at, count(*) as entries from evidence_entry
            where kind = 'mail.sent' and body::jsonb ->> 'purpose' = $1 group by at) e on e.at = o.settled_at
          where o.mails > coalesce(e.entries, 0)) as unwritten`,
      [name, live.now],
    );
    // Of a mail that no entry tells of nobody can say that it had its link.
    if (sent && sent.unwritten > 0)
      return broken({
        because: `${sent.unwritten} mails left, and the ledger does not say so.`,
        figures: sent,
      });
    if (!sent || sent.sent === 0) return nothingYet('No mail of this purpose has been sent yet.');
    if (sent.without > 0)
      return broken({ because: `${sent.without} mails left without a way to unsubscribe.`, figures: sent });
    return kept({
      because: 'Every mail left with its sender and its unsubscribe link.',
      figures: sent,
      entries: await entriesOf(live, 'mail.sent', { field: 'purpose', is: name }),
    });
  },

  async prove(twin, { name, path, policy }) {
    const { scene } = twin;
    await scene.given('someone who said yes', () => says(twin, 'reader', name, 'confirmed'));
    const reached = await scene.when('a mailing goes out', () =>
      mailingReaches(twin, name, ['reader'], 'Look'),
    );
    await scene.then('it arrives: what is not whole is held back', () => reached, ['reader']);
    const mail = await mailTo(twin, 'reader', 'Look');
    await scene.then(
      'the ledger tells of it, and the board goes by that',
      () => twin.stateOf('mkt.unsubscribe', path),
      'kept',
    );
    const { organisation } = policy;
    const address =
      organisation['registered-office'] ?? organisation.contacts.post ?? organisation.contacts.privacy;
    await scene.then(
      'it says who sent it, and where they are',
      () => [organisation.name, address].filter((said) => !inOneLine(mail.text).includes(inOneLine(said))),
      [],
    );
    await scene.then(
      'it shows a link to stop',
      () => /https?:\/\/\S+\/unsubscribe\/\S+/.test(mail.text),
      true,
    );
    await scene.then(
      'mail programs get a one-click button (RFC 8058)',
      () => [
        mail.headers['list-unsubscribe-post'],
        /<https?:\/\/[^>]+\/unsubscribe\/[^>]+>/.test(mail.headers['list-unsubscribe'] ?? ''),
      ],
      ['List-Unsubscribe=One-Click', true],
    );
    const page = await scene.when('the person opens the link', async () => twin.visit(unsubscribePath(mail)));
    await scene.then(
      'the page asks, with one button and no questions',
      () => [
        page.status,
        (page.text.match(/<form[^>]*method="post"/g) ?? []).length > 0,
        /type="(text|password|email)"/.test(page.text),
      ],
      [200, true, false],
    );
  },
});

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
