import { type Bound, broken, type Live, type State } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';

/**
 * What contradicts that it opens by a confirmed address only: it opened as it was sent in, or without the entry of the
 * confirmation, or nobody looked at what was never confirmed. Null: nothing does; `figures` count the rest.
 */
export async function openedUnconfirmed(
  live: Live,
  { name, declared, policy }: Bound<CollectionPoint, Policy>,
): Promise<{ wrong: State | null; figures: Record<string, number> }> {
  const { confirmed, begins } = declared;
  if (!confirmed || begins === undefined) return { wrong: null, figures: {} };
  const [figures = { confirmed: 0, unshown: 0, atOnce: 0, left: 0 }] = await live.rows<{
    confirmed: number;
    unshown: number;
    atOnce: number;
    left: number;
  }>(
    `select count(*) filter (where own.id is not null)::int as confirmed,
       count(*) filter (where own.id is not null and shown.record is null)::int as unshown,
       count(*) filter (where r.notice_version = $3 and exists (select from event e
         where e.person_id = r.person_id and e.kind = $2 and e.at = r.stored_at and e.id <> r.id))::int as "atOnce",
       count(*) filter (where $4::text is not null and own.id is null
         and (r.stored_at at time zone $5)::date + $6::interval < $7::date
         and not exists (select from event e where e.id = r.id)
         and not exists (select from event e where e.person_id = r.person_id and e.kind = $2 and e.at >= r.stored_at))::int as left
     from record r left join event own on own.id = r.id and own.kind = $2
       left join (select distinct body::jsonb ->> 'record' as record from evidence_entry
         where kind = 'collection.confirmed' and body::jsonb ->> 'point' = $1) shown on shown.record = r.id::text
     where r.point = $1`,
    [
      name,
      `${begins}-started`,
      policy.hash,
      confirmed.lapses ?? null,
      policy.organisation.zone,
      confirmed.within,
      live.today,
    ],
  );
  const opened = figures.unshown + figures.atOnce;
  const because =
    opened > 0
      ? `${opened} were opened although nobody confirmed the address.`
      : figures.left > 0
        ? `${figures.left} were never confirmed, and the time for it was over before today.`
        : null;
  return { wrong: because === null ? null : broken({ because, figures }), figures };
}
