import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../store/index.ts';

type Hashing = Pick<Vault, 'lookupHash' | 'lookupHashes'>;

/** The mail that a Message-ID of ours names. */
export type MailName = { personId: string; id: string };

const MAC = 16;
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idIn = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * The Message-ID of a mail to a person: it proves itself, so that a report of a bounce or a complaint that brings it back is
 * about a mail that we sent, and nobody else can have people cut off by a made-up one.
 */
export function messageIdOf(vault: Hashing, { personId, id }: MailName, domain: string): string {
  const said = Buffer.concat([bytesOf(personId), bytesOf(id)]).toString('base64url');
  const mac = vault.lookupHash('message-id', said).subarray(0, MAC).toString('base64url');
  return `<${said}.${mac}@${domain}>`;
}

/** What a Message-ID names; null for one that we did not make. */
export function readMessageId(vault: Hashing, messageId: string): MailName | null {
  const [, said = '', mac = ''] = /^<?([\w-]{43})\.([\w-]+)@[^@\s>]+>?$/.exec(messageId) ?? [];
  const given = Buffer.from(mac, 'base64url');
  // Under every version of the keyed hash: reports come late.
  const genuine = vault.lookupHashes('message-id', said).some((hash) => {
    const made = hash.subarray(0, MAC);
    return given.length === made.length && timingSafeEqual(given, made);
  });
  if (said === '' || !genuine) return null;
  const bytes = Buffer.from(said, 'base64url');
  return { personId: idIn(bytes.subarray(0, 16)), id: idIn(bytes.subarray(16, 32)) };
}
