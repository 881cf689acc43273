import { addDays } from '../base/index.ts';
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
import {
  asksOnForm,
  comesIn,
  confirms,
  decides,
  entered,
  lettersTo,
  requestOf,
  waysToComplain,
} from './acts.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** Whether an act that stopped uses forbid was allowed by the gate while they stood. */
const USED_MEANWHILE = `select count(*)::int as used from stopped_use s join decision d on d.person_id = s.person_id
  where s.kind = $1 and d.verdict = 'allow' and d.act in ('use', 'send', 'share', 'transfer', 'profile', 'decide', 'publish')
    and (s.purpose is null or s.purpose = d.purpose) and d.decided_at > s.began_at
    and (s.lifted_at is null or d.decided_at < s.lifted_at)`;

/** A purpose that may be used for this person today, by declaration; null: the policy has none. */
function purposeToTry(policy: Policy, today: string, bases: readonly string[]): string | null {
  const found = Object.entries(policy.purposes).find(
    ([, { basis, kind, assessment, data, only }]) =>
      // One without conditions of its own, so that nothing but the person's word stops it.
      only === undefined &&
      bases.includes(basis) &&
      kind !== 'marketing' &&
      data.length > 0 &&
      data.every((category) => !policy.data[category]?.special && !policy.data[category]?.criminal) &&
      (basis !== 'legitimate-interests' ||
        (assessment !== undefined &&
          (policy.assessments[assessment]?.review ?? '') > addDays(today as never, 40))),
  );
  return found?.[0] ?? null;
}

const INTERESTS = ['legitimate-interests'];
const ANY = ['contract', 'legitimate-interests', 'legal-obligation'];

/** What the gate says of using this purpose for a person. */
const uses = async (twin: Twin, policy: Policy, purpose: string, tag: string): Promise<string> =>
  (
    await asksGate(twin, {
      act: 'use',
      purpose,
      data: (policy.purposes[purpose]?.data ?? []).slice(0, 1),
      identity: identityOf(tag),
    })
  ).verdict;

type Tried = { act: 'send' | 'share'; purpose: string } & Record<string, unknown>;

const verdictOf = async (twin: Twin, act: Tried, tag: string): Promise<string> =>
  (await asksGate(twin, { ...act, identity: identityOf(tag) })).verdict;

/** The first mail and the first hand-over, of all that the policy speaks of, which the gate lets us do with somebody's data today. */
async function allowedOf(twin: Twin, policy: Policy, tag: string): Promise<Tried[]> {
  const sends = Object.keys(policy.purposes).map(
    (purpose): Tried => ({ act: 'send', purpose, channel: 'email' }),
  );
  const shares = Object.entries(policy.recipients).flatMap(([recipient, { for: purposes, receives }]) =>
    (purposes ?? []).map(
      (purpose): Tried => ({ act: 'share', purpose, recipient, data: (receives ?? []).slice(0, 1) }),
    ),
  );
  const allowed: Tried[] = [];
  for (const acts of [sends, shares])
    for (const act of acts) {
      if ((await verdictOf(twin, act, tag)) !== 'allow') continue;
      allowed.push(act);
      break;
    }
  return allowed;
}

