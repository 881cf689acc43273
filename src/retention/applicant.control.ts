import { addDays, addPeriod } from '../base/index.ts';
import {
  broken,
  control,
  entriesOf,
  expectOk,
  grownUp,
  happens,
  identityOf,
  kept,
  nothingYet,
  plausible,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { countsFrom } from './due.rules.ts';
import { pointsOf, type RetentionRule } from './reach.rules.ts';

/** Unsuccessful applicants: the file goes on its day, or at once when they ask. */
export const applicantErased = control<RetentionRule, Policy>({
  id: 'ret.applicant',
  applies: (rule, { path, policy }) =>
    path.startsWith('retention.') &&
    rule.keep !== 'while' &&
    pointsOf(policy, rule).some((point) => policy.collection[point]?.kind === 'application'),

  async state(live, { name, declared, policy }) {
    const { events } = countsFrom(policy, declared);
    const points = pointsOf(policy, declared);
    const [found] = await live.rows<{ waiting: number; overdue: number; next: string | null }>(
      `with due as (
         select ((max(e.at) at time zone $5)::date + $3::interval)::date as goes, r.id
         from event e join record r using (person_id) where e.kind = any($1) and r.point = any($2) and r.stored_at <= e.at group by r.id)
       select count(*)::int as waiting, count(*) filter (where goes < $4::date)::int as overdue, min(goes) as next from due`,
      [events, points, declared.keep, live.today, policy.organisation.zone],
    );
    const entries = await entriesOf(live, 'retention.disposed', { field: 'rule', is: name });
    if (found && found.overdue > 0)
      return broken({ because: `${found.overdue} files are kept past their day.`, figures: found, entries });
    if (found && found.waiting > 0)
      return kept({
        because: `No file is past its day; the next goes on ${found.next}.`,
        figures: found,
        entries,
      });
    if (entries.length > 0)
      return kept({
        because: 'Everything that was due has been erased.',
        figures: { waiting: 0, overdue: 0 },
        entries,
      });
    return nothingYet('No application has been rejected yet.');
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const point =
      pointsOf(policy, declared).find((one) => policy.collection[one]?.kind === 'application') ?? '';
    const [event = ''] = countsFrom(policy, declared).events;
    await scene.given('two people apply for a job', async () => {
      await apply(twin, point, 'applicant-a');
      await apply(twin, point, 'applicant-b');
    });
    await scene.given('a week later both are rejected', async () => {
      await twin.travelTo(addDays(twin.today(), 7));
      for (const tag of ['applicant-a', 'applicant-b']) await happens(twin, tag, event);
    });
    const rejected = twin.today();
    if (declared['at-once-on']?.includes('request')) {
      await scene.when('one of them asks us not to hold it', () => askToErase(twin, 'applicant-b'));
      await scene.then('that file is gone the same day', () => filesOf(twin, point), 1);
    }
    const goes = addPeriod(rejected, declared.keep);
    const left = declared['at-once-on']?.includes('request') ? 1 : 2;
    await scene.when(`the worker runs the night before, ${addDays(goes, -1)}`, () =>
      twin.travelTo(addDays(goes, -1)),
    );
    await scene.then('the file is there', () => filesOf(twin, point), left);
    await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
    await scene.then('the file is gone', () => filesOf(twin, point), 0);
    await scene.then(
      'nothing by which we knew them is left',
      async () => (await twin.rows<{ n: number }>('select count(*)::int as n from identity'))[0]?.n,
      0,
    );
    await scene.then('a certificate says so', () => certificates(twin, name), left);
  },
});

async function apply(twin: Twin, point: string, tag: string): Promise<void> {
  const page = await twin.visit(`/forms/${point}`);
  const notice = /name="notice" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const names = [...page.text.matchAll(/name="(field\.[^"]+)"/g)].map((match) => match[1] ?? '');
  const fields = Object.fromEntries(
    names.map((field) => [field, plausible('text', field, { tag, today: twin.today() })]),
  );
  expectOk(await twin.submitForm(`/forms/${point}`, { ...fields, notice, ...grownUp(page.text) }));
}

async function askToErase(twin: Twin, tag: string): Promise<void> {
  const made = await twin.call('POST', '/api/requests', {
    kind: 'erasure',
    route: 'email',
    identity: identityOf(tag),
  });
  expectOk(made);
  expectOk(await twin.call('POST', `/api/requests/${String(made.json.id)}/decisions`, { outcome: 'erase' }));
}

const filesOf = async (twin: Twin, point: string): Promise<number> =>
  (await twin.rows<{ n: number }>('select count(*)::int as n from record where point = $1', [point]))[0]?.n ??
  -1;

/** Files that certificates of the nightly run account for, each with nothing left behind. */
const certificates = async (twin: Twin, rule: string): Promise<number> =>
  (
    await twin.rows<{ n: number }>(
      `select coalesce(sum((body::jsonb ->> 'records')::int), 0)::int as n from evidence_entry
       where kind = 'retention.disposed' and body::jsonb ->> 'rule' = $1 and body::jsonb ->> 'why' = 'schedule' and body::jsonb ->> 'leftBehind' = '0'`,
      [rule],
    )
  )[0]?.n ?? -1;
