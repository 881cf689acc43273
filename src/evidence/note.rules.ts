import { type KeyObject, sign } from 'node:crypto';
import { Refused } from '../base/index.ts';
import { base64Of, bytesOfBase64 } from './base64.rules.ts';
import {
  cosignedMessage,
  isKeyName,
  type VerifiedSignature,
  type Verifier,
  verifySignature,
} from './verifier-key.rules.ts';

/** A text and its signature lines, read but not yet believed: c2sp.org/signed-note. */
export interface Note {
  /** With its last newline, without the blank line that follows. */
  text: string;
  signatures: readonly { name: string; keyId: number; signature: Buffer }[];
}

/** Far more than the 16 that a verifier must accept, and small enough that no note can occupy us. */
const MOST_SIGNATURES = 64;
const MOST_BYTES = 1_000_000;

/** Refuses `evidence.note-malformed` for anything the format does not allow, to the byte. */
export function parseNote(from: string | Uint8Array): Note {
  const note = typeof from === 'string' ? from : decode(from);
  if (note.length > MOST_BYTES) throw malformed('it is too long');
  if (!note.isWellFormed()) throw malformed('it is not valid UTF-8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the format forbids
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw malformed('it holds a control character');
  const cut = note.lastIndexOf('\n\n');
  if (cut === -1) throw malformed('no blank line separates the text from its signatures');
  if (!note.endsWith('\n')) throw malformed('it does not end with a newline');
  const lines = note.slice(cut + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw malformed(`it has more than ${MOST_SIGNATURES} signatures`);
  return { text: note.slice(0, cut + 1), signatures: lines.map(parseLine) };
}

/**
 * The text, once a known key has signed it. Lines of unknown keys are passed over; a line of a known key that does not
 * verify condemns the note. Refuses `evidence.note-malformed`, `evidence.note-unsigned`, `evidence.note-bad-signature`.
 */
export function verifyNote(
  from: string | Uint8Array,
  verifiers: readonly Verifier[],
): { text: string; verified: VerifiedSignature[]; unknown: number } {
  const { text, signatures } = parseNote(from);
  const verified: VerifiedSignature[] = [];
  for (const { name, keyId, signature } of signatures) {
    const verifier = verifiers.find((known) => known.name === name && known.keyId === keyId);
    if (verifier === undefined) continue;
    const line = verifySignature(verifier, text, signature);
    if (line === null) {
      throw new Refused(
        'evidence.note-bad-signature',
        `The signature of ${name} does not fit the note's text`,
      );
    }
    verified.push(line);
  }
  if (verified.length === 0) {
    throw new Refused('evidence.note-unsigned', 'No key that is known here has signed this note');
  }
  return { text, verified, unknown: signatures.length - verified.length };
}

/** Signs `text` (which ends with a newline) once by each signer. Refuses `evidence.note-malformed`. */
export function signNote(text: string, signers: readonly ((text: string) => string)[]): string {
  if (!text.endsWith('\n')) throw malformed('its text does not end with a newline');
  const note = `${text}\n${signers.map((line) => line(text)).join('')}`;
  parseNote(note);
  return note;
}

/** Writes a key's signature line. */
export const ed25519Signer =
  ({ name, keyId }: Verifier, privateKey: KeyObject) =>
  (text: string): string =>
    lineOf(name, keyId, sign(null, Buffer.from(text), privateKey));

/** Writes a key's line that it has seen this checkpoint at `seconds` since 1970. */
export const cosigner =
  ({ name, keyId }: Verifier, privateKey: KeyObject, seconds: bigint) =>
  (text: string): string => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(seconds);
    return lineOf(name, keyId, Buffer.concat([time, sign(null, cosignedMessage(text, seconds), privateKey)]));
  };

function lineOf(name: string, keyId: number, signature: Buffer): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyId);
  return `— ${name} ${base64Of(Buffer.concat([id, signature]))}\n`;
}

function parseLine(line: string): Note['signatures'][number] {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) {
    throw malformed('a signature line must read: em dash, name, base64');
  }
  const bytes = bytesOfBase64(encoded);
  if (bytes === null || bytes.length < 5)
    throw malformed(`the signature of ${name} is not base64 of 5 bytes or more`);
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('it is not valid UTF-8');
  }
}

const malformed = (why: string) => new Refused('evidence.note-malformed', `This is no signed note: ${why}`);
