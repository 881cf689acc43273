import type { Suspended } from '../retention/index.ts';
import { type Reader, rows } from '../store/index.ts';

/** Whose deletion waits for a request of theirs: an open access request (R20), or a restriction that stands (R12). */
export const suspendedAmong = (
  reader: Reader,
  people: readonly string[],
  why: string,
): Promise<Suspended[]> =>
  why === 'request'
    ? Promise.resolve([])
    : rows<Suspended>(
        reader,
        `select person_id, 'request' as kind, id::text as reference from request
         where person_id = any($1::uuid[]) and kind in ('access', 'portability', 'recipients') and answered_on is null
         union all
         select person_id, 'restriction', request_id::text from stopped_use
         where person_id = any($1::uuid[]) and kind = 'restriction' and lifted_at is null`,
        [people],
      );
