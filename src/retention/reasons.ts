import type { Day, Instant } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type DueRecord, daysOf } from './due.ts';
import { heldAmong, standingHolds } from './hold.ts';
import { heldFields, type Reason, type Settled, settle } from './keeping.rules.ts';
import { reachOf } from './reach.rules.ts';

/** Requests that suspend deletion for a person (law R12, R20): another room's facts, handed in. */
export type Suspended = { person_id: string; kind: 'request' | 'restriction'; reference: string };

/** What becomes of each of these records, whose day by `rule` has come: duties, holds and suspensions are asked for all at once. */
export async function settleDue(
  reader: Reader,
  policy: Policy,
  rule: string,
  due: readonly DueRecord[],
  { today, suspended }: { today: Day; suspended: readonly Suspended[] },
): Promise<Settled[]> {
  if (due.length === 0) return [];
  const people = [...new Set(due.map(({ person_id }) => person_id))];
  const records = due.map(({ id }) => id);
  const duties: (DueRecord & { name: string })[] = [];
  for (const [name, other] of Object.entries(policy.retention)) {
    if (!other.duty || name === rule) continue;
    // A duty of other points has no day for any of these.
    const points = new Set(reachOf(policy, other).map(({ point }) => point));
    if (!due.some(({ point }) => points.has(point))) continue;
    for (const day of await daysOf(reader, policy, other, { today, people, records }))
      if (day.goes_on > today) duties.push({ ...day, name });
  }
  const holds = await standingHolds(reader);
  const held = holds.length > 0 ? await heldAmong(reader, people) : [];
  const gone = await rows<{ id: string; gone: string[] }>(
    reader,
    'select id, gone from record where person_id = any($1::uuid[]) and id in (select unnest($2::uuid[]))',
    [people, records],
  );
  const goneOf = new Map(gone.map((row) => [row.id, row.gone]));
  const dutiesOf = Map.groupBy(duties, ({ id }) => id);
  const heldOf = Map.groupBy(held, ({ person_id }) => person_id);
  const suspendedOf = Map.groupBy(suspended, ({ person_id }) => person_id);
  return due.map((record) => {
    const all = Object.keys(policy.collection[record.point]?.fields ?? {});
    const has = all.filter((field) => !goneOf.get(record.id)?.includes(field));
    const reasons: Reason[] = [
      ...holds
        .filter(
          ({ id, points }) =>
            points.includes(record.point) || heldOf.get(record.person_id)?.some((one) => one.id === id),
        )
        .map((hold) => ({
          kind: 'hold' as const,
          reference: hold.id,
          fields: heldFields(policy, hold, record.point),
          until: null,
        })),
      ...(suspendedOf.get(record.person_id) ?? []).map(({ kind, reference }) => ({
        kind,
        reference,
        fields: has,
        until: null,
      })),
      ...(dutiesOf.get(record.id) ?? []).map(({ name, fields, goes_on }) => ({
        kind: 'duty' as const,
        reference: name,
        fields,
        until: goes_on,
      })),
    ];
    return settle(record, rule, { has, reasons });
  });
}

/** Writes down why records whose day has come are still there; what no longer keeps them is struck off. */
export async function noteKept(
  tx: Tx,
  rule: string,
  settled: readonly Settled[],
  now: Instant,
): Promise<void> {
  // What goes whole takes what was noted of it with it.
  const seen = settled.filter(({ whole }) => !whole);
  if (seen.length === 0) return;
  await rows(
    tx,
    `delete from retention_kept k using unnest($1::uuid[], $2::uuid[]) as seen (person_id, id)
     where k.person_id = seen.person_id and k.id = seen.id and k.rule = $3`,
    [seen.map(({ record }) => record.person_id), seen.map(({ record }) => record.id), rule],
  );
  const kept = settled.flatMap(({ record, kept: [reason] }) => (reason ? [{ record, reason }] : []));
  await rows(
    tx,
    `insert into retention_kept (person_id, id, rule, kind, reference, until, seen_at)
     select person_id, id, $3, kind, reference, until, $7
     from unnest($1::uuid[], $2::uuid[], $4::text[], $5::text[], $6::date[]) as kept (person_id, id, kind, reference, until)`,
    [
      kept.map(({ record }) => record.person_id),
      kept.map(({ record }) => record.id),
      rule,
      kept.map(({ reason }) => reason.kind),
      kept.map(({ reason }) => reason.reference),
      kept.map(({ reason }) => reason.until),
      now,
    ],
  );
}
