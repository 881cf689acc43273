import { addDays, addPeriod } from '../base/index.ts';
import { broken, control, entriesOf, expectOk, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  comesIn,
  firstDayWithout,
  letAnnounce,
  letCount,
  letWindowPass,
  pointToTry,
  stillHeld,
} from './acts.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';

/** A hold keeps what it names past its day, and no longer than it stands; somebody looks at it again on a day. */
export const holdsKeep = control<RetentionRule, Policy>({
  id: 'ret.hold',
  applies: (rule, bound) =>
    bound.path.startsWith('retention.') &&
    ['erase', 'destroy'].includes(rule.then) &&
    !rule['held-by'] &&
    !rule.review &&
    (rule['yields-to'] === undefined || rule['yields-to'].includes('hold')) &&
    pointToTry({ ...bound, declared: rule }) !== null,

  async state(live, { declared, policy }) {
    const points = reachOf(policy, declared).map(({ point }) => point);
    const [found] = await live.rows<{
      standing: number;
      overdue: number;
      next: string | null;
      released: number;
    }>(
      `select count(*) filter (where lifted_at is null)::int as standing,
         count(*) filter (where lifted_at is null and review_on < $1)::int as overdue,
         min(review_on) filter (where lifted_at is null) as next, count(*) filter (where lifted_at is not null)::int as released
       from retention_hold h where points && $2::text[]
         or exists (select from retention_held p join record r using (person_id) where p.id = h.id and r.point = any($2))`,
      [live.today, points],
    );
    if (!found || found.standing + found.released === 0) return nothingYet('Nothing has been held yet.');
    const entries = await entriesOf(live, 'retention.held');
    if (found.overdue > 0)
      return broken({
        because: `${found.overdue} holds were to be looked at again and were not: data may be kept for no reason.`,
        figures: found,
        entries,
      });
    return kept({
      because:
        found.standing > 0
          ? `${found.standing} holds stand; the next is looked at on ${found.next}.`
          : 'No hold stands.',
      figures: found,
      entries,
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const { declared, policy } = bound;
    const point = pointToTry(bound) ?? '';
    const fields = reachOf(policy, declared).find((one) => one.point === point)?.fields ?? [];
    await scene.given('data of two people comes in', async () => {
      for (const tag of ['held-a', 'free-b']) await comesIn(twin, bound, point, tag);
    });
    const cameIn = twin.today();
    const counted = await scene.given('what the period counts from has happened', () =>
      letCount(twin, bound, ['held-a', 'free-b']),
    );
    const first = firstDayWithout(bound, counted, cameIn);
    const goes = first > twin.today() ? first : addDays(twin.today(), 1);
    await letAnnounce(twin, bound, goes);
    const [owner = ''] = Object.keys(policy.organisation.officers);
    const hold = await scene.given('a claim is made, and what one of them told us is held', async () => {
      const answer = await twin.call('POST', '/api/retention/holds', {
        kind: 'legal-claim',
        because: 'a claim that was made',
        owner,
        reviewOn: addDays(goes, 60),
        identities: [{ kind: 'email', value: 'held-a@people.example' }],
      });
      expectOk(answer);
      return String(answer.json.id);
    });
    await scene.when(`the worker runs on ${goes}, when both were to go`, () => twin.travelTo(goes));
    await scene.then('what is held is there, and nothing else', () => stillHeld(twin, point, fields), 1);
    if (declared['undo-window']) {
      const later = addPeriod(goes, declared['undo-window']);
      await scene.when(`as long again as the undo window takes has passed, on ${later}`, () =>
        twin.travelTo(later),
      );
      await scene.then('what is held is still there', () => stillHeld(twin, point, fields), 1);
    }
    await scene.when('the claim is settled, and the hold is lifted', async () =>
      expectOk(await twin.call('DELETE', `/api/retention/holds/${hold}`)),
    );
    await scene.when('the worker runs the next day', () => twin.travelTo(addDays(twin.today(), 1)));
    await letWindowPass(twin, bound);
    await scene.then('it is gone', () => stillHeld(twin, point, fields), 0);
  },
});
