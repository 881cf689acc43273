import { dropPartsAfter, dropPartsWithdrawn } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** The fields of the special categories among these. */
const specialFields = (policy: Policy, categories: readonly string[]): string[] =>
  categories.flatMap((category) => {
    const { fields = [], special } = policy.data[category] ?? {};
    if (!special) return [];
    return Array.isArray(fields) ? fields : Object.keys(fields);
  });

/** The events that a rule counts from, whichever way it names them. */
const eventsOf = (from: Policy['retention'][string]['from']): string[] => {
  if (!from) return [];
  if (typeof from === 'string') return [from];
  return 'latest' in from ? from.latest : from.earliest;
};

/**
 * What was told for one occasion, a diet for a meal, goes when a rule of its own says so, before the record that it came with;
 * and when the yes to it is taken back, where the rule says "at-once-on: [withdrawal]". Part of the night's work. Answers how many parts went.
 */
export async function disposeSpecial(house: House): Promise<number> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  let gone = 0;
  for (const [rule, declared] of Object.entries(policy.retention)) {
    const { data = [], keep, then, from, 'at-once-on': atOnce = [] } = declared;
    const fields = specialFields(policy, data);
    if (fields.length === 0 || declared.collection || !['erase', 'destroy'].includes(then)) continue;
    const purposes = Object.entries(policy.purposes).flatMap(([name, purpose]) =>
      purpose.data.some((category) => data.includes(category)) ? [name] : [],
    );
    gone += await house.store.inTransaction(async (tx) => {
      const over =
        keep === 'while' ? 0 : await dropPartsAfter(tx, { fields, events: eventsOf(from), keep, now });
      const withdrawn = atOnce.includes('withdrawal')
        ? await dropPartsWithdrawn(tx, { fields, purposes })
        : 0;
      if (over + withdrawn > 0)
        await appendEvidence(tx, {
          kind: 'collection.special-gone',
          at: now,
          actor: 'worker',
          body: { rule, over, withdrawn },
        });
      return over + withdrawn;
    });
  }
  return gone;
}
