import { expect, test } from 'vitest';
import { type Letter, lacksOf, marketingLetter, sellsWith, withoutTracking, withTracking } from '../index.ts';

const SENDER = 'Larkhill Pottery Limited';
const ADDRESS = '4 Kiln Lane, Larkhill';
const LINK = 'https://larkhill.example/unsubscribe/abc.def';

const letter = (html?: string): Letter =>
  marketingLetter({
    to: 'ada@people.example',
    from: 'news@larkhill.example',
    subject: 'News',
    text: 'A kiln was opened.',
    ...(html !== undefined && { html }),
    footer: {
      sender: SENDER,
      address: ADDRESS,
      unsubscribe: LINK,
      unsubscribeMail: null,
      preferences: 'https://larkhill.example/preferences/x',
    },
  });
const check = (one: Letter, { address = ADDRESS, opens = true } = {}) =>
  lacksOf(one, { sender: SENDER, address, opens: () => opens });

test('a letter as we make it lacks nothing, with its look and without', () => {
  expect(check(letter())).toEqual([]);
  expect(check(letter('<html><body><p>A kiln &amp; more</p></body></html>'))).toEqual([]);
});

test.each([
  ['mail.no-sender', (one: Letter) => ({ ...one, text: one.text.replace(SENDER, '') })],
  ['mail.no-address', (one: Letter) => ({ ...one, text: one.text.replace(ADDRESS, '') })],
  ['mail.no-unsubscribe', (one: Letter) => ({ ...one, text: one.text.replace(LINK, '') })],
  [
    'mail.no-unsubscribe',
    (one: Letter) => ({ ...one, html: (one.html ?? '').replace(`href="${LINK}"`, 'href="#"') }),
  ],
  ['mail.no-sender', (one: Letter) => ({ ...one, html: (one.html ?? '').replace(SENDER, '') })],
  [
    'mail.no-one-click',
    (one: Letter) => ({ ...one, headers: { 'List-Unsubscribe': one.headers['List-Unsubscribe'] ?? '' } }),
  ],
  [
    'mail.no-one-click',
    (one: Letter) => ({
      ...one,
      headers: { ...one.headers, 'List-Unsubscribe': '<mailto:stop@larkhill.example>' },
    }),
  ],
])('%s is found', (lack, spoil) => {
  expect(check(spoil(letter('<p>News</p>')))).toContain(lack);
});

test('a link that opens nothing is none', () => {
  expect(check(letter(), { opens: false })).toEqual(['mail.dead-unsubscribe']);
});

test.each([
  'Your invoice is attached. This week 20% off all pots!',
  'Your account is safe. Buy now and save.',
  'We changed our terms. Use the voucher code KILN.',
  'Register for our webinar on glazes.',
  'You may also like our summer collection.',
])('advertising in a service message is found: %s', (text) => {
  expect(sellsWith('Notice', text)).not.toBeNull();
});

test.each([
  'Your invoice for November is attached. It is due on 3 December.',
  'We will change how you sign in from 1 March. You need do nothing.',
  'Somebody tried to sign in to your account from another country.',
  'What we offer under your contract changes: the support line now closes at six.',
  'Your order was sent today. The delivery is on Monday.',
])('a service message that serves is left alone: %s', (text) => {
  expect(sellsWith('Notice', text)).toBeNull();
});

const PAGE =
  '<body><a href="https://shop.example/pot?id=4&amp;utm_source=mail&amp;mc_eid=77">Pot</a><img src="https://t.example/o.gif?u=7" width="1" height="1"><img src="https://shop.example/pot.jpg" width="300"></body>';

test('without agreement nothing in the page tells who opened it or followed what', () => {
  const page = withoutTracking(PAGE);
  expect(page).toContain('href="https://shop.example/pot?id=4"');
  expect(page).not.toMatch(/o\.gif|utm_|mc_eid/);
  expect(page).toContain('pot.jpg');
});

test('with agreement links lead over us, but never those by which one stops it', () => {
  const page = withTracking(`${PAGE}<a href="${LINK}">Stop</a>`, {
    pixel: 'https://us.example/seen',
    follow: (url) => `https://us.example/f?${encodeURIComponent(url)}`,
  });
  expect(page).toContain('https://us.example/f?https%3A%2F%2Fshop.example%2Fpot%3Fid%3D4');
  expect(page).toContain('src="https://us.example/seen"');
  expect(page).toContain(`href="${LINK}"`);
});
