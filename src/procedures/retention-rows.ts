import { type Day, Refused } from '../base/index.ts';
import { combineRetention } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  asksOfPeople,
  dueRuleOf,
  goesOn,
  ofPeople,
  type RowReason,
  type RowRule,
  rowRulesOf,
  type SettledRow,
  settledPage,
  withDays,
} from '../retention/index.ts';
import { type Connector, folded } from '../systems/index.ts';
import { whyNot, withRows } from './disposal-rows.ts';
import { rowsHouse } from './disposal-rows-work.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** What the run of a day would find of a rule in one table of a connected system; no value of it names anybody. */
export type PreviewedRows = {
  rule: string;
  system: string;
  table: string;
  says: string;
  then: RowRule['rule']['then'];
  because: string;
  due: number;
  /** There are more: only so many rows can be looked at one by one. */
  more: boolean;
  /** Rows that have no day to count from, and are never due for want of one. */
  withoutDay: number;
  /** Of the first thousand that are due: those that stay, by what keeps them. */
  kept: Record<string, number>;
  samples: { key: string[]; countedFrom: Day; goesOn: Day; because: string }[];
  /** Why nothing of it goes by itself; null: it does. */
  fault: string | null;
};

/** Rows whose reasons are told, and rows that are looked at where only Kept knows whether they are due. */
const [LOOKED_AT, AT_MOST] = [1_000, 50_000];
const SAMPLES = 3;

/** Every rule on rows of connected systems as the run of `on` would find it; reads only. */
export async function previewRows(house: House, policy: Policy, on: Day): Promise<PreviewedRows[]> {
  if (rowRulesOf(policy).length === 0) return [];
  return withRows(house, policy, async (rules, connectorOf) => {
    const previewed: PreviewedRows[] = [];
    for (const one of rules)
      previewed.push(await previewOf(house, policy, one, connectorOf(one.rows.system), on));
    return previewed;
  });
}

async function previewOf(
  house: House,
  policy: Policy,
  one: RowRule,
  connector: Connector | undefined,
  on: Day,
): Promise<PreviewedRows> {
  const { name, rule, rows } = one;
  const nothing: PreviewedRows = {
    rule: name,
    system: rows.system,
    table: rows.table,
    says: rule.says ?? name,
    then: rule.then,
    because: rule.because,
    due: 0,
    more: false,
    withoutDay: 0,
    kept: {},
    samples: [],
    fault: whyNot(one, connector),
  };
  if (!connector?.countDue) return nothing;
  try {
    const looking = rowsHouse(house, policy, on);
    const counted = await connector.countDue(dueRuleOf(policy, one, on));
    const first = await settledPage(looking, connector, one, { limit: LOOKED_AT });
    let due = counted.due;
    let more = false;
    if (asksOfPeople(ofPeople(policy, one))) {
      // What only Kept knows of is looked at row by row.
      due = first.due.length;
      let looked = first.looked;
      let { after } = first;
      while (after !== null && looked < AT_MOST) {
        const page = await settledPage(looking, connector, one, { after, reasons: false });
        due += page.due.length;
        looked += page.looked;
        after = page.after;
      }
      more = after !== null;
    }
    const kept: Record<string, number> = {};
    for (const { kept: reasons } of first.due)
      for (const { kind } of reasons.slice(0, 1)) kept[kind] = (kept[kind] ?? 0) + 1;
    return {
      ...nothing,
      due,
      more,
      withoutDay: counted.withoutDay,
      kept,
      samples: first.due.slice(0, SAMPLES).map((row) => ({
        key: row.key.map(folded),
        countedFrom: row.from,
        goesOn: row.goesOn,
        because: becauseOf(one, row),
      })),
    };
  } catch (error) {
    if (error instanceof Refused) return { ...nothing, fault: error.message };
    throw error;
  }
}

const SUSPENSION = { hold: 'hold', request: 'open-access-request', restriction: 'restriction' } as const;

