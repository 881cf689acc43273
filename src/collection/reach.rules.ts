import type { CollectionPoint } from './kinds.rules.ts';

/** Words by which people name a way to reach them. */
const WAYS: Readonly<Record<string, RegExp>> = {
  email: /\be-?mail/i,
  sms: /\b(sms|text message)/i,
  phone: /\b(tele)?phone|\bcall\b|\bring\b|\bmobile\b/i,
  post: /\bpost\b|\bletter\b/i,
};

/** How somebody said that they want to be reached, where the point asks for it; null: they said nothing, or not one way. */
export function wishedChannel(
  point: Pick<CollectionPoint, 'reached-by'>,
  fields: Readonly<Record<string, unknown>>,
): string | null {
  const field = point['reached-by'];
  const said = field === undefined ? undefined : fields[field];
  if (typeof said !== 'string') return null;
  const named = Object.entries(WAYS).flatMap(([channel, words]) => (words.test(said) ? [channel] : []));
  return named.length === 1 ? (named[0] ?? null) : null;
}
