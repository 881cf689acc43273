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
  const excepted = exceptionsOf(bound)[0];
  const tags = ['person-a', ...(excepted ? ['person-b'] : [])];
  await scene.given(
    `data of ${tags.length === 1 ? 'somebody' : 'two people'} comes in at ${point}`,
    async () => {
      for (const tag of tags) await comesIn(twin, bound, point, tag);
    },
  );
  const cameIn = twin.today();
  if (excepted)
    await scene.given(`one of them has begun: ${excepted}`, () =>
      happens(twin, 'person-b', `${excepted}-started`),
    );
  const running = excepted ? undefined : runningFor(bound);
  if (running !== undefined && declared.keep !== 'while') {
    await scene.given(`it has begun: ${running}`, () => happens(twin, 'person-a', `${running}-started`));
    const over = addDays(addPeriod(cameIn, declared.keep), 1);
    await scene.when(`${over} comes, and it still goes on`, () => twin.travelTo(over));
    await scene.then('it is all there', () => stillHeld(twin, point, fields), 1);
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
  await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
  if (declared.review) {
    await scene.then('nobody agreed, and it is all there', () => stillHeld(twin, point, fields), tags.length);
    await tryAgreeing(twin, bound.name, declared.review.stages);
    return;
  }
  await scene.then(
    excepted ? 'it is gone, but for who is excepted' : 'it is gone',
    () => stillHeld(twin, point, fields),
    tags.length - 1,
  );
  await scene.then('a certificate of that night says so', () => certifiedOn(twin, goes), true);
  if (excepted) {
    await scene.when('the exception ends', () => happens(twin, 'person-b', `${excepted}-ended`));
    await scene.when('the worker runs the next day', () => twin.travelTo(addDays(goes, 1)));
    await letWindowPass(twin, bound);
    await scene.then('that is gone too', () => stillHeld(twin, point, fields), 0);
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
