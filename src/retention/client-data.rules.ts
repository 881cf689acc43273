import type { Policy } from '../policy/index.ts';
import { fieldsOf } from './reach.rules.ts';

/** What is kept for clients under a promise on holds: where it comes in, which data it is, and what alone may hold it. */
export type ClientData = {
  processing: string;
  points: readonly string[];
  data: readonly string[];
  kinds: readonly string[];
};

/** The processing for clients of which the policy says what may hold its data back. */
export function clientDataOf(policy: Policy): ClientData[] {
  return Object.entries(policy.processing).flatMap(([processing, { holds, people, data = [] }]) => {
    if (!holds) return [];
    const fields = new Set(fieldsOf(policy, { data }));
    const points = Object.entries(policy.collection).flatMap(([name, point]) =>
      point.stores !== 'nowhere' &&
      (people === undefined || (point.people ?? []).some((one) => people.includes(one))) &&
      Object.keys(point.fields).some((field) => fields.has(field))
        ? [name]
        : [],
    );
    return [{ processing, points, data, kinds: holds.for }];
  });
}

/** Of a client's data, what a hold on these kinds of data concerns; none named is all of it. */
export const concerns = (asked: readonly string[], { data }: Pick<ClientData, 'data'>): boolean =>
  asked.length === 0 || asked.some((one) => data.includes(one));
