import { type Day, newId, Refused } from '../base/index.ts';
import {
  type CollectionPoint,
  checkSource,
  checkSubmission,
  keepSupplierCheck,
  type Source,
  type Submitted,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import { oweLetter } from './collection-letter.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { type ImportRow, readRows } from './import.rules.ts';
import { keepSubmission } from './submission-keep.ts';
import { refuseSpecial } from './submission-special.ts';
import { refuseUnchecked } from './submission-supplier.ts';
import { pointNamed } from './submission-taken.ts';

export type Import = {
  /** Who supplied all of it; a row may say more. Has to be a supplier that was checked. */
  supplier: string;
  evidence?: string | undefined;
  bought?: boolean | undefined;
  kind?: Source['kind'];
} & (
  | { format: 'csv' | 'ndjson'; text: string }
  | { format: 'rows'; rows: readonly Record<string, unknown>[] }
);

/** What became of each row: taken, or refused for a reason. Rows are counted from 1, without the head. */
export type Imported = { taken: number; refused: { row: number; code: string; message: string }[] };

/**
 * Takes data that somebody else supplies: each row with its source and evidence, under a supplier that somebody checked and
 * found lawful. A row is taken whole or not at all, whatever becomes of the others. Everybody who comes in this way is owed a
 * letter that says what we have and from whom (Art 14).
 * Refuses `collection.not-an-import`, `collection.supplier-unchecked` and `import.unreadable` for all of it.
 */
export async function takeImport(house: House, name: string, sent: Import, actor: string): Promise<Imported> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  if (point.kind !== 'import')
    throw new Refused(
      'collection.not-an-import',
      `"${name}" is not declared as an import; nothing was taken.`,
    );
  const moment = momentOf(house, policy);
  const supplier = await refuseUnchecked(house, name, sent.supplier, moment);
  const rows = readRows(sent, Object.keys(point.fields));
  const imported: Imported = { taken: 0, refused: [] };
  for (const [index, row] of rows.entries()) {
    try {
      await takeRow(house, policy, name, point, rowSource(sent, row), row, moment, actor);
      imported.taken += 1;
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      imported.refused.push({ row: index + 1, code: thrown.code, message: thrown.message });
    }
  }
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'collection.imported',
      at: moment.now,
      actor,
      body: {
        point: name,
        supplier: supplier.id,
        rows: rows.length,
        taken: imported.taken,
        refused: imported.refused.length,
        bought: sent.bought ?? false,
        codes: [...new Set(imported.refused.map(({ code }) => code))],
      },
    }),
  );
  return imported;
}

const rowSource = (sent: Import, row: ImportRow): Source => ({
  who: row.source || sent.supplier,
  kind: sent.kind,
  evidence: row.evidence || sent.evidence,
  bought: row.bought || sent.bought,
  consentProof: row.consentProof,
});

async function takeRow(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  source: Source,
  { fields }: ImportRow,
  moment: Moment,
  actor: string,
): Promise<void> {
  // The notice of an import is the one that the letter leads to: the version in force.
  const sent: Submitted = { fields, consents: [], declined: [], notice: policy.hash, source };
  checkSubmission(name, point, sent, { policy });
  checkSource(policy, name, point, source);
  const { now } = moment;
  const recordId = newId(now);
  await refuseSpecial(house, policy, name, point, sent, recordId);
  await house.store.inTransaction(async (tx) => {
    const kept = await keepSubmission(tx, house, policy, {
      name,
      point,
      sent,
      files: [],
      recordId,
      actor,
      now,
    });
    await oweLetter(tx, house, policy, { name, point, sent, personId: kept.personId, recordId, moment });
  });
}

/** Writes down that a supplier of data was checked. Refuses `collection.unknown-point` and `supplier.no-evidence`. */
export async function checkSupplier(
  house: House,
  check: { point: string; name: string; evidence: string; checkedOn: Day },
  actor: string,
): Promise<{ id: string; validTo: string }> {
  const policy = await policyInForce(house);
  pointNamed(policy, check.point);
  const { now, today } = momentOf(house, policy);
  if (check.evidence.trim().length < 10)
    throw new Refused(
      'supplier.no-evidence',
      'Say what was looked at, and what it showed: a sentence at least.',
    );
  if (check.checkedOn > today)
    throw new Refused('supplier.from-the-future', 'Nobody can have looked at it in the future.');
  return house.store.inTransaction(async (tx) => {
    const kept = await keepSupplierCheck(tx, { ...check, by: actor, now });
    await appendEvidence(tx, {
      kind: 'supplier.checked',
      at: now,
      actor,
      body: { supplier: kept.id, point: check.point, on: check.checkedOn, validTo: kept.valid_to },
    });
    return { id: kept.id, validTo: kept.valid_to };
  });
}
