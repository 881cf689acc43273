import type { Policy, PolicyPromise } from '../policy/index.ts';
import { ownerOf } from '../requests/index.ts';

/**
 * The role that answers for a promise: who must sign for it, approve or review it by its declaration; where none is named, who
 * answers for privacy in this company.
 */
export const accountableFor = (policy: Policy, { by }: Pick<PolicyPromise, 'by'>): string =>
  by.flatMap(({ declared }) => roleIn(policy, declared) ?? [])[0] ?? ownerOf(policy);

function roleIn({ organisation }: Policy, declared: unknown): string | null {
  if (typeof declared !== 'object' || declared === null) return null;
  const named = declared as Readonly<Record<string, unknown>>;
  const role = named.by ?? named['approved-by'] ?? named['reviewed-by'];
  return typeof role === 'string' && Object.hasOwn(organisation.officers, role) ? role : null;
}