/** Stored and nothing else, until the person has heard that it ends. */
export const rightsRestrict = control<Right, Policy>({
  id: 'rights.restrict',
  applies: (_right, { path, policy }) =>
    path === 'rights.restriction' && purposeToTry(policy, policy.effective ?? '2026-11-23', ANY) !== null,

  async state(live) {
    const [found] = await live.rows<{ stopped: number; standing: number; untold: number }>(
      `select count(*)::int as stopped, count(*) filter (where lifted_at is null)::int as standing,
         count(*) filter (where lifted_at is not null and (told_at is null or told_at > lifted_at))::int as untold
       from stopped_use where kind = 'restriction'`,
    );
    const [unstopped] = await live.rows<{ n: number }>(
      `select count(*)::int as n from request r where r.kind = 'restriction' and r.proven_on is not null and r.outcome is null
         and not exists (select 1 from stopped_use s where s.request_id = r.id)`,
    );
    const [meanwhile] = await live.rows<{ used: number }>(USED_MEANWHILE, ['restriction']);
    if (!found || found.stopped + (unstopped?.n ?? 0) === 0)
      return nothingYet('Nobody has asked for this yet.');
    const figures = { ...found, used: meanwhile?.used ?? 0, unstopped: unstopped?.n ?? 0 };
    if (figures.unstopped > 0)
      return broken({ because: `${figures.unstopped} who asked for it are not restricted.`, figures });
    if (figures.used > 0)
      return broken({ because: `Restricted data was used ${figures.used} times.`, figures });
    if (found.untold > 0)
      return broken({ because: `${found.untold} were lifted before the person was told.`, figures });
    return kept({
      because: `${found.standing} stand; no use of what is restricted was allowed.`,
      figures,
      entries: await entriesOf(live, 'request.restricted'),
    });
  },

  async prove(twin, { policy }) {
    const { scene } = twin;
    const purpose = purposeToTry(policy, twin.today(), ANY) ?? '';
    await scene.given('somebody whose data we use', () => comesIn(twin, policy, 'ada'));
    await scene.then('the gate lets us', () => uses(twin, policy, purpose, 'ada'), 'allow');
    const others = await scene.given('what else the gate lets us do with it today', () =>
      allowedOf(twin, policy, 'ada'),
    );
    await scene.when('they ask us to keep it and not to use it, and confirm by the link', async () => {
      await asksOnForm(twin, 'restriction', 'ada');
      await confirms(twin, 'ada');
    });
    await scene.then('from that moment the gate refuses', () => uses(twin, policy, purpose, 'ada'), 'deny');
    for (const act of others)
      await scene.then(
        act.act === 'send'
          ? 'so it does when we want to write to them'
          : 'so it does when we want to pass it on',
        () => verdictOf(twin, act, 'ada'),
        'deny',
      );
    await scene.then('it is still stored', async () => (await twin.rows('select 1 from record')).length, 1);
    const id = (await requestOf(twin, 'restriction'))?.id ?? '';
    await scene.when('somebody lifts it without telling them', () =>
      decides(twin, id, { outcome: 'lift', why: 'settled' }),
    );
    await scene.then('it still stands', () => uses(twin, policy, purpose, 'ada'), 'deny');
    const why = 'The address was checked, and is right.';
    await scene.when('they are told that it ends, and why', async () =>
      expectOk(await decides(twin, id, { outcome: 'tell-lifting', why, liftOn: twin.today() })),
    );
    await scene.then(
      'they have it in writing',
      async () => (await lettersTo(twin, 'ada')).at(-1)?.text.includes(why) ?? false,
      true,
    );
    await scene.when('then it is lifted', async () =>
      expectOk(await decides(twin, id, { outcome: 'lift', why: 'settled' })),
    );
    await scene.then('the gate lets us again', () => uses(twin, policy, purpose, 'ada'), 'allow');
    for (const act of others)
      await scene.then(
        act.act === 'send' ? 'we may write to them again' : 'we may pass it on again',
        () => verdictOf(twin, act, 'ada'),
        'allow',
      );
  },
});

