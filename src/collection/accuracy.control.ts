import { addDays, addMonths, type Day, type Instant, startOf } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, type Live, nothingYet } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { isForm } from './kinds.rules.ts';
import { said } from './looking.ts';
import { post, preparePosting } from './posting.ts';

type Attestation = Policy['attestations'][string];

/** Days within which the nights put somebody before us, and in which we look. */
const TO_QUEUE = 2;
const TO_SETTLE = 30;

/** Records that nobody confirmed for a long time, or whose mail comes back, are put before somebody. */
export const accuracySweep = control<Attestation, Policy>({
  id: 'intake.accuracy',
  applies: (_, { path, name }) => path.startsWith('attestations.') && /accura|correct-records/.test(name),

  async state(live, { declared, policy }) {
    const [found] = await live.rows<{ all: number; open: number; late: number; due: Day | null }>(
      `select count(*)::int as all, count(*) filter (where settled_at is null)::int as open,
              count(*) filter (where settled_at is null and due_on < $1::date)::int as late,
              min(due_on) filter (where settled_at is null) as due from accuracy_check`,
      [live.today],
    );
    const entries = await entriesOf(live, 'accuracy.settled');
    const passedOver = (days: number) =>
      unqueued(live, policy, startOf(addDays(addMonths(live.today, -monthsOf(declared.every)), -days), zone));
    const { zone } = policy.organisation;
    const forgotten = await passedOver(TO_QUEUE);
    const figures = { ...found, forgotten };
    // Whom nobody put before anybody had to be confirmed by a day all the same.
    if ((found?.late ?? 0) > 0 || (forgotten > 0 && (await passedOver(TO_QUEUE + TO_SETTLE)) > 0))
      return broken({
        because: 'Some records should have been confirmed or corrected by now.',
        figures,
        entries,
      });
    if (forgotten > 0)
      return atRisk({
        because: `${forgotten} people have not been heard of for ${declared.every}, and are before nobody yet.`,
        figures,
        entries,
      });
    if (!found || found.all === 0) return nothingYet('Nothing had to be confirmed yet.');
    return kept({ because: 'Old and bouncing records are before somebody, or settled.', figures, entries });
  },

  async prove(twin, { policy, declared, path }) {
    const { scene } = twin;
    const [form] = Object.entries(policy.collection).filter(
      ([name, point]) =>
        isForm(point) &&
        !point.anonymous &&
        point.stores !== 'nowhere' &&
        Object.keys(point.fields).some((field) => kindOf(policy, field) === 'email') &&
        !goesBefore(policy, name),
    );
    if (!form) throw new Error('this policy has no form by which somebody becomes known for long enough');
    const [name, point] = form;
    const bound = { name, declared: point, policy };
    const posting = await scene.given('somebody who wrote to us once', async () => {
      const made = await preparePosting(twin, bound, 'quiet');
      await post(twin, name, point, made);
      return made;
    });
    const email =
      Object.entries(posting.fields).find(([field]) => kindOf(policy, field) === 'email')?.[1] ?? '';
    const queue = async () => {
      const { json } = await twin.call('GET', '/api/accuracy');
      return Array.isArray(json.items) ? (json.items as { id: string; because: string; dueOn: Day }[]) : [];
    };
    const because = async () => (await queue()).map((one) => one.because);
    await scene.when('a mail to them comes back', () =>
      twin.call('POST', '/api/bounces', { identity: { kind: 'email', value: email } }),
    );
    await scene.then('they are put before somebody', because, ['bounced']);
    const [first] = await queue();
    await scene.when('somebody corrects the address', () =>
      twin.call('POST', `/api/accuracy/${first?.id ?? ''}`, { outcome: 'corrected' }),
    );
    await scene.then('nothing waits', because, []);
    const again = await twin.call('POST', `/api/accuracy/${first?.id ?? ''}`, { outcome: 'confirmed' });
    await scene.then('what is settled is settled', () => said(again), [409, 'accuracy.settled']);
    const months = monthsOf(declared.every);
    const begun = twin.today();
    await scene.when(`nothing is heard of them, and ${declared.every} less a week go by`, () =>
      twin.travelTo(addDays(addMonths(begun, months), -7)),
    );
    await scene.then('nothing waits yet', because, []);
    await scene.when('it has been longer', () => twin.travelTo(addDays(addMonths(begun, months), 2)));
    await scene.then('they are put before somebody', because, ['stale']);
    const [second] = await queue();
    await scene.when('nobody looks, and the last day goes by', () =>
      twin.travelTo(addDays(second?.dueOn ?? begun, 1)),
    );
    await scene.then('the board says broken', () => twin.stateOf('intake.accuracy', path), 'broken');
  },
});

/** How many are known by a record, have said and done nothing since `before`, and were put before nobody since. */
async function unqueued(live: Live, { collection }: Policy, before: Instant): Promise<number> {
  const [found] = await live.rows<{ n: number }>(
    `select count(distinct old.person_id)::int as n from unnest($2::text[]) as point
     cross join lateral (select person_id from record where record.point = point.point and stored_at < $1) old
     join person p on p.id = old.person_id and p.merged_into is null and p.made_at < $1
     where not exists (select from record r where r.person_id = p.id and r.stored_at >= $1)
       and not exists (select from event e where e.person_id = p.id and e.recorded_at >= $1)
       and not exists (select from permission s where s.person_id = p.id and s.recorded_at >= $1)
       and not exists (select from accuracy_check a where a.person_id = p.id and (a.settled_at is null or a.settled_at >= $1))`,
    [before, Object.keys(collection)],
  );
  return found?.n ?? 0;
}

/** What came in there is erased before it can grow old. */
const goesBefore = (policy: Policy, point: string): boolean =>
  Object.values(policy.retention).some(
    ({ collection, keep }) => collection?.includes(point) && keep !== 'while' && monthsOf(keep) <= 14,
  );

const monthsOf = (period: string): number =>
  Number(/(\d+)Y/.exec(period)?.[1] ?? 0) * 12 + Number(/P(?:\d+Y)?(\d+)M/.exec(period)?.[1] ?? 0);
