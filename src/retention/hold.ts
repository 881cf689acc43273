import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { clientDataOf, concerns } from './client-data.rules.ts';
import { foreignTo, type HoldKind } from './hold.rules.ts';

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
  /** When the client was told whose data it holds. Null: it holds nothing of a client's. */
  client_told_on: Day | null;
};

export type NewHold = {
  kind: HoldKind;
  because: string;
  owner: string;
  reviewOn: Day;
  data: readonly string[];
  points: readonly string[];
  people: readonly string[];
  /** When and how the client was told, where it holds what is kept for one. */
  client?: { toldOn: Day; how: string } | undefined;
};

/**
 * Places a hold from now on. Refuses `retention.hold-of-nothing`, `retention.hold-unknown` (a kind of data, a point or an
 * officer that the policy does not declare), `retention.hold-without-review`, `retention.hold-reason` (a rule of the policy gives
 * the reasons that alone may hold its data, and this is none), and of data kept for a client, where the policy promises it, `retention.hold-client-reason` and `retention.hold-client-untold`.
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
  await refuseForeign(tx, policy, asked);
  const told = (await holdsClientData(tx, policy, asked)) ? toldBy(asked.client, today) : null;
  const id = newId(now);
  await rows(
    tx,
    `insert into retention_hold (id, kind, because, owner, review_on, data, points, placed_at, placed_by, client_told_on, client_told_how)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, asked.kind, asked.because, asked.owner, asked.reviewOn, asked.data, asked.points, now, by],
      ...[told?.toldOn ?? null, told?.how ?? null],
    ],
  );
  await rows(
    tx,
    'insert into retention_held (person_id, id) select unnest($1::uuid[]), $2 on conflict do nothing',
    [asked.people, id],
  );
  return id;
}

/** Refuses a hold of what a rule lets nobody hold for such a reason. */
async function refuseForeign(tx: Tx, policy: Policy, asked: NewHold): Promise<void> {
  for (const { rule, kinds, points } of foreignTo(policy, asked)) {
    const [found] = await rows<{ here: boolean }>(
      tx,
      `select $1::text[] && $2::text[]
         or exists (select from record where person_id = any($3::uuid[]) and point = any($2)) as here`,
      [asked.points, points, asked.people],
    );
    if (found?.here)
      throw new Refused(
        'retention.hold-reason',
        `This would hold what the rule "${rule}" covers, and that is held back only for: ${kinds.join(', ')}. Name the kinds of data that you mean, or let it go on its day.`,
      );
  }
}

/** Whether it holds what is kept for a client; refuses one for a reason that the policy does not give for that. */
async function holdsClientData(tx: Tx, policy: Policy, asked: NewHold): Promise<boolean> {
  let held = false;
  for (const one of clientDataOf(policy)) {
    if (!concerns(asked.data, one)) continue;
    const [found] = await rows<{ here: boolean }>(
      tx,
      `select $1::text[] && $2::text[]
         or exists (select from record where person_id = any($3::uuid[]) and point = any($2)) as here`,
      [asked.points, one.points, asked.people],
    );
    if (!found?.here) continue;
    if (!one.kinds.includes(asked.kind))
      throw new Refused(
        'retention.hold-client-reason',
        `This would hold what is kept for clients ("${one.processing}"), and that is held back only for: ${one.kinds.join(', ')}.`,
      );
    held = true;
  }
  return held;
}

function toldBy(client: NewHold['client'], today: Day): NonNullable<NewHold['client']> {
  if (client && client.toldOn <= today) return client;
  throw new Refused(
    'retention.hold-client-untold',
    'This holds what is kept for a client. Tell the client which fields stay, why, and when you look again; then say on which day and how that was.',
  );
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

const HOLD = `select h.id, h.kind, h.because, h.owner, h.review_on, h.data, h.points, h.placed_at, h.lifted_at, h.client_told_on,
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
