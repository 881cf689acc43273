import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { systemClock } from '../src/base/index.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { openBrowser } from '../src/doors/pages/tests/visitor.ts';
import type { House } from '../src/procedures/index.ts';
import { type Houses, withHouses } from '../src/procedures/tests/houses.ts';
import { type Someone, signedIn } from './staff-client.ts';

const ORIGIN = 'http://127.0.0.1';

/** The console in a browser: a house of its own, its server, and the tab of a privacy lead who has signed in. */
export type ConsoleTab = {
  house: House;
  houses: Houses;
  base: string;
  tab: Page;
  go(path: string): Promise<void>;
  press(name: string): Promise<void>;
  shown(): Promise<string | null>;
  axe(): Promise<unknown[]>;
  /** For whoever wants to see them: KEPT_PICTURES names a folder. */
  picture(name: string): Promise<void>;
  /** Whether it can be read by day, by night and on 320 pixels. */
  readable(name: string): Promise<void>;
  close(): Promise<void>;
};

/** Opens it at what the machine's clock says, which is the browser's too; `fill` lets something happen before. */
export async function openConsole(
  policy: string,
  fill: (house: House, houses: Houses) => Promise<void>,
): Promise<ConsoleTab> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/console.mjs')], { stdio: 'pipe' });
  const { houses, end } = await housesOf(policy);
  const house = { ...houses.one, baseUrl: ORIGIN };
  houses.store.clock.set(systemClock.now());
  await fill(house, houses);
  const app = await makeServer(house, { perMinute: 1_000_000 });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  await signedIn({ one: house, app }, 'owner', undefined, { origin: ORIGIN });
  const tab = await tabOf(
    browser,
    await signedIn({ one: house, app }, 'privacy-lead', undefined, { origin: ORIGIN }),
  );
  const axe = async () => {
    const found = await new AxeBuilder({ page: tab })
      .setLegacyMode(true)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze();
    return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]);
  };
  const picture = async (name: string) => {
    const folder = process.env.KEPT_PICTURES;
    if (folder)
      await tab.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
  };
  return {
    house,
    houses,
    base,
    tab,
    axe,
    picture,
    async go(path) {
      await tab.goto(`${base}/console${path}`);
      await tab.waitForSelector('main h1');
      await tab.waitForSelector('.waiting', { state: 'detached' });
    },
    press: (name) => tab.getByRole('button', { name, exact: true }).click(),
    shown: () => tab.locator('main').textContent(),
    async readable(name) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await tab.emulateMedia({ colorScheme });
        await picture(`${name}-${colorScheme}`);
        expect(await axe()).toEqual([]);
      }
      await tab.emulateMedia({ colorScheme: 'light' });
      await tab.setViewportSize({ width: 320, height: 640 });
      await picture(`${name}-320`);
      const [content, screen] = (await tab.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as [number, number];
      await tab.setViewportSize({ width: 1280, height: 800 });
      expect(content).toBeLessThanOrEqual(screen);
    },
    async close() {
      await browser.close();
      await app.close();
      await end();
    },
  };
}

/** Houses that stay open until they are ended. */
async function housesOf(policy: string): Promise<{ houses: Houses; end: () => Promise<void> }> {
  let finish = (): void => {};
  const until = new Promise<void>((done) => {
    finish = done;
  });
  return new Promise((opened, failed) => {
    const finished = withHouses(
      async (houses) => {
        opened({
          houses,
          end() {
            finish();
            return finished;
          },
        });
        await until;
      },
      { policy },
    );
    finished.catch(failed);
  });
}

/** A browser of somebody who has signed in already. */
async function tabOf(browser: Browser, { cookies }: Someone): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies(
    [...cookies].map(([name, value]) => ({ name, value, domain: '127.0.0.1', path: '/' })),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}
