import { addDays } from '../base/index.ts';
import { atRisk, broken, control, endsAll, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  asksOnForm,
  carriedOut,
  comesIn,
  confirms,
  decides,
  entered,
  fetches,
  lettersTo,
  requestOf,
} from './acts.ts';
import { staysByLaw } from './erasure-by-law.proof.ts';
import { isBeforeContract, offerIsErased } from './erasure-of-offer.proof.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** How long a recipient may stay untold before the board warns, in days. */
const TOLD_WITHIN_DAYS = 14;

/** What was carried out for requests of a kind: looked at again, certified, and told to those who had the data. */
const CARRIED_OUT = `select count(*) filter (where r.outcome = any($2))::int as done,
    count(*) filter (where r.outcome = any($2) and not exists (
      select 1 from request_event e where e.request_id = r.id and e.kind in ('ran', 'told') and (e.kind = 'ran' or e.facts ->> 'template' = 'erased')))::int as unshown,
    count(*) filter (where r.outcome = any($2) and not exists (
      select 1 from request_event e where e.request_id = r.id and e.kind = 'told' and e.facts ->> 'template' in ('erased', 'answer')))::int as untold,
    count(*) filter (where r.answered_on is null)::int as open
  from request r where r.kind = $1`;

type CarriedOut = { done: number; unshown: number; untold: number; open: number };

/** Corrected or completed everywhere, told to those who received it, with before and after. */
export const rightsRectify = control<Right, Policy>({
  id: 'rights.rectify',
  applies: (_right, { path }) => path === 'rights.rectification',

  async state(live) {
    const [found] = await live.rows<CarriedOut>(CARRIED_OUT, ['rectification', ['corrected']]);
    const [proof] = await live.rows<{ without: number }>(
      `select count(*)::int as without from request_event e join request r on r.id = e.request_id
       where r.kind = 'rectification' and r.outcome = 'corrected' and e.kind = 'ran' and e.sealed is null
         and exists (select 1 from person p where p.id = r.person_id)`,
    );
    const [told] = await live.rows<{ waiting: number }>(
      `select count(*)::int as waiting from recipient_telling t join request r on r.id = t.request_id
       where t.change = 'rectification' and t.told_at is null and t.outcome is null and r.answered_on < $1::date`,
      [addDays(live.today, -TOLD_WITHIN_DAYS)],
    );
    if (!found || found.done + found.open === 0) return nothingYet('Nobody has asked for this yet.');
    const figures = { ...found, withoutEvidence: proof?.without ?? 0, recipientsWaiting: told?.waiting ?? 0 };
    if (found.unshown + found.untold + (proof?.without ?? 0) > 0)
      return broken({
        because: 'A correction is without its evidence of before and after, or was not told to the person.',
        figures,
      });
    if ((told?.waiting ?? 0) > 0)
      return atRisk({ because: `${told?.waiting} who received wrong data have not been told yet.`, figures });
    if (found.done === 0) return nothingYet(`${found.open} have asked, and none has been carried out yet.`);
    return kept({
      because: `${found.done} were carried out in every system, with before and after.`,
      figures,
      entries: await entriesOf(live, 'request.ran', { field: 'kind', is: 'rectification' }),
    });
  },

  async prove(twin, { policy }) {
    const { scene } = twin;
    const { fields } = await scene.given('data of somebody came in', () => comesIn(twin, policy, 'ada'));
    const [field, wrong] = Object.entries(fields).find(([, text]) => text.startsWith('The ')) ?? ['', ''];
    const right = 'What is right';
    const { id } = await scene.when(`they say that “${wrong}” is wrong`, () =>
      entered(twin, 'rectification', 'ada', { words: `${wrong} is wrong; ${right} is right` }),
    );
    const { systems } = await scene.when('the correction is planned, approved and carried out', () =>
      carriedOut(twin, id, [{ what: field, was: wrong, becomes: right }]),
    );
    await scene.then(
      'every system that the policy names was on the plan',
      () => systemsWithout(policy, systems),
      [],
    );
    await scene.then(
      'they are told',
      async () => (await lettersTo(twin, 'ada')).at(-1)?.text.includes('put it right') ?? false,
      true,
    );
    const before = await twin.rows<{ sealed: boolean }>(
      `select sealed is not null as sealed from request_event where request_id::text = $1 and kind = 'ran'`,
      [id],
    );
    await scene.then(
      'what stood there before and after is kept, sealed',
      () => before.map(({ sealed }) => sealed),
      [true],
    );
    const owed = declaredRecipients(policy, await pointsOf(twin, 'rectification'));
    await scene.then('each who received it is to be told', async () => {
      const planned = await twin.rows<{ recipient: string }>(
        `select recipient from recipient_telling where request_id::text = $1 and change = 'rectification'`,
        [id],
      );
      return owed.filter((name) => !planned.some(({ recipient }) => recipient === name));
    }, []);
    const copy = await scene.when('they ask for a copy, and it is got together', async () => {
      await asksOnForm(twin, 'access', 'ada');
      await confirms(twin, 'ada');
      await carriedOut(twin, (await requestOf(twin, 'access'))?.id ?? '');
      return [...(await fetches(twin, 'ada'))]
        .filter(([path]) => path.startsWith('data/'))
        .map(([, text]) => text)
        .join('\n');
    });
    await scene.then(
      'it says what is right, and no longer what is wrong',
      () => [copy.includes(right), copy.includes(wrong)],
      [true, false],
    );
  },
});

const pointsOf = async (
  twin: { rows: <R extends object>(sql: string, p?: readonly unknown[]) => Promise<R[]> },
  kind: string,
) =>
  (
    await twin.rows<{ point: string }>(
      `select distinct c.point from record c join request r on r.person_id = c.person_id where r.kind = $1`,
      [kind],
    )
  ).map(({ point }) => point);

