import { type Policy, specialKindsOf } from '../policy/index.ts';
import { type CollectionPoint, isAnonymous, pageOf, specialOf } from './kinds.rules.ts';

type Purpose = Policy['purposes'][string];

/** What a declaration fences: its kinds of data, the purposes that may use them, and the points where they come in of somebody. */
export type Fenced = {
  data: string[];
  purposes: string[];
  /** Categories of people, and the relationships by which they are known; null: some of them are known by none. */
  people: string[];
  known: string[] | null;
  points: string[];
  fields: string[];
};

const isSpecial = (policy: Policy, category: string): boolean =>
  policy.data[category] !== undefined && specialKindsOf(policy.data[category]).length > 0;

/** The kinds of data that the declaration at `path` names and the law protects specially; empty: it is about none. */
export function specialAt(policy: Policy, path: string, name: string): string[] {
  if (path.startsWith('data.')) return isSpecial(policy, name) ? [name] : [];
  const named = path.startsWith('purposes.')
    ? policy.purposes[name]?.data
    : path.startsWith('prohibitions.')
      ? policy.prohibitions[name]?.data
      : undefined;
  return (named ?? []).filter((one) => isSpecial(policy, one));
}

export function fencedBy(policy: Policy, data: readonly string[], only?: string): Fenced {
  const using = Object.entries(policy.purposes).filter(
    ([name, purpose]) =>
      purpose.data.some((one) => data.includes(one)) && (only === undefined || name === only),
  );
  const people = [...new Set(using.flatMap(([, purpose]) => purpose.people))];
  const while_ = people.map((one) => policy.people[one]?.while);
  const fields = data.flatMap((one) =>
    namesOf(policy, one).filter((field) => specialOf(policy, field).length > 0),
  );
  const purposes = using.map(([name]) => name);
  return {
    data: [...data],
    purposes,
    people,
    known: people.length === 0 || while_.includes(undefined) ? null : while_.flatMap((one) => one ?? []),
    points: Object.entries(policy.collection).flatMap(([name, point]) =>
      !isAnonymous(point) &&
      Object.keys(point.fields).some((field) => fields.includes(field)) &&
      [...point.purposes, ...(point.asks ?? [])].some((one) => purposes.includes(one))
        ? [name]
        : [],
    ),
    fields,
  };
}

const namesOf = (policy: Policy, category: string): string[] => {
  const fields = policy.data[category]?.fields ?? [];
  return Array.isArray(fields) ? fields : Object.keys(fields);
};

/** Kinds without a page at which staff or a system enter one record by its JSON address. */
const ENTERED: readonly CollectionPoint['kind'][] = ['in-person', 'api', 'post', 'email'];

/** A point at which somebody's record can be left whole, as proofs do it. */
export const isPostable = (point: CollectionPoint | undefined): point is CollectionPoint =>
  point !== undefined &&
  !isAnonymous(point) &&
  point.stores !== 'nowhere' &&
  (pageOf(point) === 'form' || ENTERED.includes(point.kind)) &&
  Object.keys(point.fields).some((field) => /mail/.test(field));

/** Purposes that have nothing to do with these data and rest on no yes: what somebody who is curious would name. */
export const othersThan = (policy: Policy, { data }: Pick<Fenced, 'data'>): string[] =>
  Object.entries(policy.purposes).flatMap(([name, purpose]) =>
    purpose.data.some((one) => data.includes(one)) || restsOnYes(purpose) ? [] : [name],
  );

export const restsOnYes = ({ basis, special }: Purpose): boolean =>
  basis === 'consent' || special?.condition === 'explicit-consent';
