import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, startOf } from '../src/base/index.ts';
import { CHROMIUM } from '../src/doors/pages/tests/visitor.ts';
import { askGate, type House, policyInForce, takeRequest } from '../src/procedures/index.ts';
import { takeSubmission } from '../src/procedures/submission.ts';
import { email } from '../src/procedures/tests/houses.ts';
import { type ConsoleTab, openConsole } from './console-tab.ts';

const why = CHROMIUM ? '' : ' (skipped: no Chromium here; "apt-get install chromium" brings it)';

describe.skipIf(!CHROMIUM)(`cases and formats in the console${why}`, { timeout: 90_000 }, () => {
  let opened: ConsoleTab;
  let tab: Page;
  let old = '';
  let request = '';

  beforeAll(async () => {
    opened = await openConsole('examples/smartcomms', async (house, { store }) => {
      const now = house.clock.now();
      const today = house.clock.today('Europe/London');
      store.clock.set(morningOf(addDays(today, -40)));
      old = await reports(house, 'ada');
      store.clock.set(now);
      await reports(house, 'bea');
      request = await asksForXml(house);
    });
    ({ tab } = opened);
  }, 120_000);
  afterAll(() => opened?.close());

  const row = (id: string) => tab.getByRole('row', { name: new RegExp(id) });
  /** What the gate says when somebody of ours wants to look into the old case. */
  const asked = async () => {
    const { code } = await askGate(
      opened.house,
      {
        act: 'access',
        purpose: 'fraud-and-security',
        channel: 'any',
        personId: null,
        recipient: '',
        data: ['session-data'],
        country: '',
        agent: 'rkhan',
        citing: old,
      },
      { identity: email('ada') },
    );
    return code;
  };

  test('the list shows which case nobody has looked at, by day, by night and on 320 pixels', async () => {
    await opened.go('/');
    await tab.getByRole('link', { name: 'Cases', exact: true }).click();
    await expect.poll(() => row(old).textContent()).toMatch(/late/);
    await opened.readable('cases');
    expect(await asked()).toMatch(/case-unreviewed$/);
  });

  test('what is noted there is what the gate goes by', async () => {
    await opened.go('/cases');
    await row(old).getByRole('button', { name: 'Still needed' }).click();
    await expect.poll(() => row(old).textContent()).not.toMatch(/late/);
    expect(await asked()).toMatch(/not-assigned$/);

    await row(old).getByRole('button', { name: 'Who works on it' }).click();
    await tab.getByLabel('Their references').fill('rkhan@smartcomms.example');
    await opened.press('Save');
    await tab.waitForSelector('[role=alert]');
    expect(await tab.getByRole('dialog').textContent()).toContain('a reference has no spaces and no @');
    await tab.getByLabel('Their references').fill('rkhan, tlee');
    expect(await opened.axe()).toEqual([]);
    await opened.picture('case-staff');
    await opened.press('Save');
    await expect.poll(() => row(old).textContent()).toMatch(/rkhan, tlee/);
    expect(await asked()).not.toMatch(/case-unreviewed|not-assigned|no-open-case/);
    const [noted] = await opened.houses.store.rows<{ actor: string }>(
      "select actor from evidence_entry where kind = 'case.reviewed'",
    );
    expect(noted?.actor).toMatch(/^staff:/);
  });

  test('a case is closed after a question, and then removed with its files', async () => {
    await opened.go('/cases');
    await row(old).getByRole('button', { name: 'Close the case' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Close the case' }).click();
    await expect.poll(opened.shown).not.toContain(old);
    expect(await asked()).toMatch(/no-open-case$/);

    await tab.getByLabel('Show').selectOption('closed');
    await row(old).getByRole('button', { name: 'Remove it now' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Remove it now' }).click();
    await expect.poll(opened.shown).toMatch(/No closed case is left/);
  });

  test('who asked for a format that we do not make is told why, once', async () => {
    await opened.go(`/requests/${request}`);
    const ways = tab.getByLabel('What', { exact: true });
    await ways.selectOption('tell them why they get another format');
    await tab.getByLabel('Why; they read it').fill('No program of ours writes it.');
    await opened.press('Do it');
    await expect
      .poll(() => ways.locator('option').allTextContents())
      .not.toContain('tell them why they get another format');
  });
});

const morningOf = (day: Day) =>
  new Date(Date.parse(startOf(day, 'Europe/London')) + 9 * 3_600_000).toISOString();

/** The case that a report of misuse opens. */
async function reports(house: House, who: string): Promise<string> {
  const { hash } = await policyInForce(house);
  const { record } = await takeSubmission(house, 'security-case', {
    fields: { email: email(who).value, message: 'Somebody else is in my account.' },
    consents: [],
    declined: [],
    notice: hash,
  });
  return String(record);
}

async function asksForXml(house: House): Promise<string> {
  const { id } = await takeRequest(house, {
    kind: 'portability',
    identities: [email('ada')],
    route: 'phone',
    receivedOn: null,
    format: 'xml',
  });
  return id;
}
