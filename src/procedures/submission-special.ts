import { dayIn, Refused } from '../base/index.ts';
import { type CollectionPoint, isAnonymous, type Submitted } from '../collection/index.ts';
import { categoriesWith, type Policy, sayList, specialKindsOf } from '../policy/index.ts';
import { askGate } from './decision.ts';
import type { House } from './house.ts';
import { identitiesIn } from './submission-identities.rules.ts';

/**
 * What the law protects specially comes in only for a purpose that may take it today, about somebody whom that purpose is
 * about, and with the day on which they were told where the policy asks for it. The gate answers, so that what is refused is
 * kept as refused. Anonymous answers are about nobody. Refuses `collection.special-refused` and `collection.special-untold`.
 */
export async function refuseSpecial(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  { fields, consents }: Pick<Submitted, 'fields' | 'consents'>,
  recordId: string,
): Promise<void> {
  if (isAnonymous(point)) return;
  const given = Object.keys(fields).filter((field) => fields[field]?.trim());
  const data = specialCategories(policy, given);
  if (data.length === 0) return;
  // What rests on an explicit yes may take it with that yes alone.
  const all = [...new Set([...point.purposes, ...(point.asks ?? [])])].filter(
    (one) => policy.purposes[one]?.special?.condition !== 'explicit-consent' || consents.includes(one),
  );
  const using = all.filter((one) => data.every((category) => policy.purposes[one]?.data.includes(category)));
  for (const purpose of using) refuseUntold(house, policy, purpose, fields);
  const [identity] = identitiesIn(policy, name, fields, recordId);
  let why = 'no purpose of this form may use it';
  for (const purpose of using.length > 0 ? using : all) {
    const act = { act: 'collect', purpose, channel: '', personId: null, recipient: '', country: '' } as const;
    const about = policy.purposes[purpose]?.people ?? [];
    const people = point.people?.filter((one) => about.includes(one)) ?? [];
    const asked = await askGate(
      house,
      { ...act, data, collection: name, ...(people.length > 0 && { people }) },
      { identity },
    );
    if (asked.verdict === 'allow') return;
    why = asked.because.map(({ says }) => says).join(' ');
  }
  throw new Refused(
    'collection.special-refused',
    `Nothing was stored: "${name}" was sent what the law protects specially (${sayList(data)}). ${why}`,
    { data },
  );
}

/** The kinds of data among these fields that the law protects specially. */
const specialCategories = (policy: Policy, fields: readonly string[]): string[] => [
  ...new Set(
    fields.flatMap((field) =>
      categoriesWith(policy, field).flatMap(([category, declared]) =>
        specialKindsOf(declared, field).length > 0 ? [category] : [],
      ),
    ),
  ),
];

/** Whoever a record is about knows of it, and the record says since when. */
function refuseUntold(house: House, policy: Policy, purpose: string, fields: Submitted['fields']): void {
  const field = policy.purposes[purpose]?.special?.['known-by'];
  if (field === undefined) return;
  const on = fields[field]?.trim() ?? '';
  const today = dayIn(policy.organisation.zone, house.clock.now());
  if (/^\d{4}-\d{2}-\d{2}$/.test(on) && on <= today) return;
  throw new Refused(
    'collection.special-untold',
    `Say in "${field}" on which day the person was told of this record, today or earlier, as 2026-11-30. Nothing was stored.`,
    { fields: [field] },
  );
}
