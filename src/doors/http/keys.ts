import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Instant, newId, Refused } from '../../base/index.ts';
import { rows, type Store } from '../../store/index.ts';

/** What a key may do: each API route names the one it needs. */
export const SCOPES = [
  'decisions',
  'people',
  'permissions',
  'events',
  'mailings',
  'requests',
  'disclosures',
  'attestations',
  'mail',
  'board',
  'ledger',
] as const;
export type Scope = (typeof SCOPES)[number];

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Makes a key for a connected system. It is shown once; only its hash is kept. */
export async function makeApiKey(
  store: Store,
  { name, scopes, now }: { name: string; scopes: readonly Scope[]; now: Instant },
): Promise<string> {
  const key = `kept_${randomBytes(32).toString('base64url')}`;
  await rows(store.db, 'insert into api_key (id, name, hash, scopes, made_at) values ($1, $2, $3, $4, $5)', [
    newId(now),
    name,
    hashOf(key),
    [...scopes],
    now,
  ]);
  return key;
}

/** Answers the key's id. Refuses `key.missing`, `key.unknown`, `key.scope`. */
export async function requireScope(store: Store, request: FastifyRequest, scope: Scope): Promise<string> {
  const key = /^Bearer (kept_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (!key)
    throw new Refused(
      'key.missing',
      'Send an API key: "Authorization: Bearer kept_…". Make one with "kept key".',
    );
  // A look-up by the hash of 256 random bits: nothing to compare in constant time.
  const [found] = await rows<{ id: string; scopes: string[] }>(
    store.db,
    'select id, scopes from api_key where hash = $1 and revoked_at is null',
    [hashOf(key)],
  );
  if (!found) throw new Refused('key.unknown', 'This API key is not known, or was revoked.');
  if (!found.scopes.includes(scope))
    throw new Refused('key.scope', `This API key may not do that: it needs the scope "${scope}".`, { scope });
  return found.id;
}
