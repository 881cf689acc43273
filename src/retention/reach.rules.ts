import type { Policy } from '../policy/index.ts';

export type RetentionRule = Policy['retention'][string];

/** What a rule disposes of at one collection point: these of its fields. */
export type Reach = { point: string; fields: string[] };

/**
 * Which fields of which points a rule covers. The points are those it names, else those that collect from its people, else
 * those that take its data; relay-only points keep nothing and are never among them. Of their fields it covers those of its
 * data, and such that no rule speaks of by name: an address that only labels the record goes with it.
 */
export function reachOf(policy: Policy, rule: RetentionRule): Reach[] {
  return pointsOf(policy, rule).flatMap((point) => {
    const fields = Object.keys(policy.collection[point]?.fields ?? {});
    const spokenOf = new Set(
      Object.values(policy.retention)
        .filter((other) => other !== rule && pointsOf(policy, other).includes(point))
        .flatMap((other) => fieldsOf(policy, other)),
    );
    const own = new Set(fieldsOf(policy, rule));
    const covered = rule.data ? fields.filter((field) => own.has(field) || !spokenOf.has(field)) : fields;
    return covered.length > 0 || fields.length === 0 ? [{ point, fields: covered }] : [];
  });
}

/** The collection points at which something that a rule covers comes in and is kept by us. */
export function pointsOf(policy: Policy, rule: RetentionRule): string[] {
  const stored = Object.entries(policy.collection).filter(([, point]) => point.stores !== 'nowhere');
  const { collection, people, data } = rule;
  if (collection) return stored.flatMap(([name]) => (collection.includes(name) ? [name] : []));
  const named = new Set(fieldsOf(policy, rule));
  return stored.flatMap(([name, point]) => {
    const theirs = people ? point.people?.some((one) => people.includes(one)) : data !== undefined;
    const takes = !data || Object.keys(point.fields).some((field) => named.has(field));
    return theirs && takes ? [name] : [];
  });
}

/** The fields that a rule speaks of, by the kinds of data that it names. */
export const fieldsOf = (policy: Policy, { data = [] }: Pick<RetentionRule, 'data'>): string[] =>
  data.flatMap((category) => {
    const fields = policy.data[category]?.fields ?? [];
    return Array.isArray(fields) ? fields : Object.keys(fields);
  });
