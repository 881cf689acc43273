import { addMonths, type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

export type Supplier = { id: string; point: string; name: string; valid_to: Day };

/** In months: what was checked longer ago is not known any more. */
const CHECK_HOLDS = 12;

/** Writes down that somebody looked at a supplier of data and found it lawful, with what they looked at. */
export async function keepSupplierCheck(
  tx: Tx,
  check: { point: string; name: string; evidence: string; checkedOn: Day; by: string; now: Instant },
): Promise<Supplier> {
  const id = newId(check.now);
  const validTo = addMonths(check.checkedOn, CHECK_HOLDS);
  await rows(
    tx,
    'insert into data_supplier (id, point, name, evidence, checked_on, valid_to, checked_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, check.point, check.name, check.evidence, check.checkedOn, validTo, check.by],
  );
  return { id, point: check.point, name: check.name, valid_to: validTo };
}

/** The check of a supplier that holds today; null: nobody has looked, or too long ago. */
export const supplierInDate = async (
  reader: Reader,
  { point, name, today }: { point: string; name: string; today: Day },
): Promise<Supplier | null> =>
  (
    await rows<Supplier>(
      reader,
      `select id, point, name, valid_to from data_supplier
       where point = $1 and lower(name) = lower($2) and checked_on <= $3 and valid_to >= $3 order by valid_to desc limit 1`,
      [point, name, today],
    )
  )[0] ?? null;
