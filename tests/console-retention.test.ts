import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, startOf } from '../src/base/index.ts';
import { CHROMIUM } from '../src/doors/pages/tests/visitor.ts';
import { sequence, signingKeyFor, verifyCertificate } from '../src/evidence/index.ts';
import {
  addMedium,
  disposeDue,
  type House,
  handMedia,
  hold,
  policyInForce,
  retire,
  takeEvent,
} from '../src/procedures/index.ts';
import { takeSubmission } from '../src/procedures/submission.ts';
import { email, type Houses } from '../src/procedures/tests/houses.ts';
import { type ConsoleTab, openConsole } from './console-tab.ts';

const why = CHROMIUM ? '' : ' (skipped: no Chromium here; "apt-get install chromium" brings it)';

describe.skipIf(!CHROMIUM)(`retention in the console${why}`, { timeout: 90_000 }, () => {
  let opened: ConsoleTab;
  let houses: Houses;
  let house: House;
  let tab: Page;
  let today: Day;

  beforeAll(async () => {
    opened = await openConsole('media-policy', async (house, houses) => {
      today = house.clock.today('Europe/London');
      await someTime(house, houses, today);
    });
    ({ houses, house, tab } = opened);
  }, 120_000);
  afterAll(() => opened?.close());

  const go = (path: string) => opened.go(path);
  const press = (name: string) => opened.press(name);
  const shown = () => opened.shown();
  const axe = () => opened.axe();
  const picture = (name: string) => opened.picture(name);

  const pages: [string, string, RegExp][] = [
    ['what goes', '/retention', /The next twelve weeks.*to agree to.*announced/s],
    ['holds', '/retention/holds', /a claim over a basket.*Hold something back/s],
    ['media', '/retention/media', /asset 7.*no certificate.*Register one/s],
    ['certificates', '/retention/certificates', /record under enquiries.*nothing left/s],
  ];

  test.each(pages)(
    '%s: shows it, axe finds nothing by day and by night, and it fits on 320 pixels',
    async (name, path, shows) => {
      await go(path);
      await expect.poll(shown, { timeout: 10_000 }).toMatch(shows);
      await opened.readable(name);
    },
  );

  test('the forecast is worked by the keyboard, and its table says the same', async () => {
    await go('/retention');
    const weeks = tab.locator('svg.chart [role=button]');
    await weeks.first().focus();
    await tab.keyboard.press('Tab');
    const second = weeks.nth(1);
    expect(await tab.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      await second.getAttribute('aria-label'),
    );
    await tab.keyboard.press(' ');
    await expect.poll(() => second.getAttribute('aria-pressed')).toBe('true');
    expect(await tab.evaluate('window.scrollY')).toBe(0);

    await tab.getByText('The same as a table').click();
    const inChart = await weeks.evaluateAll((all: { ariaLabel: string | null }[]) =>
      all.map(({ ariaLabel }) => Number(/: (\d+) record/.exec(ariaLabel ?? '')?.[1])),
    );
    const inTable = await tab
      .locator('table.figures tbody tr')
      .evaluateAll((all: { cells: Iterable<{ textContent: string | null }> }[]) =>
        all.map((row) => [...row.cells].slice(1).reduce((sum, cell) => sum + Number(cell.textContent), 0)),
      );
    expect(inTable).toEqual(inChart);
    expect(Math.max(...inChart)).toBeGreaterThan(0);
  });

  test('somebody agrees to a proposal after its end was in sight, and counts once', async () => {
    await go('/retention');
    await tab.getByRole('link', { name: 'applications that were not successful' }).click();
    await tab.waitForSelector('h2:has-text("Who agrees")');
    expect(await axe()).toEqual([]);
    await picture('proposal');
    await press('Agree that this goes');
    await tab.waitForSelector('text=You agreed to this');
    await expect.poll(shown).toMatch(/1 of 1 agreed/);
    const approvals = await houses.store.rows('select stage, role from retention_approval');
    expect(approvals).toEqual([{ stage: 1, role: 'privacy-lead' }]);
  });

  test('what is announced is stopped with a reason, and nothing of it goes', async () => {
    await go('/retention');
    await tab.getByRole('link', { name: 'what you asked us' }).first().click();
    await tab.getByLabel('Why').fill('the shop was closed all week');
    await tab.getByLabel('Ask again from').fill(addDays(today, 30));
    await press('Stop it');
    await expect.poll(shown).toMatch(/stopped.*the shop was closed all week/s);
  });

  test('a hold is placed for whom it names, with only the data it names, and is lifted after a question', async () => {
    await go('/retention/holds');
    await tab.getByLabel(/^Kind/).selectOption('safety');
    await tab.getByLabel('Who answers for it').selectOption('manager');
    await tab
      .locator('form', { hasText: 'Hold something back' })
      .getByLabel('Look again on')
      .fill(addDays(today, 60));
    await tab.getByLabel('Why').fill('somebody was threatened');
    await tab.getByLabel('Whose data').fill('dora@people.example');
    await tab.getByText('Only some data').click();
    await tab.getByLabel('message').check();
    await picture('hold-form');
    await press('Hold it');
    await tab.waitForSelector('text=It stands from now on, for 1 person');
    const [placed] = await houses.store.rows("select kind, data from retention_hold where kind = 'safety'");
    expect(placed).toEqual({ kind: 'safety', data: ['message'] });

    await tab
      .getByRole('row', { name: /threatened/ })
      .getByRole('button', { name: 'Lift' })
      .click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
    await expect.poll(shown).not.toMatch(/somebody was threatened/);
  });

  test('a disk goes from the list to its certificate, and the paper stays on this machine', async () => {
    await go('/retention/media');
    await tab.getByLabel('What we call it').fill('asset 9');
    await tab.getByLabel('Its own number').fill('HD-9');
    await tab.getByLabel(/^Kind/).selectOption('disk');
    await press('Register');
    await tab.getByLabel('asset 9').check();
    await press('Take out of use');
    await expect.poll(() => tab.getByRole('row', { name: /asset 9/ }).textContent()).toMatch(/out of use/);
    await tab.getByLabel('asset 9').check();
    await press('Handed over');
    await expect
      .poll(() => tab.getByRole('row', { name: /asset 9/ }).textContent())
      .toMatch(/with the destroyer/);

    await tab.getByLabel(/^Its number/).fill('2041');
    await tab.getByLabel('How it was destroyed').fill('shredded to P-4');
    await tab.getByLabel(/^When/).fill(today);
    await tab.getByLabel('The numbers on it').fill('HD-9, HD-99');
    await tab
      .getByLabel('The document')
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('a scan') });
    await press('Enter it');
    await tab.waitForSelector('text=1 closed by it. None of ours: HD-99');
    await picture('media-certificate');
    expect(await axe()).toEqual([]);
    const [entered] = await houses.store.rows('select number, document from destruction');
    expect(entered).toEqual({
      number: '2041',
      document: '5bb626f4973a4d80adb3d956673807597303a694d5124d9c2298b1fa2811810f',
    });

    await tab.locator('[name=which]').selectOption({ index: 1 });
    await tab.getByLabel('Why').fill('it belongs to the tenant upstairs');
    await press('Explain it');
    await expect.poll(shown).not.toMatch(/none of ours: HD-99/);
  });

  test('a certificate is taken away as a file that holds by itself', async () => {
    await sequence(houses.store, house.clock.now());
    await go('/retention/certificates');
    const row = tab.getByRole('row', { name: /record under enquiries/ });
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      row.getByRole('button', { name: /^Download/ }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    const found = await verifyCertificate(file, signingKeyFor(houses.store.db).verifierKey);
    expect(found).toMatchObject({
      kind: 'retention.disposed',
      statement: { rule: 'enquiries', leftBehind: 0 },
    });
    await row.getByRole('link', { name: 'check it in the ledger' }).click();
    await tab.waitForSelector('text=Verified');
  });
});

