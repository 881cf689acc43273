import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { CHROMIUM, openBrowser } from '../src/doors/pages/tests/visitor.ts';
import { withApi } from './api-server.ts';

type Described = { operationId: string; tags: string[]; security?: { key?: string[] }[] };

test('the reference names every operation with who may call it, its answers and a call that can be copied', () =>
  withApi(async ({ app, call }) => {
    const see = async (path: string) => (await call('GET', path, undefined, { key: null })).text;
    const all = await see('/docs');
    const pages = new Map<string, string>();
    const { paths } = (await call('GET', '/openapi.json', undefined, { key: null })).json as unknown as {
      paths: Record<string, Record<string, Described>>;
    };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, tags, security }]) => ({
        path,
        method: method.toUpperCase(),
        operationId,
        tag: tags[0] ?? '',
        // With an empty way among them it is open to all.
        scope: security?.every((one) => 'key' in one || 'session' in one || 'link' in one)
          ? security.flatMap(({ key }) => key ?? [])[0]
          : undefined,
      })),
    );
    expect(operations.length).toBeGreaterThan(30);
    for (const { path, method, operationId, tag, scope } of operations) {
      expect(all).toContain(`href="/docs/${tag}#${operationId}"`);
      const page = pages.get(tag) ?? (await see(`/docs/${tag}`));
      pages.set(tag, page);
      const [, section = ''] = page.split(`<h2 id="${operationId}">`);
      const one = section.split('</section>')[0] ?? '';
      expect([operationId, one.includes(`${method} ${path}`), one.includes('curl ')]).toEqual([
        operationId,
        true,
        true,
      ]);
      expect([operationId, one.includes('>429<')]).toEqual([operationId, true]);
      if (scope) expect([operationId, one.includes(`scope “${scope}”`)]).toEqual([operationId, true]);
    }
    for (const page of [all, ...pages.values()]) expect(page).not.toContain('<script');
    expect((await app.inject('/docs/nothing')).statusCode).toBe(404);
  }));

test.skipIf(!CHROMIUM)(
  'axe finds nothing on the reference, it fits a narrow screen, and asks nobody else for anything',
  () =>
    withApi(async ({ app }) => {
      const base = await app.listen({ port: 0, host: '127.0.0.1' });
      const browser = await openBrowser();
      try {
        for (const colorScheme of ['light', 'dark'] as const) {
          const tab = await (
            await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } })
          ).newPage();
          const asked: string[] = [];
          tab.on('request', (request) => asked.push(request.url()));
          for (const path of ['/docs', '/docs/ledger']) {
            await tab.goto(`${base}${path}`);
            const found = await new AxeBuilder({ page: tab }).setLegacyMode(true).analyze();
            expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html.slice(0, 160)])).toEqual([]);
            const widths = await tab.evaluate(
              '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
            );
            const [content, screen] = widths as [number, number];
            expect(content).toBeLessThanOrEqual(screen);
          }
          expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
          await tab.context().close();
        }
      } finally {
        await browser.close();
      }
    }),
);
