import { duration } from '../../base/index.ts';

/** A period typed in prose, or declared: the same length has the same key, "1 year" and `P12M`. */
export type Length = { key: string; said: string };

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  eighteen: 18,
  twenty: 20,
  'twenty-one': 21,
  'twenty-four': 24,
  'twenty-eight': 28,
  thirty: 30,
  'thirty-six': 36,
  forty: 40,
  'forty-eight': 48,
  sixty: 60,
  'seventy-two': 72,
  ninety: 90,
};
const WORDS = Object.keys(NUMBERS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const TYPED = new RegExp(
  `\\b(\\d{1,4}|${WORDS}|(?:(?<=\\bwithin )|(?<=\\bfor ))an?)[\\s-]+(?:\\((?:\\d+|${WORDS})\\)\\s+)?(?:(?:calendar|full|whole|complete|consecutive|more|further|additional)\\s+)?((?:working|business)\\s+)?(hour|day|week|month|year)s?\\b(?!\\s+(?:old|of age))`,
  'gi',
);

/** The number that "7", "seven" or "a" writes. */
export const numberOf = (word: string): number | null =>
  /^\d+$/.test(word) ? Number(word) : /^an?$/i.test(word) ? 1 : (NUMBERS[word.toLowerCase()] ?? null);

export const NUMBER_WORDS = WORDS;

/** Periods in a sentence; not ages, and not "24 hours a day". */
export function typedPeriods(text: string): Length[] {
  const found: Length[] = [];
  for (const match of text.matchAll(TYPED)) {
    const [said, count = '', working, unit = ''] = match;
    const before = text.slice(Math.max(0, match.index - 20), match.index);
    const after = text.slice(match.index + said.length);
    if (/\b(?:aged?|under|over)\s+(?:of\s+)?$/i.test(before) && unit === 'year') continue;
    if (/^\s+(?:a|per|each)\s+(?:day|week)/i.test(after)) continue;
    const number = numberOf(count);
    if (number === null) continue;
    found.push({ key: working ? `${number} working ${unit}s` : keyOf(number, unit), said });
  }
  return found;
}

function keyOf(count: number, unit: string): string {
  if (unit === 'year') return `${count * 12}m`;
  if (unit === 'month') return `${count}m`;
  if (unit === 'week') return `${count * 7}d`;
  if (unit === 'hour') return count % 24 === 0 ? `${count / 24}d` : `${count}h`;
  return `${count}d`;
}

/** The key of a declared period, `P7Y`. */
export function lengthOf(period: string): string {
  const { years, months, weeks, days, hours, minutes } = duration(period);
  const parts = [
    years * 12 + months > 0 && `${years * 12 + months}m`,
    weeks * 7 + days + Math.floor(hours / 24) > 0 && `${weeks * 7 + days + Math.floor(hours / 24)}d`,
    hours % 24 > 0 && `${hours % 24}h`,
    minutes > 0 && `${minutes}min`,
  ].filter((part) => part !== false);
  return parts.join('');
}

/** A period as days, taking a month for 30.4 and a year for 365: only to say which of two is plainly longer. */
export function roughDays(period: string): number {
  const { years, months, weeks, days, hours, minutes } = duration(period);
  return years * 365 + months * 30.4 + weeks * 7 + days + hours / 24 + minutes / 1440;
}

/** Every period inside a declaration, with its path below it. */
export function periodsIn(declared: unknown, path: string): { path: string; period: string }[] {
  if (typeof declared === 'string')
    return /^P(?=.*\d)[\dYMWDTH]+$/.test(declared) ? [{ path, period: declared }] : [];
  if (Array.isArray(declared)) return declared.flatMap((part, at) => periodsIn(part, `${path}.${at}`));
  if (typeof declared === 'object' && declared !== null)
    return Object.entries(declared).flatMap(([key, part]) => periodsIn(part, `${path}.${key}`));
  return [];
}
