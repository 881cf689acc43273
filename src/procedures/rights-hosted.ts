import { type Day, dayIn } from '../base/index.ts';
import { fieldsOf, redactRecords } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { canonical, holdPerson, identitiesOf } from '../people/index.ts';
import { suppress } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { type DueRecord, daysOf, recordsUnder, type Settled, settleDue } from '../retention/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type {
  Change,
  Connector,
  FoundRows,
  KeyedRows,
  PlannedRows,
  ReadRows,
  Step,
} from '../systems/index.ts';
import { type House, type Moment, momentOf } from './house.ts';

/** What Kept itself holds, by the name that plans and packages give it. */
export const OURS = 'kept';

/** Other things that are kept of a person, each a table of its own. What was asked and answered stays as proof. */
const BESIDES = ['permission', 'preference', 'event', 'relationship'] as const;
type Beside = (typeof BESIDES)[number];

/** What a plan calls them: a collection point may be called "event" as well, and no point has a dot in its name. */
const besideIn = (table: string): Beside | null => BESIDES.find((one) => `about.${one}` === table) ?? null;

/**
 * Our own store as one system of a plan: records by the point at which they came in, and what else is kept of one person. It
 * is searched by the person and not by identities, and what becomes of a record is what retention says: duties and holds stay.
 */
export function hostedConnector(house: House, policy: Policy, personId: string): Connector {
  const { db } = house.store;
  const moment = () => momentOf(house, policy);
  return {
    describe: () => ({
      name: OURS,
      kind: 'hosted',
      can: { find: true, read: true, change: true, erase: true, verify: true },
    }),
    async *find() {
      for (const found of await everything(db, personId)) yield found;
    },
    async *read() {
      for (const found of await everything(db, personId))
        yield await readRows(house, policy, personId, found);
    },
    async *plan(asked) {
      if (asked.intent === 'read')
        for (const found of await everything(db, personId))
          yield { ...found, act: 'read', because: 'what we ourselves keep of you' };
      else if (asked.intent === 'erase') yield* erasing(db, policy, personId, moment());
      else yield* changing(house, personId, asked.changes ?? []);
    },
    async apply(steps) {
      for (const step of steps) await carryOut(house, policy, personId, step, moment());
      return steps.map((step) => ({ id: step.id, written: step.keys.length }));
    },
    async verify(_identities, written) {
      const left: { table: string; count: number; because: string }[] = [];
      for await (const step of written) {
        if (step.act !== 'delete') continue;
        const there = await stillThere(db, personId, step);
        if (there > 0) left.push({ table: step.table, count: there, because: 'it is still there' });
      }
      return left;
    },
    close: async () => {},
  };
}

async function everything(reader: Reader, personId: string): Promise<FoundRows[]> {
  const points = await rows<{ point: string; ids: string[] }>(
    reader,
    'select point, array_agg(id::text order by id) as ids from record where person_id = $1 group by point order by point',
    [personId],
  );
  const besides = await Promise.all(
    BESIDES.map(async (table) => ({
      table: `about.${table}`,
      ids: (
        await rows<{ id: string }>(
          reader,
          `select id::text as id from ${table} where person_id = $1 order by id`,
          [personId],
        )
      ).map(({ id }) => id),
    })),
  );
  return [...points.map(({ point, ids }) => ({ table: point, ids })), ...besides]
    .filter(({ ids }) => ids.length > 0)
    .map(({ table, ids }) => ({ ...keyed(table, ids), count: ids.length }));
}

const keyed = (table: string, ids: readonly string[]): KeyedRows => ({
  table,
  key: ['id'],
  keys: ids.map((id) => [id]),
});
const idsOf = ({ keys }: KeyedRows): string[] => keys.flatMap(([id]) => (typeof id === 'string' ? [id] : []));

async function readRows(house: House, policy: Policy, personId: string, found: FoundRows): Promise<ReadRows> {
  const { db } = house.store;
  const ids = idsOf(found);
  const beside = besideIn(found.table);
  if (beside) {
    const columns: Record<Beside, string> = {
      permission: 'purpose, channel, state, source, at::text as at',
      preference: 'kind, about, value, at::text as at',
      event: 'kind, at::text as at',
      relationship: 'kind, began_on::text as began_on, ended_on::text as ended_on',
    };
    const read = await rows<Record<string, string | null>>(
      db,
      `select ${columns[beside]} from ${beside} where person_id = $1 and id = any($2::uuid[]) order by id`,
      [personId, ids],
    );
    return { ...found, rows: read };
  }
  const stored = await rows<{ id: string; stored_at: string }>(
    db,
    'select id::text as id, stored_at from record where person_id = $1 and id = any($2::uuid[]) order by id',
    [personId, ids],
  );
  const read = await Promise.all(
    stored.map(async ({ id, stored_at }) => ({
      received: dayIn(policy.organisation.zone, stored_at),
      ...(await fieldsOf(db, house.vault, { person_id: personId, id })),
    })),
  );
  return { ...found, rows: read };
}

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
const owedByLaw = (policy: Policy, point: string): boolean =>
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

