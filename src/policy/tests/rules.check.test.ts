import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/index.ts';
import { CHECKS, checkPolicy, type Facts } from '../check/index.ts';
import { type Edit, edited, policyOf, SOUND, TODAY } from './sound-policy.ts';

const P = 'policy.yaml';
const N = 'notice.md';
const declared = (find: string, replace: string): Edit => ({ file: P, find, replace });
const told = (find: string, replace: string): Edit => ({ file: N, find, replace });
const HERE = 'https://fernhill.example';
const scoped = (entry: string): Edit => declared('changes: {', `scope:\n  ${entry}\nchanges: {`);
/** A rule on rows of the shop, and its map with a table of orders and one of their lines. */
const onRows = (rows: string): Edit =>
  declared(
    '    duty: accounting-records\n',
    `    duty: accounting-records\n    rows: [{ system: shop, ${rows} }]\n`,
  );
const mapped: Edit = {
  file: 'systems/shop.yaml',
  find: 'where: uk\n',
  replace: `where: uk
tables:
  orders: { key: id, identifies: { email: email }, dates: [ordered, changed], then: delete }
  lines: { key: id, owned-by: { table: orders, by: { order_id: id } }, then: delete }
`,
};

type Row = { rule: string; when: string; edits: Edit[]; on?: Day; facts?: Facts; severity?: string };

