import { addDays } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
} from '../controls/index.ts';
import { lacksForSpecial, type Policy, sayList, specialKindsOf } from '../policy/index.ts';
import { takesNoSpecial } from './parts.rules.ts';
import { cameIn, timesOf } from './received.ts';
import { proveFence, proveLapse, proveNone } from './special.proof.ts';
import { type Fenced, fencedBy, isPostable, specialAt } from './special.rules.ts';

type Declared = Policy['data' | 'purposes' | 'prohibitions' | 'retention'][string];

/** How many days before its review a policy document is a worry. */
const WARN_DAYS = 30;

/** What the law protects specially is held of those, for that, and on a condition that holds today. */
export const specialFence = control<Declared, Policy>({
  id: 'hr.special',
  applies: (_, { path, name, policy }) => {
    if (path.startsWith('retention.')) return lapsingPoint(policy, name) !== null;
    const data = specialAt(policy, path, name);
    if (path.startsWith('prohibitions.'))
      return (
        policy.prohibitions[name]?.act === 'collect' &&
        data.length > 0 &&
        pointsWithout(policy, name).length > 0
      );
    return data.length > 0 && fencedBy(policy, data).purposes.length > 0;
  },

  state: (live, { path, name, policy }) => {
    if (path.startsWith('prohibitions.')) return noneState(live, policy, pointsWithout(policy, name));
    const data = path.startsWith('retention.') ? lapsingData(policy, name) : specialAt(policy, path, name);
    return fenceState(live, policy, fencedBy(policy, data, path.startsWith('purposes.') ? name : undefined));
  },

  prove: (twin, { path, name, policy }) => {
    if (path.startsWith('prohibitions.'))
      return proveNone(twin, policy, name, pointsWithout(policy, name)[0] ?? '');
    if (path.startsWith('retention.'))
      return proveLapse(twin, policy, name, lapsingPoint(policy, name) ?? '');
    const data = specialAt(policy, path, name);
    return proveFence(twin, policy, data, path.startsWith('purposes.') ? name : undefined);
  },
});

/** The point of a rule by which a special record lapses a while after it came in, unless somebody renews it; null: another rule. */
function lapsingPoint(policy: Policy, name: string): string | null {
  const rule = policy.retention[name];
  if (rule?.from !== 'collected' || rule.keep === 'while' || rule.then !== 'erase' || rule.review)
    return null;
  const special = Object.keys(policy.data).filter((one) => specialAt(policy, `data.${one}`, one).length > 0);
  const points = fencedBy(policy, special).points;
  return rule.collection?.find((one) => points.includes(one) && isPostable(policy.collection[one])) ?? null;
}

function lapsingData(policy: Policy, name: string): string[] {
  const fields = Object.keys(policy.collection[lapsingPoint(policy, name) ?? '']?.fields ?? {});
  return Object.keys(policy.data).filter((one) =>
    fencedBy(policy, specialAt(policy, `data.${one}`, one)).fields.some((field) => fields.includes(field)),
  );
}

/** The points at which people write freely, and of which the policy says that nothing of the kind comes in. */
const pointsWithout = (policy: Policy, name: string): string[] => {
  const people = policy.prohibitions[name]?.people ?? [];
  return Object.entries(policy.collection).flatMap(([one, point]) =>
    takesNoSpecial(policy, point) && point.people?.every((who) => people.includes(who)) && isPostable(point)
      ? [one]
      : [],
  );
};

