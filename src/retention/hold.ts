import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

export const HOLD_KINDS = [
  'legal-duty',
  'legal-claim',
  'request',
  'incident',
  'authority',
  'safety',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** What suspends deletion, of whom and of which data. */
export type Hold = {
  id: string;
  kind: HoldKind;
  because: string;
  owner: string;
  review_on: Day;
  data: string[];
  points: string[];
  placed_at: Instant;
  lifted_at: Instant | null;
  people: number;
};

export type NewHold = {
  kind: HoldKind;
  because: string;
  owner: string;
  reviewOn: Day;
  data: readonly string[];
  points: readonly string[];
  people: readonly string[];
};

/**
 * Places a hold from now on. Refuses `retention.hold-of-nothing`, `retention.hold-unknown` (a kind of data, a point or an
 * officer that the policy does not declare) and `retention.hold-without-review`.
 */
export async function placeHold(
  tx: Tx,
  policy: Policy,
  asked: NewHold,
  { now, today, by }: { now: Instant; today: Day; by: string },
): Promise<string> {
  if (asked.people.length === 0 && asked.points.length === 0)
    throw new Refused('retention.hold-of-nothing', 'Say whose data is held: people, or collection points.');
  const strange = [
    ...asked.data.filter((name) => !Object.hasOwn(policy.data, name)),
    ...asked.points.filter((name) => !Object.hasOwn(policy.collection, name)),
    ...(Object.hasOwn(policy.organisation.officers, asked.owner) ? [] : [asked.owner]),
  ];
  if (strange.length > 0)
    throw new Refused(
      'retention.hold-unknown',
      `The policy declares no ${strange.map((name) => `"${name.slice(0, 60)}"`).join(', ')}: name its kinds of data, collection points and officers.`,
    );
  refusePast(asked.reviewOn, today);
  const id = newId(now);
  await rows(
    tx,
    `insert into retention_hold (id, kind, because, owner, review_on, data, points, placed_at, placed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, asked.kind, asked.because, asked.owner, asked.reviewOn, asked.data, asked.points, now, by],
  );
  await rows(
    tx,
    'insert into retention_held (person_id, id) select unnest($1::uuid[]), $2 on conflict do nothing',
    [asked.people, id],
  );
  return id;
}

/**
 * Somebody looked at a hold and found that it still has to stand, until they look again on a day to come. Refuses
 * `retention.no-hold` and `retention.hold-without-review`.
 */
export async function renewHold(
  tx: Tx,
  id: string,
  { reviewOn, today }: { reviewOn: Day; today: Day },
): Promise<void> {
  refusePast(reviewOn, today);
  const renewed = await rows(
    tx,
    'update retention_hold set review_on = $2 where id = $1 and lifted_at is null returning 1',
    [id, reviewOn],
  );
  if (renewed.length === 0) throw noHold();
}

function refusePast(reviewOn: Day, today: Day): void {
  if (reviewOn > today) return;
  throw new Refused(
    'retention.hold-without-review',
    `A hold is looked at again on a day to come, and ${reviewOn} is not: data must not be held for ever by mistake.`,
  );
}

const noHold = () => new Refused('retention.no-hold', 'There is no such hold, or it is lifted already.');

/** Refuses `retention.no-hold` where there is none, or it is lifted already. */
export async function liftHold(tx: Tx, id: string, { now, by }: { now: Instant; by: string }): Promise<void> {
  const lifted = await rows(
    tx,
    'update retention_hold set lifted_at = $2, lifted_by = $3 where id = $1 and lifted_at is null returning 1',
    [id, now, by],
  );
  if (lifted.length === 0) throw noHold();
}

const HOLD = `select h.id, h.kind, h.because, h.owner, h.review_on, h.data, h.points, h.placed_at, h.lifted_at,
    (select count(*)::int from retention_held p where p.id = h.id) as people from retention_hold h`;

/** Those that stand, the next to be looked at first. */
export const standingHolds = (reader: Reader): Promise<Hold[]> =>
  rows<Hold>(reader, `${HOLD} where h.lifted_at is null order by h.review_on, h.id`);

/** Whom of these people a hold names. */
export const heldAmong = (
  reader: Reader,
  people: readonly string[],
): Promise<{ person_id: string; id: string }[]> =>
  rows(
    reader,
    `select p.person_id, p.id from retention_held p join retention_hold h using (id)
     where p.person_id = any($1::uuid[]) and h.lifted_at is null`,
    [people],
  );
