import { sayDuration } from '../base/index.ts';
import type { Policy } from './policy.ts';

/** How the language's own terms read in a sentence. What is not here is read with its hyphens taken out. */
const SAID: Readonly<Record<string, string>> = {
  'legitimate-interests': 'our legitimate interests',
  'recognised-legitimate-interest': 'a recognised legitimate interest',
  consent: 'your consent',
  contract: 'a contract with you',
  'legal-obligation': 'a legal obligation',
  'vital-interests': 'vital interests',
  'public-task': 'a public task',
  adequacy: 'an adequacy decision',
  'data-bridge': 'the UK-US data bridge (the UK Extension to the Data Privacy Framework)',
  idta: 'the International Data Transfer Agreement',
  addendum: 'the UK Addendum to the EU standard contractual clauses',
  'eu-sccs-2021': 'the EU standard contractual clauses of 2021',
  'eu-sccs-pre-2021': 'the EU standard contractual clauses of before 2021',
  bcr: 'binding corporate rules',
  'privacy-shield': 'the Privacy Shield',
  'safe-harbor': 'Safe Harbor',
  'art-49-consent': 'your explicit consent',
  'art-49-contract': 'the need to carry out a contract with you',
  'art-49-contract-in-interest': 'the need to carry out a contract in your interest',
  'art-49-public-interest': 'an important public interest',
  'art-49-legal-claims': 'a legal claim',
  'art-49-vital-interests': 'vital interests',
  'art-49-public-register': 'a public register',
  'art-49-compelling-interests': 'our compelling interests',
  erase: 'erased',
  anonymise: 'made anonymous',
  review: 'reviewed',
  destroy: 'destroyed',
  suppress: 'reduced to an entry that stops us writing to you',
  'return-or-erase': 'returned or erased',
  overwrite: 'overwritten',
  email: 'e-mail',
  sms: 'text message',
  digital: 'online',
  withdrawal: 'withdrawing consent',
  'marketing-objection': 'stopping direct marketing',
  'human-review': 'review by a person',
};

/** A term of the language as people read it: `data-bridge`, `erase`, `case-closed`. */
export const sayTerm = (term: string): string => SAID[term] ?? term.replaceAll('-', ' ');

/** A recipient as people know it: its trading name, else what it does; one that is declared no more by what it was called. */
export function sayRecipient({ recipients }: Pick<Policy, 'recipients'>, name: string): string {
  const declared = Object.hasOwn(recipients, name) ? recipients[name] : undefined;
  return declared?.name ?? declared?.says ?? sayTerm(name);
}

const COUNTRIES: Readonly<Record<string, string>> = {
  uk: 'the United Kingdom',
  gb: 'the United Kingdom',
  us: 'the United States',
  eea: 'the European Economic Area',
  nl: 'the Netherlands',
  ae: 'the United Arab Emirates',
  ph: 'the Philippines',
};
let regions: Intl.DisplayNames | undefined;

/** "the United States", "Ireland". */
export function sayCountry(code: string): string {
  const known = COUNTRIES[code];
  if (known) return known;
  regions ??= new Intl.DisplayNames('en-GB', { type: 'region' });
  return regions.of(code.toUpperCase()) ?? code.toUpperCase();
}

/** A period, or the words that stand for one: "7 years", "the session". */
export const sayPeriod = (period: string): string =>
  period === 'session' ? 'the session' : sayDuration(period);

/** "Client records", for a heading or the first word of a row. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
