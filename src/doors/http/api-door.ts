import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import type { House, StaffRole } from '../../procedures/index.ts';
import type { TransactionOptions } from '../../store/index.ts';
import { type Answered, NO_KEY, once, type Replying } from './idempotency.ts';
import { keyOf, type Scope } from './keys.ts';
import { mayDo } from './staff-roles.rules.ts';
import { hasSession, type Member, memberOf, refuseForged } from './staff-session.ts';
import { statusOf } from './status.ts';

/** Who asks: a connected system by its key, or somebody of staff who signed in. */
type Asker =
  | { by: 'key'; id: string; scopes: readonly string[] }
  | { by: 'staff'; id: string; member: Member };

/** Who was let in; kept beside the request, for a request has no place of ours. */
const askers = new WeakMap<FastifyRequest, Asker>();

/**
 * Route options that let in only keys and staff with this scope, before a body is read. After the limits, so that who tries
 * keys is counted: by address while nobody is let in, and by key or person from then on. `reads`: a POST that changes nothing.
 */
export const scoped = (house: House, scope: Scope, { reads = false }: { reads?: boolean } = {}) => ({
  config: { rateLimit: false as const },
  preParsing: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { limits } = request.server;
    try {
      const asker = await askerOf(house, request, scope, reads || ['GET', 'HEAD'].includes(request.method));
      askers.set(request, asker);
      await limits.asked(request, reply, asker.id);
    } catch (thrown) {
      if (thrown instanceof Refused && [401, 403].includes(statusOf(thrown.code)))
        await limits.unknown(request, reply);
      throw thrown;
    }
  },
});

async function askerOf(
  house: House,
  request: FastifyRequest,
  scope: Scope,
  reading: boolean,
): Promise<Asker> {
  if (request.headers.authorization === undefined && hasSession(request)) {
    const member = await memberOf(house, request);
    if (!['GET', 'HEAD'].includes(request.method)) refuseForged(house, request, member);
    if (!mayDo(member.role, scope, reading))
      throw new Refused('staff.role', `Your role (${member.role}) may not do that.`, { scope });
    return { by: 'staff', id: member.id, member };
  }
  const { id, scopes } = await keyOf(house, request);
  if (!scopes.includes(scope))
    throw new Refused('key.scope', `This API key may not do that: it needs the scope "${scope}".`, { scope });
  return { by: 'key', id, scopes };
}

/** The actor of what is done, as the ledger has it. */
export const actorOf = (request: FastifyRequest): string => {
  const asker = askers.get(request);
  return asker ? `${asker.by}:${asker.id}` : 'visitor';
};

/** The role of somebody of staff; null for a key, which is no person. */
export const roleOf = (request: FastifyRequest): StaffRole | null => {
  const asker = askers.get(request);
  return asker?.by === 'staff' ? asker.member.role : null;
};

/** Whether who asks may do this themselves, and so let a key do it. */
export function mayGive(request: FastifyRequest, scope: Scope): boolean {
  const asker = askers.get(request);
  return asker?.by === 'staff'
    ? mayDo(asker.member.role, scope, false)
    : (asker?.scopes ?? []).includes(scope);
}

/** Does a write for a request; see `once`. What staff did is in the ledger with their id, in the same transaction. */
export const write = <Body>(
  house: House,
  request: FastifyRequest,
  reply: Replying,
  work: (house: House) => Promise<Answered<Body>>,
  options?: TransactionOptions,
): Promise<Body> => {
  const asker = askers.get(request);
  const witness: Parameters<typeof once>[6] =
    asker?.by === 'staff'
      ? (tx, status) =>
          appendEvidence(tx, {
            kind: 'staff.acted',
            at: house.clock.now(),
            actor: actorOf(request),
            body: { operation: operationOf(request), status },
          })
      : undefined;
  return once(house, request, reply, asker?.id ?? NO_KEY, work, options, witness);
};

const operationOf = (request: FastifyRequest): string => {
  const { schema, url = '' } = request.routeOptions;
  return schema && 'operationId' in schema ? String(schema.operationId) : url;
};

/** What an operation is called in the API's description. Without a scope it is open to all. */
export const about = (tag: string, operationId: string, summary: string, scope?: Scope) => ({
  tags: [tag],
  operationId,
  summary,
  security: scope ? [{ key: [scope] }, { session: [] }] : [],
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
