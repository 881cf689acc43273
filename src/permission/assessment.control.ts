import { addDays, type Day } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  identityOf,
  kept,
  LEAVES_RECORD,
  type Live,
  nothingYet,
  noticeInForce,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, verdictOf } from './acts.ts';
import { withAssessment } from './edit.rules.ts';
import { channelsOf } from './permission.rules.ts';

type Purpose = Policy['purposes'][string];

/** How long before its review an assessment is worth a word. */
const WARN_DAYS = 30;

/** What rests on an interest runs only while its balancing test is approved, in date, and in favour. */
export const balancingTest = control<Purpose, Policy>({
  id: 'basis.lia',
  applies: (purpose, { path }) => path.startsWith('purposes.') && purpose.basis === 'legitimate-interests',

  async state(live, { name, declared, policy }) {
    const assessment = policy.assessments[declared.assessment ?? ''];
    if (!assessment) return broken({ because: 'It rests on an interest that nobody has weighed.' });
    const found = await usesOf(live, name, policy);
    const figures = { ...found, review: assessment.review };
    if (found.outside > 0)
      return broken({ because: `${found.outside} uses ran while no balancing test carried them.`, figures });
    if (assessment.review < live.today)
      return atRisk({
        because: `The balancing test was to be reviewed by ${assessment.review}; nothing runs on it until then.`,
        figures,
      });
    if (addDays(live.today, WARN_DAYS) > assessment.review)
      return atRisk({ because: `The balancing test is to be reviewed by ${assessment.review}.`, figures });
    if (found.allowed + found.refused === 0)
      return nothingYet('Nothing has been done on the strength of this interest yet.');
    return kept({ because: 'Everything that ran on it had a balancing test in date.', figures });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const assessment = declared.assessment ?? '';
    const review = policy.assessments[assessment]?.review as Day;
    const acts = actsOf(policy, name, declared);
    const point = feedingOnly(policy, name, assessment);
    const use = (company: typeof twin, tag = 'somebody') =>
      verdictOf(company, { act: 'use', purpose: name, data: declared.data, identity: identityOf(tag) });
    const somebody = (company: typeof twin, tag = 'somebody') =>
      becomesConcerned(company, tag, name, declared, policy);
    // Where each use needs a case of theirs, and cases serve nothing else, there is none to name.
    const [desk] = declared.only?.citing?.case ?? [];
    const closed = async (company: typeof twin) => desk !== undefined && (await isStopped(company, desk));
    const against = await scene.given('a company whose balancing test came out against it', () =>
      twin.withPolicy((files) => withAssessment(files, assessment, 'conclusion', 'stop')),
    );
    await scene.given('somebody whom it is about, in both', async () => {
      await somebody(twin);
      if (!(await closed(against))) await somebody(against);
    });
    await scene.when(
      `a system asks to use data for "${name}" while its balancing test is in date`,
      async () => {
        await scene.then('it may', () => use(twin), 'allow');
      },
    );
    const shut = await closed(against);
    if (shut)
      await scene.then(
        `where the test came out against it, no case can be opened at "${desk}"`,
        () => shut,
        true,
      );
    await scene.when('the same is asked where the test came out against it', async () => {
      await scene.then('it may not', () => use(against), 'deny');
    });
    for (const { says, ...asked } of acts)
      await scene.when(`it asks to ${says}, where the test came out against it`, async () => {
        const asks = () => verdictOf(against, { ...asked, purpose: name, identity: identityOf('somebody') });
        await scene.then('it may not', asks, 'deny');
      });
    if (point !== undefined) {
      await scene.when(`something comes in at "${point}", which serves nothing else`, async () => {
        await scene.then('the test does not stand in its way', () => isStopped(twin, point), false);
        await scene.then(
          'where the test came out against it, it does',
          () => isStopped(against, point),
          true,
        );
      });
    }
    await proveObjector(
      twin,
      { name, declared },
      { somebody: () => somebody(twin, 'objector'), use: () => use(twin, 'objector') },
    );
    await scene.when(`it asks the day after ${review}, by which the test was to be reviewed`, async () => {
      await twin.travelTo(addDays(review, 1));
      await scene.then('it may not', () => use(twin), 'deny');
      if (point !== undefined)
        await scene.then(`and nothing comes in at "${point}"`, () => isStopped(twin, point), true);
    });
    const unapproved = await scene.given('a company whose test is approved from the day after tomorrow', () =>
      twin.withPolicy((files) => withAssessment(files, assessment, 'approved', addDays(against.today(), 2))),
    );
    await scene.given('the same person there', async () => {
      if (!(await closed(unapproved))) await somebody(unapproved);
    });
    await scene.when('the same is asked today', async () => {
      await scene.then('it may not yet', () => use(unapproved), 'deny');
    });
  },
});

