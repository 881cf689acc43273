import { proposalNamed, rowRulesOf, type SettledRow, settledPage } from '../retention/index.ts';
import { type Connector, keysOf, viewPlan } from '../systems/index.ts';
import { certify, drop, WRITES } from './disposal-rows-certificate.ts';
import { carryOut, MADE_FOR } from './disposal-rows-plan.ts';
import { type RowsWork, rowsHouse } from './disposal-rows-work.ts';

/**
 * Goes on with plans that a run left open when it died: one that was not agreed to yet is found anew; one that was is written
 * to its end, unless something is held by now, and gets its certificate.
 */
export async function finishOpen(work: RowsWork): Promise<void> {
  const { house, moment, connectorOf } = work;
  const open = await house.store.rows<{
    id: string;
    rule: string | null;
    system: string;
    table: string;
    proposal: string | null;
    approved: boolean;
    certified: boolean;
  }>(
    `select p.id, r.rule, r.system, r."table", r.proposal, p.approved_hash is not null as approved, r.certified_at is not null as certified
     from plan p left join retention_plan r on r.plan_id = p.id
     where p.made_for like '${MADE_FOR}%' and (p.state <> 'closed' or r.plan_id is not null) order by p.made_at`,
  );
  for (const { id, rule, system, table, proposal, approved, certified } of open) {
    if (rule === null || !approved || certified) {
      await drop(house, id, moment);
      continue;
    }
    const connector = connectorOf(system);
    if (!connector) continue; // not reached tonight: what it has written is certified when it is
    if (
      (await isStopped(work, proposal)) ||
      (await isHeldNow(work, { id, rule, system, table }, connector))
    ) {
      await certify(house, id, moment, connector);
      await drop(house, id, moment);
    } else await carryOut(work, id, connector);
  }
}

/** Whether somebody stopped since what the plan carries out. */
const isStopped = async ({ house }: RowsWork, proposal: string | null): Promise<boolean> =>
  proposal !== null && (await proposalNamed(house.store.db, proposal)).state !== 'announced';

/** Whether a row that the plan still names has come under a hold since. */
async function isHeldNow(
  { house, policy, moment }: RowsWork,
  plan: { id: string; rule: string; system: string; table: string },
  connector: Connector,
): Promise<boolean> {
  const one = rowRulesOf(policy).find(
    ({ name, rows }) => name === plan.rule && rows.system === plan.system && rows.table === plan.table,
  );
  // The rule is no more: nothing goes by it.
  if (!one) return true;
  const { items } = await viewPlan(house.store.db, house.vault, plan.id);
  for (const item of items)
    if (item.table === plan.table && WRITES.has(item.act))
      for await (const { keys } of keysOf(house, plan.id, item.number)) {
        const { due } = await settledPage(rowsHouse(house, policy, moment.today), connector, one, {
          keys: keys as SettledRow['key'][],
          limit: keys.length,
        });
        if (due.some(({ kept }) => kept.some(({ spares }) => spares === null))) return true;
      }
  return false;
}