const rows: Row[] = [
  // The promises and directives of the notice
  {
    rule: 'language-promise-dangling',
    when: 'a promise is bound to what is not declared',
    edits: [told('by="retention.orders"', 'by="retention.order"')],
  },
  {
    rule: 'language-promise-unbound',
    when: 'a promise is bound to nothing',
    edits: [told(' by="retention.orders"', '')],
  },
  { rule: 'language-promise-twice', when: 'two promises have one id', edits: [told('#FER-003', '#FER-002')] },
  {
    rule: 'language-promise-empty',
    when: 'a promise says nothing',
    edits: [told('We never sell your data.', '')],
  },
  {
    rule: 'language-loose-promise',
    when: 'a sentence commits us outside any promise',
    edits: [told('## Complaints', 'We will never call you.\n\n## Complaints')],
  },
  {
    rule: 'language-loose-promise',
    when: 'a period of keeping stands outside any promise',
    edits: [told('## Complaints', 'Letters are kept for 3 years.\n\n## Complaints')],
  },
  {
    rule: 'language-value-dangling',
    when: 'a value names nothing',
    edits: [told(':value{retention.orders.keep}', ':value{retention.orders.keeps}')],
  },
  {
    rule: 'language-value-dangling',
    when: 'a list names nothing',
    edits: [told(':list{recipients}', ':list{recipient}')],
  },
  {
    rule: 'language-value-whole',
    when: 'a value names a whole declaration',
    edits: [told(':value{retention.enquiries.keep}', ':value{retention.enquiries}')],
  },
  {
    rule: 'language-directive',
    when: 'a colon makes a directive that is none',
    edits: [told('We never sell', ':vlaue{x} We never sell')],
  },
  {
    rule: 'language-no-notice',
    when: 'there is no notice',
    edits: [{ file: N, find: SOUND[N] ?? '', replace: '' }],
  },

  // What is typed against what is declared
  {
    rule: 'notice-18-period-differs-from-schedule',
    when: 'the notice types another period',
    edits: [told(':value{retention.orders.keep}', '5 years')],
  },
  {
    rule: 'notice-18-period-differs-from-schedule',
    when: 'the period is typed in words',
    edits: [told(':value{retention.enquiries.keep}', 'eighteen months')],
  },
  {
    rule: 'language-period-typed',
    when: 'the right period is typed and not drawn',
    edits: [told(':value{retention.orders.keep}', '7 years')],
    severity: 'warning',
  },
  {
    rule: 'language-period-typed',
    when: 'a period stands in a promise that holds none',
    edits: [told('We never sell your data.', 'We do not sell your data for 5 years.')],
  },
  {
    rule: 'language-scope-nowhere',
    when: 'the notice of others governs, and nothing says where it is',
    edits: [scoped('shop: { says: the shop has its own notice, governed-by: the-provider }')],
  },
  {
    rule: 'language-scope-own-notice',
    when: 'what others govern leads to our notice',
    edits: [
      scoped('shop: { says: the shop has its own notice, governed-by: the-provider, notice: ours }'),
      declared('changes: {', 'links: { ours: https://fernhill.example/privacy }\nchanges: {'),
    ],
  },
  {
    rule: 'notice-69-place-without-notice',
    when: 'an application leads to no notice',
    edits: [
      scoped(
        `all: { says: all of it, places: { app: { says: our app, kind: application, at: ${HERE}/app } } }`,
      ),
    ],
  },
  {
    rule: 'notice-69-place-without-notice',
    when: 'an application that is said to be covered leads to the notice of others',
    edits: [
      scoped(
        `all: { says: all of it, places: { app: { says: our app, kind: application, at: ${HERE}/app, notice: https://shop.example/privacy } } }`,
      ),
    ],
  },
  {
    rule: 'notice-68-people-not-covered',
    when: 'a group is left out of those to whom the notice speaks',
    edits: [scoped('you: { says: our customers, people: [customer, enquirer, subscriber, applicant] }')],
  },
  {
    rule: 'language-scope-company-without-country',
    when: 'a company of the group is nowhere',
    edits: [
      scoped('we: { says: our group, means: us, recipients: [sister] }'),
      declared('\nrecipients:\n', '\nrecipients:\n  sister: { says: our sister company, role: affiliate }\n'),
    ],
  },
  {
    rule: 'language-scope-form-of-another',
    when: 'a form of another company stands on a notice that is ours alone',
    edits: [
      scoped('we: { says: ourselves, means: us }'),
      declared('    kind: application\n', '    kind: application\n    controlled-by: showroom\n'),
    ],
  },
  {
    rule: 'language-field-in-no-data',
    when: 'a form asks for what is in no kind of data',
    edits: [declared('email: required, message: required', 'emial: required, message: required')],
  },
  {
    rule: 'language-field-in-no-data',
    when: 'a form that nobody signs asks for what is in no kind of data',
    edits: [
      declared(
        'fields: { name: required, email: required, message: required }\n',
        'fields: { hue: optional }\n    anonymous: {}\n',
      ),
    ],
    severity: 'warning',
  },
  {
    rule: 'notice-42-privacy-shield',
    when: 'one sentence says that the Shield has ended, and another relies on it',
    edits: [
      told(
        '## Complaints',
        'We no longer rely on the Privacy Shield. Data in the United States is protected by the Privacy Shield.\n\n## Complaints',
      ),
    ],
  },
  {
    rule: 'notice-67-data-not-in-notice',
    when: 'a kind of data is used, and the notice lists others',
    edits: [
      declared('    data: [order-details]\n', '    data: [order-details, door-pictures]\n'),
      declared(
        '\npurposes:\n',
        '\n  door-pictures: { says: photographs of visitors at the gate }\npurposes:\n',
      ),
      told(':list{purposes}', ':list{purposes.fulfil-orders}'),
    ],
  },
  {
    rule: 'notice-64-vague-words',
    when: 'a sentence leaves open what for',
    edits: [told('## Complaints', 'Your data is used for various purposes.\n\n## Complaints')],
    severity: 'warning',
  },
  {
    rule: 'notice-64-reading-age',
    when: 'the words are long, although the sentences are short',
    edits: [
      told(
        '## Complaints',
        `${'Organisational confidentiality necessitates interdepartmental authorisation procedures. '.repeat(30)}\n\n## Complaints`,
      ),
    ],
    severity: 'warning',
  },
  {
    rule: 'language-company-number',
    when: 'a company number has a figure too few',
    edits: [declared('company-number: "09990001"', 'company-number: "09990"')],
  },
  {
    rule: 'language-vat-number',
    when: 'a VAT number has a figure too many',
    edits: [declared('  roles: [controller]', '  vat-number: GB 123 4567 890\n  roles: [controller]')],
  },
  {
    rule: 'language-other-legal-name',
    when: 'a form names a company like ours that is nobody’s',
    edits: [
      declared(
        '    asks: [workshop-news]',
        '    without: Fernhill Ltd cannot answer you\n    asks: [workshop-news]',
      ),
    ],
  },
  {
    rule: 'language-other-company-number',
    when: 'a form says another company number',
    edits: [
      declared(
        '    asks: [workshop-news]',
        '    without: company number 09990010\n    asks: [workshop-news]',
      ),
    ],
  },
  {
    rule: 'language-name-typed',
    when: 'the notice types the legal name and does not draw it',
    edits: [told(':value{organisation.name} is', 'Fernhill Joinery Limited is')],
    severity: 'warning',
  },
  {
    rule: 'language-period-differs',
    when: 'a right is promised at another pace',
    edits: [told(':value{rights.complaint.acknowledge-within}', '7 days')],
  },
  {
    rule: 'language-date-differs',
    when: 'the notice types another date of its own',
    edits: [told('## Complaints', 'Last updated 3 March 2025.\n\n## Complaints')],
  },
  {
    rule: 'language-channel-differs',
    when: 'a channel is promised that is not declared',
    edits: [told('We send you news by e-mail', 'We send you news by text message')],
  },
  {
    rule: 'language-route-differs',
    when: 'a route is promised that is not declared',
    edits: [told('You can unsubscribe by e-mail or', 'You can unsubscribe by phone or')],
  },
  {
    rule: 'language-number-differs',
    when: 'a number is typed that is not declared',
    edits: [told(':value{purposes.workshop-news.at-most.messages} messages', '9 messages')],
  },
  {
    rule: 'language-number-differs',
    when: 'the registration number is typed wrong',
    edits: [told(':value{organisation.registrations.regulator.reference}', 'ZA111222')],
  },
  {
    rule: 'language-recipient-undeclared',
    when: 'the notice names a service that receives nothing',
    edits: [told('## Complaints', 'Stripe takes your card.\n\n## Complaints')],
  },
  {
    rule: 'language-recipient-unbound',
    when: 'a promise names a recipient it is not bound to',
    edits: [
      told(
        ':list{recipients}',
        ':promise[Mailchimp and the drawing office receive what they need.]{#FER-009 by="recipients.drawing-office"}\n\n:list{recipients}',
      ),
    ],
  },
  {
    rule: 'language-contact-undeclared',
    when: 'people are sent to an address that is not ours',
    edits: [told(':value{organisation.contacts.privacy}', 'old-privacy@fernhill.example')],
  },

  // Purposes
  {
    rule: 'law-basis-not-in-eu',
    when: 'an EU purpose rests on a recognised interest',
    edits: [declared('jurisdiction: uk', 'jurisdiction: eu-ie')],
  },
  {
    rule: 'notice-10-recognised-interest-before-5-february-2026',
    when: 'it is judged on the day before',
    edits: [],
    on: '2026-02-04',
    severity: 'warning',
  },
  {
    rule: 'notice-09-recognised-interest-without-condition',
    when: 'no condition of Annex 1 is named',
    edits: [declared('    condition: safeguarding\n', '')],
  },
  {
    rule: 'notice-09-recognised-interest-for-automated-decision',
    when: 'a recognised interest carries profiling',
    edits: [
      declared(
        '    basis: recognised-legitimate-interest',
        '    kind: profiling\n    basis: recognised-legitimate-interest',
      ),
    ],
  },
  {
    rule: 'law-assessment-missing',
    when: 'legitimate interests have no assessment',
    edits: [declared('    assessment: answer-enquiries\n', '')],
  },
  {
    rule: 'law-assessment-missing',
    when: 'the assessment is of another kind',
    edits: [{ file: 'assessments/answer-enquiries.md', find: 'kind: lia', replace: 'kind: launch' }],
  },
  {
    rule: 'law-assessment-expired',
    when: 'the assessment is past its review',
    edits: [
      { file: 'assessments/answer-enquiries.md', find: 'review: 2027-01-10', replace: 'review: 2026-10-01' },
    ],
  },
  {
    rule: 'law-assessment-expired',
    when: 'the assessment concludes stop',
    edits: [
      { file: 'assessments/customer-offers.md', find: 'kind: lia', replace: 'kind: lia\nconclusion: stop' },
    ],
  },
  {
    rule: 'law-assessment-expired',
    when: 'the assessment is not approved yet',
    edits: [
      {
        file: 'assessments/customer-offers.md',
        find: 'approved: 2026-01-10',
        replace: 'approved: 2026-12-10',
      },
    ],
  },
  {
    rule: 'notice-08-legitimate-interest-not-declared',
    when: 'the interest is not said',
    edits: [declared('    interest: answering people who write to us\n', '')],
  },
  {
    rule: 'language-case-nobody-opens',
    when: 'a purpose cites cases of a form at which none are opened',
    edits: [
      declared(
        'says: to make and deliver what you ordered\n',
        'says: to make and deliver what you ordered\n    only: { citing: { says: the number, case: order-form } }\n',
      ),
    ],
  },
  {
    rule: 'language-review-of-no-case',
    when: 'reviews are asked for of what is no case',
    edits: [
      declared(
        'says: to make and deliver what you ordered\n',
        'says: to make and deliver what you ordered\n    only: { citing: { says: the number, reviewed-every: P1M } }\n',
      ),
    ],
  },
  {
    rule: 'language-agreed-nowhere',
    when: 'no more is taken than people agreed to, and nobody asks them to',
    edits: [
      declared(
        'says: to make and deliver what you ordered\n',
        'says: to make and deliver what you ordered\n    only: { up-to: agreed }\n',
      ),
    ],
  },
  {
    rule: 'language-said-in-no-field',
    when: 'people are asked how to reach them in a field that is not there',
    edits: [
      declared(
        '    asks: [workshop-news]\n  order-form',
        '    asks: [workshop-news]\n    reached-by: way\n  order-form',
      ),
    ],
  },
  {
    rule: 'law-obligation-unnamed',
    when: 'the duty is not named',
    edits: [declared('    law: the Companies Act 2006\n', '')],
  },
  {
    rule: 'language-term-without-its-basis',
    when: 'a law is named beside a contract',
    edits: [
      declared(
        '    basis: contract\n    people: [customer]',
        '    basis: contract\n    law: some Act\n    people: [customer]',
      ),
    ],
  },

  // Special-category and criminal data
  {
    rule: 'notice-41-special-category-without-condition',
    when: 'health data has no condition',
    edits: [
      declared(
        '    special: { condition: employment-law, schedule-1: 1, policy-document: health-notes }\n    people: [applicant]\n    data: [health-notes]',
        '    people: [applicant]\n    data: [health-notes]',
      ),
    ],
  },
  {
    rule: 'notice-41-special-category-without-condition',
    when: 'the condition needs a paragraph of Schedule 1',
    edits: [
      declared(
        'condition: employment-law, schedule-1: 1, policy-document: health-notes }\n    people: [applicant]\n    data: [health-notes]',
        'condition: employment-law }\n    people: [applicant]\n    data: [health-notes]',
      ),
    ],
  },
  {
    rule: 'law-policy-document-missing',
    when: 'paragraph 1 has no policy document',
    edits: [
      declared(
        'schedule-1: 1, policy-document: health-notes }\n    people: [applicant]\n    data: [health-notes]',
        'schedule-1: 1 }\n    people: [applicant]\n    data: [health-notes]',
      ),
    ],
  },
  {
    rule: 'law-criminal-data-without-condition',
    when: 'convictions are used on no condition',
    edits: [
      declared(
        '    special: { condition: employment-law, schedule-1: 1, policy-document: health-notes }\n    people: [applicant]\n    data: [convictions]',
        '    people: [applicant]\n    data: [convictions]',
      ),
    ],
  },
  {
    rule: 'law-special-field-not-declared',
    when: 'a field is called a fingerprint, and its category is not called special',
    edits: [
      declared(
        'special: health, fields: [adjustment]',
        'special: health, fields: [adjustment] }\n  clocking-in: { says: when somebody comes and goes, fields: [fingerprint]',
      ),
    ],
  },
  {
    rule: 'law-special-known-by-not-asked',
    when: 'the form does not ask on which day the person was told',
    edits: [
      declared(
        'policy-document: health-notes }\n    people: [applicant]\n    data: [health-notes]',
        'policy-document: health-notes, known-by: told-on }\n    people: [applicant]\n    data: [health-notes]',
      ),
    ],
  },
  {
    rule: 'law-staff-field-without-duty',
    when: 'one field for applicants names its duty, and the others do not',
    edits: [
      declared(
        'fields: { cv: required }',
        'fields: { cv: { need: required, duty: contract }, adjustment: optional }',
      ),
    ],
  },

  // Recipients and transfers
  {
    rule: 'law-agreement-missing',
    when: 'a processor has no agreement',
    edits: [declared('    agreement: { signed: 2026-06-01 }\n', '')],
  },
  {
    rule: 'law-agreement-expired',
    when: 'the agreement has ended',
    edits: [declared('expires: 2027-03-01', 'expires: 2026-11-01')],
  },
  {
    rule: 'law-agreement-expired',
    when: 'the agreement is signed in the future',
    edits: [declared('    agreement: { signed: 2026-06-01 }', '    agreement: { signed: 2026-12-01 }')],
  },
  {
    rule: 'law-arrangement-missing',
    when: 'joint controllers have no arrangement',
    edits: [declared('    agreement: { signed: 2026-01-05 }\n', '')],
  },
  {
    rule: 'law-audit-overdue',
    when: 'the audit is overdue',
    edits: [declared('last: 2026-02-10', 'last: 2025-02-10')],
  },
  {
    rule: 'law-transfer-without-mechanism',
    when: 'data goes abroad under nothing',
    edits: [
      declared(
        '    transfer: { mechanism: idta, checked: 2026-06-01, expires: 2028-06-01, test: drawing-office }\n',
        '',
      ),
    ],
  },
  {
    rule: 'notice-42-privacy-shield',
    when: 'a transfer leans on the Privacy Shield',
    edits: [declared('mechanism: data-bridge', 'mechanism: privacy-shield')],
  },
  {
    rule: 'notice-43-safe-harbour',
    when: 'a transfer leans on Safe Harbor',
    edits: [declared('mechanism: data-bridge', 'mechanism: safe-harbor')],
  },
  {
    rule: 'notice-46-old-standard-clauses',
    when: 'a transfer leans on the old clauses',
    edits: [declared('mechanism: idta', 'mechanism: eu-sccs-pre-2021')],
  },
  {
    rule: 'notice-47-eu-clauses-alone',
    when: 'a UK transfer leans on the EU clauses alone',
    edits: [declared('mechanism: idta', 'mechanism: eu-sccs-2021')],
  },
  {
    rule: 'notice-49-data-bridge-too-early',
    when: 'the data bridge is used before its day',
    edits: [],
    on: '2023-10-11',
  },
  {
    rule: 'law-transfer-invalid',
    when: 'adequacy is claimed for a country that has none',
    edits: [declared('mechanism: idta', 'mechanism: adequacy')],
  },
  {
    rule: 'law-transfer-invalid',
    when: 'an EU transfer leans on the IDTA',
    edits: [declared('jurisdiction: uk', 'jurisdiction: eu-ie')],
  },
  {
    rule: 'law-transfer-without-test',
    when: 'the IDTA comes without a test',
    edits: [declared(', test: drawing-office', '')],
  },
  {
    rule: 'law-transfer-unchecked',
    when: 'nobody checked the certification for a year',
    edits: [declared('checked: 2026-10-01', 'checked: 2025-10-01')],
  },
  {
    rule: 'law-transfer-expired',
    when: 'what protects the transfer has ended',
    edits: [declared('expires: 2028-06-01', 'expires: 2026-11-21')],
  },

  // Retention
  {
    rule: 'law-retention-shorter-than-duty',
    when: 'accounts go before the law lets them',
    edits: [declared('keep: P7Y', 'keep: P6Y')],
  },
  {
    rule: 'law-retention-shorter-than-duty',
    when: 'the limit yields to the duty',
    edits: [declared('keep: P7Y', 'keep: P6Y'), declared('yields-to: [hold]', 'yields-to: [hold, duty]')],
    severity: 'info',
  },
  {
    rule: 'law-retention-longer-than-ordered',
    when: 'right-to-work copies outlive the order to destroy them',
    edits: [
      declared(
        'retention:\n',
        'retention:\n  permits: { people: [applicant], from: collected, keep: P6Y, then: erase, duty: right-to-work, because: "the law wants them and their destruction" }\n',
      ),
    ],
  },
  {
    rule: 'law-data-without-retention',
    when: 'no rule covers some data',
    edits: [declared('  enquiries: { people: [enquirer, apprentice]', '  enquiries: { people: [enquirer]')],
  },
  {
    rule: 'law-retention-while-it-runs',
    when: 'a running order is not waited for, because the year of account ended',
    edits: [
      declared('    from: order-ended\n', '    from: { latest: [order-ended, financial-year-ended] }\n'),
    ],
  },
  {
    rule: 'law-retention-two-periods',
    when: 'what comes in at one point goes after a year by one rule and after two by another',
    edits: [
      declared('\n    kind: form\n', '\n    kind: form\n    people: [enquirer]\n'),
      declared(
        '\n  orders:\n    people',
        '\n  letters: { collection: [contact-form], from: collected, keep: P2Y, then: erase, because: "letters stay until the next inspection" }\n  orders:\n    people',
      ),
    ],
    severity: 'warning',
  },
  {
    rule: 'law-retention-without-end',
    when: 'a period is longer than a working life',
    edits: [declared('keep: P7Y', 'keep: P60Y')],
  },

  // Rules on rows of connected systems
  {
    rule: 'language-rows-without-map',
    when: 'a rule is about a system of which no table is known',
    edits: [onRows('table: orders, from: ordered')],
  },
  {
    rule: 'language-rows-table-unknown',
    when: 'a rule is about a table that the map does not have',
    edits: [mapped, onRows('table: order, from: ordered')],
  },
  {
    rule: 'language-rows-table-unknown',
    when: 'a rule counts from a table that the map does not have',
    edits: [mapped, onRows('table: orders, from: { table: invoices, column: paid }')],
  },
  {
    rule: 'language-rows-table-unknown',
    when: 'an exception looks at a table that the map does not have',
    edits: [mapped, onRows('table: orders, from: ordered, unless: [{ table: claims }]')],
  },
  {
    rule: 'language-rows-day-unknown',
    when: 'a rule counts from a column that is not there',
    edits: [mapped, onRows('table: orders, from: orderd')],
  },
  {
    rule: 'language-rows-day-unknown',
    when: 'one of the days that a rule counts from is not there',
    edits: [mapped, onRows('table: lines, from: { latest: [{ table: orders, column: paid }] }')],
  },

  // Marketing and consent
  {
    rule: 'law-marketing-without-consent',
    when: 'marketing mail has neither consent nor soft opt-in',
    edits: [declared('    soft-opt-in: { from: [order], similar: joinery }\n', '')],
    severity: 'error',
  },
  {
    rule: 'law-marketing-without-consent',
    when: 'it is only warned of where companies alone are written to',
    edits: [
      declared('    soft-opt-in: { from: [order], similar: joinery }\n', ''),
      declared(
        'customer: { says: someone who orders from us',
        'customer: { says: a company that orders from us',
      ),
    ],
    severity: 'warning',
  },
  {
    rule: 'law-soft-opt-in-incomplete',
    when: 'the details came from no sale',
    edits: [declared('from: [order]', 'from: [club]')],
  },
  {
    rule: 'law-soft-opt-in-incomplete',
    when: 'nothing was offered at collection',
    edits: [declared('    offers: [customer-offers]\n', '')],
  },
  {
    rule: 'law-consent-never-asked',
    when: 'nobody asks for the consent',
    edits: [declared('    asks: [workshop-news]\n', '')],
    severity: 'error',
  },
  {
    rule: 'language-marketing-without-address',
    when: 'news goes out by e-mail, and its data has no address in it',
    edits: [
      declared(
        'people: [subscriber]\n    data: [contact-details]\n    channels: [email]',
        'people: [subscriber]\n    data: [order-details]\n    channels: [email]',
      ),
    ],
  },
  {
    rule: 'language-marketing-without-address',
    when: 'news goes out by e-mail, and nobody is asked for an address',
    edits: [
      declared('name: required, email: required, message', 'name: required, phone: required, message'),
      declared('name: required, email: required, item', 'name: required, phone: required, item'),
    ],
  },
  {
    rule: 'law-consent-asked-in-vain',
    when: 'consent is asked for a contract',
    edits: [declared('asks: [workshop-news]', 'asks: [workshop-news, fulfil-orders]')],
  },

  // Cookies
  {
    rule: 'notice-56-cookie-without-consent',
    when: 'a known counter is called necessary',
    edits: [declared('{ name: session, by: us', '{ name: _ga, by: us')],
  },
  {
    rule: 'notice-56-cookie-without-consent',
    when: 'the exemption does not exist yet',
    edits: [],
    on: '2026-02-04',
  },
  {
    rule: 'notice-56-advertising-cookie-without-consent',
    when: 'an advertising cookie is called exempt',
    edits: [declared('adverts: { ask: consent', 'adverts: { exemption: appearance, objection: true')],
  },
  {
    rule: 'notice-57-statistics-without-objection',
    when: 'statistics offer no objection',
    edits: [declared('exemption: statistical, objection: true', 'exemption: statistical')],
  },
  {
    rule: 'notice-57-exemption-vendor-not-processor',
    when: 'the counter is somebody else’s',
    edits: [
      declared(
        'exemption: statistical, objection: true,',
        'exemption: statistical, objection: true, provider: showroom,',
      ),
    ],
  },
  {
    rule: 'law-cookie-exemption-not-in-eu',
    when: 'the EU hears of the UK’s exemption',
    edits: [declared('jurisdiction: uk', 'jurisdiction: eu-de')],
  },
  {
    rule: 'notice-55-cookie-not-declared',
    when: 'a visit finds a cookie that nobody declared',
    edits: [],
    facts: { cookies: ['visits', '_hjid'] },
  },

  // Rights
  ...(['access', 'rectification', 'erasure', 'restriction', 'objection', 'portability'] as const).map(
    (right) => ({
      rule: `law-right-missing-${right}`,
      when: `${right} is not declared`,
      edits: [
        declared(`  ${right}: { within: P1M }\n`, ''),
        ...(right === 'objection'
          ? [told(' by="rights.objection"', ' by="rights.marketing-objection"')]
          : []),
      ],
    }),
  ),
  {
    rule: 'law-right-missing-withdrawal',
    when: 'consent cannot be taken back',
    edits: [declared('  withdrawal: { verify: none }\n', '')],
  },
  {
    rule: 'law-right-missing-marketing-objection',
    when: 'marketing cannot be stopped',
    edits: [
      declared('  marketing-objection: { verify: none, routes: [link, email] }\n', ''),
      told('rights.marketing-objection', 'rights.withdrawal'),
    ],
  },
  {
    rule: 'law-right-missing-human-review',
    when: 'a machine’s decision is final',
    edits: [declared('  human-review: { within: P14D }\n', '')],
  },
  {
    rule: 'law-complaint-missing',
    when: 'nobody can complain to us',
    edits: [declared('  complaint: { acknowledge-within: P14D, routes: [web, email] }\n', '')],
  },
  {
    rule: 'law-right-too-slow',
    when: 'a request takes two months',
    edits: [declared('access: { within: P1M }', 'access: { within: P2M }')],
  },
  {
    rule: 'law-complaint-acknowledged-late',
    when: 'a complaint waits for six weeks',
    edits: [declared('acknowledge-within: P14D', 'acknowledge-within: P6W')],
  },
  {
    rule: 'notice-29-no-electronic-complaint',
    when: 'complaints come by post alone',
    edits: [declared('routes: [web, email] }\nincidents', 'routes: [post] }\nincidents')],
  },
  {
    rule: 'law-withdrawal-harder-than-consent',
    when: 'a "no" needs a passport',
    edits: [declared('withdrawal: { verify: none }', 'withdrawal: { verify: document }')],
  },

  // Decisions
  {
    rule: 'law-automated-decision-without-review',
    when: 'nobody reviews the machine',
    edits: [declared('    review-by: director\n', '')],
  },
  {
    rule: 'law-automated-decision-prohibited',
    when: 'the EU’s Article 22 meets our interests',
    edits: [
      declared('jurisdiction: uk', 'jurisdiction: eu-fr'),
      declared(
        '    significant: true\n    basis: contract',
        '    significant: true\n    basis: legitimate-interests',
      ),
    ],
  },
  {
    rule: 'law-automated-decision-prohibited',
    when: 'the UK still has the old Article 22',
    on: '2026-02-04',
    edits: [
      declared(
        '    significant: true\n    basis: contract',
        '    significant: true\n    basis: legitimate-interests',
      ),
    ],
  },
  {
    rule: 'law-automated-decision-on-special-data',
    when: 'the machine looks at health',
    edits: [declared('    review-by: director', '    review-by: director\n    data: [health-notes]')],
  },
  {
    rule: 'law-automated-decision-unexplained',
    when: 'the machine is not explained',
    edits: [declared("    logic: a credit agency's score decides whether you may pay by invoice\n", '')],
  },
  {
    rule: 'law-judged-though-prohibited',
    when: 'a score is kept, though nobody is ever profiled',
    edits: [
      declared('prohibitions:\n', 'prohibitions:\n  profiles: { says: we profile nobody, act: profile }\n'),
      declared('data:\n', 'data:\n  opinions: { says: how keen you are, fields: [lead-score] }\n'),
    ],
  },

  // The organisation
  {
    rule: 'law-registration-expired',
    when: 'the registration has run out',
    edits: [declared('expires: 2027-03-16', 'expires: 2026-03-16')],
  },
  {
    rule: 'notice-61-no-registration-number',
    when: 'the number looks like none',
    edits: [declared('reference: ZA999001', 'reference: "12"')],
    severity: 'info',
  },
  {
    rule: 'notice-03-representative-missing',
    when: 'we sit abroad and name nobody here',
    edits: [declared('  jurisdiction: uk', '  jurisdiction: uk\n  establishment: abroad')],
  },
  {
    rule: 'law-incident-notified-late',
    when: 'the regulator hears after four days',
    edits: [declared('PT72H', 'PT96H')],
  },
  {
    rule: 'notice-40-late-article-14-notice',
    when: 'people hear of indirect data after a quarter',
    edits: [declared('tell-within: P1M', 'tell-within: P3M')],
  },
  {
    rule: 'law-indirect-data-untold',
    when: 'people never hear of indirect data',
    edits: [declared('    tell-within: P1M\n', '')],
  },
  {
    rule: 'notice-39-source-not-declared',
    when: 'the source is not declared',
    edits: [
      declared('    source: { who: customers who recommend a friend }\n', ''),
      told(':value{collection.recommendation.source.who}', 'friends'),
    ],
  },
  {
    rule: 'law-review-overdue',
    when: 'the yearly review is overdue',
    edits: [declared('reviewed: 2026-10-01', 'reviewed: 2025-10-01')],
  },
  { rule: 'language-contrast', when: 'the colour cannot be read', edits: [declared('#1d4f91', '#ffd700')] },

  // What the notice leaves out
  {
    rule: 'notice-01-no-controller-name',
    when: 'the company is not named',
    edits: [told(':value{organisation.name}', 'A company')],
  },
  {
    rule: 'notice-02-no-controller-contact',
    when: 'no contact is given',
    edits: [told(', or to :value{organisation.contacts.privacy}', '')],
  },
  {
    rule: 'notice-03-representative-unnamed',
    when: 'the representative is not named',
    edits: [
      declared(
        '  registrations:',
        '  representative: { says: Fernhill Ireland Limited acts for us, contact: eu@fernhill.example, in: Ireland }\n  registrations:',
      ),
    ],
  },
  {
    rule: 'notice-04-no-dpo-contact',
    when: 'the officer is not mentioned',
    edits: [
      told('data protection officer', 'office'),
      told(
        ':value{organisation.officers.data-protection-officer.contact}',
        ':value{organisation.contacts.phone}',
      ),
    ],
  },
  {
    rule: 'notice-05-purpose-not-in-notice',
    when: 'no purpose is told',
    edits: [told(':list{purposes}', 'We use it fairly.')],
  },
  {
    rule: 'notice-06-basis-not-in-notice',
    when: 'a basis is not said',
    edits: [told(':list{purposes}', 'We use it fairly.')],
  },
  {
    rule: 'notice-07-purpose-without-basis',
    when: 'purposes are told without their bases',
    edits: [told(':list{purposes}', 'To make and deliver what you ordered.')],
    severity: 'warning',
  },
  {
    rule: 'notice-08-legitimate-interest-not-in-notice',
    when: 'the interest is not said',
    edits: [told(':list{purposes}', 'We use it fairly.')],
  },
  {
    rule: 'notice-11-no-recipients',
    when: 'nobody is said to receive data, and nobody does',
    edits: [
      {
        file: P,
        find: (SOUND[P] ?? '').slice(
          (SOUND[P] ?? '').indexOf('recipients:\n'),
          (SOUND[P] ?? '').indexOf('prohibitions:'),
        ),
        replace: '',
      },
      told('Who receives it', 'Selling'),
      told('\n:list{recipients}\n\nAsk us for a copy of the agreements that protect data abroad.\n', ''),
    ],
  },
  {
    rule: 'notice-12-recipient-not-in-notice',
    when: 'recipients are not listed',
    edits: [told(':list{recipients}', 'Some others help us.')],
  },
  {
    rule: 'notice-13-no-safeguard',
    when: 'transfers are told without what protects them',
    edits: [
      told(
        ':list{recipients}',
        'Mailchimp in the United States, a drawing office in India, our showroom and the tax office.',
      ),
    ],
  },
  {
    rule: 'notice-14-transfers-not-mentioned',
    when: 'transfers are not told',
    edits: [
      told(':list{recipients}', 'Mailchimp, a drawing office, our showroom and the tax office.'),
      told(' abroad', ''),
    ],
  },
  {
    rule: 'notice-15-no-copy-of-safeguards',
    when: 'no copy of the safeguards is offered',
    edits: [told('Ask us for a copy of the agreements that protect data abroad.', '')],
  },
  {
    rule: 'notice-16-no-retention-period',
    when: 'a period is not told',
    edits: [told(':list{retention}', '')],
  },
  {
    rule: 'notice-18-period-not-enforced',
    when: 'no job carries out a rule',
    edits: [],
    facts: { enforced: ['orders', 'news', 'applications'] },
  },
  {
    rule: 'notice-19-no-access-right',
    when: 'access is not told',
    edits: [told(':list{rights}', 'You have rights.')],
  },
  {
    rule: 'notice-20-no-rectification-right',
    when: 'correction is not told',
    edits: [told(':list{rights}', 'You have rights.')],
  },
  {
    rule: 'notice-21-no-erasure-right',
    when: 'erasure is not told',
    edits: [told(':list{rights}', 'You have rights.')],
  },
  {
    rule: 'notice-22-no-restriction-right',
    when: 'restriction is not told',
    edits: [told(':list{rights}', 'You have rights.')],
  },
  {
    rule: 'notice-23-no-objection-right',
    when: 'objection is not told',
    edits: [
      told(':list{rights}', 'You have rights.'),
      told('You can object at any time to what', 'Ask us about what'),
      told('## Your right to object', '## Asking'),
    ],
  },
  {
    rule: 'notice-24-objection-not-separate',
    when: 'objection stands only in the list',
    edits: [
      told(
        '## Your right to object\n:promise[You can object at any time to what we do on our legitimate interests.]{#FER-006 by="rights.objection"}\n',
        '',
      ),
      told('{#FER-005 by="rights.marketing-objection"}', '{#FER-005 by="rights.withdrawal"}'),
    ],
    severity: 'warning',
  },
  {
    rule: 'notice-25-no-portability-right',
    when: 'portability is not told',
    edits: [told(':list{rights}', 'You have rights.')],
    severity: 'warning',
  },
  {
    rule: 'notice-26-no-withdrawal-right',
    when: 'withdrawal is not told',
    edits: [told(':list{rights}', 'You have rights.'), told('You can unsubscribe by', 'You can end it by')],
  },
  {
    rule: 'notice-27-no-complaint-to-authority',
    when: 'the regulator is not mentioned',
    edits: [told('You can also complain to the Information Commission.', '')],
  },
  {
    rule: 'notice-28-no-complaint-to-controller',
    when: 'people are sent to the regulator alone',
    edits: [
      told(':list{rights}', 'You have a right of access.'),
      {
        file: N,
        find: (SOUND[N] ?? '').slice((SOUND[N] ?? '').indexOf(':promise[You can complain to us')),
        replace: 'You can complain to the Information Commission.\n',
      },
    ],
  },
  {
    rule: 'notice-29-no-electronic-complaint',
    when: 'no form and no e-mail is named',
    edits: [
      told(
        'You can complain to us with the form at :value{organisation.contacts.complaints}, and',
        'You can complain to us, and',
      ),
    ],
  },
  {
    rule: 'notice-30-late-acknowledgement',
    when: 'a slow acknowledgement is promised',
    edits: [declared('acknowledge-within: P14D', 'acknowledge-within: P6W')],
  },
  {
    rule: 'notice-34-no-requirement-statement',
    when: 'nothing says what happens without the data',
    edits: [
      told('If you do not give us what an order needs, we cannot deliver it.', ''),
      declared('    without: without these details we cannot deliver your order\n', ''),
    ],
  },
  {
    rule: 'notice-35-automated-decision-not-in-notice',
    when: 'the machine is not mentioned',
    edits: [
      told(':list{decisions}', 'None of your business.'),
      told('Decisions by a machine', 'Machines'),
      told(':list{rights}', 'You have rights.'),
    ],
  },
  {
    rule: 'notice-37-decisions-without-safeguards',
    when: 'the safeguards are not mentioned',
    edits: [
      told(':list{decisions}', 'An automated decision says whether you may pay by invoice.'),
      told(':list{rights}', 'You have rights.'),
    ],
  },
  {
    rule: 'notice-38-indirect-data-without-categories',
    when: 'indirect data has no categories',
    edits: [
      told(':list{purposes}', 'We use it fairly.'),
      told(':list{recipients}', 'x'),
      told(': a name and an address', ''),
    ],
  },
  {
    rule: 'notice-39-source-unnamed',
    when: 'the source is not told',
    edits: [
      told(
        'Data also comes from :value{collection.recommendation.source.who}: a name and an address.',
        'Data comes from you.',
      ),
    ],
  },
  {
    rule: 'notice-41-special-category-not-in-notice',
    when: 'health data is not mentioned',
    edits: [told(':list{purposes}', 'We use it fairly.')],
  },
  {
    rule: 'notice-48-no-uk-extension',
    when: 'the UK Extension is not mentioned',
    edits: [
      told(
        ':list{recipients}',
        'Mailchimp in the United States, a drawing office in India under safeguards, our showroom and the tax office.',
      ),
    ],
  },
  {
    rule: 'notice-55-cookies-not-in-notice',
    when: 'cookies are not mentioned',
    edits: [told('## Cookies\nSee our cookie page for each cookie.', '')],
  },
  {
    rule: 'notice-60-soft-opt-in',
    when: 'nothing says how marketing stops',
    edits: [
      told('You can unsubscribe by e-mail or in each message.', 'Write to us.'),
      told(':list{retention}', ''),
      told(':list{rights}', 'You have rights.'),
    ],
  },
  {
    rule: 'notice-61-registration-not-in-notice',
    when: 'the registration is not shown',
    edits: [
      told(
        'Our registration with the regulator is :value{organisation.registrations.regulator.reference}.',
        '',
      ),
    ],
    severity: 'info',
  },
  {
    rule: 'notice-62-no-word-for-children',
    when: 'children are not addressed',
    edits: [
      told(
        '## Children\nSome of our apprentices are under 18, and we explain this notice to them in person.',
        '',
      ),
      declared('to protect young apprentices from harm', 'to protect apprentices from harm'),
    ],
  },
  {
    rule: 'notice-63-no-date',
    when: 'nothing dates the notice',
    edits: [declared('effective: 2026-11-01\n', '')],
  },
  {
    rule: 'notice-63-old-date',
    when: 'the register changed after the notice',
    edits: [],
    facts: { registerChanged: '2026-11-10' },
  },
  {
    rule: 'notice-65-contradiction',
    when: 'the notice says nobody receives data',
    edits: [told('We never sell your data.', 'We do not share your data with third parties.')],
  },
  {
    rule: 'notice-65-contradiction',
    when: 'the notice says nothing leaves the country',
    edits: [told('We never sell your data.', 'We never transfer your data outside the UK.')],
  },
  {
    rule: 'notice-66-placeholder',
    when: 'a gap is left',
    edits: [told('# How Fernhill', '[Company name] in short: TBC.\n\n# How Fernhill')],
  },
  // What only its words show
  {
    rule: 'notice-59-old-pecr-fine',
    when: 'the old maximum fine is named',
    edits: [told('## Complaints', 'The regulator can fine us up to £500,000 under PECR.\n\n## Complaints')],
  },
  {
    rule: 'notice-44-data-protection-act-1998',
    when: 'the 1998 Act is called the law',
    edits: [told('## Complaints', 'Data is handled under the Data Protection Act 1998.\n\n## Complaints')],
  },
  {
    rule: 'notice-42-privacy-shield',
    when: 'the notice leans on the Privacy Shield',
    edits: [
      told(
        '## Complaints',
        'Transfers to the United States are covered by the EU-US Privacy Shield.\n\n## Complaints',
      ),
    ],
  },
  {
    rule: 'notice-32-cites-article-77',
    when: 'the notice cites Article 77',
    edits: [
      told(
        'You can also complain to the Information Commission.',
        'Under Article 77 of the UK GDPR you can also complain to the Information Commission.',
      ),
    ],
  },
  {
    rule: 'notice-53-old-access-fee',
    when: 'a fee of ten pounds is asked',
    edits: [told('## Complaints', 'A copy of your data costs a fee of £10.\n\n## Complaints')],
  },
  {
    rule: 'notice-43-safe-harbour',
    when: 'the notice leans on Safe Harbor',
    edits: [
      told('## Complaints', 'Our providers in the United States comply with Safe Harbor.\n\n## Complaints'),
    ],
  },
  {
    rule: 'notice-36-cites-article-22',
    when: 'the notice cites Article 22 of a machine’s decision',
    edits: [
      told(
        '## Complaints',
        'Under Article 22 of the UK GDPR you may object to automated decisions.\n\n## Complaints',
      ),
    ],
  },
  {
    rule: 'notice-31-must-complain-to-us-first',
    when: 'people must come to us before the regulator',
    edits: [
      told(
        'You can also complain to the Information Commission.',
        'You must complain to us first before you may complain to the Information Commission.',
      ),
    ],
  },
  {
    rule: 'notice-52-eu-law-only',
    when: 'only European law is cited',
    edits: [
      told('## Complaints', 'Your rights come from the General Data Protection Regulation.\n\n## Complaints'),
    ],
    severity: 'warning',
  },
  {
    rule: 'notice-64-hard-to-read',
    when: 'sentences run on',
    edits: [
      told(
        '## Complaints',
        `${Array.from({ length: 12 }, () => `This is a sentence ${'and so on and so forth '.repeat(20)}to the end.`).join(' ')}\n\n## Complaints`,
      ),
    ],
  },
];