type Asked = { act: string; says: string } & Readonly<Record<string, unknown>>;

/** What else is done on the strength of an interest than to use what is there: to take data in, to hand it on, to write to people. */
function actsOf(policy: Policy, name: string, { data, channels = [] }: Purpose): Asked[] {
  const point = Object.entries(policy.collection).find(([, { purposes }]) => purposes.includes(name))?.[0];
  const given = Object.entries(policy.recipients).find(([, one]) => one.for?.includes(name));
  return [
    ...(point ? [{ act: 'collect', says: `take it in at "${point}"`, collection: point, data }] : []),
    ...(given
      ? [
          {
            act: 'share',
            says: `hand it to ${given[0]}`,
            recipient: given[0],
            data: data.filter((one) => given[1].receives?.includes(one) ?? true),
          },
        ]
      : []),
    ...channels.map((channel) => ({ act: 'send', says: `write to them by ${channel}`, channel })),
  ];
}

/** A point at which data comes in for what this one balancing test carries, and for nothing else. */
const feedingOnly = (policy: Policy, name: string, assessment: string): string | undefined =>
  Object.entries(policy.collection).find(
    ([, { purposes, kind, anonymous }]) =>
      (kind === 'import' || LEAVES_RECORD.includes(kind)) &&
      anonymous === undefined &&
      purposes.includes(name) &&
      purposes.every((one) => policy.purposes[one]?.assessment === assessment),
  )?.[0];

/** Whether what comes in there is turned away because nothing carries it, before anybody looks at what it is. */
const isStopped = async (twin: Pick<Twin, 'call'>, point: string): Promise<boolean> => {
  const sent = { fields: {}, notice: await noticeInForce(twin) };
  return (await twin.call('POST', `/api/collection/${point}`, sent)).json.code === 'collection.not-carried';
};

/** Whoever objects is left out, however well the interest was weighed (UK GDPR Art 21(1)). */
async function proveObjector(
  twin: Twin,
  { name, declared }: { name: string; declared: Purpose },
  { somebody, use }: { somebody: () => Promise<unknown>; use: () => Promise<string> },
): Promise<void> {
  const { scene } = twin;
  await scene.given('somebody else whom it is about', somebody);
  await scene.then('of them it may be used too', use, 'allow');
  await scene.when('they object to this', async () => {
    for (const channel of channelsOf(declared)) await says(twin, 'objector', name, 'objected', channel);
  });
  await scene.then('of them it may not any more', use, 'deny');
}

/** Uses of the last year by the day, each judged by the balancing test of the version under which it was decided. */
async function usesOf(
  live: Live,
  name: string,
  policy: Policy,
): Promise<{ allowed: number; refused: number; outside: number }> {
  const days = await live.rows<{ policy: string; day: Day; allowed: number; refused: number }>(
    `select policy, (decided_at at time zone $2)::date::text as day,
       count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused
     from decision where purpose = $1 and decided_at > $3::timestamptz - interval '1 year' group by 1, 2`,
    [name, policy.organisation.zone, live.now],
  );
  const versions = new Map<string, Policy | null>();
  for (const { policy: hash } of days)
    if (!versions.has(hash)) versions.set(hash, (await live.policyOf(hash)) as Policy | null);
  const found = { allowed: 0, refused: 0, outside: 0 };
  for (const { policy: hash, day, allowed, refused } of days) {
    found.allowed += allowed;
    found.refused += refused;
    if (!isCarried(versions.get(hash), name, day)) found.outside += allowed;
  }
  return found;
}

/** Whether a version let this run on that day: on another basis, or on a balancing test in favour and in date. One that this release cannot read says nothing. */
function isCarried(policy: Policy | null | undefined, name: string, day: Day): boolean {
  const purpose = policy?.purposes[name];
  if (!policy || purpose?.basis !== 'legitimate-interests') return true;
  const test = policy.assessments[purpose.assessment ?? ''];
  return test !== undefined && test.conclusion !== 'stop' && test.approved <= day && day <= test.review;
}
