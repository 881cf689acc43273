import type { CollectionPoint } from '../../../collection/index.ts';
import type { Board, BoardRow, PromiseState } from '../../../proof/index.ts';
import * as page from '../index.ts';

/** What goes wrong first where text is put together by hand: a name that is markup. */
export const NASTY = `<script>alert("x")</script> & "Sons" '<img src=x onerror=alert(1)>`;

export const HASH = 'a1b2c3d4e5f60718'.repeat(4);
const OLD = '0f1e2d3c4b5a6978'.repeat(4);

export const site: page.Site = {
  name: 'Fernhill Bakery Limited',
  shortName: 'Fernhill',
  colour: '#c4682b',
  illustration: true,
  coming: {
    hash: OLD,
    effectiveOn: '2026-12-29',
    changes: [
      'A new recipient: a courier',
      'Orders are kept 7 years',
      'One purpose less',
      'A new telephone number',
    ],
  },
  contact: { privacy: 'privacy@fernhill.example', phone: '01632 960 100' },
};

export const point: CollectionPoint = {
  says: 'when you order a cake',
  kind: 'order',
  from: 'the-person',
  fields: {
    name: { need: 'required', because: 'so that we can address you', without: 'we cannot take the order' },
    email: { need: 'required', without: "We cannot confirm an order that we can't answer & find." },
    telephone: 'optional',
    'collected-on': { need: 'optional', question: 'When would you like to fetch it?' },
    message: { need: 'required', question: 'What should be written on it?' },
  },
  purposes: ['orders', 'accounts'],
  asks: ['newsletter', 'recipes'],
  offers: ['similar-cakes'],
  stores: 'orders',
  'case-bound': false,
  'fire-roll': false,
};

export const form: page.FormProps = {
  point: 'cake-order',
  declared: point,
  notice: { hash: HASH },
  purposes: {
    orders: { says: 'to bake and hand over what you order' },
    accounts: { says: 'to keep the accounts that tax law asks of us' },
    newsletter: { says: 'to send you our newsletter', channels: ['email'] },
    recipes: { says: 'to send you recipes', channels: ['post'] },
    'similar-cakes': { says: 'about cakes like the one you ordered', channels: ['email', 'sms'] },
  },
  wording: { newsletter: 'May we write to you once a month?\n\nYou can stop at any time.' },
  countries: ['uk', 'us', 'eea'],
  values: {},
  errors: [],
};

export const relayForm: page.FormProps = {
  ...form,
  point: 'contact-form',
  declared: {
    ...point,
    kind: 'form',
    asks: [],
    offers: [],
    purposes: ['orders'],
    stores: 'nowhere',
    'relays-to': 'hello@fernhill.example',
  },
};

export const formInError: page.FormProps = {
  ...form,
  values: { name: '', email: 'ada@', message: 'Happy birthday' },
  ticked: { consent: ['recipes'], decline: ['similar-cakes'] },
  errors: [
    { field: 'name', message: 'Please fill in your name.' },
    { field: 'email', message: 'An e-mail address has something after the @, like ada@people.example.' },
    { field: null, message: 'Load the form again and read what changed in the notice.' },
  ],
};

const row = (id: string, state: PromiseState, says: string, section: string, because: string): BoardRow => ({
  id,
  says,
  section,
  state,
  because,
  figures: {},
  entries: [],
  controls: [],
  missing: [],
  owner: 'privacy-lead',
  next: null,
  lookedAt: '2026-11-22T14:05:00.000Z',
});

const rows: BoardRow[] = [
  row(
    'FB-001',
    'kept',
    'This notice is from Fernhill Bakery Limited.',
    'Who we are',
    'The register says the same.',
  ),
  row('FB-002', 'attested', 'We check our address every year.', 'Who we are', 'Signed on 3 June 2026.'),
  row('FB-003', 'proven', 'A no counts before the next message.', 'Marketing', 'It held on a twin.'),
  row('FB-004', 'unproven', 'We never buy a list.', 'Marketing', 'Nothing shows it yet.'),
  row(
    'FB-005',
    'at-risk',
    'We review this notice every year.',
    'Changes',
    'This notice is to be reviewed by 2026-12-01.',
  ),
  row('FB-006', 'broken', 'Orders go after seven years.', 'Changes', '3 orders are older than that.'),
];

