import type { CollectionPoint } from './kinds.rules.ts';

/** An amount of money as people and systems write it: `100`, `99.50`. */
export const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/;

/** The amount that somebody agreed to, where the point asks for it; null: it does not, or what they wrote is no amount. */
export function agreedAmount(
  point: Pick<CollectionPoint, 'agrees'>,
  fields: Readonly<Record<string, unknown>>,
): string | null {
  const said = point.agrees === undefined ? '' : String(fields[point.agrees] ?? '').trim();
  return AMOUNT.test(said) ? said : null;
}

/** Words by which people name a way to reach them. */
const WAYS: Readonly<Record<string, RegExp>> = {
  email: /\be-?mail/i,
  sms: /\b(sms|text message)/i,
  phone: /\b(tele)?phone|\bcall\b|\bring\b|\bmobile\b/i,
  post: /\bpost\b|\bletter\b/i,
};

/** How somebody wants to be reached, where the point asks for it, or `any`: they named no way, or not one. Null: it does not ask. */
export function wishedChannel(
  point: Pick<CollectionPoint, 'reached-by'>,
  fields: Readonly<Record<string, unknown>>,
): string | null {
  const field = point['reached-by'];
  if (field === undefined) return null;
  const said = String(fields[field] ?? '');
  const named = Object.entries(WAYS).flatMap(([channel, words]) => (words.test(said) ? [channel] : []));
  return named.length === 1 ? (named[0] ?? 'any') : 'any';
}
