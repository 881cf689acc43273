import { control } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { comesIn, firstDayWithout, letAnnounce, letCount, pointToTry, type RuleBound } from './acts.ts';
import type { RetentionRule } from './reach.rules.ts';
import { stateOfRule } from './schedule.state.ts';

/** What is erased is found nowhere afterwards: no row, no address, and no key that opens an older copy. */
export const erasedEverywhere = control<RetentionRule, Policy>({
  id: 'dispose.erase',
  applies: (rule, bound) =>
    bound.path.startsWith('retention.') &&
    ['erase', 'destroy'].includes(rule.then) &&
    !rule['held-by'] &&
    !rule.review &&
    pointToTry({ ...bound, declared: rule }) !== null &&
    !(rule.duty && goesOnAList({ ...bound, declared: rule })),
  state: stateOfRule,

  async prove(twin, bound: RuleBound) {
    const { scene } = twin;
    const { policy } = bound;
    const point = pointToTry(bound) ?? '';
    await scene.given('somebody’s data comes in', () => comesIn(twin, bound, point, 'gone-a'));
    const cameIn = twin.today();
    const records = await twin.rows<{ id: string; person_id: string }>(
      'select id, person_id from record where point = $1',
      [point],
    );
    const counted = await scene.given('what the period counts from has happened', () =>
      letCount(twin, bound, ['gone-a']),
    );
    // The last rule that covers the record decides when all of it is gone.
    const last = Object.entries(policy.retention)
      .flatMap(([name, declared]) =>
        ['erase', 'destroy', 'anonymise', 'suppress'].includes(declared.then) &&
        pointToTry({ name, declared, policy }) === point
          ? [firstDayWithout({ name, declared, policy }, counted, cameIn)]
          : [],
      )
      .sort()
      .at(-1);
    await letAnnounce(twin, bound, last ?? twin.today());
    await scene.when(`the worker runs on ${last}, when the last rule for it ends`, () =>
      twin.travelTo(last ?? twin.today()),
    );
    for (const { id } of records)
      await scene.then(
        'no table, log or file of ours knows the record, but for the ledger that says it went',
        async () => (await twin.searchEverywhere(id)).filter((place) => !/evidence|erase/.test(place)),
        [],
      );
    for (const personId of new Set(records.map(({ person_id }) => person_id)))
      await scene.then(
        'nor is there a row of that person, but for the ledger and where it says that the key is destroyed',
        async () =>
          (await twin.searchEverywhere(personId)).filter((place) => !/evidence|data_key/.test(place)),
        [],
      );
    await scene.then(
      'nor the address it came from',
      () => twin.searchEverywhere('gone-a@people.example'),
      [],
    );
  },
});

/** Where clients are offered a mailing, they stay on its list when a duty to keep a part of their record is over. */
const goesOnAList = (bound: RuleBound): boolean =>
  bound.policy.collection[pointToTry(bound) ?? '']?.offers !== undefined;
