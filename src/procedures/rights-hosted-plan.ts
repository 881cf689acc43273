import { fieldsOf } from '../collection/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import type { Change, PlannedRows } from '../systems/index.ts';
import type { House, Moment } from './house.ts';
import { fates, sayKept, untilOf } from './rights-fates.ts';
import { besideIn, everything, keyed } from './rights-hosted-rows.ts';

/** How a reason begins where only a part is kept. */
export const REST_GOES = 'the rest goes; ';

/** What an erasure would do with all that Kept holds of a person: what is alike in its fate is one item. */
export async function* erasing(
  reader: Reader,
  policy: Policy,
  personId: string,
  moment: Moment,
): AsyncGenerator<PlannedRows> {
  const all = (await fates(reader, policy, personId, moment)).flatMap(({ rule, settled }) =>
    settled.map((one) => ({ rule, ...one })),
  );
  const like = Map.groupBy(all, ({ rule, record, whole, go, kept }) =>
    JSON.stringify([
      rule,
      record.point,
      whole ? 'delete' : go.length > 0 ? 'anonymise' : 'keep',
      untilOf(kept),
    ]),
  );
  for (const same of like.values()) {
    const [first] = same;
    if (!first) continue;
    const { rule, record, whole, go, kept } = first;
    const rows = keyed(
      record.point,
      same.map(({ record: { id } }) => id),
    );
    if (whole) yield { ...rows, act: 'delete', because: 'nothing orders it kept' };
    else if (go.length > 0)
      yield {
        ...rows,
        act: 'anonymise',
        because: `${REST_GOES}${sayKept(policy, kept)}`,
        columns: Object.fromEntries(go.map((field) => [field, { with: 'redacted-text' }])),
        until: untilOf(kept),
      };
    else
      yield {
        ...rows,
        act: 'keep',
        because: sayKept(policy, kept),
        until: untilOf(kept),
        ...(rule && policy.retention[rule]?.duty && { duty: policy.retention[rule]?.duty ?? '' }),
      };
  }
  yield* besidesOf(
    reader,
    policy,
    personId,
    all.some(({ whole }) => !whole),
    moment,
  );
}

/** Choices, events and what somebody is to us go with the last record, unless they still are something to us. */
async function* besidesOf(
  reader: Reader,
  policy: Policy,
  personId: string,
  something: boolean,
  { today }: Moment,
): AsyncGenerator<PlannedRows> {
  const standing = await rows<{ kind: string }>(
    reader,
    'select distinct kind from relationship where person_id = $1 and (ended_on is null or ended_on > $2) order by kind',
    [personId, today],
  );
  const going = standing.flatMap(({ kind }) =>
    byConsentAlone(policy, kind) ? [] : [policy.relationships[kind]?.says ?? kind.replaceAll('-', ' ')],
  );
  const open = going.length > 0;
  for (const found of (await everything(reader, personId)).filter(({ table }) => besideIn(table) !== null)) {
    if (something || open)
      yield {
        ...found,
        act: 'keep',
        because: open
          ? `it belongs to what still stands between us (${going.join('; ')}), and we have to respect what you said`
          : 'it tells how what stays may be used',
        until: null,
      };
    else yield { ...found, act: 'delete', because: 'nothing of yours is left that it would be about' };
  }
}

/** A place on a list that stands on nothing but a yes: whoever wants to be erased takes that yes back. */
function byConsentAlone(policy: Policy, kind: string): boolean {
  const points = Object.values(policy.collection).filter(({ begins }) => begins === kind);
  const purposes = points.flatMap(({ purposes: named }) => named ?? []);
  return (
    policy.relationships[kind]?.sale !== true &&
    purposes.length > 0 &&
    purposes.every((name) => policy.purposes[name]?.basis === 'consent')
  );
}

/** A correction of what came in by a form: the fields that hold the old value, or any that are called so. */
export async function* changing(
  house: House,
  personId: string,
  changes: readonly Change[],
): AsyncGenerator<PlannedRows> {
  const records = await rows<{ id: string; point: string }>(
    house.store.db,
    'select id::text as id, point from record where person_id = $1 order by point, id',
    [personId],
  );
  for (const { id, point } of records) {
    const fields = await fieldsOf(house.store.db, house.vault, { person_id: personId, id });
    const meant = changes.flatMap(({ what, was, becomes }) => {
      const field = what.startsWith(`${point}.`) ? what.slice(point.length + 1) : what;
      const there = fields[field];
      const same = was === undefined || there?.toLowerCase() === was.toLowerCase();
      return there !== undefined && same && there !== becomes ? [[field, becomes] as const] : [];
    });
    if (meant.length === 0) continue;
    yield {
      ...keyed(point, [id]),
      act: 'change',
      because: 'you told us what is right',
      columns: Object.fromEntries(meant.map(([field, value]) => [field, { with: 'constant', value }])),
      before: [Object.fromEntries(meant.map(([field]) => [field, fields[field] ?? null]))],
    };
  }
}