/** What half a year brings: something that went, something announced, something to agree to, a hold, a disk that is late. */
async function someTime(house: House, { store }: Houses, today: Day): Promise<void> {
  const goTo = (day: Day) =>
    store.clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + 9 * 3_600_000).toISOString());
  const now = house.clock.now();
  const { hash } = await policyInForce(house);
  const comesIn = (point: string, who: string, fields: Record<string, string>) =>
    takeSubmission(house, point, {
      fields: { name: who, email: email(who).value, ...fields },
      consents: [],
      declined: [],
      notice: hash,
    });
  const asks = (who: string) => comesIn('contact-form', who, { message: 'Do you weave eel traps?' });
  goTo(addDays(today, -360));
  for (const who of ['lia', 'max']) {
    await comesIn('application-form', who, { letter: 'I have good hands.' });
    await takeEvent(house, { id: null, kind: 'application-rejected', identities: [email(who)], at: null });
  }
  goTo(addDays(today, -190));
  await asks('ada');
  for (const [ago, who] of [
    [179, 'bea'],
    [178, 'cem'],
    [160, 'dora'],
    [140, 'emil'],
    [125, 'fay'],
  ] as const) {
    goTo(addDays(today, -ago));
    await asks(who);
  }
  const id = await addMedium(house, { label: 'asset 7', serial: 'HD-7', kind: 'disk' }, 'test');
  await retire(house, id, null, 'test');
  await handMedia(house, { ids: [id], to: 'shredding', on: null }, 'test');
  goTo(addDays(today, -12));
  await disposeDue(house);
  goTo(addDays(today, -5));
  await disposeDue(house);
  store.clock.set(now);
  await disposeDue(house);
  await hold(
    house,
    {
      kind: 'legal-claim',
      because: 'a claim over a basket',
      owner: 'manager',
      reviewOn: addDays(today, 3),
      data: [],
      points: [],
      identities: [email('emil')],
      people: [],
    },
    'test',
  );
}
