import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  approveProposal,
  type House,
  listProposals,
  type ProposalSeen,
  seeProposal,
  stopProposal,
} from '../../procedures/index.ts';
import { about, actorOf, roleOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, instantSaid } from './api-words.ts';

const one = { params: z.strictObject({ id }) };

/** What rules propose to dispose of: to agree to, or to stop. An approval is by a person, and good for one hash. */
export const proposalsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/proposals',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listProposals', 'What waits for people or for its day to go', 'retention'),
          response: {
            200: z
              .object({ proposals: z.array(proposal) })
              .describe('Those that wait, and the newest twenty of those that are over'),
          },
        },
      },
      async () => ({ proposals: (await listProposals(house)).map(said) }),
    );

    app.get(
      '/retention/proposals/:id',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'showProposal', 'One proposal, with what is in it', 'retention'),
          ...one,
          response: { 200: proposal.extend(contents).describe('By collection point and day') },
        },
      },
      async ({ params }) => {
        const found = await seeProposal(house, params.id);
        return {
          ...said(found),
          parts: found.parts.map(({ goes_on, ...part }) => ({ ...part, goesOn: goes_on })),
          samples: found.samples.map(({ goes_on, stored_at, ...sample }) => ({
            ...sample,
            goesOn: goes_on,
            cameIn: stored_at,
          })),
          rows: found.rows && {
            parts: found.rows.parts.map(({ goes_on, ...part }) => ({ ...part, goesOn: goes_on })),
            samples: found.rows.samples.map(({ goes_on, key }) => ({ key, goesOn: goes_on })),
          },
        };
      },
    );

    app.post(
      '/retention/proposals/:id/approval',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'retention',
            'approveProposal',
            'Agree to what a proposal said when you looked; needs a session of staff',
            'retention',
          ),
          ...one,
          body: z.strictObject({
            hash: z
              .string()
              .regex(/^[0-9a-f]{64}$/)
              .describe('The hash of what was looked at'),
          }),
          response: { 200: proposal.describe('With your approval') },
        },
      },
      async (request) => {
        const { params, body } = request;
        const reviewer = { by: actorOf(request), role: roleOf(request) };
        await approveProposal(house, { id: params.id, hash: body.hash }, reviewer);
        return said(await seeProposal(house, params.id));
      },
    );

    app.post(
      '/retention/proposals/:id/stop',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'retention',
            'stopProposal',
            'Say no to what waits for approval, or stop what is announced and has not gone',
            'retention',
          ),
          ...one,
          body: z.strictObject({
            because: z.string().trim().min(10).max(500).describe('In words, without a name'),
            againOn: day.describe('From which day it is asked again'),
          }),
          response: { 200: z.object({ id }).describe('Nothing of it goes before that day') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await stopProposal(inside, { id: request.params.id, ...request.body }, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );
  };

const said = (one: ProposalSeen): z.infer<typeof proposal> => ({
  id: one.id,
  rule: one.rule,
  says: one.says,
  system: one.system,
  table: one.table,
  then: one.then,
  state: one.state,
  hash: one.hash,
  records: one.records,
  people: one.people,
  gone: one.gone,
  left: one.left,
  askedOn: one.asked_on,
  decideBy: one.decide_by,
  announcedOn: one.announced_on,
  goesFrom: one.goes_from,
  closed: one.closed_at,
  because: one.because,
  againOn: one.again_on,
  stages: one.stages.map(({ by, approvers }) => ({ by, approvers })),
  stage: one.stage,
  escalates: one.escalates,
  approvals: one.approvals.map(({ stage, by, role, at, entry }) => ({ stage, by, role, at, entry })),
});

const proposal = z.object({
  id,
  rule: z.string(),
  says: z.string(),
  system: z.string().nullable().describe('Of rows: the connected system that they are in'),
  table: z.string().nullable(),
  then: z.string(),
  state: z.enum(['asked', 'announced', 'done', 'refused', 'stopped', 'empty']),
  hash: z.string().describe('Of the rule, the records and what of each would go'),
  records: z.int(),
  people: z.int(),
  gone: z.int().describe('How many of its records went'),
  left: z.int().describe('How many are still part of it: what is held or changed leaves it'),
  askedOn: daySaid,
  decideBy: daySaid.nullable().describe('After that day the promise is at risk, and it escalates'),
  announcedOn: daySaid.nullable(),
  goesFrom: daySaid.nullable().describe('The first day on which something of it may go'),
  closed: instantSaid.nullable(),
  because: z.string().nullable(),
  againOn: daySaid.nullable(),
  stages: z.array(z.object({ by: z.string(), approvers: z.int() })),
  stage: z.int().nullable().describe('Which stage waits, from 1'),
  escalates: z.string().nullable().describe('Who may stand in when it is late'),
  approvals: z.array(
    z.object({ stage: z.int(), by: z.string(), role: z.string(), at: instantSaid, entry: id }),
  ),
});

const contents = {
  parts: z.array(
    z.object({
      point: z.string(),
      goesOn: daySaid,
      fields: z.array(z.string()),
      whole: z.boolean().describe('The record itself goes'),
      records: z.int(),
    }),
  ),
  samples: z.array(z.object({ id, point: z.string(), goesOn: daySaid, cameIn: instantSaid })),
  rows: z
    .object({
      parts: z.array(
        z.object({
          goesOn: daySaid,
          spared: z.array(z.string()).describe('Columns that stay, because something holds them'),
          records: z.int(),
          along: z.record(z.string(), z.int()).describe('How many rows belong to these, by table'),
        }),
      ),
      samples: z.array(z.object({ key: z.array(z.string()), goesOn: daySaid })),
    })
    .nullable()
    .describe('Of a proposal of rows: what is in it, by day; keys are folded'),
};
