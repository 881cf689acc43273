import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';
import { choosable } from '../../permission/index.ts';
import type { Policy } from '../../policy/index.ts';
import {
  checkDocument,
  choicesOf,
  type House,
  openLink,
  permissionReceipt,
  sendPreferencesLink,
  stop,
  takeChoices,
  takeWishes,
} from '../../procedures/index.ts';
import * as page from '../pages/index.ts';

type Form = Record<string, string | string[] | undefined>;
type Here = () => Promise<{ policy: Policy; site: page.Site }>;

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const textOf = (value: string | string[] | undefined): string => listOf(value)[0] ?? '';

const html = (reply: FastifyReply, text: string, status = 200) =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);

/** A document of ours is some two thousand characters. */
const LONGEST_DOCUMENT = 200_000;

/** What a person gets from us and can change, by the link in their mails; and the check of what we gave them to take away. */
export const choicePages =
  (house: House, here: Here): FastifyPluginAsync =>
  async (app) => {
    const show = async (
      reply: FastifyReply,
      token: string,
      { saved, error = null }: { saved: boolean; error?: string | null },
    ) => {
      const { policy, site } = await here();
      const { personId } = await openLink(house, token, 'preferences');
      const standing = await choicesOf(house, policy, personId);
      return html(reply, page.preferencesPage(site, { token, saved, error, ...standing }), error ? 422 : 200);
    };
    app.get('/preferences', async (_request, reply) =>
      html(reply, page.preferencesAskPage((await here()).site, { sent: false })),
    );
    app.post<{ Body: Form }>('/preferences', async ({ body }, reply) => {
      await sendPreferencesLink(house, textOf(body?.email));
      return html(reply, page.preferencesAskPage((await here()).site, { sent: true }));
    });
    app.get<{ Params: { token: string } }>('/preferences/:token', ({ params }, reply) =>
      show(reply, params.token, { saved: false }),
    );
    app.post<{ Params: { token: string }; Body: Form }>(
      '/preferences/:token',
      async ({ params, body }, reply) => {
        const { personId } = await openLink(house, params.token, 'preferences');
        const { policy } = await here();
        if (textOf(body?.all) === 'off') {
          const all = choosable(policy).map(([name]) => name);
          await stop(house, personId, all, 'preferences');
          return show(reply, params.token, { saved: true });
        }
        try {
          // Only a page that showed them says anything of topics and pauses.
          if (textOf(body?.wishes) === 'shown')
            await takeWishes(house, personId, {
              topics: new Set(listOf(body?.topic)),
              pause: textOf(body?.pause),
            });
        } catch (thrown) {
          if (!(thrown instanceof Refused) || !/^(permission\.bad-pause|day\.)/.test(thrown.code))
            throw thrown;
          return show(reply, params.token, { saved: false, error: thrown.message });
        }
        await takeChoices(house, personId, new Set(listOf(body?.on)));
        return show(reply, params.token, { saved: true });
      },
    );
    app.get<{ Params: { token: string; record: string } }>(
      '/preferences/:token/receipts/:record',
      async ({ params }, reply) => {
        const { personId } = await openLink(house, params.token, 'preferences');
        const receipt = await permissionReceipt(house, personId, params.record);
        return reply
          .type('application/jose')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="receipt-${params.record.slice(0, 36)}.jws"`)
          .send(receipt);
      },
    );

    app.get('/verify', async (_request, reply) =>
      html(reply, page.verifyPage((await here()).site, { document: '', checked: null })),
    );
    await app.register(multipart, { limits: { fileSize: LONGEST_DOCUMENT, files: 1, fields: 1 } });
    app.post<{ Body: Form }>('/verify', { bodyLimit: LONGEST_DOCUMENT }, async (request, reply) => {
      const document = request.isMultipart() ? await heldOut(request) : textOf(request.body?.document);
      const checked = await checkDocument(house, document);
      return html(
        reply,
        page.verifyPage((await here()).site, { document: document.slice(0, SHOWN), checked }),
        checked.holds ? 200 : 422,
      );
    });
  };

/** As much of what was pasted as is shown again. */
const SHOWN = 5_000;

/** What was pasted into the form, or else the file that came with it. */
async function heldOut(request: FastifyRequest): Promise<string> {
  let pasted = '';
  let file = '';
  for await (const part of request.parts()) {
    if (part.type === 'file') file = (await part.toBuffer()).toString('utf8');
    else if (part.fieldname === 'document') pasted = String(part.value);
  }
  return pasted.trim() === '' ? file : pasted;
}
