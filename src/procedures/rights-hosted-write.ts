import { fieldsOf, redactRecords } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPerson, identitiesOf } from '../people/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { Settled } from '../retention/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Step } from '../systems/index.ts';
import type { House, Moment } from './house.ts';
import { BESIDES, besideIn, idsOf } from './rights-hosted-rows.ts';
import { followAddress } from './rights-identities.ts';
import { suppressAddresses } from './suppression.ts';

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
export async function carryOut(
  house: House,
  policy: Policy,
  personId: string,
  step: Step,
  moment: Moment,
): Promise<void> {
  const ids = idsOf(step);
  await house.store.inTransaction(async (tx) => {
    await holdPerson(tx, personId);
    if (step.act === 'change') return change(tx, house, policy, personId, step, moment);
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
  await suppressAddresses(tx, house, await identitiesOf(tx, house.vault, personId), {
    reason: 'erased',
    now,
  });
}

async function change(
  tx: Tx,
  house: House,
  policy: Policy,
  personId: string,
  step: Step,
  { now }: Moment,
): Promise<void> {
  for (const id of idsOf(step)) {
    const fields = await fieldsOf(tx, house.vault, { person_id: personId, id });
    const before = { ...fields };
    for (const [field, how] of Object.entries(step.columns ?? {}))
      if (how.with === 'constant' && how.value !== null) fields[field] = String(how.value);
    const sealed = await house.vault.seal(personId, JSON.stringify(fields), `record:${id}`, now);
    await rows(tx, 'update record set sealed = $3 where person_id = $1 and id = $2', [personId, id, sealed]);
    for (const field of Object.keys(step.columns ?? {}))
      await followAddress(tx, house, personId, {
        kind: kindOf(policy, field),
        was: before[field] ?? '',
        becomes: fields[field] ?? '',
        now,
      });
  }
}

/** How many rows of a step are there still. */
export async function stillThere(reader: Reader, personId: string, step: Step): Promise<number> {
  const table = besideIn(step.table) ?? 'record';
  const [found] = await rows<{ n: number }>(
    reader,
    `select count(*)::int as n from ${table} where person_id = $1 and id = any($2::uuid[])`,
    [personId, idsOf(step)],
  );
  return found?.n ?? -1;
}
