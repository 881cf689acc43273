import { createHmac } from 'node:crypto';
import type { Column } from '../catalog/catalog.ts';
import type { Replacement } from '../connector.ts';
import type { Value } from '../database/database.ts';
import { LEAST_HASH, lengthOf, REDACTED } from '../plan/replace.rules.ts';

/** Whether a replacement is the same for every row: then one statement writes it. */
export const isConstant = (how: Replacement): boolean =>
  how.with === 'constant' || how.with === 'redacted-text';

/** What a replacement that is the same for every row writes. */
export const constantOf = (how: Replacement, column: Column): Value =>
  how.with === 'constant' ? how.value : REDACTED.slice(0, lengthOf(column));

/** What is put in place of a value; of what was put there already, the same: a step may be asked for twice. */
export function masked(how: Replacement, value: Value, column: Column, secret: Buffer): Value {
  if (isConstant(how)) return constantOf(how, column);
  if (value === null) return null;
  switch (how.with) {
    case 'keyed-hash':
      return hashed(String(value), column, secret);
    case 'truncated-date':
      return truncated(String(value), how.to);
    case 'bucket': {
      const low = Math.floor(Number(value) / how.width) * how.width;
      return typeof value === 'number' ? low : String(low);
    }
    default:
      return value;
  }
}

/**
 * A keyed hash that is known as one: its last quarter is a keyed hash of the rest, so that hashing it again can give it back.
 */
function hashed(value: string, column: Column, secret: Buffer): string {
  const length = column.family === 'uuid' ? 32 : Math.min(32, lengthOf(column));
  const bare = column.family === 'uuid' ? value.replaceAll('-', '') : value;
  const check = Math.max(4, Math.floor(length / 4));
  const signed = (text: string) => text + hexOf(secret, `check:${text}`).slice(0, check);
  if (bare.length === length && length >= LEAST_HASH && bare === signed(bare.slice(0, length - check)))
    return value;
  const made = signed(hexOf(secret, `value:${value}`).slice(0, length - check));
  return column.family === 'uuid'
    ? made.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : made;
}

const hexOf = (secret: Buffer, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** `1987-05-03 10:11:12` to `1987-05-01 00:00:00`, `1987-01-01 …` or `1980-01-01 …`; a text that is no day becomes nothing. */
function truncated(value: string, to: 'month' | 'year' | 'decade'): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)(.*)$/s.exec(value);
  if (!found) return '';
  const [, year = '', month = '', , rest = ''] = found;
  const start = { month: `${year}-${month}`, year: `${year}-01`, decade: `${year.slice(0, 3)}0-01` }[to];
  return `${start}-01${rest === '' ? '' : `${rest.slice(0, 1)}00:00:00`}`;
}
