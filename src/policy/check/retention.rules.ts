import { addDays, addPeriod, type Day, sayDay } from '../../base/index.ts';
import {
  endOfFinancialYear,
  keepUntil,
  RETENTION_DUTIES,
  type RetentionDuty,
  rules,
} from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayPeriod, sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { overlap } from './purposes.rules.ts';
import { article, type Check, lawGround } from './rule.ts';

type Retention = Policy['retention'][string];

/** What the language calls a duty, as the rulebook does. `suppression` orders nothing by the calendar. */
export const DUTIES: Readonly<Record<NonNullable<Retention['duty']>, RetentionDuty | null>> = {
  'accounting-records': 'accounting-records',
  vat: 'vat-records',
  payroll: 'paye-records',
  'statutory-pay': 'statutory-pay-records',
  'minimum-wage': 'minimum-wage-records',
  'working-time': 'working-time-records',
  'annual-leave': 'holiday-pay-records',
  pension: 'auto-enrolment-records',
  accidents: 'accident-records',
  'right-to-work': 'right-to-work-copies',
  suppression: null,
};

/** A limit that ends before a duty does, on some day of the year: what S0 calls the conflict. */
function conflict(look: Look, rule: Retention): { deleteBy: Day; retainUntil: Day; event: Day } | null {
  const duty = rule.duty ? DUTIES[rule.duty] : null;
  if (!duty || rule.keep === 'while' || /T/.test(rule.keep)) return null;
  const ownYear = { financialYearEnds: look.policy.organisation['financial-year-ends'] };
  const yearEnd = endOfFinancialYear(look.on, ownYear.financialYearEnds);
  // A record of the first day of the year is the one that the duty holds longest.
  for (const event of [addDays(yearEnd, 1), look.on]) {
    const retainUntil = keepUntil(duty, event, ownYear);
    if (retainUntil === null) continue;
    const countsFromYear = [rule.from]
      .flatMap((from) => (typeof from === 'object' ? Object.values(from).flat() : from))
      .includes('financial-year-ended');
    const start = countsFromYear ? endOfFinancialYear(event, ownYear.financialYearEnds) : event;
    const deleteBy = addPeriod(start, rule.keep);
    if (deleteBy < retainUntil) return { deleteBy, retainUntil, event };
  }
  return null;
}

const shorterThanDuty = (duty: NonNullable<Retention['duty']>): Check => {
  const name = DUTIES[duty];
  return {
    rule: 'law-retention-shorter-than-duty',
    severity: 'error',
    ground: lawGround(rules[name ? RETENTION_DUTIES[name].rule : 'S0']),
    *find(look) {
      for (const [rule, declared] of Object.entries(look.policy.retention)) {
        if (declared.duty !== duty) continue;
        const found = conflict(look, declared);
        if (!found) continue;
        const yields = declared['yields-to']?.includes('duty') === true;
        yield {
          place: look.at(`retention.${rule}.keep`),
          ...(yields ? { severity: 'info' as const } : {}),
          message: `${rule} keeps ${sayPeriod(declared.keep)}, and the law orders ${name ? RETENTION_DUTIES[name].says : sayTerm(duty)} kept longer: what happens on ${sayDay(found.event)} would go on ${sayDay(found.deleteBy)} and is owed until ${sayDay(found.retainUntil)}.`,
          todo: yields
            ? 'Only the fields that the duty covers stay until then; say so in the notice.'
            : 'Keep it longer, or say "yields-to: [duty]" so that only the fields of the duty stay.',
        };
      }
    },
  };
};

/** Right-to-work copies are the one duty that also orders destruction at its end. */
const longerThanOrdered: Check = {
  rule: 'law-retention-longer-than-ordered',
  severity: 'error',
  ground: lawGround(rules.S10),
  *find(look) {
    for (const [rule, declared] of Object.entries(look.policy.retention)) {
      if (declared.duty !== 'right-to-work' || declared.keep === 'while') continue;
      const until = keepUntil('right-to-work-copies', look.on);
      if (until !== null && addPeriod(look.on, declared.keep) > until)
        yield {
          place: look.at(`retention.${rule}.keep`),
          message: `${rule} keeps copies of right-to-work documents for ${sayPeriod(declared.keep)}; they are destroyed two years after the employment.`,
          todo: 'Set "keep: P2Y".',
        };
    }
  },
};

