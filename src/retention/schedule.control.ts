import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  type Bound,
  type ControlId,
  control,
  expectOk,
  happens,
  identityOf,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  certifiedOn,
  comesIn,
  endOthers,
  exceptionsOf,
  firstDayWithout,
  letAnnounce,
  letCount,
  letWindowPass,
  orderedKept,
  pointToTry,
  type RuleBound,
  runningFor,
  stillHeld,
} from './acts.ts';
import { tryAgreeing, tryUsing } from './proposal.proof.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';
import { tryRequests } from './requests.proof.ts';
import { isOfRequests } from './requests.rules.ts';
import { stateOfSchedule } from './schedule.state.ts';

const GOING = ['erase', 'destroy', 'anonymise', 'suppress'];

/** A rule that Kept runs by itself, on something that it hosts. */
const runs = (bound: Pick<Bound<RetentionRule, Policy>, 'name' | 'path' | 'declared' | 'policy'>): boolean =>
  bound.path.startsWith('retention.') &&
  GOING.includes(bound.declared.then) &&
  !bound.declared['held-by'] &&
  (pointToTry(bound) !== null || isOfRequests(bound.policy, bound.declared));

/** Data comes in, its time runs out: there the night before, gone on its day, with a certificate. */
async function tryRule(twin: Twin, bound: RuleBound): Promise<void> {
  const { scene } = twin;
  const { declared, policy } = bound;
  const point = pointToTry(bound) ?? '';
  const covered = reachOf(policy, declared).find((one) => one.point === point)?.fields ?? [];
  const ordered = orderedKept(bound, point);
  const fields = covered.filter((field) => !ordered.includes(field));
  const exceptions = exceptionsOf(bound).map((excepted) => ({ excepted, tag: `is-${excepted}` }));
  const { acting, seen } = signsOf(bound);
  const going = ['person-a', ...seen.map((event) => `seen-${event}`)];
  const active = acting.map((event) => `acts-${event}`);
  const tags = [...going, ...exceptions.map(({ tag }) => tag), ...active];
  await scene.given(
    `data of ${tags.length === 1 ? 'somebody' : `${tags.length} people`} comes in at ${point}`,
    async () => {
      for (const tag of tags) await comesIn(twin, bound, point, tag);
    },
  );
  const cameIn = twin.today();
  for (const { excepted, tag } of exceptions)
    await scene.given(`one of them has begun: ${excepted}`, () => happens(twin, tag, `${excepted}-started`));
  const running = exceptions.length > 0 ? undefined : runningFor(bound);
  if (running !== undefined && declared.keep !== 'while') {
    await scene.given(`it has begun: ${running}`, () => happens(twin, 'person-a', `${running}-started`));
    const over = addDays(addPeriod(cameIn, declared.keep), 1);
    await scene.when(`${over} comes, and it still goes on`, () => twin.travelTo(over));
    await scene.then('it is all there', () => stillHeld(twin, point, fields), tags.length);
  }
  if (declared.duty)
    await scene.given('everything else that the record was kept for is over', () =>
      endOthers(twin, bound, point),
    );
  const counted = await scene.given('what the period counts from has happened', () =>
    letCount(twin, bound, tags),
  );
  // What ended today goes in the night that follows.
  const first = firstDayWithout(bound, counted, cameIn);
  const goes = first > twin.today() ? first : addDays(twin.today(), 1);
  await letAnnounce(twin, bound, goes);
  if (declared['undo-window'] && !declared.review) await tryUsing(twin, bound, point, fields);
  if (addDays(goes, -1) > twin.today()) {
    await scene.when(`the night before, ${addDays(goes, -1)}, the worker runs`, () =>
      twin.travelTo(addDays(goes, -1)),
    );
    await scene.then('it is all there', () => stillHeld(twin, point, fields), tags.length);
  }
  const acted = twin.today();
  for (const event of [...seen, ...acting])
    await scene.when(
      acting.includes(event)
        ? `one of them does something with us: ${event}`
        : `of one of them a machine may say so: ${event}`,
      () => happens(twin, `${acting.includes(event) ? 'acts' : 'seen'}-${event}`, event),
    );
  await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
  if (declared.review) {
    await scene.then('nobody agreed, and it is all there', () => stillHeld(twin, point, fields), tags.length);
    await tryAgreeing(twin, bound.name, declared.review.stages);
    return;
  }
  const saved = [exceptions.length > 0 && 'who is excepted', active.length > 0 && 'who was active'];
  await scene.then(
    ['it is gone', saved.filter((one) => one !== false).join(' or ')]
      .filter((one) => one !== '')
      .join(', but for '),
    () => stillHeld(twin, point, fields),
    tags.length - going.length,
  );
  await scene.then('a certificate of that night says so', () => certifiedOn(twin, goes), true);
  if (exceptions.length > 0) {
    for (const { excepted, tag } of exceptions)
      await scene.when(`it ends: ${excepted}`, () => happens(twin, tag, `${excepted}-ended`));
    await scene.when('the worker runs the next day', () => twin.travelTo(addDays(goes, 1)));
    await letWindowPass(twin, bound);
    await scene.then('that is gone too', () => stillHeld(twin, point, fields), active.length);
  }
  if (active.length > 0 && declared.keep !== 'while') {
    const over = addPeriod(acted, declared.keep);
    await scene.when(`${addDays(over, -1)} comes, the last day after what the others did`, () =>
      twin.travelTo(addDays(over, -1)),
    );
    await scene.then('theirs is there', () => stillHeld(twin, point, fields), active.length);
    await scene.when(`${over} comes`, () => twin.travelTo(over));
    await scene.then('that is gone as well', () => stillHeld(twin, point, fields), 0);
  }
  if (declared.then === 'suppress') {
    await scene.when('somebody enters an old yes of theirs again', () =>
      oldYes(twin, bound, 'person-a', cameIn),
    );
    await scene.then('nobody may write to that address', () => writingTo(twin, bound, 'person-a'), 'deny');
  }
}