export const board: Board = {
  promises: rows,
  totals: { kept: 1, attested: 1, proven: 1, unproven: 1, 'at-risk': 1, broken: 1 },
  asOf: '2026-11-22T14:05:00.000Z',
  withinMinutes: 15,
};

const notice: page.NoticeProps = {
  version: HASH,
  inForceSince: '2026-11-02',
  bodyHtml:
    '<h2 id="in-short">In short</h2><p>We bake. <span class="promise" id="FB-001">This notice is ours. <a class="promise-state state-kept" href="/promises#FB-001"><span class="shape">✓</span> kept<span class="hidden"> (promise FB-001)</span></a></span></p><h3 id="how-long">How long</h3><ul class="listed"><li><strong>Orders</strong>: seven years</li></ul>',
  contents: [
    { id: 'in-short', text: 'In short', depth: 2 },
    { id: 'how-long', text: 'How long', depth: 3 },
  ],
  reviewOverdueSince: null,
  versions: [
    { hash: HASH, inForceAt: '2026-11-02T09:00:00.000Z', current: true },
    { hash: OLD, inForceAt: '2026-06-30T23:30:00.000Z', current: false },
  ],
  earlier: false,
};

/** One of each page, by the path under which it is served. Every site in them is `on`. */
export function pagesOf(on: page.Site): Record<string, string> {
  return {
    '/': page.centrePage(on, {
      doors: page.fourDoors(
        {
          see: '/requests/new',
          choices: '/preferences',
          change: '/requests/new',
          complain: '/complaints/new',
        },
        '2026-12-29',
      ),
      totals: board.totals,
      asOf: board.asOf,
      summary: ['We use what you tell us to bake what you order.', 'We sell nothing on.'],
      forms: [{ name: 'cake-order', says: 'when you order a cake' }],
    }),
    '/notice': page.noticePage(on, notice),
    '/notice/overdue': page.noticePage(on, { ...notice, reviewOverdueSince: '2026-11-30' }),
    '/notice/earlier': page.noticePage(on, {
      ...notice,
      version: OLD,
      inForceSince: '2026-07-01',
      earlier: true,
    }),
    '/forms/cake-order': page.formPage(on, form),
    '/forms/contact-form': page.formPage(on, relayForm),
    '/forms/wrong': page.formPage(on, formInError),
    '/forms/done': page.formDonePage(on, {
      point: 'cake-order',
      stored: true,
      relayed: false,
      confirm: true,
    }),
    '/unsubscribe/t1.x': page.unsubscribePage(on, { token: 't1.x', says: 'to tell you about cakes' }),
    '/unsubscribe/done': page.unsubscribedPage(on, {
      says: 'to tell you about cakes',
      preferences: '/preferences/t2.x',
    }),
    '/confirm/t3.x': page.confirmPage(on, { token: 't3.x', says: 'to send you our newsletter' }),
    '/activate/t9.x': page.activatePage(on, { token: 't9.x' }),
    '/activate/done': page.activatedPage(on, { says: 'opening an account' }),
    '/confirm/done': page.confirmedPage(on, { says: 'to send you our newsletter' }),
    '/preferences': page.preferencesAskPage(on, { sent: false }),
    '/preferences/sent': page.preferencesAskPage(on, { sent: true }),
    '/preferences/t2.x': page.preferencesPage(on, {
      token: 't2.x',
      saved: true,
      choices: [
        {
          purpose: 'newsletter',
          says: 'to send you our newsletter',
          basis: 'consent',
          channels: [
            { channel: 'email', state: 'granted', since: '2026-06-03T09:00:00.000Z', wording: HASH },
            { channel: 'post', state: null, since: null, wording: null },
          ],
        },
        {
          purpose: 'similar-cakes',
          says: 'about cakes like the one you ordered',
          basis: 'legitimate-interests',
          channels: [
            { channel: 'sms', state: 'objected', since: '2026-07-01T23:30:00.000Z', wording: 'order-form-2' },
          ],
        },
      ],
    }),
    '/promises': page.promisesPage(on, { board }),
    '/nowhere': page.messagePage(on, {
      title: 'There is no such page',
      message: 'The address may have a mistake in it.',
      todo: 'Look at it again.',
    }),
  };
}
