import type { Policy } from './policy.ts';
import { sayTerm } from './words.ts';

type Scope = Policy['scope'][string];

/** What a declared word is held against: who we are, who may read, which places, whose data, or whose notice governs. */
export type ScopeKind = 'elsewhere' | 'places' | NonNullable<Scope['means']>;

/** Null: a word that is only explained. `law` and special categories are judged with the notice as a whole. */
export function scopeKindOf(scope: Scope): ScopeKind | null {
  if (scope['governed-by'] !== 'us') return 'elsewhere';
  if (scope.places) return 'places';
  return scope.means ?? (scope.people ? 'people' : null);
}

/** Whose notice governs and where people find it: each a line with an address or a contact. Null: ours does. */
export type GovernedElsewhere = { says: string; by: string; where: string[] };

export function governedElsewhere(policy: Policy, name: string): GovernedElsewhere | null {
  const scope = Object.hasOwn(policy.scope, name) ? policy.scope[name] : undefined;
  if (!scope || scope['governed-by'] === 'us') return null;
  const links = (scope.notice ?? []).flatMap((link) => policy.links[link] ?? []);
  const named = policy.recipients[scope['governed-by']];
  const governors = Object.values(policy.recipients).filter(
    (one) => one === named || links.some(({ to }) => to === one.policy),
  );
  const where = [
    ...links.map(({ to, says }) => (says ? `${says}: ${to}` : to)),
    ...governors.flatMap(({ name: called, says, policy: notice, contact, email }) => [
      ...(notice && !links.some(({ to }) => to === notice)
        ? [`${called ?? says ?? sayTerm(name)}: ${notice}`]
        : []),
      ...[contact ?? email].flatMap((reached) => (reached ? [`contact: ${reached}`] : [])),
    ]),
    ...Object.values(scope.places ?? {}).flatMap(({ says, notice }) =>
      notice ? [`${says}: ${notice}`] : [],
    ),
  ];
  return { says: scope.says, by: named?.name ?? named?.says ?? sayTerm(scope['governed-by']), where };
}

/**
 * Data of which people may ask us although others answer for it. What we handle for clients is not here: a request about that
 * is passed on as the processing is declared.
 */
export const askedElsewhere = (policy: Policy): (GovernedElsewhere & { name: string })[] =>
  Object.keys(policy.scope).flatMap((name) => {
    if (Object.hasOwn(policy.processing, name) || Object.hasOwn(policy.purposes, name)) return [];
    const governed = governedElsewhere(policy, name);
    return governed && governed.where.length > 0 ? [{ name, ...governed }] : [];
  });

/** Points at which something comes in of people to whom no declared notice speaks, or that are not declared at all. */
export function pointsNotCovered(policy: Policy, points: readonly string[]): string[] {
  const spoken = peopleSpokenTo(policy);
  return points.filter((name) => {
    const point = Object.hasOwn(policy.collection, name) ? policy.collection[name] : undefined;
    return !point || (spoken !== null && (point.people ?? []).some((group) => !spoken.has(group)));
  });
}

/** The groups that some scope speaks to; null where none says to whom. */
export function peopleSpokenTo({ scope }: Policy): Set<string> | null {
  const lists = Object.values(scope).flatMap(({ people }) => (people ? [people] : []));
  return lists.length === 0 ? null : new Set(lists.flat());
}