/** The systems besides our own that the policy names and a plan does not. */
const systemsWithout = ({ systems }: Policy, planned: readonly string[]): string[] =>
  Object.entries(systems).flatMap(([name, { kind }]) =>
    kind === 'hosted' || planned.includes(name) ? [] : [name],
  );

/** Whom the policy lets have, by rule, what came in there. */
const declaredRecipients = (policy: Policy, points: readonly string[]): string[] => {
  const purposes = points.flatMap((point) => policy.collection[point]?.purposes ?? []);
  return Object.entries(policy.recipients).flatMap(([name, one]) =>
    !['authority', 'acquirer'].includes(one.role) &&
    purposes.some(
      (purpose) => one.for?.includes(purpose) || policy.purposes[purpose]?.recipients?.includes(name),
    )
      ? [name]
      : [],
  );
};

/** Erased in every system, looked at again; what law makes us keep is named, and the person has it in writing. */
export const rightsErase = control<Right | Policy['purposes'][string], Policy>({
  id: 'rights.erase',
  applies: (declared, { path, name, policy }) =>
    path === 'rights.erasure' ||
    (path.startsWith('purposes.') && 'basis' in declared && isBeforeContract(declared, policy, name)),

  async state(live) {
    const [found] = await live.rows<CarriedOut>(CARRIED_OUT, ['erasure', ['erased', 'nothing-held']]);
    const [left] = await live.rows<{ left: number; suppressed: number }>(
      `select (select count(*)::int from evidence_entry where kind = 'retention.disposed' and body::jsonb ->> 'why' = 'request'
          and (body::jsonb ->> 'leftBehind')::int <> 0) as left,
        (select count(*)::int from suppression where reason = 'erased') as suppressed`,
    );
    if (!found || found.done + found.open === 0) return nothingYet('Nobody has asked for this yet.');
    const figures = { ...found, ...left };
    if ((left?.left ?? 0) > 0)
      return broken({
        because: `${left?.left} erasures left something behind when it was looked at again.`,
        figures,
      });
    if (found.unshown + found.untold > 0)
      return broken({
        because:
          'An erasure is without its certificate, or the person was not told what went and what stays.',
        figures,
      });
    if (found.done === 0) return nothingYet(`${found.open} have asked, and none has been carried out yet.`);
    return kept({
      because: `${found.done} were carried out, looked at again and told.`,
      figures,
      entries: await entriesOf(live, 'request.ran', { field: 'kind', is: 'erasure' }),
    });
  },

  async prove(twin, { path, name, policy }) {
    if (path !== 'rights.erasure') return offerIsErased(twin, policy, name);
    const { scene } = twin;
    const { point } = await scene.given('data of two people came in', async () => {
      const first = await comesIn(twin, policy, 'ada');
      await comesIn(twin, policy, 'bea', [first.point]);
      return first;
    });
    // As long as a contract runs, the law lets what it needs be kept from erasure.
    await scene.given('no contract with either of them runs', () => endsAll(twin, 'ada', 'bea'));
    const records = async () =>
      (await twin.rows<{ n: number }>('select count(*)::int as n from record where point = $1', [point]))[0]
        ?.n;
    await scene.when('a stranger asks for one of them on the form, and nobody opens the link', async () => {
      await asksOnForm(twin, 'erasure', 'ada');
      const id = (await requestOf(twin, 'erasure'))?.id ?? '';
      await decides(twin, id, { outcome: 'erase' });
    });
    await scene.then('both are still there', records, 2);
    const people = async () =>
      (
        await twin.rows<{ person_id: string }>('select distinct person_id from record where point = $1', [
          point,
        ])
      ).map(({ person_id }) => person_id);
    const known = await people();
    await scene.when('the person confirms by the link', () => confirms(twin, 'ada'));
    const id = (await requestOf(twin, 'erasure'))?.id ?? '';
    const { systems } = await scene.when('it is planned, approved as it was shown, and carried out', () =>
      carriedOut(twin, id),
    );
    await scene.then(
      'every system that the policy names was on the plan',
      () => systemsWithout(policy, systems),
      [],
    );
    await scene.then('theirs is gone, and the other’s is not', records, 1);
    const letter = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
    await scene.then(
      'they have in writing what was deleted, and until when copies are',
      () => [/Deleted:/.test(letter), /backups/.test(letter)],
      [true, true],
    );
    await scene.then('nothing by which we knew them is left, but a fingerprint that keeps imports from bringing them back', async () => {
      await twin.work();
      const [left] = await twin.rows<{ people: number; fingerprints: number }>(
        `select (select count(*)::int from identity) as people, (select count(*)::int from suppression where reason = 'erased') as fingerprints`,
      );
      return [left?.people, (left?.fingerprints ?? 0) > 0];
    }, [1, true]);
    await scene.then('the key that opens copies of theirs in backups is destroyed, and the other’s is not', async () => {
      const still = await people();
      const gone = known.filter((one) => !still.includes(one));
      return [await Promise.all(gone.map(twin.keyOf)), await Promise.all(still.map(twin.keyOf))];
    }, [['destroyed'], ['there']]);
    await scene.then('a signed certificate says what was done', async () => {
      const { json } = await twin.call('GET', `/api/requests/${id}/certificate`);
      const [, body = ''] = String(json.certificate).split('.');
      const said = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as {
        statement?: { did?: string; leftBehind?: number };
      };
      return [said.statement?.did, said.statement?.leftBehind];
    }, ['erase', 0]);
    await staysByLaw(twin, policy);
  },
});
