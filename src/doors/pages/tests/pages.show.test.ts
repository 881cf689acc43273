import { expect, test } from 'vitest';
import * as page from '../index.ts';
import { board, form, formInError, HASH, NASTY, pagesOf, point, relayForm, site } from './samples.ts';

const pages = Object.entries(pagesOf(site));
const inputsOf = (html: string): string[] => html.match(/<(?:input|textarea)[^>]*>/g) ?? [];

test.each(pages)(
  '%s is a whole document with one heading of the first rank and a skip link',
  (_path, html) => {
    expect(html.startsWith('<!doctype html><html lang="en">')).toBe(true);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).toMatch(/<body><a class="skip" href="#main">/);
    expect(/<title>(.+?) – Fernhill Bakery Limited<\/title>/.exec(html)?.[1]?.length).toBeGreaterThan(4);
    for (const landmark of ['<header>', '<nav aria-label="Main">', '<main id="main"', '<footer>'])
      expect(html).toContain(landmark);
  },
);

test.each(pages)('%s has no script, no style of its own, and loads one stylesheet', (_path, html) => {
  expect(html).not.toMatch(/<script|<style|\sstyle="|\son[a-z]+="|javascript:/i);
  expect(html.match(/<link [^>]*>/g)).toEqual(['<link rel="stylesheet" href="/assets/kept.css"/>']);
  expect(html).not.toMatch(/<(?:img|iframe|object|embed|video|audio)\b/);
});

test.each(pages)('%s announces the change that is coming, and that it is an illustration', (_path, html) => {
  expect(html).toMatch(/role="status"[^>]*data-coming="[0-9a-f]{64}"/);
  expect(html).toContain('Our privacy notice changes on Tue 29 December 2026.');
  expect(html).toContain('A new recipient: a courier');
  expect(html).toContain('An illustration made with Kept.');
});

test('a page of a company that changes nothing and is no example announces nothing', () => {
  const html = page.messagePage(
    { ...site, coming: null, illustration: false },
    { title: 'Not here', message: 'There is no such page.', todo: null },
  );
  expect(html).not.toMatch(/data-coming|illustration/);
});

test('markup in a name, a purpose, a label or what somebody typed comes out as text', () => {
  const nasty = { ...site, name: NASTY, shortName: NASTY, contact: { privacy: NASTY, phone: NASTY } };
  const purposes = Object.fromEntries(Object.keys(form.purposes).map((name) => [name, { says: NASTY }]));
  const html = [
    ...Object.values(pagesOf(nasty)),
    page.formPage(nasty, {
      ...formInError,
      purposes,
      labels: { name: NASTY },
      values: { name: NASTY, message: NASTY },
    }),
    page.formPage(nasty, { ...form, errors: [{ field: 'name', message: NASTY }] }),
    page.promisesPage(nasty, {
      board: {
        ...board,
        promises: board.promises.map((row) => ({ ...row, says: NASTY, because: NASTY, section: NASTY })),
      },
    }),
  ].join('\n');
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(html).not.toMatch(/<script|<img/i);
});

test('a contact that is no address makes no link that could run', () => {
  const html = page.messagePage(
    { ...site, contact: { privacy: 'javascript:alert(1)', phone: null } },
    { title: 'Not here', message: 'No.', todo: null },
  );
  expect(html).not.toContain('href="javascript');
  expect(html).toContain('javascript:alert(1)');
});

test('the notice carries its version, says since when, and links to every version', () => {
  const html = pagesOf(site)['/notice'] ?? '';
  expect(html).toMatch(new RegExp(`data-version="${HASH}"`));
  expect(html).toContain('In force since Mon 2 November 2026');
  expect(html).not.toContain('review overdue');
  expect(html.match(/href="\/notice\/versions\/[0-9a-f]{64}"/g)).toHaveLength(2);
  expect(html).toContain('href="#in-short"');
  // By the clock of the company, not of the server: the moment is 23:30 UTC on 30 June.
  expect(html).toContain('<td>Wed 1 July 2026</td>');
});

test('an overdue review and an earlier version say so above the text', () => {
  const { '/notice/overdue': overdue = '', '/notice/earlier': earlier = '' } = pagesOf(site);
  expect(overdue.indexOf('review overdue')).toBeGreaterThan(0);
  expect(overdue.indexOf('review overdue')).toBeLessThan(overdue.indexOf('notice-body'));
  expect(earlier.indexOf('This is an earlier version.')).toBeLessThan(earlier.indexOf('<h1'));
  expect(earlier).toContain('In force since Wed 1 July 2026 until Mon 2 November 2026.');
});

test('a form has an input for each declared field, the notice version, and requires what is declared', () => {
  const inputs = inputsOf(page.formPage(site, form));
  const named = (tag: string) => /\sname="([^"]+)"/.exec(tag)?.[1] ?? '';
  expect(inputs.map(named)).toEqual([
    'notice',
    ...Object.keys(point.fields).map((field) => `field.${field}`),
    'consent',
    'consent',
    'decline',
    'website',
  ]);
  expect(page.formPage(site, form)).toContain(`name="notice" value="${HASH}"`);
  expect(inputs.filter((tag) => /\srequired/.test(tag)).map(named)).toEqual([
    'field.name',
    'field.email',
    'field.message',
  ]);
  const typeOf = Object.fromEntries(
    inputs.map((tag) => [named(tag), /type="([^"]+)"/.exec(tag)?.[1] ?? 'lines']),
  );
  expect(typeOf).toMatchObject({
    'field.email': 'email',
    'field.telephone': 'tel',
    'field.collected-on': 'date',
    'field.message': 'lines',
  });
});

