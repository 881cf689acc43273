import { addDays, type Day } from '../base/index.ts';
import { atRisk, broken, control, identityOf, kept, nothingYet } from '../controls/index.ts';
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
    const [found] = await live.rows<{ allowed: number; refused: number; outside: number }>(
      `select count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused,
         count(*) filter (where verdict = 'allow' and (decided_at < ($2::date)::timestamptz or decided_at >= ($3::date + 2)::timestamptz))::int as outside
       from decision where purpose = $1 and policy = $4 and decided_at > $5::timestamptz - interval '1 year'`,
      [name, assessment.approved, assessment.review, policy.hash, live.now],
    );
    const figures = { ...found, review: assessment.review };
    if (found && found.outside > 0)
      return broken({ because: `${found.outside} uses ran while no balancing test carried them.`, figures });
    if (assessment.review < live.today)
      return atRisk({
        because: `The balancing test was to be reviewed by ${assessment.review}; nothing runs on it until then.`,
        figures,
      });
    if (addDays(live.today, WARN_DAYS) > assessment.review)
      return atRisk({ because: `The balancing test is to be reviewed by ${assessment.review}.`, figures });
    if (!found || found.allowed + found.refused === 0)
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
