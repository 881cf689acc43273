import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  broken,
  entriesOf,
  expectOk,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { count, type Declared, said } from './looking.ts';
import { opensSurvey, post, preparePosting } from './posting.ts';
import { type SurveyCap, surveyCap } from './survey-opening.ts';

/** A survey of which the policy says how often there is one. */
type CappedSurvey = SurveyCap & { point: string; policy: Policy };

/** The one that a purpose promises; null where it promises none, or is no purpose. */
export function cappedBy({ path, name, policy }: Declared): CappedSurvey | null {
  if (!path.startsWith('purposes.')) return null;
  for (const [point, declared] of Object.entries(policy.collection)) {
    const cap = surveyCap(policy, declared);
    if (cap?.purpose === name) return { ...cap, point, policy };
  }
  return null;
}

/** No period holds more openings than are promised of it, and no answer came while nothing was open. */
export async function openingsState(live: Live, { purpose, most, per }: CappedSurvey): Promise<State> {
  const [found] = await live.rows<{ opened: number; lately: number; often: number }>(
    `select count(*)::int as opened,
       count(*) filter (where opened_on + $2::interval > $3::date)::int as lately,
       count(*) filter (where (select count(*) from survey_opening o where o.purpose = s.purpose
         and o.opened_on <= s.opened_on and o.opened_on + $2::interval > s.opened_on) > $4::int)::int as often
     from survey_opening s where purpose = $1`,
    [purpose, per, live.today, most],
  );
  const { opened = 0, lately = 0, often = 0 } = found ?? {};
  const figures = { opened, lately, most };
  const entries = await entriesOf(live, 'survey.opened', { field: 'purpose', is: purpose });
  if (opened === 0) return nothingYet('No survey has been opened yet.');
  if (often > 0)
    return broken({ because: `${often} surveys were opened beyond the ${most} promised.`, figures, entries });
  return kept({ because: `${lately} of ${most} surveys were opened lately.`, figures, entries });
}

/** Closed until it is opened, opened as often as promised and no more, and again once the time is over. */
export async function proveOpenings(twin: Twin, { point, most, per, policy }: CappedSurvey): Promise<void> {
  const { scene } = twin;
  const declared = policy.collection[point];
  if (!declared) return;
  const answers = () => count(twin, `survey_answer where point = '${point}'`);
  const shut = await scene.when('nobody has opened a survey, and somebody looks for it', () =>
    twin.visit(`/forms/${point}`),
  );
  await scene.then('there is none', () => shut.status, 409);
  expectOk(await scene.when('staff open one for today', () => opensSurvey(twin, point)));
  const posting = await preparePosting(twin, { name: point, declared, policy });
  const answer = () => post(twin, point, declared, { ...posting, consents: [] });
  const first = await scene.when('somebody answers', answer);
  await scene.then('that is taken', async () => [first.taken, await answers()], [true, 1]);
  const began: Day = twin.today();
  await scene.when('the next day comes', () => twin.travelTo(addDays(began, 1)));
  const late = await scene.when('somebody answers on the page that they left open', answer);
  await scene.then('it is over, and nothing is kept', async () => [said(late)[0], await answers()], [409, 1]);
  for (let number = 2; number <= most; number += 1)
    expectOk(await scene.when(`survey ${number} of ${most} is opened`, () => opensSurvey(twin, point)));
  const more = await scene.when('one more is opened', () => opensSurvey(twin, point));
  await scene.then('it is held', () => said(more), [409, 'survey.too-many']);
  await scene.when(`${per} after the first one are over`, () => twin.travelTo(addPeriod(began, per)));
  const again = await scene.when('it is opened now', () => opensSurvey(twin, point));
  await scene.then('that is one again', () => again.status, 201);
  const fifth = await scene.when('and another one', () => opensSurvey(twin, point));
  await scene.then('is held again', () => said(fifth), [409, 'survey.too-many']);
}
