import type { FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import type { TransactionOptions } from '../../store/index.ts';
import { type Answered, NO_KEY, once, type Replying } from './idempotency.ts';
import { requireScope, type Scope } from './keys.ts';

/** The key of a request that was let in; kept beside it, for a request has no place of ours. */
const keyIds = new WeakMap<FastifyRequest, string>();

/** Route options that let in only keys with this scope, before anything else is read. */
export const scoped = (house: House, scope: Scope) => ({
  onRequest: async (request: FastifyRequest): Promise<void> => {
    keyIds.set(request, await requireScope(house.store, request, scope));
  },
});

/** The actor of what a key does, as the ledger has it. */
export const actorOf = (request: FastifyRequest): string => {
  const keyId = keyIds.get(request);
  return keyId ? `key:${keyId}` : 'visitor';
};

/** Does a write for a request; see `once`. */
export const write = <Body>(
  house: House,
  request: FastifyRequest,
  reply: Replying,
  work: (house: House) => Promise<Answered<Body>>,
  options?: TransactionOptions,
): Promise<Body> => once(house, request, reply, keyIds.get(request) ?? NO_KEY, work, options);

/** What an operation is called in the API's description. Without a scope it is open to all. */
export const about = (tag: string, operationId: string, summary: string, scope?: Scope) => ({
  tags: [tag],
  operationId,
  summary,
  security: scope ? [{ key: [scope] }] : [],
});

/**
 * Why somebody looks: `kept-reason: answering-request:0193…`. A word or two, and the id of what it is for. Never free text:
 * it goes into the ledger for good, and people write names into free text. Refuses `people.no-reason`.
 */
export function reasonOf(request: FastifyRequest): string {
  const reason = request.headers['kept-reason'];
  if (typeof reason === 'string' && /^[a-z][a-z-]{2,39}(:[0-9a-f-]{36})?$/.test(reason)) return reason;
  throw new Refused(
    'people.no-reason',
    'Say why you look: "Kept-Reason: answering-request", with ":" and an id behind it where there is one. Small letters and dashes; no names.',
  );
}

export const REASON = {
  name: 'Kept-Reason',
  in: 'header',
  required: true,
  description:
    'Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names.',
  schema: { type: 'string', pattern: '^[a-z][a-z-]{2,39}(:[0-9a-f-]{36})?$' },
} as const;