async function fenceState(live: Live, policy: Policy, fenced: Fenced): Promise<State> {
  const { data, purposes, people, known, points, fields } = fenced;
  // Purposes about the same people that may not have it at all.
  const beside = Object.entries(policy.purposes).flatMap(([name, purpose]) =>
    !purpose.data.some((one) => data.includes(one)) && purpose.people.some((one) => people.includes(one))
      ? [name]
      : [],
  );
  const [found] = await live.rows<{
    held: number;
    others: number;
    allowed: number;
    refused: number;
    beyond: number;
  }>(
    `with held as (
       select p.person_id from record_part p join record r on r.person_id = p.person_id and r.id = p.record_id
       where p.kind = 'special' and p.field = any($1::text[]) and r.point = any($2::text[])),
     asked as (
       select verdict, purpose <> all($3::text[]) and exists (
           select 1 from jsonb_array_elements_text(coalesce(asked -> 'data', '[]')) d where d = any($5::text[])) as beyond
       from decision where act = any($6::text[]) and purpose = any($3::text[] || $4::text[]) and decided_at > $7::timestamptz - interval '1 year')
     select (select count(*)::int from held) as held,
       (select count(*)::int from held h where $8::text[] is not null and not exists (
          select 1 from relationship k where k.person_id = h.person_id and k.kind = any($8))) as others,
       (select count(*)::int from asked where verdict = 'allow' and not beyond) as allowed,
       (select count(*)::int from asked where verdict <> 'allow') as refused,
       (select count(*)::int from asked where verdict = 'allow' and beyond) as beyond`,
    [fields, points, purposes, beside, data, ACTS, live.now, known],
  );
  const untold = await untoldAt(live, policy, fenced);
  if (!found || found.held + found.allowed + found.refused + found.beyond === 0)
    return nothingYet('Nothing of this kind has come in or been asked for yet.');
  const figures = { ...found, untold };
  const entries = points[0]
    ? await entriesOf(live, 'collection.received', { field: 'point', is: points[0] })
    : [];
  const is = (because: string) => broken({ because, figures, entries });
  if (found.others > 0) return is(`${found.others} are held of somebody who is none of the people named.`);
  if (found.beyond > 0) return is(`${found.beyond} uses served something that this is not held for.`);
  if (untold > 0) return is(`${untold} records do not say when the person was told of them.`);
  const lacks = (today: Live['today']) => [
    ...new Set(purposes.flatMap((one) => lacksOn(policy, one, data, today))),
  ];
  const missing = lacks(live.today);
  if (missing.length > 0 && found.held > 0) return is(`It is held, and lacks ${sayList(missing)}.`);
  if (missing.length === 0 && lacks(addDays(live.today, WARN_DAYS)).length > 0)
    return atRisk({ because: 'The policy document is to be reviewed within a month.', figures, entries });
  return kept({
    because: 'It is held of the people named, for what was said, and on a condition that holds.',
    figures,
    entries,
  });
}

const ACTS: readonly string[] = ['use', 'access', 'profile', 'share', 'collect'];

function lacksOn(policy: Policy, purpose: string, data: readonly string[], today: Live['today']): string[] {
  const declared = policy.purposes[purpose];
  const kinds = data.flatMap((one) =>
    declared?.data.includes(one) && policy.data[one] ? specialKindsOf(policy.data[one]) : [],
  );
  return declared && kinds.length > 0 ? lacksForSpecial(policy, declared, kinds, today) : [];
}

/** Records that came in without the day on which the person was told, where the version of then asked for it. */
async function untoldAt(live: Live, policy: Policy, { points, purposes }: Fenced): Promise<number> {
  const received = await cameIn(live, policy, points);
  return purposes
    .map((purpose) =>
      timesOf(
        received.filter(({ point, fields, policy: then }) => {
          const field = then?.purposes[purpose]?.special?.['known-by'];
          return field && then?.collection[point]?.purposes.includes(purpose) && !fields.includes(field);
        }),
      ),
    )
    .reduce((sum, one) => sum + one, 0);
}

/** Whether anything special stands where none may; what was typed and taken out is counted. */
async function noneState(live: Live, policy: Policy, points: readonly string[]): Promise<State> {
  const [found] = await live.rows<{ held: number }>(
    `select count(*)::int as held from record_part p join record r on r.person_id = p.person_id and r.id = p.record_id
     where p.kind = 'special' and r.point = any($1::text[])`,
    [points],
  );
  const all = await cameIn(live, policy, points);
  const figures = {
    held: found?.held ?? 0,
    received: timesOf(all),
    takenOut: all.reduce((sum, { takenOut, times }) => sum + takenOut * times, 0),
  };
  const entries = await entriesOf(live, 'collection.received', { field: 'point', is: points[0] ?? '' });
  if (figures.held > 0)
    return broken({ because: `${figures.held} sensitive passages are kept there.`, figures, entries });
  if (figures.received === 0) return nothingYet('Nobody has written to us there within the last year.');
  return kept({
    because: 'Nothing sensitive is kept there, and what was typed is taken out.',
    figures,
    entries,
  });
}
