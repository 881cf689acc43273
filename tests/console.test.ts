import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApiKey, SCOPES } from '../src/doors/http/keys.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { CHROMIUM, openBrowser } from '../src/doors/pages/tests/visitor.ts';
import { sequence } from '../src/evidence/index.ts';
import { type House, inviteFirstOwner } from '../src/procedures/index.ts';
import { email, type Houses, withHouses } from '../src/procedures/tests/houses.ts';
import { codeOf } from './totp.ts';

const PASSWORD = 'seven geese cross the lake';
const ADDRESS = 'olive@larkhill.example';
const why = CHROMIUM ? '' : ' (skipped: no Chromium here; "apt-get install chromium" brings it)';

describe.skipIf(!CHROMIUM)(`the console in a browser${why}`, { timeout: 90_000 }, () => {
  let houses: Houses;
  let house: House;
  let app: FastifyInstance;
  let base: string;
  let browser: Browser;
  /** Where Olive works all day. */
  let tab: Page;
  let uri = '';
  let request = '';
  let person = '';
  let finished: Promise<void>;
  let finish: () => void;
  const elsewhere: string[] = [];
  const violations: string[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/console.mjs')], { stdio: 'pipe' });
    await new Promise<void>((ready, failed) => {
      finished = withHouses(async (opened) => {
        houses = opened;
        await new Promise<void>((done) => {
          finish = done;
          ready();
        });
      });
      finished.catch(failed);
    });
    house = { ...houses.one, baseUrl: 'http://127.0.0.1' };
    app = await makeServer(house, { perMinute: 1_000_000 });
    await app.listen({ port: 0, host: '127.0.0.1' });
    base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    ({ request, person } = await aDay(house, app));
    browser = await openBrowser();
    tab = await (await browser.newContext()).newPage();
    tab.setDefaultTimeout(15_000);
    tab.on('request', (one) => {
      if (!one.url().startsWith(base) && !one.url().startsWith('blob:')) elsewhere.push(one.url());
    });
    tab.on('console', (said) => {
      if (/Content Security Policy/i.test(said.text())) violations.push(said.text());
    });
    tab.on('pageerror', (fault) => violations.push(String(fault)));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    finish?.();
    await finished;
  });

  const go = async (path: string) => {
    await tab.goto(`${base}/console${path}`);
    await tab.waitForSelector('main h1');
    await tab.waitForSelector('.waiting', { state: 'detached' });
  };
  const press = (name: string) => tab.getByRole('button', { name, exact: true }).click();
  const heading = () => tab.locator('h1').textContent();
  const axe = async () => {
    const found = await new AxeBuilder({ page: tab })
      .setLegacyMode(true)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze();
    return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]);
  };

  test('the first owner comes in by the link: password, QR code, backup codes, first code', async () => {
    const invited = await inviteFirstOwner(house);
    await go(`/join#${invited?.token}`);
    await tab.getByLabel('Your name').fill('Olive');
    await tab.getByLabel('Your e-mail address').fill(ADDRESS);
    await tab.locator('input[name=password]').fill('password1234');
    await press('Go on');
    // Refused beside the field and at the top; what was typed is still there.
    await tab.waitForSelector('[role=alert]');
    expect(await tab.locator('input[name=password]').getAttribute('aria-invalid')).toBe('true');
    expect(await tab.getByLabel('Your name').inputValue()).toBe('Olive');
    expect(await axe()).toEqual([]);
    await tab.locator('input[name=password]').fill(PASSWORD);
    await press('Go on');

    await tab.waitForSelector('h1:has-text("second factor")');
    await tab.locator('input[name=password]').fill(PASSWORD);
    await press('Go on');
    await tab.waitForSelector('.qr');
    expect(await tab.locator('.codes li').count()).toBe(10);
    expect(await axe()).toEqual([]);
    uri = `otpauth://totp/Kept?secret=${await tab.locator('p code').textContent()}`;
    await tab.getByLabel('I have kept the backup codes').check();
    await tab.getByLabel('Code', { exact: false }).last().fill(codeOf(uri));
    await press('Finish and go in');

    await tab.waitForSelector('nav');
    expect(await heading()).toBe('Today');
    expect(tab.url()).toBe(`${base}/console/`);
  });

  test('a wrong password says one thing for all that may be wrong; the right one asks for the code', async () => {
    await press('Sign out');
    await tab.waitForSelector('h1:has-text("Sign in")');
    expect(await axe()).toEqual([]);
    await tab.getByLabel('E-mail address').fill(ADDRESS);
    await tab.locator('input[name=password]').fill('not this one at all');
    await press('Go on');
    expect(await tab.locator('[role=alert]').getAttribute('data-code')).toBe('staff.wrong');
    await tab.locator('input[name=password]').fill(PASSWORD);
    await press('Go on');
    await tab.waitForSelector('h1:has-text("code of your app")');
    expect(await axe()).toEqual([]);
    await tab.locator('input[name=code]').fill('000000');
    await press('Sign in');
    await tab.waitForSelector('[role=alert]');
    await tab.locator('input[name=code]').fill(codeOf(uri, 1));
    await press('Sign in');
    await tab.waitForSelector('nav');
  });

  const pages: [string, () => string, RegExp][] = [
    ['Today', () => '/', /Erasure request, received .* days late/s],
    ['Requests', () => '/requests', /Delete their data \(erasure\)/],
    [
      'a request',
      () => `/requests/${request}`,
      /Clock and identity.*working days late.*Please delete my letter/s,
    ],
    ['People', () => '/people', /Why do you look\?/],
    ['Promises', () => '/board', /The last 2 days.*We answer/s],
    ['a promise', () => '/board/MUT-007', /What keeps it/],
    ['Retention', () => '/retention', /For somebody to agree to, or to stop/],
    ['the data map', () => '/map', /Where it lives.*enquirer/s],
    ['the outbox', () => '/outbox', /waiting/],
    ['the ledger', () => '/ledger', /entries are sealed.*request\.opened/s],
    ['Staff', () => '/staff', /Olive \(you\)/],
    ['API keys', () => '/keys', /a shop/],
  ];

  test.each(pages)(
    '%s shows its data, axe finds nothing, and it fits on 320 pixels',
    async (_name, path, shows) => {
      await go(path());
      await expect.poll(() => tab.locator('main').textContent(), { timeout: 10_000 }).toMatch(shows);
      expect(await tab.locator('h1').count()).toBe(1);
      expect(await axe()).toEqual([]);
      await tab.setViewportSize({ width: 320, height: 640 });
      try {
        const [content, screen] = (await tab.evaluate(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        )) as [number, number];
        expect(content).toBeLessThanOrEqual(screen);
      } finally {
        await tab.setViewportSize({ width: 1280, height: 800 });
      }
    },
  );

  test('on a dark screen letters can be read as well', async () => {
    await tab.emulateMedia({ colorScheme: 'dark' });
    for (const path of ['/board', `/requests/${request}`, '/keys']) {
      await go(path);
      expect(await axe()).toEqual([]);
    }
    await tab.emulateMedia({ colorScheme: 'light' });
  });

  test('somebody is looked up for a reason, which the ledger keeps; nothing is shown before it is said', async () => {
    await go(`/people/${person}`);
    expect(await tab.locator('dl').count()).toBe(0);
    await go('/people');
    await press('Look up');
    expect(await heading()).toBe('People');
    await tab.getByLabel('Why do you look?').selectOption('answering-request');
    await tab.getByLabel('Address or number').fill('ines@people.example');
    await press('Look up');
    await tab.waitForSelector('h1:has-text("A person")');
    await tab.waitForSelector('dt:has-text("E-mail")');
    await tab.waitForSelector('table.rows');
    expect(await tab.locator('main').textContent()).not.toContain('ines@people.example');
    expect(await axe()).toEqual([]);

    const looks = await houses.store.rows<{ body: string }>(
      `select body from evidence_entry where kind = 'people.looked-at' and actor like 'staff:%'`,
    );
    expect(looks.map(({ body }) => JSON.parse(body).reason)).toContain('answering-request');
  });

  test('a plan is approved by one button, which wakes up when its end was in sight', async () => {
    await go(`/requests/${request}`);
    await tab.setViewportSize({ width: 1280, height: 300 });
    await press('Look into every system');
    const approve = tab.getByRole('button', { name: 'Approve this plan' });
    await approve.waitFor();
    expect(await approve.isEnabled()).toBe(false);
    await tab.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    await expect.poll(() => approve.isEnabled()).toBe(true);
    await tab.setViewportSize({ width: 1280, height: 800 });
    expect(await axe()).toEqual([]);
    await approve.click();
    await tab.waitForSelector('p:has-text("; approved")');
    const [approved] = await houses.store.rows<{ n: number }>(
      `select count(*)::int as n from evidence_entry where actor like 'staff:%' and kind = 'plan.approved'`,
    );
    expect(approved?.n).toBe(1);
  });

  test('an entry of the ledger is proven in this browser, and a proof that was tampered with is not', async () => {
    await go('/ledger');
    await tab.locator('td a').last().click();
    await tab.waitForSelector('text=Verified');
    expect(await axe()).toEqual([]);
    const entry = tab.url();
    await tab.route('**/api/ledger/proof**', async (route) => {
      const answer = await route.fetch();
      const said = (await answer.json()) as { leaf: string };
      await route.fulfill({
        response: answer,
        json: { ...said, leaf: Buffer.alloc(32, 7).toString('base64') },
      });
    });
    await tab.goto(entry);
    await tab.waitForSelector('text=The proof does not hold');
    await tab.unroute('**/api/ledger/proof**');
  });

  test('a key is made and shown once; a table is sorted, filtered and saved', async () => {
    await go('/keys');
    await tab.getByLabel('Which system is it for?').fill('=cmd()');
    await tab.getByLabel('events').check();
    await press('Make the key');
    expect(await tab.locator('[data-key]').textContent()).toMatch(/^kept_/);
    await tab.getByRole('cell', { name: '=cmd()' }).waitFor();
    const [download] = await Promise.all([tab.waitForEvent('download'), press('Save as CSV')]);
    const saved = readFileSync(await download.path(), 'utf8');
    expect(saved.split('\r\n')).toHaveLength(4);
    // What a spreadsheet would run is text.
    expect(saved).toContain(`,'=cmd(),events,`);

    await go('/board?state=unproven');
    const all = await tab.locator('tbody tr').count();
    await tab.getByLabel('Find words').fill('answer');
    await expect.poll(() => tab.locator('table.rows tbody tr').count()).toBeLessThan(all);
    await tab.getByRole('button', { name: 'Id', exact: true }).click();
    expect(await tab.locator('th[aria-sort=ascending]').textContent()).toContain('Id');
  });

  test('the keyboard comes to the skip link first, and it leads to the content', async () => {
    await go('/outbox');
    await tab.evaluate('document.activeElement.blur()');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate('document.activeElement.id')).toBe('main');
  });

  test('through all of it nobody else was asked for anything, and nothing broke the content security policy', async () => {
    const page = await fetch(`${base}/console/board`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}';/);
    expect(policy).not.toContain('unsafe');
    const again = await fetch(`${base}/console/board`);
    expect(again.headers.get('content-security-policy')).not.toBe(policy);
    expect(await again.text()).not.toMatch(/<script>|KEPT-/);
    expect(elsewhere).toEqual([]);
    expect(violations).toEqual([]);
  });
});

/** What a day brings: a request that is late, what somebody said, mails that wait, and yesterday's board. */
async function aDay(house: House, app: FastifyInstance): Promise<{ request: string; person: string }> {
  const { key } = await makeApiKey(house, { name: 'a shop', scopes: SCOPES, by: 'test' });
  const call = async (path: string, body: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api${path}`,
      headers: { authorization: `Bearer ${key}` },
      payload: body,
    });
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json() as Record<string, string>;
  };
  const identity = email('ines');
  const opened = await call('/requests', {
    kind: 'erasure',
    identity,
    received: '2026-09-01',
    words: 'Please delete my letter.',
  });
  const known = await call('/people', { identities: [identity] });
  await call('/permissions', { identity, purpose: 'offers', state: 'objected', source: 'telephone' });
  await house.store.rows(
    `insert into promise_state (promise, id, state, because, since)
     select promise, gen_random_uuid(), state, 'for the picture', $1::timestamptz - ago * interval '1 day'
     from (values ('MUT-007', 'kept', 1), ('MUT-007', 'broken', 0)) as one (promise, state, ago)`,
    [house.clock.now()],
  );
  await sequence(house.store, house.clock.now());
  return { request: opened.id ?? '', person: known.person ?? '' };
}
