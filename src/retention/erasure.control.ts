import { addressOf, control, endsAll, says, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  comesIn,
  endOthers,
  firstDayWithout,
  letAnnounce,
  letCount,
  pointToTry,
  type RuleBound,
  signsIn,
} from './acts.ts';
import { pointsOf, type RetentionRule, reachOf } from './reach.rules.ts';
import { stateOfRule } from './schedule.state.ts';

/** A visitors' book takes no address: its entry is nobody's whom we could find again. */
const bookToTry = ({ declared, policy }: RuleBound): string | null =>
  pointsOf(policy, declared).find((name) => policy.collection[name]?.kind === 'visitor-book') ?? null;

/** Whether all that comes in there goes by itself some day: of a field for which only a review is due, no night lets go. */
function allGoes(policy: Policy, point: string | null): boolean {
  if (point === null) return false;
  const covered = Object.values(policy.retention).flatMap((rule) =>
    rule.review === undefined && GOES.includes(rule.then)
      ? reachOf(policy, rule).filter((one) => one.point === point)
      : [],
  );
  return Object.keys(policy.collection[point]?.fields ?? {}).every((field) =>
    covered.some(({ fields }) => fields.length === 0 || fields.includes(field)),
  );
}

const GOES: readonly RetentionRule['then'][] = ['erase', 'destroy', 'anonymise', 'suppress'];

/** What is erased is found nowhere afterwards: no row, no address, and no key that opens an older copy. */
export const erasedEverywhere = control<RetentionRule, Policy>({
  id: 'dispose.erase',
  applies: (rule, bound) =>
    bound.path.startsWith('retention.') &&
    ['erase', 'destroy'].includes(rule.then) &&
    !rule['held-by'] &&
    !rule.review &&
    allGoes(
      bound.policy,
      pointToTry({ ...bound, declared: rule }) ?? bookToTry({ ...bound, declared: rule }),
    ),
  state: stateOfRule,

  async prove(twin, bound: RuleBound) {
    const { scene } = twin;
    const { policy, declared } = bound;
    const point = pointToTry(bound);
    const book = bookToTry(bound) ?? '';
    // Who takes up an offer stays on its list, which is no part of the record and ends by a rule of its own.
    const offered = policy.collection[point ?? '']?.offers !== undefined;
    await scene.given(
      point === null
        ? 'somebody signs in at the door'
        : `somebody’s data comes in${offered ? ', and they decline what is offered with it' : ''}`,
      () =>
        point === null ? signsIn(twin, bound, book) : comesIn(twin, bound, point, TAG, { declines: offered }),
    );
    const cameIn = twin.today();
    const records = await twin.rows<{ id: string; person_id: string }>(
      'select id, person_id from record where point = $1',
      [point ?? book],
    );
    if (declared.duty && point !== null)
      await scene.given('everything else that the record was kept for is over', () =>
        endOthers(twin, bound, point),
      );
    const counted = await scene.given('what the period counts from has happened', () =>
      letCount(twin, bound, [TAG]),
    );
    await scene.given('they are nothing to us any more, and no yes of theirs stands', async () => {
      await endsAll(twin, TAG);
      for (const { purpose, channel } of await standing(twin))
        await says(twin, TAG, purpose, 'withdrawn', channel);
    });
    // The last rule that covers the record decides when all of it is gone.
    const last = Object.entries(policy.retention)
      .flatMap(([name, declared]) =>
        GOES.includes(declared.then) &&
        (point === null ? bookToTry : pointToTry)({ name, declared, policy }) === (point ?? book)
          ? [firstDayWithout({ name, declared, policy }, counted, cameIn)]
          : [],
      )
      .sort()
      .at(-1);
    await letAnnounce(twin, bound, last ?? twin.today());
    await scene.when(`the worker runs on ${last}, when the last rule for it ends`, () =>
      twin.travelTo(last ?? twin.today()),
    );
    await scene.then('it was there to be erased', () => records.length, 1);
    for (const { id } of records)
      await scene.then(
        'no table, log or file of ours knows the record, but for the ledger that says it went',
        async () => (await twin.searchEverywhere(id)).filter((place) => !/evidence|erase/.test(place)),
        [],
      );
    for (const personId of new Set(records.map(({ person_id }) => person_id)))
      await scene.then(
        'nor is there a row of that person, but for the ledger, what was decided, and where it says that the key is destroyed',
        async () =>
          (await twin.searchEverywhere(personId)).filter(
            (place) => !/evidence|data_key|public\.decision$/.test(place),
          ),
        [],
      );
    await scene.then(
      'the key that opens older copies of what was theirs is destroyed',
      async () => [...new Set(await Promise.all(records.map(({ person_id }) => twin.keyOf(person_id))))],
      ['destroyed'],
    );
    if (point === null) return;
    await scene.then('nor the address it came from', () => twin.searchEverywhere(addressOf(TAG)), []);
  },
});

/** What they said yes to: a yes that stands is kept as long as it may be used. */
const standing = (twin: Twin) =>
  twin.rows<{ purpose: string; channel: string }>(
    `select distinct purpose, channel from permission where state in ('granted', 'confirmed') order by 1, 2`,
  );

/** The tag of the person for whom `endOthers` ends things. */
const TAG = 'person-a';
