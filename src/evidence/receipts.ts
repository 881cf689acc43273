import { createHash, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, errors } from 'jose';
import { type Instant, Refused } from '../base/index.ts';
import type { InclusionPromise } from './entry.rules.ts';
import type { Json } from './personal-data.rules.ts';
import { rawPublicKey } from './verifier-key.rules.ts';

/** What is handed out under the organisation's signature, by the media type in its header. */
export const DOCUMENT_TYPES = {
  /** What a person takes away of a choice they made, or of a message they sent. */
  receipt: 'kept-receipt+jws',
  /** That a duty was done and checked: an erasure, a disposal. */
  certificate: 'kept-certificate+jws',
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** A signed statement and the ledger entry that stands behind it. */
export interface SignedDocument {
  type: DocumentType;
  /** The ledger's origin. */
  issuer: string;
  issuedAt: Instant;
  statement: Json;
  /** The promise to include the entry that records the same. */
  entry?: InclusionPromise;
}

/** Signs a document as a compact JWS (RFC 7515; EdDSA with Ed25519, RFC 8037). */
export async function signDocument(
  key: { origin: string; privateKey: KeyObject; publicKey: KeyObject },
  document: Omit<SignedDocument, 'issuer'>,
): Promise<string> {
  const { type, issuedAt, statement, entry } = document;
  const payload = { iss: key.origin, issuedAt, statement, ...(entry === undefined ? {} : { entry }) };
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', typ: DOCUMENT_TYPES[type], kid: thumbprint(key.publicKey) })
    .sign(key.privateKey);
}

/**
 * What the document says, once the signature is checked. Refuses `evidence.bad-document` for a JWS that this key did not
 * sign, or that is neither receipt nor certificate.
 */
export async function verifyDocument(jws: string, publicKey: KeyObject): Promise<SignedDocument> {
  const { header, payload } = await verifyJws(jws, publicKey, ['EdDSA']);
  const type = (Object.keys(DOCUMENT_TYPES) as DocumentType[]).find(
    (name) => DOCUMENT_TYPES[name] === header.typ,
  );
  const said = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (type === undefined || typeof said?.iss !== 'string' || typeof said.issuedAt !== 'string') {
    throw new Refused(
      'evidence.bad-document',
      'The signature holds, but this is neither a receipt nor a certificate',
    );
  }
  return {
    type,
    issuer: said.iss,
    issuedAt: said.issuedAt,
    statement: said.statement,
    ...(said.entry === undefined ? {} : { entry: said.entry }),
  };
}

/** The header and payload of a compact JWS signed by `key` under one of these algorithms. Refuses `evidence.bad-document`. */
export async function verifyJws(
  jws: string,
  key: KeyObject | Uint8Array,
  algorithms: string[],
): Promise<{ header: { alg: string; typ?: string; kid?: string }; payload: Uint8Array }> {
  // Base64 leaves spare bits in its last character: two spellings of one signature would be two documents.
  if (jws.split('.').some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)) {
    throw new Refused(
      'evidence.bad-document',
      'This document is not spelled as it was signed: a character was changed',
    );
  }
  try {
    const { protectedHeader, payload } = await compactVerify(jws, key, { algorithms });
    return { header: protectedHeader, payload };
  } catch (fault) {
    if (fault instanceof errors.JOSEError || fault instanceof TypeError) {
      throw new Refused('evidence.bad-document', `The signature does not hold: ${fault.message}`);
    }
    throw fault;
  }
}

/** RFC 7638, of an Ed25519 key. */
export const thumbprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(`{"crv":"Ed25519","kty":"OKP","x":"${rawPublicKey(key).toString('base64url')}"}`)
    .digest('base64url');
