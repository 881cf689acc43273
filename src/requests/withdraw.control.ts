import {
  asksGate,
  broken,
  control,
  entriesOf,
  expectOk,
  identityOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, lettersTo } from './acts.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** Taken back as easily as given, and it counts before the next use. */
export const rightsWithdraw = control<Right, Policy>({
  id: 'rights.withdraw',
  applies: (_right, { path, policy }) => path === 'rights.withdrawal' && consentsOf(policy).length > 0,

  async state(live) {
    const [found] = await live.rows<{ asked: number; open: number; late: number; withdrawn: number }>(
      // At once: from when we had it and knew who asks, and not from the day on the letter.
      `select (select count(*)::int from request where kind = 'withdrawal') as asked,
         (select count(*)::int from request where kind = 'withdrawal' and answered_on is null) as open,
         (select count(*)::int from request where kind = 'withdrawal' and received_on > $1::date - 365
            and answered_on > greatest(opened_at::date, coalesce(proven_on, opened_at::date)) + 1) as late,
         (select count(*)::int from permission where state = 'withdrawn') as withdrawn`,
      [live.today],
    );
    const [used] = await live.rows<{ after: number; mails: number }>(
      // By those who took something back, and not by everything that was ever decided or sent.
      `select count(*) filter (where used.how = 'use')::int as after, count(*) filter (where used.how = 'mail')::int as mails
       from permission p cross join lateral (
         select 'use' as how from decision d where d.person_id = p.person_id and d.purpose = p.purpose
           and d.verdict = 'allow' and d.decided_at > p.recorded_at and (p.channel = d.channel or p.channel = 'use')
           and not exists (select 1 from permission again where again.person_id = p.person_id and again.purpose = p.purpose
             and again.state in ('granted', 'confirmed') and again.at > p.at and again.recorded_at <= d.decided_at)
         union all
         select 'mail' from outbox o where o.person_id = p.person_id and o.purpose = p.purpose and o.class = 'marketing'
           and o.state = 'sent' and o.queued_at > p.recorded_at and p.channel in (o.channel, 'use')
           and not exists (select 1 from permission again where again.person_id = p.person_id and again.purpose = p.purpose
             and again.state in ('granted', 'confirmed') and again.at > p.at and again.recorded_at <= o.queued_at)
         offset 0) used
       where p.state = 'withdrawn'`,
    );
    if (!found || found.asked + found.withdrawn === 0)
      return nothingYet('Nobody has taken a consent back yet.');
    const figures = { ...found, usedAfter: used?.after ?? 0, mailsAfter: used?.mails ?? 0 };
    if (figures.usedAfter > 0)
      return broken({
        because: `A consent was relied on ${figures.usedAfter} times after it was taken back.`,
        figures,
      });
    if (figures.mailsAfter > 0)
      return broken({ because: `${figures.mailsAfter} mails left after it was taken back.`, figures });
    if (found.open + found.late > 0)
      return broken({
        because: `${found.open} wait for something that takes effect at once; ${found.late} had to wait for it.`,
        figures,
      });
    return kept({
      because: 'What was taken back has not been relied on since.',
      figures,
      entries: await entriesOf(live, 'permission.withdrawn'),
    });
  },

  async prove(twin, { policy }) {
    const { scene } = twin;
    const all = consentsOf(policy);
    await scene.given(`somebody who said yes to ${all.map(({ name }) => name).join(', ')}`, () =>
      saysYes(twin, all),
    );
    const used = await allowed(twin, all);
    await scene.then('with that yes it may be done', () => used.length > 0, true);
    await scene.when('they take it back on the form, with nothing but their address', () =>
      asksOnForm(twin, 'withdrawal', 'ada'),
    );
    await scene.then(
      'none of it may be done any more',
      async () => (await allowed(twin, all)).map(({ name }) => name),
      [],
    );
    await scene.then(
      'each is taken back, on that day',
      () => standing(twin),
      all.map(({ name }) => [name, 'withdrawn']).sort(),
    );
    await scene.then(
      'nothing waits: no proof was asked, and the request is done',
      async () => (await twin.rows('select 1 from request where answered_on is null')).length,
      0,
    );
    await scene.then(
      'they have it in writing',
      async () => (await lettersTo(twin, 'ada')).at(-1)?.text.includes('taken back') ?? false,
      true,
    );
  },
});

type Consent = { name: string; channel: string; marketing: boolean; data: readonly string[] };

/** What rests on a yes, on the first of its channels. */
const consentsOf = (policy: Policy): Consent[] =>
  Object.entries(policy.purposes).flatMap(([name, { basis, kind, channels, data }]) =>
    basis === 'consent'
      ? [{ name, channel: channels?.[0] ?? 'use', marketing: kind === 'marketing', data: data.slice(0, 1) }]
      : [],
  );

async function saysYes(twin: Twin, consents: readonly Consent[]): Promise<void> {
  for (const { name: purpose, channel } of consents)
    expectOk(
      await twin.call('POST', '/api/permissions', {
        identity: identityOf('ada'),
        purpose,
        channel,
        // A yes too where the policy promises that it is said twice.
        state: 'confirmed',
        wording: 'form-2026',
        source: 'proof',
      }),
    );
}

/** Those of them that the gate lets us do with their data: to write to them, or to use it. */
async function allowed(twin: Twin, consents: readonly Consent[]): Promise<Consent[]> {
  const found: Consent[] = [];
  for (const one of consents) {
    const { name: purpose, channel, marketing, data } = one;
    const act = marketing ? { act: 'send', channel } : { act: 'use', data };
    const { verdict } = await asksGate(twin, { ...act, purpose, identity: identityOf('ada') });
    if (verdict === 'allow') found.push(one);
  }
  return found;
}

/** What each purpose of theirs stands at, by the newest word. */
const standing = async (twin: Twin): Promise<string[][]> =>
  (
    await twin.rows<{ purpose: string; state: string }>(
      `select distinct on (p.purpose) p.purpose, p.state from permission p where p.person_id = (
         select person_id from request order by id desc limit 1) order by p.purpose, p.at desc, p.recorded_at desc, p.id desc`,
    )
  )
    .map(({ purpose, state }) => [purpose, state])
    .sort();
