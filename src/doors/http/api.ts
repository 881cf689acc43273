import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import type { Day } from '../../base/index.ts';
import { ACTS, asAct } from '../../gate/index.ts';
import { findPerson } from '../../people/index.ts';
import { PERMISSION_STATES } from '../../permission/index.ts';
import {
  answerByErasing,
  askGate,
  attest,
  closeRequest,
  disclose,
  type House,
  policyInForce,
  queueMailing,
  stopByMail,
  takeEvent,
  takePermission,
  takeRequest,
  takeSubmission,
} from '../../procedures/index.ts';
import { findRequest, REQUEST_KINDS } from '../../requests/index.ts';
import { currentBoard } from '../live.ts';
import { requireScope, type Scope } from './keys.ts';

const identity = z.strictObject({
  kind: z.enum(['email', 'phone', 'external']),
  value: z.string().min(1).max(320),
});
const name = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const day = z.iso.date().transform((text) => text as Day);

/** The API of connected systems and staff. What a person does without an account is in pages. */
export const api =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const scoped = (scope: Scope) => ({
      onRequest: (request: Parameters<typeof requireScope>[1]) => requireScope(house.store, request, scope),
    });

    app.post(
      '/api/decisions',
      {
        ...scoped('decisions'),
        schema: {
          body: z.strictObject({
            act: z.enum(ACTS),
            purpose: name.optional(),
            channel: name.optional(),
            identity: identity.optional(),
            recipient: name.optional(),
            country: z.string().max(5).optional(),
            data: z.array(name).max(100).optional(),
          }),
        },
      },
      async ({ body }) => {
        const personId = body.identity
          ? await findPerson(house.store.db, house.vault, [body.identity])
          : null;
        const act = {
          act: asAct(body.act),
          purpose: body.purpose ?? '',
          channel: body.channel ?? 'email',
          personId,
          recipient: body.recipient ?? '',
          data: body.data ?? [],
          country: body.country ?? '',
        };
        const { verdict, code, because, id } = await askGate(house, act, body.identity ?? null);
        return { verdict, code, because, decision: id };
      },
    );

    app.post(
      '/api/collection/:point',
      {
        schema: {
          params: z.strictObject({ point: name }),
          body: z.strictObject({
            fields: z.record(name, z.string().max(100_000)),
            consents: z.array(name).max(50).default([]),
            declined: z.array(name).max(50).default([]),
            notice: name.nullable().default(null),
          }),
        },
      },
      async ({ params, body }, reply) => {
        const taken = await takeSubmission(house, params.point, body);
        return reply
          .code(201)
          .send({ point: taken.point, stored: taken.stored, relayed: taken.relayed, confirm: taken.confirm });
      },
    );

    app.post(
      '/api/permissions',
      {
        ...scoped('permissions'),
        schema: {
          body: z.strictObject({
            identity,
            purpose: name,
            channel: name.default('email'),
            state: z.enum(PERMISSION_STATES),
            wording: name.nullable().default(null),
            source: name,
            evidence: z.record(name, z.union([z.string().max(500), z.boolean(), z.null()])).optional(),
            at: instant.optional(),
          }),
        },
      },
      async ({ body }, reply) => {
        const { identity: who, at, evidence, ...said } = body;
        const { id, personId } = await takePermission(house, {
          ...said,
          at: at ?? house.clock.now(),
          identities: [who],
          ...(evidence && { evidence }),
        });
        return reply.code(201).send({ id, person: personId });
      },
    );

    app.post(
      '/api/events',
      {
        ...scoped('events'),
        schema: {
          body: z.strictObject({ id: z.uuid().optional(), kind: name, identity, at: instant.optional() }),
        },
      },
      async ({ body }, reply) => {
        const event = await takeEvent(house, {
          id: body.id ?? null,
          kind: body.kind,
          identities: [body.identity],
          at: body.at ?? null,
        });
        return reply.code(event.new ? 201 : 200).send(event);
      },
    );

    app.post(
      '/api/mailings',
      {
        ...scoped('mailings'),
        schema: {
          body: z.strictObject({
            purpose: name,
            subject: z.string().min(1).max(200),
            text: z.string().min(1).max(100_000),
            to: z.union([z.literal('everyone'), z.array(identity).min(1).max(10_000)]),
          }),
        },
      },
      async ({ body }, reply) => reply.code(202).send(await queueMailing(house, body)),
    );

    app.post(
      '/api/requests',
      {
        ...scoped('requests'),
        schema: {
          body: z.strictObject({
            kind: z.enum(REQUEST_KINDS),
            identity,
            route: name.default('email'),
            received: day.optional(),
          }),
        },
      },
      async ({ body }, reply) => {
        const request = await takeRequest(house, {
          kind: body.kind,
          identities: [body.identity],
          route: body.route,
          receivedOn: body.received ?? null,
        });
        return reply
          .code(201)
          .send({ id: request.id, kind: request.kind, received: request.received_on, due: request.due_on });
      },
    );

    app.post(
      '/api/requests/:id/decisions',
      {
        ...scoped('requests'),
        schema: {
          params: z.strictObject({ id: z.uuid() }),
          body: z.strictObject({ outcome: z.string().min(1).max(2_000) }),
        },
      },
      async ({ params, body }) => {
        const disposed =
          body.outcome === 'erase' ? await answerByErasing(house, { id: params.id, by: 'staff' }) : [];
        if (body.outcome !== 'erase')
          await closeRequest(house, { id: params.id, outcome: body.outcome, by: 'staff' });
        const request = await findRequest(house.store.db, params.id);
        return { id: params.id, answered: request?.answered_on ?? null, disposed };
      },
    );

    app.post(
      '/api/disclosures',
      {
        ...scoped('disclosures'),
        schema: {
          body: z.strictObject({
            recipient: name,
            purpose: name,
            data: z.array(name).max(100),
            people: z.int().min(0).default(1),
          }),
        },
      },
      async ({ body }, reply) => {
        const { verdict, code, because, disclosure } = await disclose(house, body);
        return reply.code(verdict === 'allow' ? 201 : 403).send({ verdict, code, because, disclosure });
      },
    );

    app.post(
      '/api/attestations',
      {
        ...scoped('attestations'),
        schema: {
          body: z.strictObject({
            name,
            role: name,
            signedOn: day,
            evidence: z.string().max(500).default(''),
          }),
        },
      },
      async ({ body }, reply) => reply.code(201).send({ id: await attest(house, body) }),
    );

    // A mail server pipes what arrives at the opt-out mailbox here, whole, as it came.
    app.post(
      '/api/mail',
      { ...scoped('mail'), bodyLimit: 5 * 1024 * 1024, schema: { body: z.string() } },
      async ({ body }, reply) => {
        const mail = await new PostalMime().parse(body);
        const policy = await policyInForce(house);
        const to = [...(mail.to ?? []), ...(mail.cc ?? [])].map((one) => one.address?.toLowerCase());
        const from = mail.from?.address;
        const optOut =
          from !== undefined && to.includes(policy.organisation.contacts.marketing?.toLowerCase());
        if (optOut) await stopByMail(house, from);
        return reply.code(202).send({ understood: optOut ? 'opt-out' : 'nothing' });
      },
    );

    app.get('/api/board', { schema: { querystring: z.object({}) } }, async () => currentBoard(house));
  };
