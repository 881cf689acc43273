import { addDays, addPeriod } from '../base/index.ts';
import {
  type Answer,
  broken,
  control,
  entriesOf,
  expectOk,
  identityOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
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
import { type ClientData, clientDataOf } from './client-data.rules.ts';
import { HOLD_KINDS } from './hold.rules.ts';
import { fieldsOf, type RetentionRule, reachOf } from './reach.rules.ts';

/** A hold keeps what it names past its day, and no longer than it stands; somebody looks at it again on a day. */
export const holdsKeep = control<RetentionRule, Policy>({
  id: 'ret.hold',
  applies: (rule, bound) =>
    bound.path.startsWith('retention.') &&
    ['erase', 'destroy', 'return-or-erase'].includes(rule.then) &&
    !rule['held-by'] &&
    !rule.review &&
    (rule['yields-to'] === undefined || rule['yields-to'].includes('hold')) &&
    pointToTry({ ...bound, declared: rule }) !== null,

  async state(live, { declared, policy }) {
    const points = reachOf(policy, declared).map(({ point }) => point);
    const theirs = clientDataOf(policy).find((one) => one.points.some((point) => points.includes(point)));
    const [found] = await live.rows<{
      standing: number;
      overdue: number;
      next: string | null;
      released: number;
      unfit: number;
      foreign: number;
    }>(
      `select count(*) filter (where lifted_at is null)::int as standing,
         count(*) filter (where lifted_at is null and review_on < $1)::int as overdue,
         min(review_on) filter (where lifted_at is null) as next, count(*) filter (where lifted_at is not null)::int as released,
         count(*) filter (where lifted_at is null and (client_told_on is null or not kind = any($4))
           and (data = '{}' or data && $3::text[]) and (points && $5::text[]
             or exists (select from retention_held p join record r using (person_id) where p.id = h.id and r.point = any($5))))::int as unfit,
         count(*) filter (where lifted_at is null and not kind = any($6) and (data = '{}' or data && $7::text[]))::int as foreign
       from retention_hold h where points && $2::text[]
         or exists (select from retention_held p join record r using (person_id) where p.id = h.id and r.point = any($2))`,
      [
        ...[live.today, points, theirs?.data ?? [], theirs?.kinds ?? [], theirs?.points ?? []],
        ...[declared.holds?.for ?? HOLD_KINDS, dataOf(policy, declared)],
      ],
    );
    if (!found || found.standing + found.released === 0) return nothingYet('Nothing has been held yet.');
    const entries = await entriesOf(live, 'retention.held');
    if (found.unfit > 0)
      return broken({
        because: `${found.unfit} holds keep what is a client's for another reason than was promised, or the client was not told.`,
        figures: found,
        entries,
      });
    if (found.foreign > 0)
      return broken({
        because: `${found.foreign} holds keep it for another reason than was promised.`,
        figures: found,
        entries,
      });
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
    const looked = addDays(goes, 60);
    const placing = (more: Readonly<Record<string, unknown>> = {}) => {
      const [owner = ''] = Object.keys(policy.organisation.officers);
      return twin.call('POST', '/api/retention/holds', {
        kind: 'legal-claim',
        because: 'a claim that was made',
        owner,
        reviewOn: looked,
        identities: [identityOf('held-a')],
        ...more,
      });
    };
    await refusesForeign(twin, declared, placing);
    const theirs = clientDataOf(policy).find(({ points }) => points.includes(point));
    const told = theirs && { toldOn: twin.today(), how: 'a letter that names the fields' };
    if (theirs) await tryWithoutTelling(twin, theirs, placing);
    const hold = await scene.given(
      `a claim is made, and what one of them told us is held${theirs ? '; the client is told' : ''}`,
      async () => String(expectOk(await placing(told && { client: told })).json.id),
    );
    await scene.when(`the worker runs on ${goes}, when both were to go`, () => twin.travelTo(goes));
    if (declared.then === 'return-or-erase') return tryDeciding(twin, bound, { hold, point, fields });
    await scene.then('what is held is there, and nothing else', () => stillHeld(twin, point, fields), 1);
    if (declared['undo-window']) {
      const later = addPeriod(goes, declared['undo-window']);
      await scene.when(`as long again as the undo window takes has passed, on ${later}`, () =>
        twin.travelTo(later),
      );
      await scene.then('what is held is still there', () => stillHeld(twin, point, fields), 1);
    }
    if (looked > twin.today()) {
      const state = () => twin.stateOf('ret.hold', bound.path);
      await scene.when(`${looked} has passed, on which somebody was to look again, and nobody did`, () =>
        twin.travelTo(addDays(looked, 1)),
      );
      await scene.then('the board says broken', state, 'broken');
      await scene.when('somebody looks, and the claim goes on', async () =>
        expectOk(
          await twin.call('POST', `/api/retention/holds/${hold}/review`, {
            reviewOn: addDays(twin.today(), 60),
          }),
        ),
      );
      await scene.then('the board says kept again', state, 'kept');
    }
    await scene.when('the claim is settled, and the hold is lifted', async () =>
      expectOk(await twin.call('DELETE', `/api/retention/holds/${hold}`)),
    );
    await scene.when('the worker runs the next day', () => twin.travelTo(addDays(twin.today(), 1)));
    await letWindowPass(twin, bound);
    await scene.then('it is gone', () => stillHeld(twin, point, fields), 0);
  },
});

type Placing = (more?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** The kinds of data of which a rule covers something. */
const dataOf = (policy: Policy, rule: RetentionRule): string[] => {
  const fields = new Set(reachOf(policy, rule).flatMap((one) => one.fields));
  return Object.keys(policy.data).filter((name) =>
    fieldsOf(policy, { data: [name] }).some((field) => fields.has(field)),
  );
};

/** A hold has one of the reasons that the rule gives, somebody who answers for it, and a day to come for looking again. */
async function refusesForeign(twin: Twin, { holds }: RetentionRule, placing: Placing): Promise<void> {
  const { scene } = twin;
  const other = HOLD_KINDS.find((kind) => holds && !holds.for.includes(kind));
  const refused = (answer: Answer): boolean => answer.status >= 400 && answer.status < 500;
  if (other) {
    const foreign = await scene.when(`it is to be held for a reason that we did not promise (${other})`, () =>
      placing({ kind: other, because: 'they might buy again' }),
    );
    await scene.then('that is refused', () => foreign.json.code, 'retention.hold-reason');
  }
  for (const [says, more] of [
    ['it is to be held, and nobody answers for it', { owner: undefined }],
    ['whoever answers for it is nobody of ours', { owner: 'somebody-else' }],
    ['no day is set for looking again', { reviewOn: undefined }],
    ['the day for looking again is past', { reviewOn: addDays(twin.today(), -1) }],
  ] as const) {
    const answer = await scene.when(says, () => placing(more));
    await scene.then('that is refused', () => refused(answer), true);
  }
}

/** A client's data is held back for the promised reasons alone, and never behind the client's back. */
async function tryWithoutTelling(twin: Twin, theirs: ClientData, placing: Placing): Promise<void> {
  const { scene } = twin;
  const client = { toldOn: twin.today(), how: 'a letter that names the fields' };
  const other = HOLD_KINDS.find((kind) => !theirs.kinds.includes(kind));
  if (other) {
    const unpromised = await scene.when(`it is to be held for another reason (${other})`, () =>
      placing({ kind: other, client }),
    );
    await scene.then('that is refused', () => unpromised.json.code, 'retention.hold-client-reason');
  }
  const untold = await scene.when('it is to be held, and the client was not told', () => placing());
  await scene.then('that is refused', () => untold.json.code, 'retention.hold-client-untold');
  const later = await scene.when('the client is to be told tomorrow', () =>
    placing({ client: { ...client, toldOn: addDays(twin.today(), 1) } }),
  );
  await scene.then('that is refused as well', () => later.json.code, 'retention.hold-client-untold');
}

/** Where somebody decides what becomes of each, nobody can decide that what is held goes. */
async function tryDeciding(
  twin: Twin,
  { name }: { name: string },
  { hold, point, fields }: { hold: string; point: string; fields: readonly string[] },
): Promise<void> {
  const { scene } = twin;
  const waiting = async (): Promise<string[]> =>
    (
      expectOk(await twin.call('GET', '/api/retention/reviews')).json.reviews as {
        id: string;
        rule: string;
      }[]
    )
      .filter(({ rule }) => rule === name)
      .map(({ id }) => id);
  const erase = async (): Promise<unknown[]> => {
    const codes: unknown[] = [];
    for (const id of await waiting()) {
      const said = await twin.call('POST', `/api/retention/reviews/${id}`, { rule: name, outcome: 'erase' });
      codes.push(said.status < 300 ? 'done' : said.json.code);
    }
    return codes.toSorted();
  };
  const first = await scene.when('the client wants both erased', erase);
  await scene.then('of what is held that is refused', () => first, ['done', 'retention.held-back']);
  await scene.then('what is held is there, and nothing else', () => stillHeld(twin, point, fields), 1);
  await scene.when('the claim is settled, and the hold is lifted', async () =>
    expectOk(await twin.call('DELETE', `/api/retention/holds/${hold}`)),
  );
  const second = await scene.when('the client wants the rest erased', erase);
  await scene.then('that is done', () => second, ['done']);
  await scene.then('it is gone', () => stillHeld(twin, point, fields), 0);
}
