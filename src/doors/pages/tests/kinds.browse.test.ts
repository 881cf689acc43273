import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as page from '../index.ts';
import { site } from './samples.ts';
import { kindPagesOf } from './samples-kinds.ts';
import { CHROMIUM, openBrowser, type Served, serve } from './visitor.ts';

const pages = kindPagesOf(site);
const paths = Object.keys(pages);
const why = CHROMIUM ? '' : ' (skipped: no Chromium here; "apt-get install chromium" brings it)';

test.each(Object.entries(pages))(
  '%s has one heading of the first rank, no script, and ticks nothing',
  (_, html) => {
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|<style|\sstyle="|\son[a-z]+="|javascript:|\schecked/i);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  },
);

test('a password that was typed does not come back with the form', () => {
  const html = page.formPage(site, {
    point: 'account',
    declared: {
      kind: 'account',
      from: 'the-person',
      fields: { name: 'required', password: 'required' },
      purposes: ['orders'],
      'case-bound': false,
      'fire-roll': false,
    },
    notice: { hash: 'a'.repeat(64) },
    purposes: {},
    countries: [],
    kinds: { password: 'secret' },
    values: { name: '', password: 'secret-canary' },
    errors: [{ field: 'name', message: 'Please fill in your name.' }],
  });

  expect(html).toContain('type="password"');
  expect(html).not.toContain('secret-canary');
});

describe.skipIf(!CHROMIUM)(`the pages of each kind in a browser${why}`, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    browser = await openBrowser();
    served = await serve(pages, page.stylesheet(site.colour), pages['/forms/visitor-book/in'] ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
    let tab: Page;
    beforeAll(async () => {
      tab = await (
        await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } })
      ).newPage();
    });
    afterAll(() => tab?.context().close());

    test.each(paths)('axe finds nothing on %s, and 320 pixels are enough', async (path) => {
      await tab.goto(served.base + path);
      // Legacy mode: these pages have no frames, and one tab does.
      const axe = new AxeBuilder({ page: tab }).setLegacyMode(true);
      const found = await axe.options({ rules: { 'target-size': { enabled: true } } }).analyze();
      expect(
        found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]),
      ).toEqual([]);
      const [content, screen] = (await tab.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as [number, number];
      expect(content).toBeLessThanOrEqual(screen);
    });
  });

  test('a visitor signs in with the keyboard alone', async () => {
    const tab = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await tab.goto(`${served.base}/forms/visitor-book`);
    await tab.locator('#field-visitor-name').focus();
    await tab.keyboard.type('Ada');
    await tab.keyboard.press('Enter');
    await tab.waitForSelector('.badge');

    expect(served.posted.at(-1)?.body).toContain('field.visitor-name=Ada');
    await tab.context().close();
  });
});
