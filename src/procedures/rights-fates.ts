import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type DueRecord, daysOf, recordsUnder, type Settled, settleDue } from '../retention/index.ts';
import { type Reader, rows } from '../store/index.ts';
import type { Moment } from './house.ts';

/** What becomes of a record of somebody who wants it erased, over all rules that cover it; `rule` is the first of them. */
export type Fate = { rule: string | null; settled: Settled[] };

/**
 * What goes and what stays, record by record: a field stays that a duty, a hold, or a contract that runs needs, whatever
 * other rule covers it; all else goes, and with its last field the record.
 */
export async function fates(
  reader: Reader,
  policy: Policy,
  personId: string,
  { today }: Pick<Moment, 'today'>,
): Promise<Fate[]> {
  const records = await rows<{ id: string; point: string; on_day: Day }>(
    reader,
    `select id::text as id, point, (stored_at at time zone $2)::date as on_day from record where person_id = $1 order by id`,
    [personId, policy.organisation.zone],
  );
  const reasons = new Map<string, { rule: string; kept: Settled['kept'] }[]>();
  for (const [rule, declared] of Object.entries(policy.retention)) {
    const under = await recordsUnder(reader, policy, declared, personId);
    if (under.length === 0) continue;
    const settled = await settleDue(reader, policy, rule, under, { today, suspended: [] });
    const needs = await neededUnder(reader, policy, rule, under, { personId, today });
    for (const { record, kept } of settled)
      reasons.set(record.id, [
        ...(reasons.get(record.id) ?? []),
        { rule, kept: [...kept, ...needs.filter(({ id }) => id === record.id).map(({ reason }) => reason)] },
      ]);
  }
  const settled = records.map(({ id, point, on_day }) => {
    const under = reasons.get(id) ?? [];
    const fields = Object.keys(policy.collection[point]?.fields ?? {});
    const kept = under.flatMap((one) => one.kept);
    const staying = new Set(kept.flatMap((reason) => reason.fields));
    const record: DueRecord = {
      person_id: personId,
      id,
      point,
      fields,
      counted_from: on_day,
      goes_on: on_day,
    };
    return {
      rule: (under.find((one) => one.kept.length === 0) ?? under[0])?.rule ?? null,
      record,
      go: fields.filter((field) => !staying.has(field)),
      whole: kept.length === 0,
      kept,
      because: kept.length === 0 ? 'nothing orders it kept' : 'a part of it is needed',
    };
  });
  return [...Map.groupBy(settled, ({ rule }) => rule)].map(([rule, own]) => ({ rule, settled: own }));
}

/** What stays under a rule because law orders it, or because a contract that runs needs it. */
async function neededUnder(
  reader: Reader,
  policy: Policy,
  rule: string,
  under: readonly DueRecord[],
  { personId, today }: { personId: string; today: Day },
): Promise<{ id: string; reason: Settled['kept'][number] }[]> {
  const declared = policy.retention[rule];
  if (!declared || declared['at-once-on']?.includes('request')) return [];
  const days = await daysOf(reader, policy, declared, { today, people: [personId] });
  const needed = (point: string) => [...(declared.while ?? []), ...neededFor(policy, point)];
  const kinds = [...new Set(under.flatMap(({ point }) => needed(point)))];
  const open = await openAmong(reader, personId, kinds, today);
  return under.flatMap(({ id, point, fields }) => {
    const until = days.find((day) => day.id === id)?.goes_on ?? null;
    const owed = declared.duty !== undefined || owedByLaw(policy, point);
    const stays =
      open.some(({ kind }) => needed(point).includes(kind)) || (owed && (until === null || until > today));
    return stays ? [{ id, reason: { kind: 'duty' as const, reference: rule, fields, until } }] : [];
  });
}

/** Whether law or a public task needs all that came in there: then it is not erased before its time (rights × basis). */
export const owedByLaw = (policy: Policy, point: string): boolean =>
  basesAt(policy, point).every((basis) => basis === 'legal-obligation' || basis === 'public-task');

/** The relationships for as long as which a contract needs what came in there. */
const neededFor = (policy: Policy, point: string): string[] =>
  basesAt(policy, point).some((basis) => basis === 'consent' || basis.endsWith('legitimate-interests'))
    ? []
    : (policy.collection[point]?.people ?? []).flatMap((people) => policy.people[people]?.while ?? []);

const basesAt = (policy: Policy, point: string): string[] =>
  (policy.collection[point]?.purposes ?? []).flatMap((purpose) => policy.purposes[purpose]?.basis ?? []);

const openAmong = (
  reader: Reader,
  personId: string,
  kinds: readonly string[],
  today: Day,
): Promise<{ kind: string }[]> =>
  kinds.length > 0
    ? rows<{ kind: string }>(
        reader,
        `select kind from relationship where person_id = $1 and kind = any($2) and began_on <= $3
           and (ended_on is null or ended_on > $3)`,
        [personId, kinds, today],
      )
    : Promise.resolve([]);

/** The last day until which one of the reasons keeps it; null: no day is known. */
export const untilOf = (kept: Settled['kept']): Day | null =>
  kept
    .flatMap(({ until }) => until ?? [])
    .toSorted()
    .at(-1) ?? null;

/** The first of the reasons, in words for the person. */
export const sayKept = (policy: Policy, kept: Settled['kept']): string => {
  const [first] = kept;
  if (!first) return 'it is kept';
  if (first.kind !== 'duty')
    return first.kind === 'hold' ? 'it is needed for a legal matter' : 'another request of yours needs it';
  return (
    policy.retention[first.reference]?.because.replaceAll(/\s+/g, ' ').slice(0, 200) ??
    'the law orders it kept'
  );
};
