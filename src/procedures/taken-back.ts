import { addDays, type Instant, newId, startOf } from '../base/index.ts';
import { type Happening, holdPeople } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { happen } from './event.ts';
import { forgetThoseWithNothingLeft } from './forgetting.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { eraseBesides } from './rights-hosted-write.ts';

/**
 * A question by mail that nobody confirmed is no yes: whose address it was may never have asked. So long it is waited for.
 * No law names a number; the first mail says that nothing more comes without it.
 */
const CONFIRM_WITHIN_DAYS = 30;

/** In one transaction, and in one night. */
const [PEOPLE_AT_ONCE, A_NIGHT] = [500, 100_000];

/** What goes on only until somebody says that it is over, and by what they say it. */
type Ends = {
  relationships: string[];
  points: string[];
  purposes: string[];
  said: string[];
  erased: boolean;
};

/**
 * A rule that keeps something "while" a relationship lasts, and "at-once-on" a withdrawal, an objection or a request, says how
 * that relationship ends: nobody else would tell us. Part of the night's work, before what is due is looked for. Answers how
 * many relationships ended.
 */
export async function endTakenBack(house: House): Promise<number> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const confirmedBy = startOf(addDays(moment.today, -CONFIRM_WITHIN_DAYS), policy.organisation.zone);
  let ended = 0;
  for (const ends of endsIn(policy)) {
    const { relationships, purposes, said, erased, points } = ends;
    const found = await house.store.rows<Over>(OVER, [
      relationships,
      purposes,
      said,
      erased,
      points,
      A_NIGHT,
      said.includes('withdrawn') ? confirmedBy : null,
    ]);
    for (let from = 0; from < found.length; from += PEOPLE_AT_ONCE) {
      const some = found.slice(from, from + PEOPLE_AT_ONCE);
      ended += await house.store.inTransaction((tx) => end(tx, house, policy, some, moment));
    }
  }
  return ended;
}

type Over = { person_id: string; kind: string; at: Instant; erased: boolean };

/** Relationships that go on although all that was said since they began is a no or was never confirmed, or although their person was erased. */
const OVER = `
  select r.person_id, r.kind, coalesce(said.at, asked.at) as at, said.at is null as erased
  from relationship r
  cross join lateral (
    select max(at) filter (where every) as at from (
      select at, bool_and(state = any($3) or state = 'asked' and at < $7::timestamptz) over () as every from (
        select distinct on (purpose, channel) state, at from permission
        where person_id = r.person_id and purpose = any($2) order by purpose, channel, at desc, recorded_at desc, id desc) last) all_of
  ) said
  cross join lateral (
    select max(q.answered_on)::timestamptz as at from request q
    where $4 and q.person_id = r.person_id and q.kind = 'erasure' and q.outcome = 'erased' and q.answered_on >= r.began_on
      and not exists (select from record c where c.person_id = r.person_id and c.point = any($5))
  ) asked
  where r.kind = any($1) and r.ended_on is null and (said.at is not null and said.at::date >= r.began_on or asked.at is not null)
  order by r.person_id limit $6`;

function endsIn(policy: Policy): Ends[] {
  return Object.values(policy.retention).flatMap(({ while: lasts, 'at-once-on': atOnce = [] }) => {
    const begun = Object.entries(policy.collection).filter(
      ([, { begins }]) => begins !== undefined && lasts?.includes(begins),
    );
    const purposes = [...new Set(begun.flatMap(([, { asks = [] }]) => asks))];
    const said = [
      ...(atOnce.includes('withdrawal') ? ['withdrawn', 'refused'] : []),
      ...(atOnce.includes('objection') ? ['objected'] : []),
    ];
    // What nobody was asked about is nothing that they could take back.
    if (!lasts || purposes.length === 0 || atOnce.length === 0) return [];
    const points = begun.map(([name]) => name);
    return [{ relationships: lasts, points, purposes, said, erased: atOnce.includes('request') }];
  });
}

async function end(
  tx: Tx,
  house: House,
  policy: Policy,
  found: readonly Over[],
  moment: Moment,
): Promise<number> {
  const { now } = moment;
  const people = [...new Set(found.map(({ person_id }) => person_id))].sort();
  await holdPeople(tx, people);
  // Somebody may have said yes again since.
  const still = await rows<{ person_id: string; kind: string }>(
    tx,
    'select person_id, kind from relationship where person_id = any($1::uuid[]) and ended_on is null',
    [people],
  );
  const over = found.filter(({ person_id, kind }) =>
    still.some((one) => one.person_id === person_id && one.kind === kind),
  );
  await happen(
    tx,
    policy,
    over.map(
      ({ person_id, kind, at, erased: gone }): Happening => ({
        personId: person_id,
        id: newId(now),
        kind: `${kind}-ended`,
        at: gone ? now : at,
      }),
    ),
    { now, actor: 'worker' },
  );
  const erased = over.filter((one) => one.erased).map(({ person_id }) => person_id);
  for (const personId of erased) await eraseBesides(tx, house, personId, moment);
  await forgetThoseWithNothingLeft(tx, erased, { now, actor: 'worker' });
  return over.length;
}
