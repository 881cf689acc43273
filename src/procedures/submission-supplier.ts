import { Refused } from '../base/index.ts';
import { supplierInDate } from '../collection/index.ts';
import type { House, Moment } from './house.ts';

/** The check of a supplier that holds today. Refuses `collection.supplier-unchecked`. */
export async function refuseUnchecked(
  house: House,
  point: string,
  name: string,
  { today }: Moment,
): Promise<{ id: string }> {
  const supplier = await supplierInDate(house.store.db, { point, name, today });
  if (supplier) return supplier;
  throw new Refused(
    'collection.supplier-unchecked',
    'Nobody has checked this supplier in the last year, so nothing of theirs comes in. Look at why they may pass it on, write it down (POST /api/suppliers), and send it again.',
  );
}