/** A marketing purpose by e-mail; a list is there for one. */
const mailingOf = ({ policy }: RuleBound): string =>
  Object.entries(policy.purposes).find(
    ([, { kind, channels }]) => kind === 'marketing' && (channels?.includes('email') ?? true),
  )?.[0] ?? '';

async function oldYes(twin: Twin, bound: RuleBound, tag: string, on: Day): Promise<void> {
  expectOk(
    await twin.call('POST', '/api/permissions', {
      identity: identityOf(tag),
      purpose: mailingOf(bound),
      channel: 'email',
      state: 'confirmed',
      wording: 'an-old-form',
      source: 'import',
      at: `${on}T12:00:00Z`,
    }),
  );
}

/** What the gate says of a marketing mail to that address. */
async function writingTo(twin: Twin, bound: RuleBound, tag: string): Promise<unknown> {
  const answer = await twin.call('POST', '/api/decisions', {
    act: 'send',
    purpose: mailingOf(bound),
    channel: 'email',
    identity: identityOf(tag),
  });
  expectOk(answer);
  return answer.json.verdict;
}

/** One schedule keeps them all; what differs is which rules each promise speaks of. */
const scheduled = (id: ControlId, speaksOf: (rule: RetentionRule) => boolean) =>
  control<RetentionRule, Policy>({
    id,
    applies: (rule, bound) => runs({ ...bound, declared: rule }) && speaksOf(rule),
    state: stateOfSchedule,
    async prove(twin, bound) {
      if (isOfRequests(bound.policy, bound.declared)) await tryRequests(twin, bound);
      else await tryRule(twin, bound);
    },
  });

/**
 * Where a rule counts from what somebody last did with us: what they may do, and what a machine may have done for them, which
 * says nothing of them. What is announced or agreed first is tried with its own steps.
 */
function signsOf({ declared, policy }: RuleBound): { acting: string[]; seen: string[] } {
  const names = namesOf(declared);
  const latest = typeof declared.from === 'string' || (declared.from && 'latest' in declared.from);
  if (!latest || !names.includes('last-activity') || declared.review || declared['undo-window'])
    return { acting: [], seen: [] };
  const events = Object.entries(policy.events).filter(([name]) => !names.includes(name));
  return {
    acting: events.flatMap(([name, { interaction, machine }]) => (interaction && !machine ? [name] : [])),
    seen: events.flatMap(([name, { machine }]) => (machine ? [name] : [])),
  };
}

const namesOf = ({ from }: RetentionRule): string[] =>
  from === undefined ? [] : typeof from === 'string' ? [from] : Object.values(from).flat();
const endsRelationship = (rule: RetentionRule) =>
  rule.while !== undefined || namesOf(rule).some((name) => name.endsWith('-ended'));

export const scheduleControls = [
  scheduled('ret.schedule', () => true),
  scheduled('ret.active', endsRelationship),
  scheduled('ret.client', endsRelationship),
  scheduled(
    'ret.inactive',
    (rule) =>
      rule.unless !== undefined || rule.while !== undefined || namesOf(rule).includes('last-activity'),
  ),
  scheduled('ret.idle', (rule) => namesOf(rule).includes('last-activity')),
  scheduled('ret.tax', (rule) => rule.duty !== undefined),
  scheduled('ret.marketing', (rule) => rule.then === 'suppress'),
  scheduled('ret.special', () => true),
];
