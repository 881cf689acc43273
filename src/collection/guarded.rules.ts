import type { Policy } from '../policy/index.ts';

/** A field that most of those who look at a record do not see. */
export type Guarded = { field: string; unless: Readonly<Record<string, string>>; for: readonly string[] };

/** What stands in the place of a field that is not for this look. */
export const NOT_FOR_THIS = '[not for this purpose]';

/** The guards of a policy whose field these are among. */
export const guardsOf = (policy: Policy, fields: readonly string[]): Guarded[] =>
  Object.values(policy.data).flatMap(({ guarded }) =>
    guarded && fields.includes(guarded.field) ? [guarded] : [],
  );

/** Open is what they said is open, in so many words; where nothing is said it is guarded. */
const isOpen = ({ unless }: Guarded, fields: Readonly<Record<string, string>>): boolean =>
  Object.entries(unless).some(([field, said]) => fields[field]?.trim().toLowerCase() === said.toLowerCase());

/** A record's fields as whoever looks for that purpose may see them; `seen`: what of them was guarded and is shown. */
export function seenFor(
  policy: Policy,
  fields: Readonly<Record<string, string>>,
  purpose: string | null,
): { fields: Record<string, string>; seen: string[] } {
  const guards = guardsOf(policy, Object.keys(fields)).filter((guard) => !isOpen(guard, fields));
  const hidden = guards.filter((guard) => purpose === null || !guard.for.includes(purpose));
  return {
    fields: { ...fields, ...Object.fromEntries(hidden.map(({ field }) => [field, NOT_FOR_THIS])) },
    seen: guards.filter((guard) => !hidden.includes(guard)).map(({ field }) => field),
  };
}
