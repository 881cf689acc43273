import type { Day } from '../base/index.ts';
import { type Identity, peopleKnownBy } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Vault } from '../store/index.ts';
import type { Connector, DueRow, DueRule, Spares } from '../systems/index.ts';
import { heldAmong, standingHolds } from './hold.ts';
import type { Suspended } from './reasons.ts';
import {
  asksOfPeople,
  dueRuleOf,
  goesOn,
  heldColumns,
  ofPeople,
  type RowRule,
  rowRulesOf,
  whichOf,
} from './rows.rules.ts';

/** What stands against a row's going. Without columns all of it stays. */
export type RowReason = {
  kind: 'hold' | 'duty' | 'request' | 'restriction';
  /** The hold's or request's id, or the rule of the duty. */
  reference: string;
  until: Day | null;
  spares: Spares[] | null;
};

/** A row of a connected system whose day by a rule has come. */
export type SettledRow = {
  key: DueRow['key'];
  from: Day;
  goesOn: Day;
  /** Who of our people it belongs to; empty: nobody that we know. */
  people: string[];
  knownAs: DueRow['knownAs'];
  kept: RowReason[];
};

/** What is looked at with the rows of a rule. */
export type RowsHouse = {
  reader: Reader;
  vault: Pick<Vault, 'lookupHashes'>;
  policy: Policy;
  today: Day;
  /** Whose deletion waits for a request of theirs: another room's facts. */
  suspended: (people: readonly string[]) => Promise<Suspended[]>;
};

/** A page of rows, and where the next begins. */
export type RowPage = {
  due: SettledRow[];
  after: DueRow['key'] | null;
  key: readonly string[];
  /** How many rows the system gave, due or not. */
  looked: number;
};

export const PAGE = 5_000;

/** The next rows of a rule whose day has come, with what keeps them. */
export async function settledPage(
  house: RowsHouse,
  connector: Connector,
  one: RowRule,
  page: {
    after?: DueRow['key'] | null;
    limit?: number;
    keys?: readonly DueRow['key'][];
    /** Left out: with what keeps them. */
    reasons?: boolean;
  } = {},
): Promise<RowPage> {
  const limit = page.limit ?? PAGE;
  const rule = dueRuleOf(house.policy, one, house.today);
  const people = ofPeople(house.policy, one);
  const known = asksOfPeople(people) || one.rule.then === 'suppress' || (await anybodyIsHeld(house.reader));
  if (!connector.dueRows) return { due: [], after: null, key: [], looked: 0 };
  const found = await connector.dueRows(rule, {
    limit,
    known,
    ...(page.after && { after: page.after }),
    ...(page.keys && { keys: page.keys }),
  });
  const dated = await withDays(house, one, found.rows);
  const due = dated.flatMap((row) => {
    if (row.from === null || row.going) return [];
    const day = goesOn(house.policy, one.rule, row.from);
    return day <= house.today ? [{ ...row, from: row.from, goesOn: day }] : [];
  });
  const reasons = page.reasons === false ? [] : await reasonsFor(house, connector, one, due);
  return {
    key: found.key,
    looked: found.rows.length,
    after: !page.keys && found.rows.length === limit ? (found.rows.at(-1)?.key ?? null) : null,
    due: due.map((row, at) => ({
      key: row.key,
      from: row.from,
      goesOn: row.goesOn,
      people: row.people,
      knownAs: row.knownAs,
      kept: reasons[at] ?? [],
    })),
  };
}

/** Whether a hold or an open request stands that could concern anybody. */
async function anybodyIsHeld(reader: Reader): Promise<boolean> {
  const found = await rows(
    reader,
    `select 1 where exists (select from retention_hold where lifted_at is null)
       or exists (select from request where answered_on is null)
       or exists (select from stopped_use where kind = 'restriction' and lifted_at is null)`,
    [],
  );
  return found.length > 0;
}

/** A row with the day it counts from, of all that says one, and whether something goes on that the rule waits for. */
export type DatedRow = Pick<DueRow, 'key' | 'days' | 'knownAs'> & {
  people: string[];
  from: Day | null;
  going: boolean;
};

/** With what Kept knows of whose rows these are. */
export async function withDays(
  { reader, vault, policy, today }: RowsHouse,
  one: RowRule,
  found: readonly DueRow[],
): Promise<DatedRow[]> {
  const asked = ofPeople(policy, one);
  const known = found.some(({ knownAs }) => knownAs.length > 0);
  const people = known
    ? await peopleKnownBy(
        reader,
        vault,
        found.map(({ knownAs }) => knownAs.flatMap((identity) => identitiesOf(one, identity))),
      )
    : found.map((): string[] => []);
  const all = [...new Set(people.flat())];
  const which = whichOf(one);
  const days = await daysOfPeople(reader, policy, { ...asked, which, people: all, today });
  return found.map(({ key, days: own, from, knownAs }, at) => {
    const ours = people[at] ?? [];
    const theirs = ours.flatMap((id) => days.get(id) ?? []);
    const said = [...(from === null ? [] : [from]), ...theirs.flatMap(({ from }) => from ?? [])].sort();
    const lasts = asked.lasting.length > 0 && theirs.some(({ going }) => going);
    return {
      key,
      days: own,
      knownAs,
      people: ours,
      from: lasts ? null : ((which === 'latest' ? said.at(-1) : said[0]) ?? null),
      going: theirs.some(({ going }) => going),
    };
  });
}

