import { type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Instant, instant, isId, millisecondsOf, Refused } from '../base/index.ts';
import { type Hash, hmacSha256 } from './digest.rules.ts';
import { type Json, refusePersonalData } from './personal-data.rules.ts';
import { leafHash } from './tree.rules.ts';

/** One thing that happened, without personal data. */
export interface Entry {
  /** UUIDv7. */
  id: string;
  /** Dotted, by the room that tells: `rights.answered`. */
  kind: string;
  at: Instant;
  /** Who did it: a staff id, a role, `system`. Never a name or an address. */
  actor: string;
  body: Json;
  /** Hex of HMAC(a salt of its own, the person's id): says whom it is about only to who holds the salt. */
  about?: string;
}

/** The log's signed word that it will include the entry: what a receipt carries until there is a proof. */
export interface InclusionPromise {
  id: string;
  at: Instant;
  /** Hex of HMAC(salt, entry). */
  commitment: string;
  /** Ed25519, base64. */
  signature: string;
}

export const SALT_BYTES = 32;
const KIND = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/**
 * The entry as it may stand in the ledger, its moment written canonically. Refuses `evidence.bad-entry` (id or kind
 * malformed, body not JSON) and `evidence.personal-data`.
 */
export function checkedEntry(entry: Entry): Entry & { bodyText: string } {
  if (!isId(entry.id))
    throw new Refused('evidence.bad-entry', `"${entry.id}" is not an id for a ledger entry`);
  if (!KIND.test(entry.kind)) {
    throw new Refused(
      'evidence.bad-entry',
      `"${entry.kind}" is not a kind of entry such as "rights.answered"`,
    );
  }
  refusePersonalData(entry.kind, entry);
  const bodyText = canonicalJson(entry.kind, entry.body);
  canonicalJson(entry.kind, entry.actor);
  return { ...entry, id: entry.id.toLowerCase(), at: instant(millisecondsOf(entry.at)), bodyText };
}

/** JSON in the one way of RFC 8785. Refuses `evidence.bad-entry` for what is not JSON: it would not read back the same. */
function canonicalJson(kind: string, value: Json): string {
  const refuse = (why: string) =>
    new Refused('evidence.bad-entry', `The ledger entry "${kind}" is not JSON: ${why}`);
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (fault) {
    throw refuse(fault instanceof Error ? fault.message : String(fault));
  }
  if (text === undefined) throw refuse('it is undefined');
  if (text.includes('\\u0000')) throw refuse('it holds a NUL character');
  return text;
}

/**
 * The entry in the canonical JSON of RFC 8785, put together from its already canonical body: the bytes that are stored are
 * the bytes that are committed to, and checking a million entries parses none.
 */
export function entryText(entry: Omit<Entry, 'body'>, bodyText: string): string {
  const about = entry.about === undefined ? '' : `"about":"${entry.about}",`;
  return `{${about}"actor":${JSON.stringify(entry.actor)},"at":"${entry.at}","body":${bodyText},"id":"${entry.id}","kind":${JSON.stringify(entry.kind)}}`;
}

/** Binds to the entry and tells nothing of it: with the salt gone, not even a guess can be tried. */
export const commitmentTo = (salt: Uint8Array, text: string): Buffer => hmacSha256(salt, text);

/** The per-entry pseudonym of a person. */
export const aboutOf = (salt: Uint8Array, personId: string): Buffer => hmacSha256(salt, personId);

/** What the log signs when an entry is appended; the first line keeps it from being taken for any other signature. */
export const promiseText = (id: string, at: Instant, commitmentHex: string): string =>
  `kept-ledger-promise/v1\n${id}\n${at}\n${commitmentHex}\n`;

export function promiseInclusion(key: KeyObject, id: string, at: Instant, commitment: Hash): Buffer {
  return sign(null, Buffer.from(promiseText(id, at, hex(commitment))), key);
}

/** Whether the log has promised to include the entry with this id, moment and commitment. */
export function verifyPromise(
  key: KeyObject,
  id: string,
  at: Instant,
  commitment: Hash,
  promise: Uint8Array,
): boolean {
  return verify(null, Buffer.from(promiseText(id, at, hex(commitment))), key, promise);
}

/** A promise in the form that receipts carry. */
export const readablePromise = (
  id: string,
  at: Instant,
  commitment: Hash,
  promise: Hash,
): InclusionPromise => ({
  id,
  at,
  commitment: hex(commitment),
  signature: Buffer.from(promise).toString('base64'),
});

/**
 * The leaf is the signed promise: its text and then the 64 bytes of the signature. So the tree covers id, moment,
 * commitment and promise by hashing alone, also of an entry whose content is erased, and a person who holds the promise
 * can check its inclusion without the content.
 */
export function leafOf(id: string, at: Instant, commitmentHex: string, promise: Uint8Array): Hash {
  const text = promiseText(id, at, commitmentHex);
  const data = Buffer.allocUnsafe(text.length + promise.length);
  data.write(text, 'latin1');
  data.set(promise, text.length);
  return leafHash(data);
}

export const leafOfPromise = ({ id, at, commitment, signature }: InclusionPromise): Hash =>
  leafOf(id, at, commitment, Buffer.from(signature, 'base64'));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
