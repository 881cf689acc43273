import { type Instant, instant, Refused } from '../base/index.ts';
import { base64Of, bytesOfBase64 } from './base64.rules.ts';
import type { Hash } from './digest.rules.ts';
import { verifyNote } from './note.rules.ts';
import { SIGNATURE_TYPES, type Verifier } from './verifier-key.rules.ts';

/** The head of a log: which log, how many leaves, their root. c2sp.org/tlog-checkpoint. */
export interface CheckpointBody {
  origin: string;
  size: number;
  root: Hash;
  /** Lines after the third, opaque. */
  extensions: readonly string[];
}

/** A checkpoint that its log has signed. */
export interface Checkpoint extends CheckpointBody {
  /** When the log says that this was its head, to the second; null where it did not say. */
  at: Instant | null;
  /** The signed note, verbatim. */
  note: string;
}

export const formatCheckpoint = ({ origin, size, root, extensions }: CheckpointBody): string =>
  `${[origin, size, base64Of(root), ...extensions].join('\n')}\n`;

/** Refuses `evidence.checkpoint-malformed`, also where `origin` is given and is another. */
export function parseCheckpoint(text: string, origin?: string): CheckpointBody {
  if (!text.endsWith('\n')) throw malformed('it does not end with a newline');
  const [said, size, encoded, ...extensions] = text.slice(0, -1).split('\n');
  if (said === undefined || size === undefined || encoded === undefined)
    throw malformed('it has not three lines');
  if ([said, size, encoded, ...extensions].includes('')) throw malformed('one of its lines is empty');
  if (origin !== undefined && said !== origin) throw malformed(`its origin is "${said}", not "${origin}"`);
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw malformed(`"${size}" is not a number of leaves`);
  }
  const root = bytesOfBase64(encoded);
  if (root === null || root.length !== 32) throw malformed('its root is not 32 bytes in base64');
  return { origin: said, size: Number(size), root, extensions };
}

/**
 * A checkpoint of the log whose key this is. The log's own line must be there; a line of its key as cosigner tells the
 * time. Refuses as `verifyNote` and `parseCheckpoint` do.
 */
export function openCheckpoint(
  note: string,
  log: { name: string; verifiers: readonly Verifier[] },
  witnesses: readonly Verifier[] = [],
): Checkpoint & { witnessed: string[] } {
  const { text, verified } = verifyNote(note, [...log.verifiers, ...witnesses]);
  const own = verified.filter(({ name }) => name === log.name);
  if (!own.some(({ type }) => SIGNATURE_TYPES[type] === SIGNATURE_TYPES.ed25519)) {
    throw new Refused('evidence.note-unsigned', `The log ${log.name} itself has not signed this checkpoint`);
  }
  const seconds = own.find(({ signedAt }) => signedAt !== null)?.signedAt;
  const witnessed = verified.filter(({ name }) => name !== log.name).map(({ name }) => name);
  const at = seconds == null ? null : instantOf(seconds);
  return { ...parseCheckpoint(text, log.name), at, note, witnessed };
}

function instantOf(seconds: bigint): Instant {
  if (seconds > 253_402_300_799n) throw malformed('it is signed for a year after 9999');
  return instant(Number(seconds) * 1000);
}

const malformed = (why: string) =>
  new Refused('evidence.checkpoint-malformed', `This is no checkpoint: ${why}`);
