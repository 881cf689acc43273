import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { catalogue } from '../../controls/index.ts';
import { type House, policyInForce } from '../../procedures/index.ts';
import {
  boardPack,
  CAUSES,
  changesOf,
  type PastChange,
  PROMISE_STATES,
  sayCause,
} from '../../proof/index.ts';
import { currentBoard } from '../live.ts';
import { pastBoard } from '../past.ts';
import { about, scoped } from './api-door.ts';
import { anything, day, daySaid, id, instantSaid } from './api-words.ts';

const state = z.enum(PROMISE_STATES);
const shown = z
  .object({
    verdict: z.string(),
    because: z.string(),
    figures: z.record(z.string(), anything),
    entries: z.array(id),
    at: instantSaid,
  })
  .nullable()
  .describe('What the look showed');

const change = z.object({
  promise: z.string(),
  id,
  since: instantSaid,
  from: state.nullable(),
  to: state,
  because: z.string(),
  control: z.string().nullable().describe('The control that decided it'),
  path: z.string().nullable(),
  cause: z.enum(CAUSES).nullable().describe('first, facts, time, policy or proof'),
  why: z.string().describe('The cause in a sentence'),
  changed: z.array(z.string()).describe('Tables that it reads, written to between the two looks'),
  shown,
  earlier: shown,
  between: z.array(id).describe('Ledger entries of its kinds between the two looks, newest first'),
});

/** The sentence is made once, here, so that the console says what the command says. */
const withWhy = <One extends PastChange>(one: One) => ({ ...one, why: sayCause(one) });

const promiseId = z.string().regex(/^[A-Z]{2,5}-\d{3,4}$/);

/** What the board says besides its rows: a promise's own story, the board of another day, and its evidence as one file. */
export const boardApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/board/promises/:id',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about(
            'assurance',
            'showPromise',
            'One promise: what keeps it, how its state changed and why, who was told',
            'board',
          ),
          params: z.object({ id: promiseId }),
          response: {
            200: z
              .object({
                promise: anything,
                controls: z.record(z.string(), z.string()).describe('What each control does'),
                changes: z.array(change).describe('The newest first'),
                messages: z.array(
                  z.object({
                    kind: z.enum(['broken', 'mended']),
                    role: z.string(),
                    state: z.string(),
                    at: instantSaid,
                    settledAt: instantSaid.nullable(),
                  }),
                ),
              })
              .describe('The promise as it stands, and its story'),
          },
        },
      },
      async ({ params }) => {
        const { promises } = await currentBoard(house);
        const promise = promises.find((one) => one.id === params.id);
        const changes = await changesOf(house.store.db, params.id);
        if (!promise && changes.length === 0) throw unknownPromise(params.id);
        const messages = await house.store.rows<{
          kind: 'broken' | 'mended';
          role: string;
          state: string;
          at: string;
          settledAt: string | null;
        }>(
          `select kind, role, state, queued_at as at, settled_at as "settledAt" from staff_message
           where $1 = any (promises) order by queued_at desc, id desc limit 100`,
          [params.id],
        );
        const controls = Object.fromEntries(
          [...(promise?.controls ?? []).map(({ control }) => control), ...(promise?.missing ?? [])].map(
            (control) => [control, catalogue[control].says],
          ),
        );
        return { promise: promise ?? null, controls, changes: changes.map(withWhy), messages };
      },
    );

    app.get(
      '/board/on',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about('assurance', 'showBoardOn', 'The board as it stood at the end of a day, and why', 'board'),
          querystring: z.strictObject({ day }),
          response: {
            200: z
              .object({
                on: daySaid,
                totals: z.record(z.string(), z.int()),
                promises: z.array(
                  change.extend({ says: z.string(), section: z.string(), onThatDay: z.array(change) }),
                ),
              })
              .describe('The worst first. Nothing of the days before anybody looked'),
          },
        },
      },
      async ({ query }) => {
        const past = await pastBoard(house, query.day);
        return {
          ...past,
          promises: past.promises.map((row) => ({
            ...withWhy(row),
            onThatDay: row.onThatDay.map(withWhy),
          })),
        };
      },
    );

    app.get(
      '/board/pack',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about(
            'assurance',
            'packBoard',
            'The evidence of the board, or of one promise, as a file that "kept verify --pack" checks offline',
            'board',
          ),
          querystring: z.strictObject({ promise: promiseId.optional() }),
          response: {
            200: {
              description: 'NDJSON',
              content: { 'application/x-ndjson': { schema: z.string() } },
            },
          },
        },
      },
      async ({ query }, reply) => {
        const policy = await policyInForce(house);
        const board = await currentBoard(house);
        const only = query.promise ?? null;
        if (only !== null && !board.promises.some((one) => one.id === only)) throw unknownPromise(only);
        const pack = await boardPack(house.store, board, {
          organisation: policy.organisation.name,
          policy: policy.hash,
          only,
        });
        return reply
          .type('application/x-ndjson')
          .header('content-disposition', `attachment; filename="${only ?? 'board'}.evidence.ndjson"`)
          .send(pack);
      },
    );
  };

const unknownPromise = (promise: string): Refused =>
  new Refused('board.unknown-promise', `The notice in force makes no promise ${promise}.`);
