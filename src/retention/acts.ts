import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  type Bound,
  becomesOneOf,
  expectOk,
  happens,
  LEAVES_RECORD,
  leavesAt,
  noticeInForce,
  plausible,
  type Twin,
} from '../controls/index.ts';
import { endOfFinancialYear } from '../law/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { relationshipsOf } from './due.rules.ts';
import { fieldsOf, pointsOf, type RetentionRule } from './reach.rules.ts';

/** What the world does to get data in and let its time run out: the acts that proofs of this room share. */

export type RuleBound = Pick<Bound<RetentionRule, Policy>, 'name' | 'declared' | 'policy'>;

/** A subscriber's and a caller's record stay as well, and have a rule of their own. */
const POSTED = [...LEAVES_RECORD, 'newsletter', 'support-case'];

/** The point at which a proof brings data in; null where the rule has none that takes an address. */
export const pointToTry = ({ declared, policy }: RuleBound): string | null =>
  pointsOf(policy, declared).find((name) => {
    const point = policy.collection[name];
    return (
      point !== undefined &&
      POSTED.includes(point.kind) &&
      point.anonymous === undefined &&
      Object.keys(point.fields).some((field) => /mail/.test(field)) &&
      !Object.entries(point.fields).some(
        ([field, declared]) => isRequired(declared) && kindOf(policy, field) === 'file',
      )
    );
  }) ?? null;

const isRequired = (field: Policy['collection'][string]['fields'][string]): boolean =>
  (typeof field === 'string' ? field : field.need) === 'required';

/** Somebody's data comes in there, every field filled; those that hold files stay empty. Declines: what is offered there too. */
export async function comesIn(
  twin: Twin,
  { policy }: Pick<RuleBound, 'policy'>,
  point: string,
  tag: string,
  { declines = false }: { declines?: boolean } = {},
): Promise<void> {
  const declared = policy.collection[point];
  const notice = await noticeInForce(twin);
  const special = new Set(
    fieldsOf(policy, {
      data: Object.entries(policy.data).flatMap(([name, { special, criminal }]) =>
        special || criminal ? [name] : [],
      ),
    }),
  );
  const fields = Object.entries(declared?.fields ?? {}).flatMap(([field]) => {
    const kind = kindOf(policy, field);
    return kind === 'file' ? [] : [[field, plausible(kind, field, { tag, today: twin.today() })] as const];
  });
  // What is protected specially needs a yes of its own.
  const isSpecial = fields.some(([field]) => special.has(field));
  const asks = isSpecial ? (declared?.asks ?? []) : [];
  // And such data comes in only of those whom it may be about.
  if (isSpecial) await becomesOneOf(twin, tag, declared?.people ?? [], policy.people);
  expectOk(
    await leavesAt(twin, point, {
      fields: Object.fromEntries(fields),
      notice,
      ...(declines && { declined: declared?.offers ?? [] }),
      // What is protected specially needs a yes of its own; the purposes that rest on one are asked for here.
      consents: asks.filter((purpose) => policy.purposes[purpose]?.kind !== 'marketing'),
    }),
  );
}

/** Somebody signs in at the page of a visitors' book, where the clock of the book says when. */
export async function signsIn(
  twin: Twin,
  { policy }: Pick<RuleBound, 'policy'>,
  book: string,
): Promise<void> {
  const notice = await noticeInForce(twin);
  const asked = Object.keys(policy.collection[book]?.fields ?? {}).filter((field) => !/^signed-/.test(field));
  expectOk(
    await twin.submitForm(`/forms/${book}`, {
      ...Object.fromEntries(asked.map((field) => [`field.${field}`, `The ${field} of a visitor`])),
      notice,
    }),
  );
}

/** Starts whatever has to end before the rule counts, and ends it: each event a day after the one before. */
export async function letCount(
  twin: Twin,
  { declared, policy }: RuleBound,
  tags: readonly string[],
): Promise<Day> {
  const events = namesOf(declared).filter((name) => !COMPUTED.includes(name));
  const relationships = Object.keys(policy.relationships);
  const ended = [
    ...(declared.keep === 'while' ? (declared.while ?? []).slice(0, 1) : []),
    ...events.flatMap((event) => relationships.filter((name) => event === `${name}-ended`)),
  ];
  const going = new Set([...ended, ...(declared.while ?? []).slice(0, 1)]);
  for (const tag of tags) for (const name of going) await happens(twin, tag, `${name}-started`);
  const days: Day[] = [];
  const others = events.filter(
    (event) => !relationships.some((name) => event === `${name}-ended`) && event !== 'last-activity',
  );
  const all = [...others, ...[...going].map((name) => `${name}-ended`)];
  // Where the first of them is enough, no other comes to its help.
  for (const event of which(declared) === 'earliest' && !declared.while ? all.slice(0, 1) : all) {
    await twin.travelTo(addDays(twin.today(), 1));
    for (const tag of tags) await happens(twin, tag, event);
    if (events.includes(event) || declared.keep === 'while') days.push(twin.today());
  }
  return (which(declared) === 'earliest' ? days[0] : days.at(-1)) ?? twin.today();
}

