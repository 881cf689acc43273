import type { FastifyPluginAsync } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attest, disclose, type House } from '../../procedures/index.ts';
import { boardForVisitors, currentBoard } from '../live.ts';
import { boardApi } from './api-board.ts';
import { casesApi } from './api-cases.ts';
import { collectionApi } from './api-collection.ts';
import { importApi } from './api-collection-import.ts';
import { collectionKindsApi } from './api-collection-kinds.ts';
import { recordsApi } from './api-collection-records.ts';
import { decisionsApi, reasons, verdict } from './api-decisions.ts';
import { resultsApi } from './api-decisions-results.ts';
import { screenApi } from './api-decisions-screen.ts';
import { trainingApi } from './api-decisions-training.ts';
import { about, scoped, write } from './api-door.ts';
import { eventsApi } from './api-events.ts';
import { inquiriesApi } from './api-inquiries.ts';
import { keysApi } from './api-keys.ts';
import { ledgerApi } from './api-ledger.ts';
import { linksApi } from './api-links.ts';
import { listsApi } from './api-lists.ts';
import { mailingsApi } from './api-mailings.ts';
import { messagesApi } from './api-messages.ts';
import { overviewApi } from './api-overview.ts';
import { peopleApi } from './api-people.ts';
import { permissionsApi } from './api-permissions.ts';
import { callListsApi } from './api-permissions-lists.ts';
import { requestsApi } from './api-requests.ts';
import { requestOthersApi } from './api-requests-others.ts';
import { requestPlansApi } from './api-requests-plan.ts';
import { retentionApi } from './api-retention.ts';
import { certificatesApi } from './api-retention-certificates.ts';
import { holdsApi } from './api-retention-holds.ts';
import { mediaApi } from './api-retention-media.ts';
import { proposalsApi } from './api-retention-proposals.ts';
import { rulesApi } from './api-retention-rules.ts';
import { timelineApi } from './api-timeline.ts';
import { todayApi } from './api-today.ts';
import { amount, anything, day, id, identity, name, reference } from './api-words.ts';
import { staffApi } from './staff-members.ts';
import { staffSignIn } from './staff-sign-in.ts';
import { refuseUnreadable, refuseUnrouted } from './unrouted.ts';

/** The API of connected systems and staff, below /api. What a person does without an account is in pages. */
export const api =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    await app.register(
      async (inside) => {
        refuseUnrouted(inside);
        refuseUnreadable(inside);
        // What is answered here is about somebody, or is shown once: no browser or proxy keeps it.
        inside.addHook('onRequest', async (_request, reply) => {
          reply.header('cache-control', 'no-store');
        });
        for (const part of [
          decisionsApi,
          collectionApi,
          importApi,
          recordsApi,
          casesApi,
          collectionKindsApi,
          peopleApi,
          screenApi,
          resultsApi,
          trainingApi,
          permissionsApi,
          mailingsApi,
          listsApi,
          messagesApi,
          callListsApi,
          eventsApi,
          requestsApi,
          requestPlansApi,
          requestOthersApi,
          ledgerApi,
          retentionApi,
          holdsApi,
          certificatesApi,
          proposalsApi,
          rulesApi,
          mediaApi,
          todayApi,
          overviewApi,
          boardApi,
          linksApi,
          inquiriesApi,
          timelineApi,
          keysApi,
          staffSignIn,
          staffApi,
          assuranceApi,
        ])
          await inside.register(part(house));
      },
      { prefix: '/api' },
    );
  };

/** What we hand out, what roles vouch for, and the state of it all. */
const assuranceApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/disclosures',
      {
        ...scoped(house, 'disclosures'),
        bodyLimit: 512 * 1024,
        schema: {
          ...about('sharing', 'disclose', 'Ask to hand data to somebody; logged either way', 'disclosures'),
          body: z.strictObject({
            recipient: name,
            purpose: name,
            data: z.array(name).max(100),
            people: z
              .int()
              .min(0)
              .max(2_147_483_647)
              .optional()
              .describe('How many people; left out: those named'),
            about: z
              .array(z.union([z.strictObject({ person: id }), z.strictObject({ identity })]))
              .max(1_000)
              .default([])
              .describe('Whose data it is: each is asked about, and can be told later who received it'),
            by: name.optional().describe('The role that hands it over'),
            agent: reference.optional().describe('Who of ours hands it over, as our systems know them'),
            amount: amount.optional().describe('How much would be taken, where people agree to an amount'),
            citing: name.optional().describe('Under which number: the order, the open case, the law'),
            topic: name.optional().describe('For which of what the policy tells apart by topic'),
          }),
          response: {
            201: disclosed.describe('It may be handed over'),
            // By content type: a key that may not ask is a problem, a disclosure that may not be made is an answer.
            403: { description: 'It may not', content: { 'application/json': { schema: disclosed } } },
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { verdict, code, because, disclosure, withheld } = await disclose(inside, request.body);
          return {
            status: verdict === 'allow' ? 201 : 403,
            body: { verdict, code, because, disclosure, withheld },
          };
        }),
    );

    app.post(
      '/attestations',
      {
        ...scoped(house, 'attestations'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('assurance', 'attest', 'Sign that a duty was done', 'attestations'),
          body: z.strictObject({
            name,
            role: name,
            signedOn: day,
            evidence: z.string().max(500).default(''),
          }),
          response: { 201: z.object({ id }).describe('Signed') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: { id: await attest(inside, request.body) },
        })),
    );

    app.get(
      '/board',
      {
        schema: {
          ...about('assurance', 'showBoard', 'The live state of every promise'),
          querystring: z.object({
            control: z
              .string()
              .max(100)
              .optional()
              .describe(
                'Only promises that this control keeps, by what it says alone: nothing else is looked at',
              ),
            path: z.string().max(200).optional().describe('… on this declaration; both or neither'),
          }),
          response: {
            200: z
              .looseObject({ promises: z.array(anything), totals: z.record(z.string(), z.int()) })
              .describe('Promises with their state, because, figures and entries'),
          },
        },
      },
      async ({ query: { control, path } }) =>
        control && path ? currentBoard(house, { about: { control, path } }) : boardForVisitors(house),
    );
  };

const disclosed = z.object({
  verdict,
  code: z.string(),
  because: reasons,
  disclosure: id,
  withheld: z
    .array(z.int())
    .describe('Places in `about`, from 0, of those whose data may not be handed over'),
});
