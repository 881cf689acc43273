import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessReplyItemsOwed } from '../../../law/index.ts';
import { accessAnswers } from '../answers.rules.ts';
import type { Held } from '../held.ts';
import { DOSSIER, personPackage } from '../package.ts';
import { redactorOf } from '../thirdparties.rules.ts';
import { asked, listed, policy, unpacked } from './unpacked.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const NASTY = `</td><script>alert(1)</script><img src=x onerror=alert(1)> & "x" '`;

const HELD: readonly Held[] = [
  {
    system: 'crm',
    table: `customer ${NASTY}`,
    category: 'contact-details',
    rows: [{ name: NASTY, [NASTY]: 'x'.repeat(5_000), gone: null }],
  },
  {
    system: 'crm',
    table: 'note',
    category: 'correspondence',
    rows: [{ text: 'Bob Miller (bob@x.example) rang for Ada.' }],
  },
  ...(
    ['relationships', 'permissions', 'events', 'mails', 'disclosures', 'decisions', 'requests'] as const
  ).map(
    (section): Held => ({
      section,
      system: 'kept',
      table: section,
      category: null,
      rows: [{ what: section, at: '2026-11-01' }],
    }),
  ),
];

const pageOf = async (more: Parameters<typeof asked>[1] = {}): Promise<string> =>
  (await unpacked(personPackage(asked(listed(...HELD), more)))).get(DOSSIER)?.toString('utf8') ?? '';

test.each(['2026-01-15', '2026-11-22'] as const)(
  'on %s it says every item that the law owes that day',
  async (on) => {
    const owed = accessReplyItemsOwed(on, 'uk');
    const html = await pageOf({ on });

    for (const item of owed) expect(html).toContain(`<h2 id="${item}">`);
    expect(html.match(/<h2 id="[a-z-]+">/g)?.length).toBeGreaterThan(owed.length);
    expect(html.includes('<h2 id="complaint-to-controller">')).toBe(on >= '2026-06-19');
    expect(html).toContain(
      on >= '2026-09-30' ? 'Information Commission ' : 'Information Commissioner’s Office',
    );
    for (const { says } of Object.values(policy.purposes).filter(({ people }) => people.includes('client')))
      expect(html.toLowerCase()).toContain(says.toLowerCase().replaceAll("'", '&#39;'));
  },
);

test('what it says of an applicant is not what it says of a client', () => {
  const of = (category: string) =>
    accessAnswers(policy, { categories: [category], found: [], on: '2026-11-22' }).flatMap(({ list }) =>
      list.map(({ path }) => path),
    );

  expect(of('client')).toContain('purposes.deliver-service');
  expect(of('client')).not.toContain('purposes.recruitment');
  expect(of('applicant')).toContain('purposes.recruitment');
  expect(of('applicant')).not.toContain('purposes.client-marketing');
});

test('recipients abroad are told with what protects the data there', () => {
  const safeguards = accessAnswers(policy, { categories: ['client'], found: [], on: '2026-11-22' }).find(
    ({ item }) => item === 'safeguards',
  );

  expect(safeguards?.list.map(({ path }) => path)).toContain('recipients.zendesk');
  expect(safeguards?.list.find(({ path }) => path === 'recipients.zendesk')?.says).toContain('data bridge');
});

test('nothing that is held is ever markup, and no part of it asks anybody for anything', async () => {
  const html = await pageOf();

  const tags = html.replaceAll(/"[^"]*"/g, '""');
  expect(tags).not.toMatch(/<script|<img|<link|<[^>]*\s(?:src|on\w+)=|url\(/i);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('(5,000 characters)');
  expect(html).toContain("default-src 'none'");
});

test('what a reviewer accepted is gone from the page, the CSV and the JSON', async () => {
  const own = { emails: ['ada@client.example'], phones: [], names: ['Ada King'] };
  const redact = redactorOf(own, ['bob@x.example', 'bob miller']);
  const files = await unpacked(personPackage(asked(listed(...HELD), { redact })));

  for (const [, content] of files) expect(content.toString('utf8')).not.toMatch(/bob/i);
  expect(files.get('data/crm/note.csv')?.toString()).toContain(
    '[removed: about somebody else] ([removed: about somebody else]) rang for Ada.',
  );
});

test('nothing found is said, and so is what is missing', async () => {
  const html = await pageOf({ held: listed(), notHere: ['The paper files are searched by 27 November.'] });

  expect(html).toContain('and found none');
  expect(html).toContain('The paper files are searched by 27 November.');
});

describe.skipIf(!CHROMIUM)('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser?.close());

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in the %s, and nothing is asked of anybody',
    async (colorScheme) => {
      const tab = await (
        await browser.newContext({ colorScheme, viewport: { width: 320, height: 700 } })
      ).newPage();
      const asking: string[] = [];
      tab.on('request', (request) => asking.push(request.url()));
      await tab.setContent(await pageOf());

      const { violations, passes } = await new AxeBuilder({ page: tab }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual(
        [],
      );
      expect(passes.length).toBeGreaterThan(15);
      expect(await tab.locator('h1').count()).toBe(1);
      for (const landmark of ['banner', 'main', 'contentinfo', 'navigation'] as const)
        expect(await tab.getByRole(landmark).count()).toBe(1);
      expect(await tab.evaluate('document.documentElement.scrollWidth <= 320')).toBe(true);
      expect(asking).toEqual([]);
      await tab.context().close();
    },
  );
});
