import type { Look } from './look.ts';
import type { Sentence } from './notice-text.ts';
import { type Check, type Hit, house } from './rule.ts';

/** Services that notices name so often that a name alone says who receives data. */
const SERVICES = [
  'Mailchimp',
  'HubSpot',
  'Google Analytics',
  'Google Workspace',
  'Salesforce',
  'Stripe',
  'PayPal',
  'GoCardless',
  'SurveyMonkey',
  'Zendesk',
  'Xero',
  'QuickBooks',
  'Hotjar',
  'Microsoft Clarity',
  'Cloudflare',
  'Amazon Web Services',
  'AWS',
  'Azure',
  'Dropbox',
  'Trello',
  'Jira',
  'Slack',
  'Zoom',
  'Eventbrite',
  'Intercom',
  'Klaviyo',
  'SendGrid',
  'Mailgun',
  'Campaign Monitor',
  'Dotdigital',
  'Braintree',
  'Worldpay',
  'Sage Pay',
  'Meta Pixel',
  'Facebook Pixel',
  'LinkedIn Insight',
  'Leadfeeder',
  'Lead Forensics',
  'Typeform',
  'DocuSign',
  'Pipedrive',
  'Freshdesk',
  'ActiveCampaign',
  'Shopify',
  'WooCommerce',
  'Trustpilot',
  'Feefo',
  'DoubleClick',
  'Google Ads',
  'Bing Ads',
  'Experian',
  'Equifax',
] as const;
const SERVICE = new RegExp(`\\b(${SERVICES.join('|')})\\b`, 'g');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const quoted = ({ place, text, n }: Sentence) => ({ place, quote: text, sentence: n });

/** Every name under which somebody may receive data: recipients, what they are called, and who sets cookies. */
function declaredNames({ policy }: Look): string {
  return [
    ...Object.entries(policy.recipients).flatMap(([name, one]) => [name, one.name ?? '', one.says ?? '']),
    ...Object.values(policy.cookies).flatMap((one) => [
      one.says ?? '',
      ...one.items.flatMap((item) => [item.by, item.says ?? '']),
    ]),
    ...Object.values(policy.systems).map((one) => one.says),
    ...Object.values(policy.links).map((one) => one.says ?? ''),
  ]
    .map((name) => ` ${plain(name)} `)
    .join('|');
}

const undeclaredRecipient: Check = {
  rule: 'language-recipient-undeclared',
  severity: 'error',
  ground: house,
  *find(look) {
    const names = declaredNames(look);
    for (const sentence of look.text.sentences) {
      if (/\b(?:never|do not|don't|no longer)\b/i.test(sentence.typed)) continue;
      const mentioned = new Set([...sentence.typed.matchAll(SERVICE)].map((match) => match[1] ?? ''));
      for (const name of mentioned)
        if (!names.includes(` ${plain(name)} `))
          yield {
            ...quoted(sentence),
            message: `The notice names ${name}, and no recipient is declared under that name.`,
            todo: `Declare it under recipients with "name: ${name}", or take it out of the notice.`,
          };
    }
  },
};

const unboundRecipient: Check = {
  rule: 'language-recipient-unbound',
  severity: 'warning',
  ground: house,
  *find({ policy, text }) {
    for (const sentence of text.sentences) {
      const by = sentence.promises.flatMap((promise) => promise.by);
      if (!by.some((path) => path.startsWith('recipients.')) || by.includes('recipients.*')) continue;
      for (const [name, one] of Object.entries(policy.recipients)) {
        if (!one.name || by.includes(`recipients.${name}`)) continue;
        if (` ${plain(sentence.typed)} `.includes(` ${plain(one.name)} `))
          yield {
            ...quoted(sentence),
            message: `The promise names ${one.name}, and is not bound to recipients.${name}.`,
            todo: `Add recipients.${name} to its "by".`,
          };
      }
    }
  },
};

const MAIL = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;

const unknownContact: Check = {
  rule: 'language-contact-undeclared',
  severity: 'error',
  ground: house,
  *find({ policy, text }): Iterable<Hit> {
    const declared = JSON.stringify([
      policy.organisation,
      policy.recipients,
      policy.links,
      policy.collection,
    ]).toLowerCase();
    for (const sentence of text.sentences)
      for (const [mail] of sentence.typed.matchAll(MAIL))
        if (!declared.includes(mail.toLowerCase()))
          yield {
            ...quoted(sentence),
            message: `People are told to write to ${mail}, which is no contact of this policy.`,
            todo: 'Draw it with :value{organisation.contacts.privacy}, or declare it there.',
          };
  },
};

export const namedRecipientChecks: readonly Check[] = [undeclaredRecipient, unboundRecipient, unknownContact];