async function* erasing(
  reader: Reader,
  policy: Policy,
  personId: string,
  moment: Moment,
): AsyncGenerator<PlannedRows> {
  const all = (await fates(reader, policy, personId, moment)).flatMap(({ rule, settled }) =>
    settled.map((one) => ({ rule, ...one })),
  );
  const like = Map.groupBy(all, ({ rule, record, whole, go, kept }) =>
    JSON.stringify([
      rule,
      record.point,
      whole ? 'delete' : go.length > 0 ? 'anonymise' : 'keep',
      untilOf(kept),
    ]),
  );
  for (const same of like.values()) {
    const [first] = same;
    if (!first) continue;
    const { rule, record, whole, go, kept } = first;
    const rows = keyed(
      record.point,
      same.map(({ record: { id } }) => id),
    );
    if (whole) yield { ...rows, act: 'delete', because: 'nothing orders it kept' };
    else if (go.length > 0)
      yield {
        ...rows,
        act: 'anonymise',
        because: `the rest goes; ${sayKept(policy, kept)}`,
        columns: Object.fromEntries(go.map((field) => [field, { with: 'redacted-text' }])),
        until: untilOf(kept),
      };
    else
      yield {
        ...rows,
        act: 'keep',
        because: sayKept(policy, kept),
        until: untilOf(kept),
        ...(rule && policy.retention[rule]?.duty && { duty: policy.retention[rule]?.duty ?? '' }),
      };
  }
  yield* besidesOf(
    reader,
    personId,
    all.some(({ whole }) => !whole),
    moment,
  );
}

const untilOf = (kept: Settled['kept']): Day | null =>
  kept
    .flatMap(({ until }) => until ?? [])
    .toSorted()
    .at(-1) ?? null;

const sayKept = (policy: Policy, kept: Settled['kept']): string => {
  const [first] = kept;
  if (!first) return 'it is kept';
  if (first.kind !== 'duty')
    return first.kind === 'hold' ? 'it is needed for a legal matter' : 'another request of yours needs it';
  return (
    policy.retention[first.reference]?.because.replaceAll(/\s+/g, ' ').slice(0, 200) ??
    'the law orders it kept'
  );
};

/** Choices, events and what somebody is to us go with the last record, unless they still are something to us. */
async function* besidesOf(
  reader: Reader,
  personId: string,
  something: boolean,
  { today }: Moment,
): AsyncGenerator<PlannedRows> {
  const [open] = await rows(
    reader,
    'select 1 from relationship where person_id = $1 and (ended_on is null or ended_on > $2) limit 1',
    [personId, today],
  );
  for (const found of (await everything(reader, personId)).filter(({ table }) => besideIn(table) !== null)) {
    if (something || open)
      yield {
        ...found,
        act: 'keep',
        because: open
          ? 'we are still working with you, and have to respect what you said'
          : 'it tells how what stays may be used',
        until: null,
      };
    else yield { ...found, act: 'delete', because: 'nothing of yours is left that it would be about' };
  }
}

/** A correction of what came in by a form: the fields that hold the old value, or any that are called so. */
async function* changing(
  house: House,
  personId: string,
  changes: readonly Change[],
): AsyncGenerator<PlannedRows> {
  const records = await rows<{ id: string; point: string }>(
    house.store.db,
    'select id::text as id, point from record where person_id = $1 order by point, id',
    [personId],
  );
  for (const { id, point } of records) {
    const fields = await fieldsOf(house.store.db, house.vault, { person_id: personId, id });
    const meant = changes.flatMap(({ what, was, becomes }) => {
      const field = what.startsWith(`${point}.`) ? what.slice(point.length + 1) : what;
      const there = fields[field];
      const same = was === undefined || there?.toLowerCase() === was.toLowerCase();
      return there !== undefined && same && there !== becomes ? [[field, becomes] as const] : [];
    });
    if (meant.length === 0) continue;
    yield {
      ...keyed(point, [id]),
      act: 'change',
      because: 'you told us what is right',
      columns: Object.fromEntries(meant.map(([field, value]) => [field, { with: 'constant', value }])),
      before: [Object.fromEntries(meant.map(([field]) => [field, fields[field] ?? null]))],
    };
  }
}