test('each field says whether it is needed, and the declared consequence is told beside it word for word', () => {
  const html = page.formPage(site, form);
  expect(html.match(/\(needed\)/g)).toHaveLength(3);
  expect(html.match(/\(optional\)/g)).toHaveLength(2);
  expect(html).toMatch(/id="field-name-without"[^>]*>Without it, we cannot take the order\.</);
  expect(html).toMatch(/aria-describedby="field-name-because field-name-without"/);
  expect(html).toContain('We cannot confirm an order that we can&#x27;t answer &amp; find.');
});

test('nothing is ticked beforehand, each question is its own, and a no that was ticked is there when the form comes back', () => {
  expect(page.formPage(site, form)).not.toMatch(/\schecked/);
  expect(page.formPage(site, form).match(/type="checkbox"/g)).toHaveLength(3);
  const again = inputsOf(page.formPage(site, formInError)).filter((tag) => /\schecked/.test(tag));
  expect(again.map((tag) => /value="([^"]+)"/.exec(tag)?.[1])).toEqual(['recipes', 'similar-cakes']);
});

test('a form with errors says them at the top with links, beside the field, and keeps what was typed', () => {
  const html = page.formPage(site, formInError);
  expect(html).toMatch(/<title>Error: /);
  expect(html).toMatch(/role="alert".*href="#field-name".*href="#field-email".*<form/s);
  expect(html).toMatch(/id="field-email-error".*something after the @/s);
  expect(html).toMatch(/value="ada@"/);
  expect(html).toContain('>Happy birthday</textarea>');
  expect(html).toMatch(/aria-invalid="true"/);
});

test('a message about several fields is said once at the top, and as what it means beside each', () => {
  const message = 'Please fill in Name and Email.';
  const errors = ['name', 'email'].map((field) => ({ field, message }));
  const html = page.formPage(site, { ...form, errors });
  expect(html.split(message)).toHaveLength(2);
  expect(html.match(/Please fill this in\./g)).toHaveLength(2);
});

test('a form that is passed on says so, and names the countries that data goes to', () => {
  const html = page.formPage(site, relayForm);
  expect(html).toContain('We pass your message on by e-mail. This site keeps nothing of it.');
  expect(html).toContain('United States, the European Economic Area');
  expect(html).not.toContain('United Kingdom');
});

test('the page behind an unsubscribe link has one form, one button and nothing to fill in', () => {
  const html = pagesOf(site)['/unsubscribe/t1.x'] ?? '';
  expect(html.match(/<form[^>]*method="post"/g)).toHaveLength(1);
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(inputsOf(html)).toEqual(['<input type="hidden" name="List-Unsubscribe" value="One-Click"/>']);
});

test('a choice is on only after a yes, or an offer that was not declined', () => {
  const on = (state: string | null) =>
    /\schecked/.test(
      page.preferencesPage(site, {
        token: 't',
        saved: false,
        choices: [
          {
            purpose: 'news',
            says: 'to send news',
            basis: 'consent',
            channels: [{ channel: 'email', state, since: null, wording: null }],
          },
        ],
      }),
    );
  expect(['granted', 'offered', 'asked', 'refused', 'withdrawn', 'objected', null].filter(on)).toEqual([
    'granted',
    'offered',
  ]);
});

test('asking for the link to one’s choices is answered without saying whether the address is known', () => {
  const html = page.preferencesAskPage(site, { sent: true });
  expect(html).toContain('If we know that address');
  expect(html).not.toContain('<form');
});

test('the board says each state as a word and a shape, and its picture says what its table says', () => {
  const html = page.promisesPage(site, { board });
  for (const [shape, word] of ['✓ kept', '! at risk', '✕ broken', '✎ attested', '◎ proven', '○ unproven'].map(
    (one) => [one[0], one.slice(2)],
  ))
    expect(html).toContain(
      `<span class="shape" aria-hidden="true">${shape}</span> <span class="state-word">${word}</span></span>`,
    );
  expect(html).toContain(
    'aria-label="6 promises: 1 kept, 1 attested, 1 proven, 1 unproven, 1 at risk, 1 broken."',
  );
  expect(html).toContain('Sun 22 November 2026 at 14:05');
  for (const { id } of board.promises) expect(html).toContain(`<li id="${id}">`);
});

test('the four doors of the privacy centre lead to a mailbox where no other page is given', () => {
  const html = page.centrePage(site, { totals: board.totals, asOf: board.asOf, summary: [], forms: [] });
  expect(html.match(/href="mailto:privacy@fernhill\.example\?subject=/g)).toHaveLength(3);
  expect(html).toContain('6 promises: 1 kept');
});
