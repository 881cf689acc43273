import type { FastifyPluginAsync } from 'fastify';
import { type House, policyInForce } from '../../procedures/index.ts';
import * as page from '../pages/index.ts';
import { type Document, referenceOf } from './docs.rules.ts';
import { html, siteOf } from './pages.ts';

/** The description of the API as a page: made by the server like every other, from what the server itself says of its routes. */
export const docs =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    // The routes of a server never change; the organisation's name may.
    let reference: ReturnType<typeof referenceOf> | null = null;
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
      reference ??= referenceOf(app.swagger() as unknown as Document, house.baseUrl);
      const site = await siteOf(house, await policyInForce(house));
      return html(reply, page.referencePage(site, reference));
    });
  };
