import { broken, control, entriesOf, expectOk, identityOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, lettersTo } from './acts.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** Taken back as easily as given, and it counts before the next use. */
export const rightsWithdraw = control<Right, Policy>({
  id: 'rights.withdraw',
  applies: (_right, { path, policy }) => path === 'rights.withdrawal' && consentToTry(policy) !== null,

  async state(live) {
    const [found] = await live.rows<{ asked: number; open: number; withdrawn: number }>(
      `select (select count(*)::int from request where kind = 'withdrawal') as asked,
         (select count(*)::int from request where kind = 'withdrawal' and answered_on is null) as open,
         (select count(*)::int from permission where state = 'withdrawn') as withdrawn`,
    );
    const [used] = await live.rows<{ after: number }>(
      // By those who took something back, and not by everything that was ever decided.
      `select count(*)::int as after from permission p cross join lateral (
         select 1 from decision d where d.person_id = p.person_id and d.purpose = p.purpose
           and d.verdict = 'allow' and d.decided_at > p.recorded_at and (p.channel = d.channel or p.channel = 'use')
           and not exists (select 1 from permission again where again.person_id = p.person_id and again.purpose = p.purpose
             and again.state in ('granted', 'confirmed') and again.at > p.at and again.recorded_at <= d.decided_at)
         offset 0) used
       where p.state = 'withdrawn'`,
    );
    if (!found || found.asked + found.withdrawn === 0)
      return nothingYet('Nobody has taken a consent back yet.');
    const figures = { ...found, usedAfter: used?.after ?? 0 };
    if (figures.usedAfter > 0)
      return broken({
        because: `A consent was relied on ${figures.usedAfter} times after it was taken back.`,
        figures,
      });
    if (found.open > 0)
      return broken({ because: `${found.open} wait for something that takes effect at once.`, figures });
    return kept({
      because: 'What was taken back has not been relied on since.',
      figures,
      entries: await entriesOf(live, 'permission.withdrawn'),
    });
  },

  async prove(twin, { policy }) {
    const { scene } = twin;
    const purpose = consentToTry(policy) ?? '';
    const [channel = 'use'] = policy.purposes[purpose]?.channels ?? [];
    const stands = async (tag: string) =>
      (
        await twin.rows<{ state: string }>(
          `select p.state from permission p where p.purpose = $1 and p.person_id = (
             select person_id from request order by id desc limit 1) order by p.at desc, p.recorded_at desc, p.id desc limit 1`,
          [purpose],
        )
      )[0]?.state ?? `${tag}: nothing`;
    await scene.given('somebody who said yes', async () =>
      expectOk(
        await twin.call('POST', '/api/permissions', {
          identity: identityOf('ada'),
          purpose,
          channel,
          state: 'granted',
          wording: 'form-2026',
          source: 'proof',
        }),
      ),
    );
    await scene.when('they take it back on the form, with nothing but their address', () =>
      asksOnForm(twin, 'withdrawal', 'ada'),
    );
    await scene.then('it is taken back, on that day', () => stands('ada'), 'withdrawn');
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

/** A purpose that rests on consent. */
const consentToTry = (policy: Policy): string | null =>
  Object.entries(policy.purposes).find(([, { basis }]) => basis === 'consent')?.[0] ?? null;