/** Fields at a point that the law orders kept by another rule, and that this one therefore leaves alone. */
export const orderedKept = ({ declared, policy }: RuleBound, point: string): string[] =>
  Object.values(policy.retention)
    .filter((rule) => rule !== declared && rule.duty !== undefined && pointsOf(policy, rule).includes(point))
    .flatMap((rule) => fieldsOf(policy, rule));

/** Whether its period begins as soon as data comes in, whatever else could begin it later. */
const countsAtOnce = ({ from }: RetentionRule): boolean =>
  typeof from === 'object' && 'earliest' in from && from.earliest.includes('collected');

/** A relationship whose end the rule waits for. */
export const runningFor = ({ declared, policy }: RuleBound): string | undefined =>
  declared.while?.[0] ?? (countsAtOnce(declared) ? undefined : endedFirst(declared, policy));

const endedFirst = (declared: RetentionRule, policy: Policy): string | undefined =>
  Object.keys(policy.relationships).find((name) => namesOf(declared).includes(`${name}-ended`));

/** Ends whatever the other rules for the same records wait for. */
export async function endOthers(twin: Twin, { declared, policy }: RuleBound, point: string): Promise<void> {
  const others = Object.values(policy.retention).filter(
    (rule) => rule !== declared && pointsOf(policy, rule).includes(point),
  );
  for (const name of new Set(
    others.flatMap((rule) => runningFor({ name: '', declared: rule, policy }) ?? []),
  ))
    for (const kind of [`${name}-started`, `${name}-ended`]) await happens(twin, 'person-a', kind);
}

/** Days that follow from when the data came in, and need no event. */
const COMPUTED = ['collected', 'last-activity', 'financial-year-ended'];

const namesOf = ({ from }: RetentionRule): string[] =>
  from === undefined ? [] : typeof from === 'string' ? [from] : Object.values(from).flat();
const which = ({ from }: RetentionRule) =>
  typeof from === 'object' && 'earliest' in from ? 'earliest' : 'latest';

/** The first day without it, as the policy says it, counted by the calendar and not by the code that is tried. */
export function firstDayWithout({ declared, policy }: RuleBound, counted: Day, cameIn: Day): Day {
  if (declared.keep === 'while') return counted;
  const names = namesOf(declared);
  const from = names.every((name) => COMPUTED.includes(name)) || countsAtOnce(declared) ? cameIn : counted;
  const begins = names.includes('financial-year-ended')
    ? endOfFinancialYear(from, policy.organisation['financial-year-ends'])
    : from;
  return addPeriod(begins, declared.keep);
}

/** Lets the worker announce, on the first day on which it can, what goes on that day. A twin works only on days it is told of. */
export async function letAnnounce(
  twin: Twin,
  { declared }: Pick<RuleBound, 'declared'>,
  goes: Day,
): Promise<void> {
  const window = Number(/^P(\d+)D$/.exec(declared['undo-window'] ?? '')?.[1] ?? 0);
  const first = addDays(goes, -window);
  if (window === 0 || first <= twin.today()) return;
  await twin.scene.when(`the worker runs on ${first}, when it is announced`, () => twin.travelTo(first));
}

/** After something begins to be due today: the days in which it can still be stopped. */
export async function letWindowPass(twin: Twin, { declared }: Pick<RuleBound, 'declared'>): Promise<void> {
  if (!declared['undo-window']) return;
  const over = addPeriod(twin.today(), declared['undo-window']);
  await twin.scene.when(`the undo window is over, on ${over}`, () => twin.travelTo(over));
}

/** How many records of the point still hold something that the rule covers. */
export async function stillHeld(twin: Twin, point: string, fields: readonly string[]): Promise<number> {
  const [found] = await twin.rows<{ n: number }>(
    'select count(*)::int as n from record where point = $1 and not (cardinality($2::text[]) > 0 and gone @> $2::text[])',
    [point, fields],
  );
  return found?.n ?? -1;
}

/** Does a certificate of that night account for something that went, with nothing left behind? */
export async function certifiedOn(twin: Twin, night: Day): Promise<boolean> {
  const found = await twin.rows(
    `select 1 from evidence_entry
     where kind = 'retention.disposed' and at >= $1::date and body::jsonb ->> 'leftBehind' = '0'
       and (body::jsonb ->> 'records')::int + (body::jsonb ->> 'redacted')::int > 0`,
    [night],
  );
  return found.length > 0;
}

/** The relationships of which one makes a person an exception from the rule. */
export const exceptionsOf = ({ declared, policy }: RuleBound): string[] =>
  declared.unless ? relationshipsOf(policy, declared.unless) : [];
