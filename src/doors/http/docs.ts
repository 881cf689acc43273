import type { FastifyPluginAsync } from 'fastify';
import { Refused } from '../../base/index.ts';
import { type House, policyInForce } from '../../procedures/index.ts';
import * as page from '../pages/index.ts';
import { type Document, referenceOf } from './docs.rules.ts';
import { html, siteOf } from './pages-frame.ts';

/** The description of the API as a page: made by the server like every other, from what the server itself says of its routes. */
export const docs =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    // The routes of a server never change; the organisation's name may.
    let reference: ReturnType<typeof referenceOf> | null = null;
    const described = () => {
      reference ??= referenceOf(app.swagger() as unknown as Document, house.baseUrl);
      return reference;
    };
    const site = async () => siteOf(house, await policyInForce(house));
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) =>
      html(reply, page.referencePage(await site(), described())),
    );
    app.get<{ Params: { tag: string } }>(
      '/docs/:tag',
      { schema: { hide: true } },
      async ({ params }, reply) => {
        const tag = described().tags.find(({ name }) => name === params.tag);
        if (!tag) throw new Refused('page.not-found', 'There is no such part of the API. See /docs.');
        return html(reply, page.referenceTagPage(await site(), tag));
      },
    );
  };
