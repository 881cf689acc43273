import { type DataOrigin, type LawfulBasis, portable } from '../../law/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Held } from './held.ts';

/** The policy's words for a basis as the law's. */
const basisOf = (basis: Policy['purposes'][string]['basis']): LawfulBasis =>
  basis === 'recognised-legitimate-interest' ? 'recognised-legitimate-interests' : basis;

/**
 * Whether a kind of data may be taken elsewhere (Art 20, R14): provided by the person, processed automatically, and used under
 * consent or contract for at least one purpose. Without its kind nobody can say so.
 */
export function mayBeTaken(
  policy: Policy,
  category: string | null,
  {
    purposes,
    origin = originOf(policy, category),
    automated = true,
  }: Pick<Held, 'purposes' | 'origin' | 'automated'>,
): boolean {
  if (category === null) return false;
  const used = Object.entries(policy.purposes).filter(
    ([name, purpose]) =>
      purpose.data.includes(category) && (purposes === undefined || purposes.includes(name)),
  );
  return used.some(
    ([, { basis }]) => portable({ basis: basisOf(basis), origin, automated }).answer === 'yes',
  );
}

/** Where a kind of data comes from, as far as the policy says it. */
const originOf = (policy: Policy, category: string | null): DataOrigin =>
  category !== null && policy.data[category]?.from !== undefined ? 'third-party' : 'provided';

/** Which columns of a batch may be taken elsewhere; `all` where its one kind may. */
export function columnsToTake(policy: Policy, held: Held): 'all' | readonly string[] {
  if (held.columns === undefined) return mayBeTaken(policy, held.category, held) ? 'all' : [];
  return Object.entries(held.columns).flatMap(([column, category]) =>
    mayBeTaken(policy, category, held) ? [column] : [],
  );
}
