import { fieldsOf } from './field.rules.ts';
import type { Policy } from './policy.ts';

export type RetentionRule = Policy['retention'][string];

/** What a rule disposes of at one collection point: these of its fields. */
export type Reach = { point: string; fields: string[] };

/**
 * Which fields of which points a rule covers. The points are those it names, else those that collect from its people, else
 * those that take its data; relay-only points keep nothing and are never among them. Of their fields it covers those of its
 * data, and such that no rule speaks of: a name that only labels the record goes with it. What law orders kept is only what
 * it says, unless nothing else would ever end the rest.
 */
export function reachOf(policy: Policy, rule: RetentionRule): Reach[] {
  const known = reaches.get(policy) ?? new Map<RetentionRule, Reach[]>();
  reaches.set(policy, known);
  const found = known.get(rule) ?? reachAmong(policy, rule);
  known.set(rule, found);
  return found;
}

/** Every look at what is due asks for it, and a policy does not change. */
const reaches = new WeakMap<Policy, Map<RetentionRule, Reach[]>>();

function reachAmong(policy: Policy, rule: RetentionRule): Reach[] {
  const rules = Object.values(policy.retention);
  const points = new Map(rules.map((other) => [other, pointsOf(policy, other)]));
  return (points.get(rule) ?? pointsOf(policy, rule)).flatMap((point) => {
    const fields = Object.keys(policy.collection[point]?.fields ?? {});
    const others = rules.filter((other) => other !== rule && points.get(other)?.includes(point));
    const own = new Set(fieldsOfRule(policy, rule));
    const takesRest =
      others.length === 0 || (rule.duty === undefined && others.every(({ data }) => data !== undefined));
    const spokenOf = new Set(others.flatMap((other) => fieldsOfRule(policy, other)));
    const covered = rule.data
      ? fields.filter((field) => own.has(field) || (takesRest && !spokenOf.has(field)))
      : fields;
    return covered.length > 0 || fields.length === 0 ? [{ point, fields: covered }] : [];
  });
}

/** The collection points at which something that a rule covers comes in and is kept by us. */
export function pointsOf(policy: Policy, rule: RetentionRule): string[] {
  const stored = Object.entries(policy.collection).filter(([, point]) => point.stores !== 'nowhere');
  const { collection, people, data, systems } = rule;
  if (collection) return stored.flatMap(([name]) => (collection.includes(name) ? [name] : []));
  // A rule for connected systems is theirs alone, unless it names a collection point as well.
  if (systems) return [];
  const named = new Set(fieldsOfRule(policy, rule));
  return stored.flatMap(([name, point]) => {
    const theirs = people ? point.people?.some((one) => people.includes(one)) : data !== undefined;
    const takes = !data || Object.keys(point.fields).some((field) => named.has(field));
    return theirs && takes ? [name] : [];
  });
}

/** The fields that a rule speaks of, by the kinds of data that it names. */
export const fieldsOfRule = (policy: Policy, { data = [] }: Pick<RetentionRule, 'data'>): string[] =>
  data.flatMap((category) => fieldsOf(policy.data[category]));
