import type { KeyObject } from 'node:crypto';
import { sameBytes } from './digest.rules.ts';
import { aboutOf, commitmentTo, entryText, verifyPromise } from './entry.rules.ts';
import type { AboutRow, EntryRow } from './verify-rows.ts';

const HEX32 = /^[0-9a-f]{64}$/;
const HEX64 = /^[0-9a-f]{128}$/;

export const isErased = ({ salt, body, kind }: EntryRow): boolean =>
  salt === null && body === null && kind === null;

/** What is wrong with an entry looked at alone; null: nothing. */
export function faultOf(row: EntryRow): string | null {
  if (!HEX32.test(row.commitment)) return 'its commitment is not 32 bytes';
  if (!HEX64.test(row.promise)) return 'its promise is not a signature of 64 bytes';
  const { id, at, kind, actor, body, about, salt } = row;
  if (kind === null || actor === null || body === null || salt === null) {
    // Erased is erased: a remnant was either left behind or put there.
    return isErased(row) && actor === null && about === null ? null : 'its content is erased only in part';
  }
  if (!HEX32.test(salt) || (about !== null && !HEX32.test(about))) {
    return 'its salt, or whom it is about, is not 32 bytes';
  }
  const text = entryText({ id, at, kind, actor, ...(about === null ? {} : { about }) }, body);
  return commitmentTo(Buffer.from(salt, 'hex'), text).toString('hex') === row.commitment
    ? null
    : 'its content (id, moment, kind, actor, body, about or salt) is not what it was when its commitment was made';
}

export const keepsPromise = (key: KeyObject, { id, at, commitment, promise }: EntryRow): boolean =>
  verifyPromise(key, id, at, Buffer.from(commitment, 'hex'), Buffer.from(promise, 'hex'));

/** Whether the link from an entry to a person is the one that the entry was written with. */
export const linksToPerson = ({ person, salt, about }: AboutRow): boolean =>
  about !== null &&
  salt.length === 64 &&
  sameBytes(aboutOf(Buffer.from(salt, 'hex'), person), Buffer.from(about, 'hex'));