describe('a policy with nothing wrong in it', () => {
  it('has no finding, so that every rule is silent where it should be', () => {
    expect(checkPolicy(policyOf(SOUND), { on: TODAY })).toEqual([]);
  });
});

describe('the list of rules', () => {
  it('has a row here for every rule', () => {
    const tried = new Set(rows.map((row) => row.rule));
    expect([...new Set(CHECKS.map((check) => check.rule))].filter((rule) => !tried.has(rule))).toEqual([]);
  });

  it('names each rule by its kind, and no rule of law without its source', () => {
    for (const { rule, ground } of CHECKS) {
      expect(rule).toMatch(/^(?:language|law|notice-\d\d)-[a-z0-9-]+$/);
      if (rule.startsWith('law-')) expect(ground.source).not.toBeNull();
    }
  });
});

describe('each rule speaks where it should', () => {
  it.each(rows)('$rule when $when', ({ rule, edits, on = TODAY, facts = {}, severity }) => {
    const found = checkPolicy(policyOf(edited(SOUND, ...edits)), { on, facts });

    const [first] = found.filter((one) => one.rule === rule);
    expect(found.map((one) => one.rule)).toContain(rule);
    if (severity) expect(first?.severity).toBe(severity);
    expect(first?.message).toMatch(/^["#:\w].*\.$/s);
    expect(first?.todo).toMatch(/\.$|"$|\?$/);
    expect(first?.line).toBeGreaterThan(0);
    if (first?.source?.endsWith('[own knowledge]')) expect(first.severity).not.toBe('error');
  });
});

describe('a rule is silent where', () => {
  const silent = (rule: string, ...edits: Edit[]) =>
    expect(
      checkPolicy(policyOf(edited(SOUND, ...edits)), { on: TODAY }).map((one) => one.rule),
    ).not.toContain(rule);

  it('a sentence says that a dead mechanism is dead', () => {
    silent(
      'notice-42-privacy-shield',
      told(
        '## Complaints',
        'Privacy Shield is not accepted: it has protected nothing since 2020.\n\n## Complaints',
      ),
    );
  });
  it('a "never share" names its exception', () => {
    silent(
      'notice-65-contradiction',
      told(
        'We never sell your data.',
        'We do not share your data with third parties other than those listed.',
      ),
    );
  });
  it('an age looks like a period', () => {
    silent(
      'language-period-typed',
      told(
        'We never sell your data.',
        'We never sell the data of people under 18 years of age, at any time.',
      ),
    );
  });
  it('a promise about a right names the time that law gives for a harder request', () => {
    silent(
      'language-period-differs',
      told(
        'what we do on our legitimate interests.',
        'what we do; a harder case may take two further months.',
      ),
    );
  });
  it('the country of a recipient has law that protects as well as ours', () => {
    silent(
      'law-transfer-without-mechanism',
      declared(
        'where: in\n    transfer: { mechanism: idta, checked: 2026-06-01, expires: 2028-06-01, test: drawing-office }',
        'where: nz',
      ),
    );
  });
  it('the assessment ends on the very day', () => {
    silent('law-assessment-expired', {
      file: 'assessments/answer-enquiries.md',
      find: 'review: 2027-01-10',
      replace: `review: ${TODAY}`,
    });
  });
  it('the map has what a rule on rows names, or says nothing of days', () => {
    for (const rows of ['table: orders, from: changed', 'table: lines, from: written'])
      for (const rule of ['without-map', 'table-unknown', 'day-unknown'])
        silent(`language-rows-${rule}`, mapped, onRows(rows));
  });
  it.each([
    ['leaves people to the longer one', 'from: collected, keep: P1Y, then: erase, unless: [customer]'],
    ['counts from something else', 'from: application-rejected, keep: P1Y, then: erase'],
    ['has it looked at and takes nothing', 'from: collected, keep: P1Y, then: review'],
    ['is a duty', 'from: collected, keep: P7Y, then: erase, duty: accounting-records'],
    ['keeps just as long', 'from: collected, keep: P24M, then: erase'],
  ])('of two rules about the same field one %s', (_, rule) => {
    const because = 'because: "letters stay until the next inspection"';
    const both = edited(
      SOUND,
      declared('\n    kind: form\n', '\n    kind: form\n    people: [enquirer]\n'),
      declared(
        'people: [enquirer, apprentice], from: collected, keep: P1Y',
        'people: [enquirer, apprentice], from: collected, keep: P2Y',
      ),
      declared(
        '\n  orders:\n    people',
        `\n  letters: { collection: [contact-form], ${rule}, ${because} }\n  orders:\n    people`,
      ),
    );
    const found = checkPolicy(policyOf(both), { on: TODAY }).map((one) => one.rule);
    expect(found).not.toContain('law-retention-two-periods');
  });

  it('the year of account counts beside another day, and a duty is kept by that', () => {
    const found = checkPolicy(
      policyOf(
        edited(
          SOUND,
          declared(
            '    from: order-ended\n    keep: P7Y\n',
            '    while: order\n    from: { latest: [order-ended, financial-year-ended] }\n    keep: P6Y\n',
          ),
        ),
      ),
      { on: TODAY },
    ).map(({ rule }) => rule);
    expect(found).not.toContain('law-retention-shorter-than-duty');
    expect(found).not.toContain('law-retention-while-it-runs');
  });

  it('a sentence ends with "no", and the figure of the next belongs to that', () => {
    const found = checkPolicy(
      policyOf(
        edited(
          SOUND,
          told(
            ':list{purposes}',
            ':list{purposes}\n:promise[News goes to those who did not say no.]{#FER-901 by="purposes.workshop-news"}\n:promise[Results are of twelve people or more.]{#FER-902 by="organisation"}',
          ),
        ),
      ),
      { on: TODAY },
    );
    expect(found.filter(({ message }) => message.includes('twelve people'))).toEqual([]);
  });

  it('a rule is not in force yet', () => {
    const old = checkPolicy(
      policyOf(
        edited(
          SOUND,
          declared('  complaint: { acknowledge-within: P14D, routes: [web, email] }\n', ''),
          told(' by="rights.complaint"', ' by="rights.objection"'),
          told(':value{rights.complaint.acknowledge-within}', 'some time'),
        ),
      ),
      { on: '2026-06-18' },
    );
    expect(old.map((one) => one.rule)).not.toContain('law-complaint-missing');
  });
});

describe('where a finding is placed', () => {
  it('points at the table or the day of a rule on rows, with the nearest that is there', () => {
    const found = (rows: string) =>
      checkPolicy(policyOf(edited(SOUND, mapped, onRows(rows))), { on: TODAY }).find(({ rule }) =>
        rule.startsWith('language-rows'),
      );
    const text = edited(SOUND, onRows('table: order, from: orderd'))[P] ?? '';
    const line = text.split('\n').findIndex((one) => one.includes('rows: [{ system: shop')) + 1;
    expect(found('table: order, from: ordered')).toMatchObject({
      file: P,
      line,
      column: (text.split('\n')[line - 1] ?? '').indexOf('table: order') + 1,
      todo: 'Did you mean "orders"? If not: map it in systems/shop.yaml, with how its rows lead to people.',
    });
    expect(found('table: orders, from: orderd')).toMatchObject({
      file: P,
      line,
      severity: 'error',
      message:
        'orders counts from orders.orderd, and the map of shop knows of no day there: it has ordered and changed.',
      todo: 'Did you mean "ordered"? If not: name it under "dates" of orders in systems/shop.yaml, where it is there.',
    });
  });
  it.each([
    [
      'organisation.registrations.regulator',
      'which is a part of organisation; promises are bound to whole declarations.',
      'Say by="organisation".',
    ],
    [
      'retention.orders.keep',
      'which is a part of retention.orders; promises are bound to whole declarations.',
      'Say by="retention.orders".',
    ],
    [
      'retention',
      'which is a section with declarations in it.',
      'Say which: retention.enquiries, retention.orders, retention.news, retention.applications; or all: "retention.*".',
    ],
    ['retention.order', 'which is not declared.', 'Did you mean "retention.orders"?'],
  ])('says to what a promise can be bound in place of %s', (path, message, todo) => {
    const found = checkPolicy(policyOf(edited(SOUND, told('by="retention.orders"', `by="${path}"`))), {
      on: TODAY,
    }).filter(({ rule }) => rule === 'language-promise-dangling');
    expect(found).toMatchObject([{ message: `The promise FER-002 is bound to "${path}", ${message}`, todo }]);
  });

  it.each([
    ['ret.shedule', /^Did you mean "ret\.schedule"\?$/],
    ['forget', /^What can keep retention\.orders: .*\bret\.schedule\b/],
  ])('names the control that %s may have meant', (control, todo) => {
    const found = checkPolicy(
      policyOf(edited(SOUND, told('by="retention.orders"', `by="retention.orders" control="${control}"`))),
      { on: TODAY },
    ).filter(({ rule }) => rule === 'language-promise-control');
    expect(found).toMatchObject([{ todo: expect.stringMatching(todo) }]);
  });

  it('points at a field that is mistyped, with the nearest that some kind of data has', () => {
    const typo = edited(SOUND, declared('email: required, message', 'emial: required, message'));
    const line = (typo[P] ?? '').split('\n').findIndex((one) => one.includes('emial')) + 1;
    expect(checkPolicy(policyOf(typo), { on: TODAY })).toMatchObject([
      {
        rule: 'language-field-in-no-data',
        file: P,
        line,
        todo: 'Did you mean "email"? If not, add "emial" to the fields of a kind of data.',
      },
    ]);
  });

  it('points at the line and column of the words it is about', () => {
    const found = checkPolicy(policyOf(edited(SOUND, told(':value{retention.orders.keep}', '5 years'))), {
      on: TODAY,
    });
    const one = found.find((finding) => finding.rule === 'notice-18-period-differs-from-schedule');
    const line = (SOUND[N] ?? '').split('\n').findIndex((text) => text.includes('records of your order')) + 1;
    expect(one).toMatchObject({
      file: N,
      line,
      column: 10,
      quote: 'We keep the records of your order for 5 years after it.',
    });
    expect(one?.message).toBe('The notice says 5 years; retention.orders.keep says 7 years.');
  });

  it('points at the declaration where the notice is silent', () => {
    const found = checkPolicy(policyOf(edited(SOUND, told(':list{recipients}', 'Some others help us.'))), {
      on: TODAY,
    });
    const one = found.find((finding) => finding.rule === 'notice-12-recipient-not-in-notice');
    const line = (SOUND[P] ?? '').split('\n').findIndex((text) => text.startsWith('  mailing-platform:')) + 1;
    expect(one).toMatchObject({ file: P, line, column: 3 });
  });
});
