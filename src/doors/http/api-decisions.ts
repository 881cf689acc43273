import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ACTS, asAct, validUntil } from '../../gate/index.ts';
import { askGate, type House } from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { amount, id, identity, instantSaid, name, reference } from './api-words.ts';

export const reasons = z.array(
  z.object({ rule: z.string(), says: z.string(), source: z.string().nullable() }),
);
export const verdict = z.enum(['allow', 'deny', 'not-yet']);

/** What was told of it; what was not is left out. */
const said = <Told extends object>(told: Told) =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Told]?: Exclude<Told[Name], undefined>;
  };

/** May we? */
export const decisionsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/decisions',
      {
        ...scoped(house, 'decisions'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('decisions', 'decide', 'Ask whether something may be done', 'decisions'),
          body: z.strictObject({
            act: z.enum(ACTS),
            purpose: name.optional(),
            channel: name.optional().describe('e-mail where nothing is told'),
            topic: name.optional(),
            person: id.optional().describe('about whom: by our id, or by identity'),
            identity: identity.optional(),
            people: z.array(name).max(20).optional().describe('categories of people, where known'),
            recipient: name.optional(),
            country: z.string().max(5).optional(),
            data: z.array(name).max(100).optional(),
            collection: name.optional().describe('where it comes in, or came in'),
            decision: name.optional(),
            result: z
              .enum(['favourable', 'negative'])
              .optional()
              .describe('decide: what it would come to; a negative one may be left to a person alone'),
            by: name.optional().describe('the role that does it; decide: left out where software decides'),
            agent: reference.optional().describe('who of ours asks, as our systems know them'),
            citing: name
              .optional()
              .describe('under which number or by what: the order, the open case, the law that asks for it'),
            amount: amount.optional().describe('how much would be taken, where people agree to an amount'),
            reasons: name
              .optional()
              .describe('decide: the reference of the note in which the role wrote down why'),
            worker: z
              .boolean()
              .optional()
              .describe('access: to be given to this person, who works for us; not a look at their data'),
            publication: name.optional(),
            text: name.optional().describe('which text would be published'),
            outlet: name.optional(),
            group: z
              .int()
              .min(0)
              .max(2_147_483_647)
              .optional()
              .describe('how many people stand behind a figure'),
            exception: z
              .strictObject({ prohibition: name, evidence: name })
              .optional()
              .describe('the one lawful exception of a prohibition, and the reference of what shows it'),
          }),
          response: {
            200: z
              .object({
                verdict,
                code: z.string(),
                because: reasons,
                promises: z.array(z.string()).describe('the promises of the notice that this answer keeps'),
                evidence: z.array(id).describe('what the person said that it rests on'),
                validUntil: instantSaid
                  .nullable()
                  .describe(
                    'allow: ask again after; not-yet: may be otherwise from then, where that is known',
                  ),
                decision: id,
              })
              .describe('The answer with its reasons, and the id under which it is kept'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const {
            act,
            purpose,
            channel,
            person,
            identity: who,
            recipient,
            country,
            data,
            ...rest
          } = request.body;
          const asked = {
            act: asAct(act),
            purpose: purpose ?? '',
            channel: channel ?? 'email',
            personId: null,
            recipient: recipient ?? '',
            data: data ?? [],
            country: country ?? '',
            ...said(rest),
          };
          const decided = await askGate(inside, asked, { person, identity: who });
          const { verdict: answered, code, because, promises, evidence } = decided;
          return {
            status: 200,
            body: {
              verdict: answered,
              code,
              because,
              promises,
              evidence,
              validUntil: validUntil(decided),
              decision: decided.id,
            },
          };
        }),
    );
  };
