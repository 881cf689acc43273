import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as page from '../index.ts';
import { HASH, pagesOf, site } from './samples.ts';
import { CHROMIUM, openBrowser, type Served, serve } from './visitor.ts';

const pages = pagesOf(site);
const paths = Object.keys(pages);
const why = CHROMIUM ? '' : ' (skipped: no Chromium here; "apt-get install chromium" brings it)';

describe.skipIf(!CHROMIUM)(`the public pages in a browser${why}`, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    browser = await openBrowser();
    served = await serve(
      pages,
      page.stylesheet(site.colour),
      page.formDonePage(site, { point: 'cake-order', stored: true, relayed: false, confirm: false }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function looking<T>(
    path: string,
    how: BrowserContextOptions,
    look: (tab: Page) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext(how);
    try {
      const tab = await context.newPage();
      await tab.goto(served.base + path);
      return await look(tab);
    } finally {
      await context.close();
    }
  }

  // One tab for many pages: opening a browser context takes longer than looking at a page.
  describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
    let tab: Page;
    beforeAll(async () => {
      tab = await (await browser.newContext({ colorScheme })).newPage();
    });
    afterAll(() => tab?.context().close());

    test.each(paths)('axe finds nothing on %s', async (path) => {
      await tab.goto(served.base + path);
      // Legacy mode: these pages have no frames, and one tab does.
      const axe = new AxeBuilder({ page: tab }).setLegacyMode(true);
      const found = await axe.options({ rules: { 'target-size': { enabled: true } } }).analyze();
      expect(
        found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]),
      ).toEqual([]);
      expect(found.passes.length).toBeGreaterThan(15);
    });
  });

  test('no page needs sideways scrolling on a screen of 320 pixels', async () => {
    await looking('/', { viewport: { width: 320, height: 640 } }, async (tab) => {
      for (const path of paths) {
        await tab.goto(served.base + path);
        const [content, screen] = (await tab.evaluate(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        )) as [number, number];
        expect(content, path).toBeLessThanOrEqual(screen);
      }
    });
  });

  test('a visit loads the page and its stylesheet, and nothing is blocked or missing', async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('request', (request) => requests.push(request.url().replace(served.base, '')));
    for (const path of paths) {
      requests.length = 0;
      await tab.goto(served.base + path, { waitUntil: 'networkidle' });
      expect(requests.filter((one) => one !== '/favicon.ico')).toEqual([path, '/assets/kept.css']);
    }
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('the first stop of the keyboard is the skip link, which leads to the content', async () => {
    const at = await looking('/notice', {}, async (tab) => {
      await tab.keyboard.press('Tab');
      const first = await tab.evaluate('document.activeElement.textContent');
      await tab.keyboard.press('Enter');
      return [first, await tab.evaluate('document.activeElement.id')];
    });
    expect(at).toEqual(['Skip to the content', 'main']);
  });

  test('a form works without JavaScript, and sends the notice, the fields, and only what was ticked', async () => {
    const heading = await looking('/forms/cake-order', { javaScriptEnabled: false }, async (tab) => {
      await tab.fill('#field-name', 'Ada');
      await tab.fill('#field-email', 'ada@people.example');
      await tab.fill('#field-message', 'Happy birthday');
      await tab.check('#decline-similar-cakes');
      await tab.click('button[type=submit]');
      return tab.locator('h1').textContent();
    });
    expect(heading).toBe('Thank you, we have it');
    const sent = served.posted.pop();
    expect(sent?.path).toBe('/forms/cake-order');
    expect(Object.fromEntries(new URLSearchParams(sent?.body))).toEqual({
      notice: HASH,
      'field.name': 'Ada',
      'field.email': 'ada@people.example',
      'field.telephone': '',
      'field.collected-on': '',
      'field.message': 'Happy birthday',
      decline: 'similar-cakes',
      website: '',
    });
  });

  test('without JavaScript one button stops messages, and one switches everything off', async () => {
    await looking('/unsubscribe/t1.x', { javaScriptEnabled: false }, (tab) => tab.click('main button'));
    expect(served.posted.pop()).toEqual({ path: '/unsubscribe/t1.x', body: 'List-Unsubscribe=One-Click' });
    await looking('/preferences/t2.x', { javaScriptEnabled: false }, (tab) => tab.click('button[name=all]'));
    const sent = served.posted.pop();
    expect(sent?.path).toBe('/preferences/t2.x');
    expect(new URLSearchParams(sent?.body).get('all')).toBe('off');
  });

  test('what is saved under one’s choices is what the switches show', async () => {
    await looking('/preferences/t2.x', { javaScriptEnabled: false }, async (tab) => {
      await tab.check('#on-newsletter-post');
      await tab.uncheck('#on-newsletter-email');
      await tab.click('button:not([name])');
    });
    expect(new URLSearchParams(served.posted.pop()?.body).getAll('on')).toEqual(['newsletter:post']);
  });

  test('what no person sees is not seen, and is no stop of the keyboard', async () => {
    const trap = await looking('/forms/cake-order', {}, async (tab) => {
      const box = await tab.locator('.trap').boundingBox();
      return [box?.width, box?.height, await tab.locator('#website').getAttribute('tabindex')];
    });
    expect(trap).toEqual([1, 1, '-1']);
  });

  test('on paper the notice is its text, without navigation', async () => {
    const shown = await looking('/notice', {}, async (tab) => {
      await tab.emulateMedia({ media: 'print' });
      return [
        await tab.locator('header nav').isVisible(),
        await tab.locator('nav.contents').isVisible(),
        await tab.locator('.notice-body').isVisible(),
      ];
    });
    expect(shown).toEqual([false, false, true]);
  });
});
