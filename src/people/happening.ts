import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type Mark, type Span, spansOf } from './relationship.rules.ts';

/** Something that happened to a person: `at` when it did. */
export type Happening = { personId: string; id: string; kind: string; at: Instant };

/** Records what happened, all in one statement; answers the ids that are new. The same id twice is one event. */
export async function recordEvents(
  tx: Tx,
  happened: readonly Happening[],
  now: Instant,
): Promise<Set<string>> {
  const added = await rows<{ id: string }>(
    tx,
    `insert into event (person_id, id, kind, at, recorded_at)
     select person_id, id, kind, at, $5 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
       as told (person_id, id, kind, at)
     on conflict do nothing returning id`,
    [
      happened.map(({ personId }) => personId),
      happened.map(({ id }) => id),
      happened.map(({ kind }) => kind),
      happened.map(({ at }) => at),
      now,
    ],
  );
  return new Set(added.map(({ id }) => id));
}

/** A relationship of one person, by the policy's name. */
export type Relating = { personId: string; kind: string };

type Row = { person_id: string; id: string; kind: string } & Span;

/**
 * Works out anew when these relationships began and ended, from all their starts and ends that are known by now. Nobody else
 * may be at it meanwhile: the caller holds the people.
 */
export async function settleRelationships(
  tx: Tx,
  relating: readonly Relating[],
  { zone, now }: { zone: string; now: Instant },
): Promise<void> {
  const wanted = [...new Map(relating.map((one) => [keyOf(one), one])).values()];
  if (wanted.length === 0) return;
  const pairs = [wanted.map(({ personId }) => personId), wanted.map(({ kind }) => kind)];
  const marks = await rows<Mark & { person_id: string; relationship: string }>(
    tx,
    `select e.person_id, e.id, e.at, asked.kind as relationship, e.kind = asked.kind || '-started' as starts
     from unnest($1::uuid[], $2::text[]) as asked (person_id, kind)
     join event e on e.person_id = asked.person_id and e.kind in (asked.kind || '-started', asked.kind || '-ended')`,
    pairs,
  );
  const standing = await rows<Row>(
    tx,
    `select r.person_id, r.id, r.kind, r.began_on, r.ended_on from unnest($1::uuid[], $2::text[]) as asked (person_id, kind)
     join relationship r on r.person_id = asked.person_id and r.kind = asked.kind order by r.began_on, r.id`,
    pairs,
  );
  const marked = Map.groupBy(marks, (mark) => keyOf({ personId: mark.person_id, kind: mark.relationship }));
  const stood = Map.groupBy(standing, (row) => keyOf({ personId: row.person_id, kind: row.kind }));
  const gone: Row[] = [];
  const anew: Row[] = [];
  for (const { personId, kind } of wanted) {
    const before = stood.get(keyOf({ personId, kind })) ?? [];
    const spans = spansOf(marked.get(keyOf({ personId, kind })) ?? [], zone);
    if (same(before, spans)) continue;
    gone.push(...before);
    anew.push(
      ...spans.map((span, index) => ({
        person_id: personId,
        kind,
        id: before[index]?.id ?? newId(now),
        ...span,
      })),
    );
  }
  // Out first and then in: while rows change one by one, two of them could be open for a moment, which the index refuses.
  if (gone.length > 0)
    await rows(
      tx,
      `delete from relationship r using unnest($1::uuid[], $2::uuid[]) as gone (person_id, id)
       where r.person_id = gone.person_id and r.id = gone.id`,
      [gone.map((row) => row.person_id), gone.map((row) => row.id)],
    );
  if (anew.length > 0)
    await rows(
      tx,
      `insert into relationship (person_id, id, kind, began_on, ended_on)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[])`,
      [
        anew.map((row) => row.person_id),
        anew.map((row) => row.id),
        anew.map((row) => row.kind),
        anew.map((row) => row.began_on),
        anew.map((row) => row.ended_on),
      ],
    );
}

const keyOf = ({ personId, kind }: Relating): string => `${personId} ${kind}`;

const same = (before: readonly Span[], after: readonly Span[]): boolean =>
  before.length === after.length &&
  before.every(
    (span, index) => span.began_on === after[index]?.began_on && span.ended_on === after[index]?.ended_on,
  );