/** Erases records that a rule lets go, in the caller's transaction, with the certificate of it. Answers what went. */
export async function eraseFates(
  tx: Tx,
  house: House,
  policy: Policy,
  personId: string,
  { rule, settled }: { rule: string | null; settled: readonly Settled[] },
  { now }: Moment,
): Promise<{ records: number; redacted: number; kept: number }> {
  const whole = settled.filter((one) => one.whole).map(({ record }) => record.id);
  const parts = settled
    .filter((one) => !one.whole && one.go.length > 0)
    .map(({ record: { id }, go }) => ({ person_id: personId, id, fields: go }));
  const gone = await rows(
    tx,
    'delete from record where person_id = $1 and id = any($2::uuid[]) returning id',
    [personId, whole],
  );
  const redacted = await redactRecords(tx, house.vault, parts, now);
  const kept = settled.length - whole.length;
  if (gone.length + redacted > 0) {
    const [left] = await rows<{ n: number }>(
      tx,
      'select count(*)::int as n from record where person_id = $1 and id = any($2::uuid[])',
      [personId, whole],
    );
    await appendEvidence(tx, {
      kind: 'retention.disposed',
      at: now,
      actor: 'person',
      aboutPerson: personId,
      body: {
        rule,
        why: 'request',
        then: 'erase',
        records: gone.length,
        redacted,
        kept,
        people: 1,
        forgotten: 0,
        leftBehind: left?.n ?? -1,
        policy: policy.hash,
      },
    });
  }
  return { records: gone.length, redacted, kept };
}

/** What else is kept of somebody goes when nothing is left that it would be about. */
export async function eraseBesides(tx: Tx, house: House, personId: string, moment: Moment): Promise<void> {
  await suppressed(tx, house, personId, moment);
  const [stays] = await rows(
    tx,
    `select 1 from record where person_id = $1
     union all select 1 from relationship where person_id = $1 and (ended_on is null or ended_on > $2) limit 1`,
    [personId, moment.today],
  );
  if (stays) return;
  for (const table of BESIDES) await rows(tx, `delete from ${table} where person_id = $1`, [personId]);
}

/** Writes one step, in one transaction with its evidence; what is there no longer counts as written. */
async function carryOut(
  house: House,
  policy: Policy,
  personId: string,
  step: Step,
  moment: Moment,
): Promise<void> {
  const ids = idsOf(step);
  await house.store.inTransaction(async (tx) => {
    await holdPerson(tx, personId);
    if (step.act === 'change') return change(tx, house, personId, step, moment);
    const beside = besideIn(step.table);
    if (beside) {
      if (beside === 'permission') await suppressed(tx, house, personId, moment);
      await rows(tx, `delete from ${beside} where person_id = $1 and id = any($2::uuid[])`, [personId, ids]);
      return;
    }
    const gone =
      step.act === 'delete'
        ? await rows(tx, 'delete from record where person_id = $1 and id = any($2::uuid[]) returning id', [
            personId,
            ids,
          ])
        : [];
    const redacted =
      step.act === 'anonymise'
        ? await redactRecords(
            tx,
            house.vault,
            ids.map((id) => ({ person_id: personId, id, fields: Object.keys(step.columns ?? {}) })),
            moment.now,
          )
        : 0;
    await suppressed(tx, house, personId, moment);
    if (gone.length + redacted === 0) return;
    await appendEvidence(tx, {
      kind: 'retention.disposed',
      at: moment.now,
      actor: 'person',
      aboutPerson: personId,
      body: {
        rule: null,
        why: 'request',
        then: 'erase',
        plan: step.id.split('/')[0] ?? '',
        records: gone.length,
        redacted,
        kept: {},
        people: 1,
        forgotten: 0,
        leftBehind: 0,
        policy: policy.hash,
      },
    });
  });
}

/** Nobody writes to them again by mistake, whatever is imported later: a keyed hash, and nothing else of them (law R16). */
async function suppressed(tx: Tx, house: House, personId: string, { now }: Moment): Promise<void> {
  for (const identity of await identitiesOf(tx, house.vault, personId))
    if (identity.kind !== 'external')
      await suppress(tx, house.vault.suppressionHash(identity.kind, canonical(identity)), {
        scope: 'marketing',
        reason: 'erased',
        now,
      });
}

async function change(tx: Tx, house: House, personId: string, step: Step, { now }: Moment): Promise<void> {
  for (const id of idsOf(step)) {
    const fields = await fieldsOf(tx, house.vault, { person_id: personId, id });
    for (const [field, how] of Object.entries(step.columns ?? {}))
      if (how.with === 'constant' && how.value !== null) fields[field] = String(how.value);
    const sealed = await house.vault.seal(personId, JSON.stringify(fields), `record:${id}`, now);
    await rows(tx, 'update record set sealed = $3 where person_id = $1 and id = $2', [personId, id, sealed]);
  }
}

async function stillThere(reader: Reader, personId: string, step: Step): Promise<number> {
  const table = besideIn(step.table) ?? 'record';
  const [found] = await rows<{ n: number }>(
    reader,
    `select count(*)::int as n from ${table} where person_id = $1 and id = any($2::uuid[])`,
    [personId, idsOf(step)],
  );
  return found?.n ?? -1;
}
