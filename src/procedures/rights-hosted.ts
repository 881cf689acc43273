import { dayIn } from '../base/index.ts';
import { fieldsOf } from '../collection/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows } from '../store/index.ts';
import type { Connector, FoundRows, ReadRows } from '../systems/index.ts';
import { type House, momentOf } from './house.ts';
import { changing, erasing } from './rights-hosted-plan.ts';
import { type Beside, besideIn, everything, idsOf, OURS } from './rights-hosted-rows.ts';
import { carryOut, stillThere } from './rights-hosted-write.ts';

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
