import pg from 'pg';

/**
 * How PostgreSQL's values arrive: a moment as an `Instant` (`2026-11-22T03:35:32.123Z`), a date as a `Day`, a bigint as a
 * number where a number holds it exactly and as its digits where not, the rest as `pg` does. Never a JavaScript `Date`:
 * it has no calendar day, and it hides a zone.
 */
export const VALUES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && READERS.get(oid)) ||
    pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

type Reader = (text: string) => unknown;

const same: Reader = (text) => text;

function readInstant(text: string): string {
  // `2026-11-22 03:35:32.123456+00`; `infinity` and years BC stay as they are: we write none.
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function readBigint(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** Our element types never need quotes, so that `pg`'s reader for arrays of text splits them rightly. */
const TEXT_ARRAY: number = 1009;
const splitArray: (text: string) => (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY);

const arrayOf =
  (read: Reader): Reader =>
  (text) =>
    splitArray(text).map((element) => (element === null ? null : read(element)));

/** By PostgreSQL's own type numbers (pg_type.dat); they never change. */
const READERS = new Map<number, Reader>([
  [1184, readInstant], // timestamptz
  [1185, arrayOf(readInstant)],
  [1114, same], // timestamp: without a zone it is no moment
  [1115, arrayOf(same)],
  [1082, same], // date
  [1182, arrayOf(same)],
  [20, readBigint], // bigint
  [1016, arrayOf(readBigint)],
]);
