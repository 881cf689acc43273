import { addDays, type Day } from '../base/index.ts';
import { atRisk, broken, entriesOf, kept, type Live, nothingYet, type State } from '../controls/index.ts';
import type { RuleBound } from './acts.ts';
import type { RetentionRule } from './reach.rules.ts';

/*
 * Where a rule stands with rows of connected systems. They are looked at each night, and what the look found is all that is
 * known here: a look that was not made, or not to its end, shows nothing, and for long not even that all is well.
 */

/** Nights without a look that ended well: after so many it may be broken, and after so many it counts as broken. */
const [DOUBTED, LOST] = [2, 7];

type Look = {
  system: string;
  table: string;
  looked_on: Day;
  done_on: Day | null;
  due: number;
  gone: number;
  kept: Record<string, number>;
  left_over: number;
  fault: string | null;
};

/** Null: the rule is about no rows elsewhere. */
export async function stateOfRows(
  live: Live,
  { name, declared }: Pick<RuleBound, 'name' | 'declared'>,
): Promise<State | null> {
  const places = declared.rows ?? [];
  if (places.length === 0) return null;
  const looks = await live.rows<Look>(
    `select system, "table", looked_on, done_on, due::int as due, gone::int as gone, kept, left_over::int as left_over, fault
     from retention_look where rule = $1`,
    [name],
  );
  const late = await pastTheirDay(live, name);
  const entries = await entriesOf(live, 'retention.disposed', { field: 'rule', is: name });
  return worst(places.map((place) => stateOf(live, place, looks, late, entries)));
}

function stateOf(
  live: Live,
  { system, table }: NonNullable<RetentionRule['rows']>[number],
  looks: readonly Look[],
  late: readonly { system: string; table: string; rows: number }[],
  entries: readonly string[],
): State {
  const place = `${system}.${table}`;
  const look = looks.find((one) => one.system === system && one.table === table);
  const waiting = late.find((one) => one.system === system && one.table === table)?.rows ?? 0;
  // Of what nobody has looked at, that begins to be missed when the policy began to promise it.
  const since = look?.done_on ?? live.inForceSince;
  const staying = Object.values(look?.kept ?? {}).reduce((sum, n) => sum + n, 0);
  const figures = Object.fromEntries(
    Object.entries({
      looked: look?.looked_on ?? null,
      done: look?.done_on ?? null,
      ...(look && { due: look.due, gone: look.gone, kept: staying, left: look.left_over }),
      waiting,
    }).map(([figure, value]) => [`${place} ${figure}`, value]),
  );
  const told = (because: string) => ({ because, figures, entries: [...entries] });
  const why = look?.fault ? `: ${look.fault.replace(/\.$/, '')}` : '';
  if (live.today > addDays(since, LOST))
    return broken(told(`Since ${since} no night has looked at ${place} to the end${why}.`));
  if (look && look.left_over > 0)
    return broken(told(`${look.left_over} rows of ${place} were found again after they had gone.`));
  if (waiting > 0)
    return broken(
      told(`${waiting} rows of ${place} are kept past their day: nobody has agreed that they go.`),
    );
  if (look?.fault) return atRisk(told(`Not all was done in ${place}${why}.`));
  if (live.today >= addDays(since, DOUBTED))
    return atRisk(told(`Since ${since} no night has looked at ${place}.`));
  if (!look) return nothingYet(`The first look at ${place} is made tonight.`);
  return kept(
    told(
      `Nothing is past its day in ${place}, looked at on ${look.looked_on}.` +
        (staying > 0 ? ` ${staying} stay because something keeps them.` : ''),
    ),
  );
}

/** Rows that are past their day because somebody has not agreed, agreed late, or said no. */
const pastTheirDay = (live: Live, rule: string): Promise<{ system: string; table: string; rows: number }[]> =>
  live.rows(
    `select p.system, p."table", count(*)::int as rows from retention_proposed_row p
     join retention_proposal o on o.id = p.proposal
     where p.rule = $1 and p.goes_on < $2::date and (o.state <> 'announced' or o.goes_from > $2::date) group by 1, 2`,
    [rule, live.today],
  );

const WEIGHT = ['broken', 'at-risk', 'nothing-yet', 'attested', 'kept'];

/**
 * What is here and what is elsewhere, together. Nothing here to see is no reason to doubt what is seen elsewhere; elsewhere
 * unseen is one to doubt what is kept here.
 */
export const together = (here: State, there: State | null): State =>
  there === null ? here : here.verdict === 'nothing-yet' ? there : worst([here, there]);

/** The worst of several, with the figures of all. */
function worst(states: readonly State[]): State {
  const [first, ...others] = states.toSorted(
    (one, other) => WEIGHT.indexOf(one.verdict) - WEIGHT.indexOf(other.verdict),
  );
  if (!first) return nothingYet('Nothing of this has begun to count yet.');
  return { ...first, figures: Object.assign({}, ...others.map(({ figures }) => figures), first.figures) };
}