/** The reason that wins, in the rulebook's words (law S0). */
function becauseOf({ name }: RowRule, { goesOn, kept }: Pick<SettledRow, 'goesOn' | 'kept'>): string {
  return combineRetention({
    duties: kept.flatMap(({ kind, reference, until }) =>
      kind === 'duty' && until ? [{ name: reference, until, fields: ['row'] }] : [],
    ),
    limits: [{ name, deleteBy: goesOn }],
    suspensions: kept.flatMap(({ kind, reference }) =>
      kind === 'duty' ? [] : [{ kind: SUSPENSION[kind], name: reference }],
    ),
  }).because;
}

/** What one rule says of one row. */
export type ExplainedRow = {
  rule: string;
  says: string;
  because: string;
  duty: string | null;
  then: RowRule['rule']['then'];
  keep: string;
  /** Each day that it counts from, and where that stands; null: nothing stands there. */
  days: { of: string; day: Day | null }[];
  countedFrom: Day | null;
  /** The first day on which it is no longer kept by this rule; null: nothing has begun to count. */
  goesOn: Day | null;
  /** Something that the rule waits for goes on: a relationship, a linked row, values that the rule is not about. */
  waits: boolean;
  kept: Pick<RowReason, 'kind' | 'reference' | 'until'>[];
};

/**
 * Every rule that speaks of one row, with its days and what keeps it. Refuses `retention.no-row` where no rule is about the
 * table, or the row is not there, and `systems.unreachable`.
 */
export async function explainRow(
  house: House,
  asked: { system: string; table: string; key: readonly string[]; on: Day | null },
): Promise<{ on: Day; rules: ExplainedRow[] }> {
  const policy = await policyInForce(house);
  const on = asked.on ?? momentOf(house, policy).today;
  return withRows(house, policy, async (all, connectorOf) => {
    const rules = all.filter(({ rows }) => rows.system === asked.system && rows.table === asked.table);
    const connector = connectorOf(asked.system);
    if (rules.length === 0 || !connector?.dueRows)
      throw new Refused(
        'retention.no-row',
        'No rule is about such a row, or its system is not reached from here.',
      );
    const explained: ExplainedRow[] = [];
    for (const one of rules) explained.push(...(await explain(house, policy, one, connector, asked.key, on)));
    if (explained.length === 0) throw new Refused('retention.no-row', 'There is no row with this key.');
    return { on, rules: explained };
  });
}

async function explain(
  house: House,
  policy: Policy,
  one: RowRule,
  connector: Connector,
  key: readonly string[],
  on: Day,
): Promise<ExplainedRow[]> {
  const looking = rowsHouse(house, policy, on);
  const rule = dueRuleOf(policy, one, on);
  const whatever = { ...rule, begunBy: null, needsDay: false, anonymises: false, unless: [], when: {} };
  const page = { limit: 1, keys: [key], known: true };
  const found = await connector.dueRows?.(whatever, page);
  const [row] = await withDays(looking, one, found?.rows ?? []);
  if (!row) return [];
  const due = await settledPage(looking, connector, one, page);
  const day = row.from === null ? null : goesOn(policy, one.rule, row.from);
  const [settled] = due.due;
  return [
    {
      rule: one.name,
      says: one.rule.says ?? one.name,
      because: settled ? becauseOf(one, settled) : one.rule.because,
      duty: one.rule.duty ?? null,
      then: one.rule.then,
      keep: one.rule.keep,
      days: rule.starts.map(({ table = one.rows.table, column }, at) => ({
        of: `${table}.${column}`,
        day: row.days[at] ?? null,
      })),
      countedFrom: row.from,
      goesOn: day,
      waits: day !== null && day <= on && settled === undefined,
      kept: (settled?.kept ?? []).map(({ kind, reference, until }) => ({ kind, reference, until })),
    },
  ];
}