/** The use stops at once, and goes on only on compelling grounds or a legal claim that were written down and told. */
export const rightsObject = control<Right, Policy>({
  id: 'rights.object',
  applies: (_right, { path, policy }) =>
    path === 'rights.marketing-objection' ||
    (path === 'rights.objection' &&
      purposeToTry(policy, policy.effective ?? '2026-11-23', INTERESTS) !== null),

  async state(live, { path }) {
    if (path === 'rights.marketing-objection') {
      const [asked] = await live.rows<{ asked: number; open: number; late: number; written: number }>(
        // At once: from when we had it, and not from the day on the letter.
        `select count(*)::int as asked, count(*) filter (where answered_on is null)::int as open,
           count(*) filter (where received_on > $1::date - 365 and answered_on > opened_at::date + 1)::int as late,
           count(*) filter (where about is null and exists (select from outbox o where o.person_id = r.person_id
             and o.class = 'marketing' and o.state = 'sent' and o.queued_at > r.opened_at + interval '1 day'
             and not exists (select from permission p where p.person_id = r.person_id and p.purpose = o.purpose
               and p.state in ('granted', 'confirmed') and p.recorded_at between r.opened_at and o.queued_at)))::int as written
         from request r where kind = 'marketing-objection'`,
        [live.today],
      );
      if (!asked || asked.asked === 0) return nothingYet('Nobody has asked for this yet.');
      if (asked.written > 0)
        return broken({
          because: `${asked.written} got marketing after they had asked that it stops.`,
          figures: asked,
        });
      return asked.open + asked.late > 0
        ? broken({
            because: `${asked.open} wait for something that stops at once; ${asked.late} had to wait for it.`,
            figures: asked,
          })
        : kept({
            because: `All ${asked.asked} were stopped when they asked.`,
            figures: asked,
            entries: await entriesOf(live, 'request.answered', { field: 'kind', is: 'marketing-objection' }),
          });
    }
    const [found] = await live.rows<{ stopped: number; lifted: number; groundless: number }>(
      `select count(*)::int as stopped, count(*) filter (where lifted_at is not null)::int as lifted,
         count(*) filter (where lifted_at is not null and not exists (
           select 1 from refusal f where f.request_id = s.request_id and f.ground in ('compelling-grounds', 'legal-claims', 'right-does-not-apply')
             and f.told is not null and f.sealed is not null))::int as groundless
       from stopped_use s where kind = 'objection'`,
    );
    const [meanwhile] = await live.rows<{ used: number }>(USED_MEANWHILE, ['objection']);
    if (!found || found.stopped === 0) return nothingYet('Nobody has objected yet.');
    const figures = { ...found, used: meanwhile?.used ?? 0 };
    if (figures.used > 0)
      return broken({ because: `What somebody objects to was done ${figures.used} times.`, figures });
    if (found.groundless > 0)
      return broken({
        because: `${found.groundless} uses went on without grounds that were written down and told.`,
        figures,
      });
    return kept({
      because: `Every objection stopped its use at once; ${found.lifted} uses went on with grounds on record.`,
      figures,
      entries: await entriesOf(live, 'request.objected'),
    });
  },

  async prove(twin, { path, policy }) {
    if (path === 'rights.marketing-objection') return marketingStops(twin);
    const { scene } = twin;
    const purpose = purposeToTry(policy, twin.today(), INTERESTS) ?? '';
    await scene.given('somebody whose data we use', () => comesIn(twin, policy, 'ada'));
    await scene.then('the gate lets us', () => uses(twin, policy, purpose, 'ada'), 'allow');
    await scene.when('they object on the form, and confirm by the link', async () => {
      await asksOnForm(twin, 'objection', 'ada', { about: purpose });
      await confirms(twin, 'ada');
    });
    await scene.then('from that moment the gate refuses', () => uses(twin, policy, purpose, 'ada'), 'deny');
    const id = (await requestOf(twin, 'objection'))?.id ?? '';
    await scene.when('somebody refuses it because it is inconvenient', () =>
      decides(twin, id, {
        outcome: 'refuse',
        ground: 'data-is-accurate',
        reasoning: 'it would be a lot of work',
      }),
    );
    await scene.then('the use stays stopped', () => uses(twin, policy, purpose, 'ada'), 'deny');
    const reasoning = 'A court case about this very matter needs it.';
    await scene.when('a legal claim is written down as the reason', async () =>
      expectOk(await decides(twin, id, { outcome: 'refuse', ground: 'legal-claims', reasoning })),
    );
    await scene.then('the person reads it, and how to complain', async () => {
      const text = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
      return [reasoning, ...waysToComplain(policy, twin.today())].filter((said) => text.includes(said));
    }, [reasoning, ...waysToComplain(policy, twin.today())]);
    await scene.then('and only then it goes on', () => uses(twin, policy, purpose, 'ada'), 'allow');
  },
});

/** Absolute and at once, whoever asks, and never weighed. */
async function marketingStops(twin: Twin): Promise<void> {
  const { scene } = twin;
  await scene.when('somebody asks on the form that marketing stops', () =>
    asksOnForm(twin, 'marketing-objection', 'ada'),
  );
  await scene.then(
    'it is done on the same day, without anything being asked of them',
    async () =>
      (
        await twin.rows<{ day: string; outcome: string }>(
          `select answered_on::text as day, outcome from request`,
        )
      ).map(({ day, outcome }) => [day, outcome]),
    [[twin.today(), 'stopped']],
  );
  await scene.then(
    'their address is on the list of those not to write to',
    async () => (await twin.rows('select 1 from suppression')).length > 0,
    true,
  );
  const { id } = await entered(twin, 'objection', 'bea');
  await scene.when('somebody tries to weigh an objection to marketing', async () => {
    const made = await entered(twin, 'marketing-objection', 'cyd');
    return decides(twin, made.id, { outcome: 'refuse', ground: 'compelling-grounds', reasoning: 'it sells' });
  });
  await scene.then(
    'there is nothing to weigh: no refusal is on record',
    async () => (await twin.rows('select 1 from refusal')).length,
    0,
  );
  await scene.given('the other request stays what it was', () => twin.call('GET', `/api/requests/${id}`));
}
