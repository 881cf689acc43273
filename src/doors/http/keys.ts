import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Instant, millisecondsOf, newId, Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import type { House } from '../../procedures/index.ts';
import { rows, type Tx } from '../../store/index.ts';

/** What a key may do: each API route names the one it needs. */
export const SCOPES = [
  'decisions',
  'people',
  'permissions',
  'events',
  'mailings',
  'requests',
  'retention',
  'disclosures',
  'attestations',
  'mail',
  'board',
  'ledger',
  'collection',
  'fire-roll',
  'outbox',
  'metrics',
  'keys',
  'staff',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may say who comes in: a key has these only when they are asked for by name. */
const RULING: readonly Scope[] = ['keys', 'staff'];
export const ORDINARY_SCOPES: readonly Scope[] = SCOPES.filter((scope) => !RULING.includes(scope));

/** How often it is noted that a key is in use, in milliseconds. */
const NOTED_EVERY = 60_000;

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
const newKey = (): string => `kept_${randomBytes(32).toString('base64url')}`;

export type ApiKey = {
  id: string;
  name: string;
  scopes: Scope[];
  made_at: Instant;
  made_by: string | null;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
};

type Keyed = Pick<House, 'store' | 'clock'>;

/** Makes a key for a connected system. It is shown once; only its hash is kept. `by` is an actor of the ledger. */
export const makeApiKey = (
  house: Keyed,
  asked: { name: string; scopes: readonly Scope[]; by: string },
): Promise<{ id: string; key: string }> =>
  house.store.inTransaction((tx) => insertKey(tx, house.clock.now(), asked));

async function insertKey(
  tx: Tx,
  now: Instant,
  { name, scopes, by }: { name: string; scopes: readonly Scope[]; by: string },
): Promise<{ id: string; key: string }> {
  const key = newKey();
  const id = newId(now);
  await rows(
    tx,
    'insert into api_key (id, name, hash, scopes, made_at, made_by) values ($1, $2, $3, $4, $5, $6)',
    [id, name, hashOf(key), [...scopes], now, by],
  );
  await appendEvidence(tx, { kind: 'key.made', at: now, actor: by, body: { key: id, scopes: [...scopes] } });
  return { id, key };
}

/** All keys, the newest first, those that were revoked as well. */
export const listApiKeys = ({ store }: Pick<House, 'store'>): Promise<ApiKey[]> =>
  store.rows<ApiKey>(
    'select id, name, scopes, made_at, made_by, last_used_at, revoked_at from api_key order by id desc limit 1000',
  );

/** From this moment the key opens nothing. Refuses `key.not-found`; of one that is revoked already says nothing. */
export const revokeApiKey = (house: Keyed, id: string, by: string): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    await revoke(tx, id, house.clock.now(), by);
  });

/** A new key with the name and scopes of an old one, which ends. Refuses `key.not-found`. */
export const rotateApiKey = (house: Keyed, id: string, by: string): Promise<{ id: string; key: string }> =>
  house.store.inTransaction(async (tx) => {
    const now = house.clock.now();
    const { name, scopes, revoked } = await revoke(tx, id, now, by);
    if (revoked) throw new Refused('key.revoked', 'This key was revoked. Make another one.');
    return insertKey(tx, now, { name, scopes, by });
  });

type Revoked = Pick<ApiKey, 'name' | 'scopes'> & { revoked: boolean };

async function revoke(tx: Tx, id: string, now: Instant, by: string): Promise<Revoked> {
  const [found] = await rows<Revoked>(
    tx,
    'select name, scopes, revoked_at is not null as revoked from api_key where id = $1 for update',
    [id],
  );
  if (!found) throw new Refused('key.not-found', 'There is no such key. See "kept key list".');
  if (found.revoked) return found;
  await rows(tx, 'update api_key set revoked_at = $2 where id = $1', [id, now]);
  await appendEvidence(tx, { kind: 'key.revoked', at: now, actor: by, body: { key: id } });
  return found;
}

/** The key that a request comes with. Refuses `key.missing` and `key.unknown`. */
export async function keyOf(
  { store, clock }: Keyed,
  request: FastifyRequest,
): Promise<{ id: string; scopes: readonly string[] }> {
  const key = /^Bearer (kept_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (!key)
    throw new Refused(
      'key.missing',
      'Send an API key, "Authorization: Bearer kept_…", or sign in. "kept key" makes one.',
    );
  // A look-up by the hash of 256 random bits: nothing to compare in constant time.
  const [found] = await rows<{ id: string; scopes: string[]; last_used_at: Instant | null }>(
    store.db,
    'select id, scopes, last_used_at from api_key where hash = $1 and revoked_at is null',
    [hashOf(key)],
  );
  if (!found) throw new Refused('key.unknown', 'This API key is not known, or was revoked.');
  const now = clock.now();
  if (!found.last_used_at || millisecondsOf(now) - millisecondsOf(found.last_used_at) > NOTED_EVERY)
    await store.rows('update api_key set last_used_at = $2 where id = $1', [found.id, now]);
  return found;
}
