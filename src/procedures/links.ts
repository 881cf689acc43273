import { timingSafeEqual } from 'node:crypto';
import { isId, Refused } from '../base/index.ts';
import { personNow } from '../people/index.ts';
import type { Vault } from '../store/index.ts';
import type { House } from './house.ts';

/** What a link in a mail lets its holder do, without an account. */
export type LinkKind =
  | 'unsubscribe'
  | 'confirm'
  | 'activate'
  | 'preferences'
  | 'request'
  | 'hand-over'
  | 'own-data'
  | 'new-address'
  | 'told'
  | 'read'
  | 'testimonial'
  | 'opened'
  | 'followed';
export type Link = { kind: LinkKind; personId: string; purpose: string };

/**
 * A link that proves itself: what it is for, and a keyed hash over that. It says nothing of the person but an id that
 * means nothing elsewhere, and an unsubscribe link in a mail of years ago still works.
 */
export function makeLink(vault: Vault, { kind, personId, purpose }: Link): string {
  const said = Buffer.from([kind, personId, purpose].join('.')).toString('base64url');
  return `${said}.${macOf(vault, said)}`;
}

/** Refuses `link.invalid` for anything that we did not make for this use. */
export function readLink(vault: Vault, token: string, kind: LinkKind): Link {
  const [said = '', mac = ''] = token.split('.');
  const given = Buffer.from(mac);
  // Under every version of the keyed hash: links outlive its rotation.
  const macs = vault.lookupHashes('link', said).map((hash) => Buffer.from(hash.toString('base64url')));
  const [was, personId = '', purpose = ''] = Buffer.from(said, 'base64url').toString('utf8').split('.');
  const genuine =
    token.length < 1_000 && macs.some((made) => given.length === made.length && timingSafeEqual(given, made));
  if (!genuine || was !== kind || !isId(personId)) {
    throw new Refused(
      'link.invalid',
      'This link is not complete. Copy the whole of it from the e-mail, or write to us.',
    );
  }
  return { kind, personId, purpose };
}

/** As `readLink`, and says who its person is by now: links in old mails name people who were merged since. */
export async function openLink(house: House, token: string, kind: LinkKind): Promise<Link> {
  const link = readLink(house.vault, token, kind);
  return { ...link, personId: (await personNow(house.store.db, link.personId)) ?? link.personId };
}

const macOf = (vault: Vault, said: string): string => vault.lookupHash('link', said).toString('base64url');
