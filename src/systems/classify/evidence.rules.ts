import type { Family } from '../catalog/catalog.ts';
import type { Classified, Context, Judged } from './classified.ts';
import { tokensOf } from './tokens.rules.ts';
import {
  isCardNumber,
  isIban,
  isInternationalPhone,
  isIpAddress,
  isMacAddress,
  isNationalInsuranceNumber,
  isSocialSecurityNumber,
  isUkPostcode,
  looksLikeEmail,
  looksLikePasswordHash,
  looksLikePersonName,
  looksLikePhone,
  looksLikeUserAgent,
  mayBeBirthDate,
  mentionsSomebody,
  shareOf,
} from './values.rules.ts';

/** So many values are needed before they may speak against a name, or for themselves. */
const ENOUGH = 3;

const within = (least: number, most: number) => (value: string) =>
  Number(value) >= least && Number(value) <= most;
const hashed = (value: string): boolean => /^[0-9a-f]{32,128}$/i.test(value);
const few = (values: readonly string[], most: number): boolean => new Set(values).size <= most;

/** Whether the values bear out what a column's name says of it. */
export function agreement(
  category: string,
  samples: readonly string[],
  family: Family,
): 'yes' | 'no' | 'perhaps' {
  if (samples.length < ENOUGH) return 'perhaps';
  const judge = (test: (value: string) => boolean, yes: number, no: number) => {
    const share = shareOf(samples, test);
    return share >= yes ? 'yes' : share < no ? 'no' : 'perhaps';
  };
  switch (category) {
    case 'email':
      return judge((value) => looksLikeEmail(value) || hashed(value), 0.6, 0.1);
    case 'phone':
      return judge(
        (value) => looksLikePhone(value) || hashed(value),
        0.6,
        samples.some((v) => v.length > 5) ? 0.1 : 0,
      );
    case 'date-of-birth':
      if (family === 'integer') return judge((v) => within(1890, 2030)(v) || v.length >= 8, 0.9, 0.5);
      return family === 'text' ? judge(mayBeBirthDate, 0.6, 0.1) : judge(mayBeBirthDate, 0.9, 0);
    case 'ip-address':
      return family === 'text' || family === 'network'
        ? judge((v) => isIpAddress(v) || hashed(v), 0.6, 0.1)
        : 'perhaps';
    case 'gender':
      return few(samples, 12) ? 'yes' : 'no';
    case 'age':
      return family === 'text' ? 'perhaps' : judge(within(0, 125), 0.95, 0.9);
    case 'location':
      return family === 'number' ? judge(within(-180, 180), 0.95, 0.95) : 'perhaps';
    case 'name':
      return judge((value) => !/\d/.test(value) || hashed(value), 2, 0.3) === 'no'
        ? 'no'
        : judge(looksLikePersonName, 0.5, 0);
    case 'payment-card':
      return judge(isCardNumber, 0.6, 0);
    case 'bank-account':
      return judge(isIban, 0.6, 0);
    default:
      return 'perhaps';
  }
}

interface Test {
  readonly category: string;
  readonly says: string;
  readonly share: number;
  readonly least: number;
  readonly confidence: number;
  readonly test: (value: string) => boolean;
}

/** What speaks for itself whatever a column is called, the most certain first. */
const TESTS: readonly Test[] = [
  {
    category: 'email',
    says: 'e-mail addresses',
    share: 0.6,
    least: 2,
    confidence: 0.9,
    test: looksLikeEmail,
  },
  {
    category: 'bank-account',
    says: 'IBANs with valid check digits',
    share: 0.8,
    least: 2,
    confidence: 0.92,
    test: isIban,
  },
  {
    category: 'credentials',
    says: 'password hashes',
    share: 0.8,
    least: 2,
    confidence: 0.9,
    test: looksLikePasswordHash,
  },
  { category: 'device', says: 'browsers', share: 0.6, least: 2, confidence: 0.85, test: looksLikeUserAgent },
  { category: 'device', says: 'MAC addresses', share: 0.8, least: 2, confidence: 0.85, test: isMacAddress },
  { category: 'ip-address', says: 'IP addresses', share: 0.9, least: 3, confidence: 0.85, test: isIpAddress },
  {
    category: 'national-id',
    says: 'UK national insurance numbers',
    share: 0.8,
    least: 2,
    confidence: 0.9,
    test: isNationalInsuranceNumber,
  },
  {
    category: 'national-id',
    says: 'US social security numbers',
    share: 0.8,
    least: 3,
    confidence: 0.9,
    test: isSocialSecurityNumber,
  },
  {
    category: 'phone',
    says: 'telephone numbers with their country',
    share: 0.8,
    least: 3,
    confidence: 0.85,
    test: isInternationalPhone,
  },
  { category: 'address', says: 'UK postcodes', share: 0.8, least: 4, confidence: 0.75, test: isUkPostcode },
  {
    category: 'payment-card',
    says: 'card numbers with a valid check digit',
    share: 0.9,
    least: 5,
    confidence: 0.75,
    test: isCardNumber,
  },
];

/** What the values themselves say, where the name said nothing. */
export function byValues(column: Judged, samples: readonly string[], context: Context): Classified | null {
  const { subject, people, owned } = context;
  const near = people || owned;
  if (samples.length < 2 || !['text', 'network', 'integer', 'other'].includes(column.family)) return null;
  if (column.family === 'integer' && samples.every((value) => value.length < 13)) return null;
  const distant = !near && (subject === 'thing' || subject === 'organisation');
  const words = tokensOf(column.name);
  for (const { category, says, share, least, confidence, test } of TESTS) {
    if (samples.length < least || shareOf(samples, test) < share) continue;
    if (category === 'ip-address' && words.includes('version')) continue;
    if (distant && category !== 'email') return null;
    return {
      category,
      special: null,
      confidence: distant ? 0.6 : confidence,
      because: `its values are ${says}`,
    };
  }
  if (column.family !== 'text' || distant || subject === 'figure') return null;
  return peopleNames(samples, words, near) ?? text(samples);
}

/** First and last names in most of many different values; one word alone is as often a town or a brand. */
function peopleNames(samples: readonly string[], words: readonly string[], near: boolean): Classified | null {
  const different = [...new Set(samples)];
  const full = shareOf(different, (value) => /\s/.test(value) && looksLikePersonName(value));
  const called = words.some((word) =>
    /^(name|nom|nombre|nome|naam|kunde|customer|client|owner|contact)$/.test(word),
  );
  const enough = different.length >= (called ? 2 : 6) && full >= (called ? 0.5 : 0.7);
  return enough
    ? {
        category: 'name',
        special: null,
        confidence: near || called ? 0.75 : 0.65,
        because: "its values look like people's names",
      }
    : null;
}

function text(samples: readonly string[]): Classified | null {
  const long = samples.filter((value) => value.length >= 25 && /\s/.test(value));
  const naming = long.filter(mentionsSomebody).length;
  return long.length >= samples.length / 2 && naming >= 2 && naming >= long.length * 0.05
    ? {
        category: 'free-text',
        special: null,
        confidence: 0.75,
        because: 'free text in which e-mail addresses or telephone numbers stand',
      }
    : null;
}