function identitiesOf(
  { rows: { system, table } }: RowRule,
  { kind, value }: DueRow['knownAs'][number],
): Identity[] {
  if (kind === 'email' || kind === 'phone') return [{ kind, value }];
  if (kind !== 'external') return [];
  return [`${system}:${value}`, `${system}:${table}/${value}`].map((external) => ({ kind, value: external }));
}

async function daysOfPeople(
  reader: Reader,
  policy: Policy,
  asked: ReturnType<typeof ofPeople> & {
    which: 'latest' | 'earliest';
    people: readonly string[];
    today: Day;
  },
): Promise<Map<string, { from: Day | null; going: boolean }>> {
  if (asked.people.length === 0 || !asksOfPeople(asked)) return new Map();
  const best = asked.which === 'latest' ? 'max' : 'min';
  const found = await rows<{ id: string; from: Day | null; going: boolean }>(
    reader,
    `select p.id, case when cardinality($3::text[]) > 0 then l.on_day else e.on_day end as "from",
       coalesce(l.lasts, false) or exists (select from relationship w where w.person_id = p.id and w.kind = any($4::text[])
         and w.began_on <= $5::date and (w.ended_on is null or w.ended_on > $5::date)) as going
     from unnest($1::uuid[]) as p (id)
     left join lateral (select (${best}(at) at time zone $6::text)::date as on_day from event
       where person_id = p.id and kind = any($2::text[])) e on true
     left join lateral (select max(ended_on) as on_day, bool_or(ended_on is null or ended_on > $5::date) as lasts from relationship
       where person_id = p.id and kind = any($3::text[])) l on true`,
    [asked.people, asked.events, asked.lasting, asked.during, asked.today, policy.organisation.zone],
  );
  return new Map(found.map(({ id, from, going }) => [id, { from, going }]));
}

/** What stands against each of these rows: duties of other rules, holds on whose they are, their requests. */
async function reasonsFor(
  house: RowsHouse,
  connector: Connector,
  one: RowRule,
  due: readonly DatedRow[],
): Promise<RowReason[][]> {
  const reasons = due.map((): RowReason[] => []);
  if (due.length === 0) return reasons;
  const people = [...new Set(due.flatMap((row) => row.people))];
  const holds = people.length > 0 ? await standingHolds(house.reader) : [];
  const held = holds.length > 0 ? await heldAmong(house.reader, people) : [];
  const suspended = people.length > 0 ? await house.suspended(people) : [];
  for (const [at, row] of due.entries()) {
    for (const hold of holds) {
      if (!held.some(({ id, person_id }) => id === hold.id && row.people.includes(person_id))) continue;
      const because = 'a hold keeps it';
      const spares = hold.data.length === 0 ? null : heldColumns(house.policy, one, hold.data, because);
      if (spares?.length === 0) continue;
      reasons[at]?.push({ kind: 'hold', reference: hold.id, until: null, spares });
    }
    for (const { person_id, kind, reference } of suspended)
      if (row.people.includes(person_id)) reasons[at]?.push({ kind, reference, until: null, spares: null });
  }
  for (const other of dutiesOn(house.policy, one)) {
    const days = await daysBy(house, connector, other, due);
    for (const [at, row] of due.entries()) {
      const until = days.get(keyText(row.key));
      if (until !== undefined && (until === null || until > house.today))
        reasons[at]?.push({ kind: 'duty', reference: other.name, until, spares: null });
    }
  }
  return reasons;
}

/** Rules by which the law orders rows of this very table kept. */
const dutiesOn = (policy: Policy, one: RowRule): RowRule[] =>
  rowRulesOf(policy).filter(
    (other) =>
      other.rule.duty !== undefined &&
      other.name !== one.name &&
      other.rows.system === one.rows.system &&
      other.rows.table === one.rows.table,
  );

const keyText = (key: DueRow['key']): string => JSON.stringify(key);

/** The days on which these rows may go by another rule; null: it covers them, and nothing has begun to count yet. */
async function daysBy(
  house: RowsHouse,
  connector: Connector,
  other: RowRule,
  found: readonly Pick<DueRow, 'key'>[],
): Promise<Map<string, Day | null>> {
  const whatever: DueRule = {
    ...dueRuleOf(house.policy, other, house.today),
    begunBy: null,
    needsDay: false,
    anonymises: false,
    unless: [],
  };
  const asked = { limit: found.length, keys: found.map(({ key }) => key), known: true };
  const rowsFound = (await connector.dueRows?.(whatever, asked))?.rows ?? [];
  return new Map(
    (await withDays(house, other, rowsFound)).map(({ key, from, going }) => [
      keyText(key),
      from === null || going ? null : goesOn(house.policy, other.rule, from),
    ]),
  );
}