/** Whether some rule says how long this data about these people is kept. */
const covers = (
  rule: Retention,
  data: string,
  people: readonly string[],
  points: readonly string[],
): boolean =>
  overlap(rule.data, [data]) &&
  overlap(rule.people, people) &&
  // What it says of a system it says of all that lies there, wherever that came in.
  (rule.collection === undefined ||
    rule.systems !== undefined ||
    rule.collection.some((point) => points.includes(point)));

const keptForEver: Check = {
  rule: 'law-data-without-retention',
  severity: 'error',
  ground: article('Art 5(1)(e), 13(2)(a)'),
  *find(look) {
    const { policy } = look;
    const uncovered = new Map<string, Set<string>>();
    for (const [name, purpose] of Object.entries(policy.purposes)) {
      const told = Object.entries(policy.collection).filter(([, { purposes, asks = [], offers = [] }]) =>
        [...purposes, ...asks, ...offers].includes(name),
      );
      // What no point collects for it came in for something else, wherever people like these leave anything.
      const points =
        told.length > 0
          ? told
          : Object.entries(policy.collection).filter(([, { people }]) => overlap(people, purpose.people));
      const kept = points.filter(([, point]) => point.stores !== 'nowhere' && !point['controlled-by']);
      // What is only passed on or only counted without names has no period to keep.
      if (points.length > 0 && kept.length === 0) continue;
      if (purpose.role === 'processor') continue;
      for (const data of purpose.data) {
        const rules = Object.values(policy.retention);
        if (
          rules.some((rule) =>
            covers(
              rule,
              data,
              purpose.people,
              points.map(([point]) => point),
            ),
          )
        )
          continue;
        uncovered.set(data, (uncovered.get(data) ?? new Set()).add(name));
      }
    }
    for (const [data, purposes] of uncovered)
      yield {
        place: look.at(`data.${data}`),
        message: `Nothing says how long ${sayTerm(data)} is kept when it is used for ${sayList([...purposes])}.`,
        todo: 'Add it to a rule under retention, or write one.',
      };
  },
};

/** Days that follow from when data came in, whatever anybody has done since. */
const BY_THEMSELVES: readonly string[] = ['collected', 'financial-year-ended'];

/** The latest of what has happened: an end that has not come is not waited for. */
const goesWhileItRuns: Check = {
  rule: 'law-retention-while-it-runs',
  severity: 'warning',
  ground: article('Art 5(1)(e), 32(1)(b)'),
  *find(look) {
    for (const [rule, declared] of Object.entries(look.policy.retention)) {
      const { from, while: during = [], unless = [] } = declared;
      if (typeof from !== 'object' || !('latest' in from) || declared.keep === 'while') continue;
      const [meanwhile] = from.latest.filter((name) => BY_THEMSELVES.includes(name));
      const spared = unless.flatMap((people) => look.policy.people[people]?.while ?? []);
      const running = Object.keys(look.policy.relationships).find(
        (name) => from.latest.includes(`${name}-ended`) && ![...during, ...spared].includes(name),
      );
      if (meanwhile === undefined || running === undefined) continue;
      yield {
        place: look.at(`retention.${rule}.from`),
        message: `As long as ${sayTerm(running)} goes on, ${rule} counts from ${sayTerm(meanwhile)} alone: what is kept of somebody may go before that ends.`,
        todo: `Add "while: ${running}" to wait for its end.`,
      };
    }
  },
};

/** A period so long that it is none. */
const reviewOnly: Check = {
  rule: 'law-retention-without-end',
  severity: 'warning',
  ground: article('Art 5(1)(e)'),
  *find(look) {
    for (const [rule, declared] of Object.entries(look.policy.retention))
      if (
        declared.keep !== 'while' &&
        !/T/.test(declared.keep) &&
        addPeriod(look.on, declared.keep) > addPeriod(look.on, 'P40Y')
      )
        yield {
          place: look.at(`retention.${rule}.keep`),
          message: `${rule} keeps for ${sayPeriod(declared.keep)}, which is a person's working life.`,
          todo: 'Say why in "because" with the law that asks for it, or shorten it.',
        };
  },
};

export const retentionChecks: readonly Check[] = [
  ...(Object.keys(DUTIES) as NonNullable<Retention['duty']>[]).map(shorterThanDuty),
  longerThanOrdered,
  keptForEver,
  goesWhileItRuns,
  reviewOnly,
];
