import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { type Instant, instant, millisecondsOf, Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import { rows, type TransactionOptions, type Tx } from '../../store/index.ts';

/** What a write answers: kept with its key, so nothing in it may be personal data; ids and codes are enough. */
export type Answered<Body> = { status: number; body: Body };

type Afterwards = Parameters<NonNullable<House['afterwards']>>[0];

/** As much of a reply as is needed here; its types say more, of each route. */
export type Replying = { code(status: number): unknown; header(name: string, value: string): unknown };

/** How long an answer is kept for the same key, in milliseconds: a day. */
const KEPT_FOR = 24 * 60 * 60 * 1_000;

/** The key of those who have none: the public's forms. */
export const NO_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * Does a write, once for each `Idempotency-Key`. With a key all of `work` is one transaction together with the row that keeps
 * its answer: there is never an effect without its answer or the other way round, whenever the process dies. A second
 * request with the key waits for the first to end, and then has its answer, or, where the first was undone, does the work.
 * What is refused is not kept: it had no effect, and may be asked again. `work` must use the house that it is given.
 * `witness` writes down in the same transaction that it was done, with a key or without.
 *
 * Refuses `http.bad-key` and `http.key-reused`.
 */
export async function once<Body>(
  house: House,
  request: FastifyRequest,
  reply: Replying,
  keyId: string,
  work: (house: House) => Promise<Answered<Body>>,
  options: TransactionOptions = {},
  witness?: (tx: Tx, status: number) => Promise<unknown>,
): Promise<Body> {
  // What is put is the same when it is put twice (RFC 9110, 9.2.2), and it may be a stream that nobody can compare.
  const key = request.method === 'PUT' ? undefined : request.headers['idempotency-key'];
  if (key === undefined) {
    const { status, body } = witness ? await witnessed(house, work, witness, options) : await work(house);
    reply.code(status);
    return body;
  }
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Refused('http.bad-key', 'An Idempotency-Key is 1 to 255 visible ASCII characters, no spaces.');
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const sent = sentHash(house, request);
  let after: Afterwards[] = [];
  const { status, body, replayed } = await house.store.inTransaction(async (tx) => {
    after = [];
    const now = house.clock.now();
    const earlier = await claim<Body>(tx, { keyId, route, key, sent, now });
    if (earlier) return { ...earlier, replayed: true };
    const answered = await work(inside(house, tx, after));
    await witness?.(tx, answered.status);
    await rows(
      tx,
      'update idempotency set status = $4, body = $5 where key_id = $1 and route = $2 and key = $3',
      [keyId, route, key, answered.status, JSON.stringify(answered.body)],
    );
    return { ...answered, replayed: false };
  }, options);
  for (const act of after) await act(house);
  if (replayed) reply.header('idempotent-replayed', 'true');
  reply.code(status);
  return body;
}

/** Work and word of it in one transaction, without a key. */
async function witnessed<Body>(
  house: House,
  work: (house: House) => Promise<Answered<Body>>,
  witness: (tx: Tx, status: number) => Promise<unknown>,
  options: TransactionOptions,
): Promise<Answered<Body>> {
  let after: Afterwards[] = [];
  const answered = await house.store.inTransaction(async (tx) => {
    after = [];
    const done = await work(inside(house, tx, after));
    await witness(tx, done.status);
    return done;
  }, options);
  for (const act of after) await act(house);
  return answered;
}

type Claim = { keyId: string; route: string; key: string; sent: Buffer; now: Instant };

/** Takes the key, waiting for whoever has it just now; answers what was answered before, or null. */
async function claim<Body>(tx: Tx, { keyId, route, key, sent, now }: Claim): Promise<Answered<Body> | null> {
  const old = instant(millisecondsOf(now) - KEPT_FOR);
  const taken = await rows(
    tx,
    `insert into idempotency as kept (key_id, route, key, sent, made_at) values ($1, $2, $3, $4, $5)
     on conflict (key_id, route, key) do update set sent = $4, status = null, body = null, made_at = $5
       where kept.made_at <= $6
     returning 1`,
    [keyId, route, key, sent, now, old],
  );
  if (taken.length > 0) {
    await forgetOld(tx, old);
    return null;
  }
  const [kept] = await rows<{ sent: Buffer; status: number; body: string }>(
    tx,
    'select sent, status, body from idempotency where key_id = $1 and route = $2 and key = $3',
    [keyId, route, key],
  );
  if (!kept) throw new Error('the key was taken and is not there');
  if (!kept.sent.equals(sent))
    throw new Refused(
      'http.key-reused',
      'This Idempotency-Key was used for another request. Take a new one for what is new.',
    );
  return { status: kept.status, body: JSON.parse(kept.body) };
}

/** A few at a time, by whoever comes along: no work of its own, and never a long one. */
const forgetOld = (tx: Tx, old: Instant): Promise<unknown> =>
  rows(
    tx,
    `delete from idempotency k using (
       select key_id, route, key from idempotency where made_at <= $1 order by made_at limit 20 for update skip locked) gone
     where k.key_id = gone.key_id and k.route = gone.route and k.key = gone.key`,
    [old],
  );

/** A keyed hash, for what is sent names people, and a plain one could be guessed at. */
function sentHash(house: House, request: FastifyRequest): Buffer {
  const text = canonicalize({
    params: request.params ?? null,
    query: request.query ?? null,
    body: request.body ?? null,
  });
  return house.vault.lookupHash('idempotency', text ?? '');
}

/** The house as seen from inside a transaction: every transaction that is begun in it is this one. */
function inside(house: House, tx: Tx, after: Afterwards[]): House {
  return {
    ...house,
    store: {
      ...house.store,
      db: tx,
      rows: (text, parameters) => rows(tx, text, parameters),
      inTransaction: (work) => work(tx),
    },
    vault: {
      ...house.vault,
      // What the key opens may yet come back by a rollback; the key would not.
      forget: () =>
        Promise.reject(new Error('keys are destroyed after the transaction: see House.afterwards')),
    },
    afterwards: (act) => after.push(act),
  };
}
