import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { addPeriod, type Day } from '../src/base/index.ts';
import { loadPolicy, type PolicyFiles } from '../src/policy/index.ts';

/** The versions of the policy that the company has in this year, the first of which is the example as it is. */

export function firstVersion(): PolicyFiles {
  const { policy, findings } = loadPolicy(join(import.meta.dirname, '../examples/outserve'));
  if (policy) return policy.files;
  throw new Error(findings.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
}

/** Puts values into policy.yaml, each at its path. */
function declared(files: PolicyFiles, edit: (document: Document) => void): PolicyFiles {
  const document = parseDocument(files['policy.yaml'] ?? '');
  edit(document);
  return { ...files, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}

/** `effective` and whatever hangs on the day of a version. */
const from = (day: Day) => (document: Document) => document.setIn(['effective'], day);

/** Events with catering begin: data of a special category, a question of its own, new messages that are owed. */
export function withEvents(files: PolicyFiles, effective: Day): PolicyFiles {
  const edited = declared(files, (document) => {
    from(effective)(document);
    for (const [path, value] of ADDED) document.setIn(path.split(' '), document.createNode(value));
    document.setIn(['changes', 'decisions'], document.createNode(DECIDED));
  });
  const notice = edited['notice.md'] ?? '';
  return {
    ...edited,
    'systems/event-bookings.yaml':
      'says: who comes to our events\nkind: hosted\nholds: [contact-details, dietary-needs]\nwhere: uk\n',
    'wording/catering.md': CATERING,
    'wording/newsletter-consent.md': (edited['wording/newsletter-consent.md'] ?? '')
      .replace('version: 1', 'version: 2')
      .replace('products, services and events?', 'products and services, and ask you to our events?'),
    'notice.md': notice
      .replace('\n## Why we use it', `${SECTION}\n## Why we use it`)
      .replace(
        '| Camera recordings |',
        '| Places at our events | :value{retention.event-bookings.told} |\n| What you eat at our events | :value{retention.dietary-needs.told} |\n| Camera recordings |',
      ),
  };
}

/** Who decided what that means for the notice: nothing new starts before, and what systems ask for in vain is decided on too. */
const DECIDED = {
  'events-with-meals': {
    says: 'events with meals bring a special category of data, so the notice has a part of its own about them',
    on: '2026-11-09',
    by: 'privacy-lead',
    affects: [
      'data.dietary-needs',
      'purposes.run-events',
      'purposes.catering',
      'collection.event-booking',
      'messages.booking-confirmation',
      'messages.order-confirmation',
      'systems.event-bookings',
    ],
  },
  'no-scores-no-brokers': {
    says: 'nobody is scored and no broker is given anything: both stay refused, and the notice stays as it is',
    on: '2026-11-09',
    by: 'privacy-lead',
    affects: ['purposes.credit-scoring', 'recipients.data-broker'],
  },
};

const ADDED: readonly [string, unknown][] = [
  // The cameras are asked about twice a year from now on.
  ['attestations cctv-overwrite every', 'P6M'],
  ['people event-guest', { says: 'someone who books a place at one of our events' }],
  ['events place-booked', { says: 'they booked a place at an event' }],
  ['events event-held', { says: 'the event took place' }],
  [
    'data dietary-needs',
    {
      says: 'dietary needs (what you can and cannot eat)',
      fields: { 'dietary-needs': 'long-text' },
      special: ['health', 'beliefs'],
      protect: 'seal',
    },
  ],
  [
    'purposes run-events',
    {
      says: 'to keep your place at an event and to tell you about it',
      basis: 'contract',
      people: 'event-guest',
      data: 'contact-details',
      systems: 'event-bookings',
      channels: ['email'],
    },
  ],
  [
    'purposes catering',
    {
      says: 'to feed you safely at an event',
      basis: 'consent',
      special: { condition: 'explicit-consent' },
      people: 'event-guest',
      data: 'dietary-needs',
      systems: 'event-bookings',
    },
  ],
  [
    'collection event-booking',
    {
      says: 'The form by which you book a place at an event.',
      kind: 'booking',
      people: 'event-guest',
      fields: {
        name: {
          need: 'required',
          question: 'Your name',
          because: 'so that the place is yours',
          without: 'We cannot keep a place for nobody.',
        },
        email: {
          need: 'required',
          question: 'Your e-mail address',
          because: 'your ticket goes there',
          without: 'We cannot send a ticket without an address.',
        },
        'dietary-needs': {
          need: 'optional',
          question: 'What you can and cannot eat',
          because: 'you eat with us',
        },
      },
      purposes: ['run-events', 'catering'],
      asks: ['catering'],
      records: 'place-booked',
      stores: 'event-bookings',
      systems: 'event-bookings',
    },
  ],
  [
    'messages booking-confirmation',
    {
      says: 'the confirmation of your place at an event',
      on: 'place-booked',
      within: 'P1D',
      people: ['event-guest'],
      purpose: 'run-events',
    },
  ],
  [
    'messages order-confirmation',
    {
      says: 'the confirmation of what you ordered',
      on: 'service-started',
      within: 'P1D',
      people: ['client'],
      purpose: 'deliver-service',
    },
  ],
  [
    'retention event-bookings',
    {
      says: 'places at our events',
      people: 'event-guest',
      data: 'contact-details',
      collection: 'event-booking',
      from: 'event-held',
      keep: 'P3M',
      told: 'until the event is over and every question about it is settled',
      then: 'erase',
      because: 'questions about an event come in the weeks after it',
      'at-once-on': ['request'],
    },
  ],
  [
    'retention dietary-needs',
    {
      says: 'what you told us that you eat',
      data: 'dietary-needs',
      from: 'event-held',
      keep: 'P7D',
      told: 'until the meal is over and paid for, or until you take your consent back',
      then: 'erase',
      because: 'once the meal was served nobody has a use for the diet of a guest',
      'at-once-on': ['withdrawal', 'request'],
    },
  ],
];

const CATERING = `---
kind: consent-question
for: catering
version: 1
---

May we use what you tell us about your diet to feed you at this event?

It can show something about your health or your beliefs. It goes when the event is over, and you can take this back before then. Without it your place is just as much yours.
`;

const SECTION = `
### At our events

:promise[When you book a place we take your name, your e-mail address and, if you choose to tell us, what you can and
cannot eat; the form takes nothing
else.]{#OUT-201 by="collection.event-booking" control="intake.fields"} :promise[What you eat is used with your explicit
yes, for the meal and for nothing
else.]{#OUT-202 by="purposes.catering" control="consent.ledger purpose.gate"} :promise[Whoever books a place or orders a
service has our confirmation within
:value{messages.booking-confirmation.within}.]{#OUT-203 by="messages.booking-confirmation messages.order-confirmation" control="message.duty"} :promise[What you
tell us about food stays :value{retention.dietary-needs.told}, and your booking stays
:value{retention.event-bookings.told}.]{#OUT-204 by="retention.dietary-needs retention.event-bookings" control="ret.schedule"}
`;

/** What a company renews every year, and what changes nothing for people. */
export function renewed(
  files: PolicyFiles,
  today: Day,
  { assessments = false, reviewed = false }: { assessments?: boolean; reviewed?: boolean } = {},
): PolicyFiles {
  const soon = addPeriod(today, 'P3M');
  const later = addPeriod(today, 'P1Y');
  const edited = declared(files, (document) => {
    const recipients = document.toJS() as {
      recipients: Record<string, { agreement?: { expires?: string }; audit?: object; transfer?: object }>;
      organisation: { registrations?: { regulator?: { expires?: string } } };
    };
    for (const [name, one] of Object.entries(recipients.recipients)) {
      if (one.agreement?.expires && one.agreement.expires < soon) {
        document.setIn(['recipients', name, 'agreement', 'signed'], today);
        document.setIn(['recipients', name, 'agreement', 'expires'], addPeriod(today, 'P3Y'));
      }
      if (one.audit) document.setIn(['recipients', name, 'audit', 'last'], today);
      if (one.transfer) document.setIn(['recipients', name, 'transfer', 'checked'], today);
    }
    document.setIn(['organisation', 'registrations', 'regulator', 'expires'], later);
    if (reviewed) document.setIn(['changes', 'reviewed'], today);
  });
  if (!assessments) return edited;
  return Object.fromEntries(
    Object.entries(edited).map(([file, text]) => [
      file,
      file.startsWith('assessments/')
        ? text.replace(/^approved: .*$/m, `approved: ${today}`).replace(/^review: .*$/m, `review: ${later}`)
        : text,
    ]),
  );
}
