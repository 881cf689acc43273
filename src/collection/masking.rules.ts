import { GIVEN_NAMES } from '../systems/index.ts';

const EMAIL = /[^\s@<>()[\]\\,;:"|]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
/** Two words that are written like a name, in one cell or in two beside each other: `Ada Lovelace`, `Ada,Lovelace`. */
const FULL_NAME = /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}’'-]+)"?[ \t,;|]{1,3}"?(?=(\p{Lu}[\p{L}’'-]+))/gu;

/** Of a longer text the beginning tells enough, and nobody waits while it is read. */
const LONGEST = 1_000_000;

/**
 * How many people a text names, at least: the larger of its different names, known by a frequent given name, and its different
 * addresses; the sender's own does not count.
 */
export function peopleIn(whole: string, sender: string): number {
  const text = whole.slice(0, LONGEST);
  const own = sender.trim().toLowerCase();
  const addresses = new Set((text.match(EMAIL) ?? []).map((address) => address.toLowerCase()));
  addresses.delete(own);
  const names = [...text.matchAll(FULL_NAME)].flatMap(([, given = '', family = '']) =>
    GIVEN_NAMES.has(given.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase())
      ? [`${given} ${family}`]
      : [],
  );
  return Math.max(addresses.size, new Set(names).size);
}
