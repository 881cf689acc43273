import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Refused } from '../base/index.ts';
import { base64Of, bytesOfBase64 } from './base64.rules.ts';
import { sha256 } from './digest.rules.ts';

/** What a signature says, by the type byte that C2SP's signed-note assigns. */
export const SIGNATURE_TYPES = {
  /** Ed25519 over the text of the note. */
  ed25519: 1,
  /** Ed25519 over the checkpoint and the second at which the signer saw it: c2sp.org/tlog-cosignature, v1. */
  cosignature: 4,
} as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

/** Who may sign, and how. The name and the id together say which key a signature line claims. */
export interface Verifier {
  name: string;
  keyId: number;
  type: SignatureType;
  publicKey: KeyObject;
}

/** A verified signature line. `signedAt` is in seconds since 1970, and only a cosignature says it. */
export interface VerifiedSignature {
  name: string;
  keyId: number;
  type: SignatureType;
  signedAt: bigint | null;
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** The 32 bytes of an Ed25519 public key: RFC 8032. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(SPKI_ED25519.length);

/** First four bytes of SHA-256(name, newline, type, key), as an unsigned number. */
export const keyIdOf = (name: string, type: SignatureType, publicKey: KeyObject): number =>
  sha256(
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(SIGNATURE_TYPES[type]), rawPublicKey(publicKey)]),
  ).readUInt32BE(0);

/** A key name is not empty and has neither spaces nor a plus, which separate the parts of a line and of a key. */
export const isKeyName = (name: string): boolean =>
  name.length > 0 && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);

/** Refuses `evidence.bad-key-name`. */
export function verifierOf(name: string, type: SignatureType, publicKey: KeyObject): Verifier {
  if (!isKeyName(name)) {
    throw new Refused('evidence.bad-key-name', `"${name}" can't name a key: no spaces, no plus, not empty`);
  }
  return { name, type, publicKey, keyId: keyIdOf(name, type, publicKey) };
}

/** `name+key id in hex+base64 of type and key`: what an auditor is given once, to check everything after. */
export const formatVerifierKey = ({ name, type, keyId, publicKey }: Verifier): string =>
  `${name}+${hexId(keyId)}+${base64Of(Buffer.concat([Buffer.of(SIGNATURE_TYPES[type]), rawPublicKey(publicKey)]))}`;

/** Refuses `evidence.bad-verifier-key` for anything but an Ed25519 key (of a note or a cosigner) whose id is its own. */
export function parseVerifierKey(text: string): Verifier {
  const refuse = (why: string) =>
    new Refused('evidence.bad-verifier-key', `"${text}" is no verifier key: ${why}`);
  // The base64 may hold a plus itself, so only the first two separate.
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined || !isKeyName(name)) {
    throw refuse('it must read name+8 hex digits+base64');
  }
  const bytes = bytesOfBase64(encoded);
  if (bytes === null || bytes.length !== 33) throw refuse('its key must be 33 bytes in base64');
  const type = bytes[0] === 1 ? 'ed25519' : bytes[0] === 4 ? 'cosignature' : undefined;
  if (type === undefined) throw refuse(`signature type ${bytes[0]} is not known here`);
  const der = Buffer.concat([SPKI_ED25519, bytes.subarray(1)]);
  const verifier = verifierOf(name, type, createPublicKey({ key: der, format: 'der', type: 'spki' }));
  if (hexId(verifier.keyId) !== id) throw refuse(`its id should be ${hexId(verifier.keyId)}`);
  return verifier;
}

/** What a cosigner signs: the checkpoint's text under a header that no other signature can have. */
export const cosignedMessage = (text: string, seconds: bigint): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** The verified line, or null when the signature does not hold. */
export function verifySignature(
  verifier: Verifier,
  text: string,
  signature: Buffer,
): VerifiedSignature | null {
  const { name, keyId, type, publicKey } = verifier;
  if (type === 'ed25519') {
    const holds = verify(null, Buffer.from(text), publicKey, signature);
    return holds ? { name, keyId, type, signedAt: null } : null;
  }
  if (signature.length !== 72) return null;
  const seconds = signature.readBigUInt64BE(0);
  if (seconds >= 2n ** 63n) return null;
  const holds = verify(null, cosignedMessage(text, seconds), publicKey, signature.subarray(8));
  return holds ? { name, keyId, type, signedAt: seconds } : null;
}

const hexId = (id: number): string => id.toString(16).padStart(8, '0');
