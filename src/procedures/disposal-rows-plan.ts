import { type Day, Refused } from '../base/index.ts';
import {
  dueRuleOf,
  giveToPlan,
  keptByOthers,
  type Proposal,
  proposalNamed,
  type RowRule,
  type SettledRow,
  settledPage,
} from '../retention/index.ts';
import { rows, type Tx } from '../store/index.ts';
import {
  approvePlan,
  type Connector,
  executePlan,
  makeDuePlan,
  type PlanView,
  type Spares,
  viewPlan,
} from '../systems/index.ts';
import { certify, drop, figuresOf, keptIn, WRITES } from './disposal-rows-certificate.ts';
import { type Done, type RowsWork, rowsHouse } from './disposal-rows-work.ts';
import { suppressAddresses } from './suppression.ts';

const NOTHING: Done = { deleted: 0, anonymised: 0, left: 0, kept: {}, fault: null };

/** By what plans of rules are known among the others. */
export const MADE_FOR = 'retention:';

/** What was agreed to of rows: in which proposal, and which rows of it. */
type AgreedRows = { proposal: Pick<Proposal, 'id'>; marks: readonly string[] };

/** One batch of a rule from its plan to its certificate. */
export async function disposeKeys(
  work: RowsWork,
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  spares: readonly Spares[],
  agreed: AgreedRows | null = null,
): Promise<Done> {
  const { house, policy, moment } = work;
  const planId = await makeDuePlan(house, {
    system: connector,
    due: {
      table: one.rows.table,
      keys: due.map(({ key }) => key),
      on: moment.today,
      ownYear: { financialYearEnds: policy.organisation['financial-year-ends'] },
      byRule: {
        then: one.rule.then === 'anonymise' ? 'anonymise' : 'delete',
        keeps: keptByOthers(policy, one, moment.today),
        spares,
        still: dueRuleOf(policy, one, moment.today),
      },
    },
    madeFor: `${MADE_FOR}${one.name}`,
    by: 'worker',
    now: moment.now,
  });
  const plan = await viewPlan(house.store.db, house.vault, planId);
  const fault = await whyNotCarriedOut(work, one, connector, due, plan);
  if (fault !== null) {
    await drop(house, planId, moment);
    return typeof fault === 'string' ? { ...NOTHING, fault } : { ...NOTHING, kept: fault };
  }
  const stopped = await house.store.inTransaction(async (tx) => {
    if (agreed && !(await mayGo(tx, one, agreed, planId))) return true;
    await rows(
      tx,
      `insert into retention_plan (plan_id, rule, system, "table", for_day, policy, counted_from, made_at, proposal)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        planId,
        one.name,
        one.rows.system,
        one.rows.table,
        moment.today,
        policy.hash,
        firstAndLast(due),
        moment.now,
        agreed?.proposal.id ?? null,
      ],
    );
    // First the entry that keeps us from writing to them, for once they are gone nobody knows whom to enter.
    if (one.rule.then === 'suppress')
      await suppressAddresses(
        tx,
        house,
        due.flatMap(({ knownAs }) => knownAs),
        { reason: 'kept-no-longer', now: moment.now },
      );
    return false;
  });
  if (stopped) {
    await drop(house, planId, moment);
    return { ...NOTHING, kept: { agreement: due.length } };
  }
  await approvePlan(house, { planId, hash: plan.hash, by: 'worker', now: moment.now });
  return carryOut(work, planId, connector);
}

/** Somebody may have stopped it since this run began. */
async function mayGo(
  tx: Tx,
  one: RowRule,
  { proposal, marks }: AgreedRows,
  planId: string,
): Promise<boolean> {
  const now = await proposalNamed(tx, proposal.id, { hold: true });
  return (
    now.state === 'announced' &&
    (await giveToPlan(tx, one, { proposal: proposal.id, marks, planId })) === marks.length
  );
}

/** Null: it is; a text says why not, figures what turned out to stay. */
async function whyNotCarriedOut(
  { house, policy, moment }: RowsWork,
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  plan: PlanView,
): Promise<string | Record<string, number> | null> {
  const [waits] = plan.systems.filter(({ state }) => state === 'waiting');
  if (waits) return waits.because ?? 'The system could not be searched.';
  const blocked = plan.items.filter(({ act }) => act === 'blocked');
  if (blocked.length > 0)
    return `The map stands against it: ${blocked.map(({ because }) => because).join(' ')}`;
  if (!plan.items.some(({ act }) => WRITES.has(act))) return keptIn(plan);
  // A hold may have been placed since these rows were found.
  const again = await settledPage(rowsHouse(house, policy, moment.today), connector, one, {
    keys: due.map(({ key }) => key),
    limit: due.length,
  });
  const reasons = new Map(due.map(({ key, kept }) => [JSON.stringify(key), kept.length]));
  const held = again.due.filter(({ key, kept }) => kept.length > (reasons.get(JSON.stringify(key)) ?? 0));
  return held.length > 0 ? 'Something was held while the plan was made: the next run looks again.' : null;
}

/** Writes what a plan says to the end, and certifies it. */
export async function carryOut(work: RowsWork, planId: string, connector: Connector): Promise<Done> {
  const { house, policy, moment } = work;
  const { name } = connector.describe();
  const rate = policy.systems[name]?.['rows-per-second'];
  let fault: string | null = null;
  try {
    await executePlan(house, planId, {
      systems: [connector],
      clock: house.clock,
      by: 'worker',
      ...(rate !== undefined && { rowsPerSecond: { [name]: rate } }),
    });
  } catch (error) {
    // What was written is certified all the same; the rest is found again by the next run.
    if (!(error instanceof Refused)) {
      await certify(house, planId, moment, connector);
      await drop(house, planId, moment);
      throw error;
    }
    fault = error.message;
  }
  const plan = await certify(house, planId, moment, connector);
  await drop(house, planId, moment);
  const { deleted, anonymised, left } = figuresOf(plan);
  const waits = plan.systems.find(({ state }) => state !== 'done')?.because ?? null;
  return { deleted, anonymised, left, kept: keptIn(plan), fault: fault ?? waits };
}

const firstAndLast = (due: readonly SettledRow[]): Day[] => {
  const days = due.map(({ from }) => from).sort();
  return [days[0], days.at(-1)].filter((day) => day !== undefined);
};
