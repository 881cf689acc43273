import { Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type CollectionPoint, pageOf, sayField } from './kinds.rules.ts';
import type { Submitted } from './submission.rules.ts';

/** Ages that a form tells apart: from the youngest of them on. */
export type AgeBand = { from: number; says: string };

/** What the question is called where errors point at it; no field of a policy has such a name. */
export const AGE_QUESTION = ':age';

/**
 * What a form asks of somebody's age; empty: nothing. It asks where the policy says how old people have to be, and where it
 * asks children for a yes that they cannot give alone; never for a date of birth, and the answer is kept nowhere.
 */
export function ageBands(policy: Policy, point: CollectionPoint, consentsAloneFrom: number): AgeBand[] {
  if (pageOf(point) !== 'form') return [];
  const limits = [...new Set([point['least-age'] ?? 0, asksChildren(policy, point) ? consentsAloneFrom : 0])]
    .filter((limit) => limit > 0)
    .sort((a, b) => a - b);
  const [youngest] = limits;
  if (youngest === undefined) return [];
  return [
    { from: 0, says: `Under ${youngest}` },
    ...limits.map((from, at) => {
      const next = limits[at + 1];
      if (next === undefined) return { from, says: `${from} or over` };
      return { from, says: next - 1 === from ? `${from}` : `${from} to ${next - 1}` };
    }),
  ];
}

const asksChildren = (policy: Policy, point: CollectionPoint): boolean => {
  const choices = [...(point.asks ?? []), ...(point.offers ?? [])];
  const people = point.people ?? choices.flatMap((purpose) => policy.purposes[purpose]?.people ?? []);
  return choices.length > 0 && people.some((one) => policy.people[one]?.children);
};

/**
 * Whether somebody of that age may send this, and agree to what they ticked. Codes: collection.undeclared-field,
 * .age-not-told, .too-young, .guardian-needed.
 */
export function checkAge(
  name: string,
  point: CollectionPoint,
  { age, consents }: Pick<Submitted, 'age' | 'consents'>,
  { bands, consentsAloneFrom }: { bands: readonly AgeBand[]; consentsAloneFrom: number },
): void {
  if (bands.length === 0) {
    if (age !== undefined)
      throw new Refused(
        'collection.undeclared-field',
        `"${name}" does not ask how old somebody is, and was told. Nothing was stored.`,
        { fields: ['age'] },
      );
    return;
  }
  const fields = [AGE_QUESTION];
  if (age === undefined)
    throw new Refused(
      'collection.age-not-told',
      'Please say how old you are. We look at it and keep it nowhere.',
      { fields },
    );
  const least = point['least-age'] ?? 0;
  if (age < least)
    throw new Refused(
      'collection.too-young',
      `${sayField(name)} is only for people who are ${least} or over. We kept nothing of what you sent.`,
      { fields },
    );
  if (age < consentsAloneFrom && consents.length > 0)
    throw new Refused(
      'collection.guardian-needed',
      `Somebody under ${consentsAloneFrom} cannot agree to the ticked choices alone. Leave them empty and send it again, or ask whoever looks after you. Nothing was stored.`,
      { fields },
    );
}
