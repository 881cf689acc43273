import { type Instant, Refused } from '../base/index.ts';
import {
  fieldsOf,
  filesOf,
  isPassword,
  type KeptFile,
  type KnownRecord,
  type KnownSource,
  readFile,
  recordById,
  recordsAt,
  type ShownPart,
  seenFor,
  shownParts,
  sourcesOf,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findPerson, type Identity } from '../people/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { pointNamed } from './submission-taken.ts';

/** Who looks and why; `for`: the purpose of the policy that they look for, where they say one. */
export type RecordLook = { by: string; reason: string; for?: string | undefined };

/** A record as it may be seen: numbers and passwords as masks, sensitive passages only with their explicit consent. */
export type SeenRecord = {
  id: string;
  person: string;
  point: string;
  notice: string;
  storedAt: Instant;
  fields: Record<string, string>;
  apart: ShownPart[];
  files: KeptFile[];
  sources: KnownSource[];
};

/** One record, for a reason that the ledger keeps. Refuses `record.not-found`. */
export async function lookAtRecord(house: House, id: string, look: RecordLook): Promise<SeenRecord> {
  const record = await found(house, id);
  const { db } = house.store;
  const { vault } = house;
  const policy = await policyInForce(house);
  const { fields, seen } = seenFor(policy, await fieldsOf(db, vault, record), look.for ?? null);
  await noteLook(house, record, look, 'record', seen);
  return {
    id: record.id,
    person: record.person_id,
    point: record.point,
    notice: record.notice_version,
    storedAt: record.stored_at,
    fields,
    apart: await shownParts(db, vault, record.person_id, id),
    files: await filesOf(db, vault, record.person_id, id),
    sources: await sourcesOf(db, vault, record.person_id, id),
  };
}

/** Records of a point, without anything that is in them. */
export async function listRecords(
  house: House,
  { point, before, limit }: { point: string; before: string | null; limit: number },
): Promise<KnownRecord[]> {
  pointNamed(await policyInForce(house), point);
  return recordsAt(house.store.db, { point, before, limit });
}

/**
 * One file of a record. Refuses `record.not-found`, `record.set-aside` for one that names other people, and `record.fenced` for a paper that holds sensitive passages without the
 * person's explicit consent: its text is in the record, with these blacked out.
 */
export async function readRecordFile(
  house: House,
  { record: id, file: fileId }: { record: string; file: string },
  look: RecordLook,
): Promise<{ name: string; type: string; content: Buffer }> {
  const record = await found(house, id);
  const files = await filesOf(house.store.db, house.vault, record.person_id, id);
  const file = files.find((one) => one.id === fileId);
  if (!file) throw new Refused('record.not-found', 'There is no such file.');
  const aside = (await policyInForce(house)).collection[record.point]?.['sets-aside']?.fields;
  if (file.fenced && aside?.includes(file.field))
    throw new Refused(
      'record.set-aside',
      'This file names other people and was set aside. Whoever sent it was asked to send it again, masked.',
    );
  if (file.fenced)
    throw new Refused(
      'record.fenced',
      'This paper holds sensitive passages, and the person has not explicitly agreed that they are used. Read the text in the record, where they are blacked out.',
    );
  await noteLook(house, record, look, 'file');
  const content = await readFile(house.store.db, house.vault, record.person_id, fileId);
  if (!content) throw new Refused('record.not-found', 'There is no such file.');
  return { name: file.name, type: file.type, content };
}

async function found(house: House, id: string): Promise<KnownRecord> {
  const record = await recordById(house.store.db, id);
  if (!record) throw new Refused('record.not-found', 'There is no such record.');
  return record;
}

const noteLook = (
  house: House,
  record: KnownRecord,
  look: RecordLook,
  shown: string,
  /** What of it is hidden from others. */
  seen: readonly string[] = [],
): Promise<unknown> =>
  house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'record.looked-at',
      at: house.clock.now(),
      actor: look.by,
      aboutPerson: record.person_id,
      body: {
        point: record.point,
        reason: look.reason,
        shown,
        ...(look.for && { for: look.for }),
        ...(seen.length > 0 && { seen: [...seen] }),
      },
    }),
  );

/**
 * Whether this is the password that somebody gave at an account's form. The answer is a word; the password is not kept, mailed or
 * shown, and takes as long to check for nobody as for somebody. Refuses `collection.unknown-point`.
 */
export async function checkPassword(
  house: House,
  {
    point,
    field,
    identity,
    password,
  }: { point: string; field: string; identity: Identity; password: string },
): Promise<boolean> {
  const policy = await policyInForce(house);
  pointNamed(policy, point);
  const { now } = momentOf(house, policy);
  const personId = await findPerson(house.store.db, house.vault, [identity]);
  const right = await isPassword(house.store.db, personId, { point, field, password });
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'credential.checked',
      at: now,
      actor: 'integrator',
      body: { point, right },
      ...(personId && { aboutPerson: personId }),
    }),
  );
  return right;
}
