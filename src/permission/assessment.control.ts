import { addDays, type Day } from '../base/index.ts';
import { atRisk, broken, control, identityOf, kept, type Live, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, verdictOf } from './acts.ts';
import { withAssessment } from './edit.rules.ts';

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
    const use = (company: typeof twin) =>
      verdictOf(company, {
        act: 'use',
        purpose: name,
        data: declared.data,
        identity: identityOf('somebody'),
      });
    const somebody = (company: typeof twin) => becomesConcerned(company, 'somebody', name, declared, policy);
    await scene.given('somebody whom it is about', () => somebody(twin));
    await scene.when(
      `a system asks to use data for "${name}" while its balancing test is in date`,
      async () => {
        await scene.then('it may', () => use(twin), 'allow');
      },
    );
    await scene.when(`it asks the day after ${review}, by which the test was to be reviewed`, async () => {
      await twin.travelTo(addDays(review, 1));
      await scene.then('it may not', () => use(twin), 'deny');
    });
    const against = await scene.given('a company whose balancing test came out against it', () =>
      twin.withPolicy((files) => withAssessment(files, assessment, 'conclusion', 'stop')),
    );
    await scene.given('the same person there', () => somebody(against));
    await scene.when('the same is asked there', async () => {
      await scene.then('it may not', () => use(against), 'deny');
    });
    const unapproved = await scene.given('a company whose test is approved from the day after tomorrow', () =>
      twin.withPolicy((files) => withAssessment(files, assessment, 'approved', addDays(against.today(), 2))),
    );
    await scene.given('the same person there', () => somebody(unapproved));
    await scene.when('the same is asked today', async () => {
      await scene.then('it may not yet', () => use(unapproved), 'deny');
    });
  },
});

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
