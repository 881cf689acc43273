import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { type House, policyInForce } from '../../procedures/index.ts';
import { paletteOf } from '../pages/palette.rules.ts';

/** Where the built console is: in a checkout beside src, in the published package beside its chunks. */
const PLACES = ['../../../dist/console', '../console', './console'].map((one) =>
  join(import.meta.dirname, one),
);

/**
 * The staff console below /console: built files, and a page whose content security policy lets in our own scripts, and only
 * those style elements that carry the number of this one page. It asks nobody else for anything.
 */
export const consolePages =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    const folder = PLACES.find((one) => existsSync(join(one, 'index.html')));
    if (!folder) return notBuilt(app);
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    await app.register(files, {
      root: join(folder, 'assets'),
      prefix: '/console/assets/',
      // Their names change with their content.
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
      index: false,
      decorateReply: false,
    });
    const show = async (reply: FastifyReply) => {
      const nonce = randomBytes(16).toString('base64url');
      const said = escaped(JSON.stringify(await siteOf(house)));
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', policyWith(nonce))
        .send(page.replaceAll('KEPT-NONCE', nonce).replace('KEPT-SITE', () => said));
    };
    app.get('/console', (_request, reply) => show(reply));
    app.get('/console/*', (_request, reply) => show(reply));
  };

/** React sets styles through the object model, which no policy forbids; Mantine's two style elements carry the nonce. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What the console shows around its own words; all of it is on the public pages too. */
async function siteOf(house: House) {
  const { organisation, collection } = await policyInForce(house);
  return {
    name: organisation.name,
    shortName: organisation['short-name'] ?? organisation.name,
    zone: organisation.zone,
    now: house.clock.now(),
    illustration: organisation.illustration === true,
    demonstration: house.demonstration === true,
    cases: Object.values(collection).some(({ kind }) => kind === 'support-case'),
    accent: paletteOf(organisation.appearance?.colour ?? ''),
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function notBuilt(app: FastifyInstance): void {
  const say = (reply: FastifyReply) =>
    reply
      .code(503)
      .type('text/html; charset=utf-8')
      .send(
        '<!doctype html><html lang="en-GB"><title>The console is not built</title><h1>The console is not built</h1><p>Run "npm run build", or start with "npm start", which builds it.</p></html>',
      );
  app.get('/console', (_request, reply) => say(reply));
  app.get('/console/*', (_request, reply) => say(reply));
}
