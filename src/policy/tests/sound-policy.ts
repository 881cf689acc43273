import type { Day } from '../../base/index.ts';
import { type PolicyFiles, parsePolicy } from '../index.ts';
import type { Policy } from '../policy.ts';

/** The day on which the sound policy is judged. */
export const TODAY: Day = '2026-11-22';

const DECLARATIONS = `kept: 1
effective: 2026-11-01
organisation:
  name: Fernhill Joinery Limited
  short-name: Fernhill
  jurisdiction: uk
  website: https://fernhill.example
  company-number: "09990001"
  roles: [controller]
  contacts:
    privacy: privacy@fernhill.example
    phone: "+44 1632 960111"
    complaints: /complaints
  officers:
    data-protection-officer: { says: looks after your data, contact: dpo@fernhill.example }
    director: { says: decides }
  registrations: { regulator: { reference: ZA999001, expires: 2027-03-16 } }
  appearance: { colour: "#1d4f91" }
people:
  enquirer: { says: someone who has asked us something }
  customer: { says: someone who orders from us, while: order }
  subscriber: { says: someone who asked for our e-mails }
  applicant: { says: someone who applies for work }
  apprentice: { says: an apprentice in our workshop, children: true }
relationships:
  order: { says: an order or a quote for one, sale: true }
  club: { says: membership of our club }
events:
  application-rejected: { says: we said no to an application }
data:
  contact-details: { says: "name, e-mail, phone and address", fields: [name, email, phone, address, message] }
  order-details: { says: what was ordered and paid, fields: [item, price] }
  application: { says: "the CV and the letter", fields: [cv, letter] }
  health-notes: { says: adjustments that somebody needs for their health, special: health, fields: [adjustment] }
  convictions: { says: unspent criminal convictions, criminal: true, fields: [conviction] }
purposes:
  answer-enquiries:
    says: to answer what you asked
    basis: legitimate-interests
    interest: answering people who write to us
    assessment: answer-enquiries
    people: [enquirer]
    data: [contact-details]
    channels: [email, phone]
  fulfil-orders:
    says: to make and deliver what you ordered
    basis: contract
    people: [customer]
    data: [contact-details, order-details]
  keep-accounts:
    says: to keep the accounts that company law asks for
    kind: accounts
    basis: legal-obligation
    law: the Companies Act 2006
    people: [customer]
    data: [order-details]
  workshop-news:
    says: to send you news of our workshop
    kind: marketing
    basis: consent
    people: [subscriber]
    data: [contact-details]
    channels: [email]
    at-most: { messages: 4, per: P1M }
  customer-offers:
    says: to tell customers of products like those they bought
    kind: marketing
    basis: legitimate-interests
    interest: selling to people who bought from us before
    assessment: customer-offers
    people: [customer]
    data: [contact-details]
    channels: [email]
    soft-opt-in: { from: [order], similar: joinery }
  hire-people:
    says: to choose whom we employ
    kind: recruitment
    basis: contract
    people: [applicant]
    data: [application]
  support-applicants:
    says: to make adjustments for applicants who need them
    kind: employment
    basis: legal-obligation
    law: the Equality Act 2010
    special: { condition: employment-law, schedule-1: 1, policy-document: health-notes }
    people: [applicant]
    data: [health-notes]
  vet-applicants:
    says: to check applicants who will work in schools
    kind: employment
    basis: legal-obligation
    law: the Safeguarding Vulnerable Groups Act 2006
    special: { condition: employment-law, schedule-1: 1, policy-document: health-notes }
    people: [applicant]
    data: [convictions]
  protect-apprentices:
    says: to protect young apprentices from harm
    basis: recognised-legitimate-interest
    condition: safeguarding
    people: [apprentice]
    data: [contact-details]
collection:
  contact-form:
    kind: form
    fields: { name: required, email: required, message: required }
    purposes: [answer-enquiries]
    asks: [workshop-news]
  order-form:
    kind: order
    fields: { name: required, email: required, item: required }
    purposes: [fulfil-orders, keep-accounts]
    offers: [customer-offers]
    without: without these details we cannot deliver your order
  application-form:
    kind: application
    fields: { cv: required }
    purposes: [hire-people, support-applicants, vet-applicants]
  recommendation:
    kind: referral
    from: a-third-party
    source: { who: customers who recommend a friend }
    tell-within: P1M
    fields: { name: required }
    purposes: [answer-enquiries]
  apprentice-record:
    kind: in-person
    fields: { name: required }
    purposes: [protect-apprentices]
recipients:
  mailing-platform:
    name: Mailchimp
    says: the service that sends our e-mails
    role: processor
    for: [workshop-news, customer-offers]
    receives: [contact-details]
    where: us
    transfer: { mechanism: data-bridge, checked: 2026-10-01 }
    agreement: { signed: 2025-03-01, expires: 2027-03-01 }
    audit: { every: P1Y, last: 2026-02-10 }
  drawing-office:
    says: a drawing office that turns orders into plans
    role: processor
    for: [fulfil-orders]
    receives: [order-details]
    where: in
    transfer: { mechanism: idta, checked: 2026-06-01, expires: 2028-06-01, test: drawing-office }
    agreement: { signed: 2026-06-01 }
  showroom:
    says: the showroom that we run together with a builders' merchant
    role: joint-controller
    where: uk
    agreement: { signed: 2026-01-05 }
  tax-office: { says: the tax office, role: authority, where: uk, law-requires: tax law }
prohibitions:
  sell: { says: we never sell your data, act: sell }
retention:
  enquiries: { people: [enquirer, apprentice], from: collected, keep: P1Y, then: erase, because: "a year is long enough to come back to an enquiry" }
  orders:
    people: [customer]
    from: order-ended
    keep: P7Y
    then: erase
    because: "a claim can be brought for six years, and the accounts of the last year must close first"
    duty: accounting-records
    yields-to: [hold]
  news: { people: [subscriber], from: marketing-withdrawn, keep: P30D, then: suppress, because: "we stop at once and keep only what stops us writing again" }
  applications: { people: [applicant], from: application-rejected, keep: P6M, then: erase, because: "an applicant can bring a claim for some months after the answer" }
decisions:
  credit-check:
    says: whether you may pay by invoice
    automated: true
    significant: true
    basis: contract
    logic: a credit agency's score decides whether you may pay by invoice
    review-by: director
cookies:
  sign-in: { exemption: strictly-necessary, items: [{ name: session, by: us, keeps: session }] }
  own-counter: { exemption: statistical, objection: true, items: [{ name: visits, by: us, keeps: P1D }] }
  adverts: { ask: consent, items: [{ name: _fbp, by: Meta, keeps: P90D }] }
rights:
  access: { within: P1M }
  rectification: { within: P1M }
  erasure: { within: P1M }
  restriction: { within: P1M }
  objection: { within: P1M }
  portability: { within: P1M }
  withdrawal: { verify: none }
  marketing-objection: { verify: none, routes: [link, email] }
  human-review: { within: P14D }
  complaint: { acknowledge-within: P14D, routes: [web, email] }
incidents: { notify-regulator-within: PT72H }
changes: { review-every: P1Y, reviewed: 2026-10-01 }
`;

const NOTICE = `# How Fernhill uses your data

## Who we are
:value{organisation.name} is responsible for your data. Write to our data protection officer at
:value{organisation.officers.data-protection-officer.contact}, or to :value{organisation.contacts.privacy}.
Our registration with the regulator is :value{organisation.registrations.regulator.reference}.

## Why we use your data
:list{purposes}

If you do not give us what an order needs, we cannot deliver it.

## Children
Some of our apprentices are under 18, and we explain this notice to them in person.

## Where else your data comes from
Data also comes from :value{collection.recommendation.source.who}: a name and an address.

## Who receives it
:::promise{#FER-001 by="prohibitions.sell"}
We never sell your data.
:::

:list{recipients}

Ask us for a copy of the agreements that protect data abroad.

## How long we keep it
:promise[We keep the records of your order for :value{retention.orders.keep} after it.]{#FER-002 by="retention.orders"}

:promise[We keep an enquiry for :value{retention.enquiries.keep}.]{#FER-003 by="retention.enquiries"}

:list{retention}

## Our e-mails
:promise[We send you news by e-mail, at most :value{purposes.workshop-news.at-most.messages} messages a month.]{#FER-004 by="purposes.workshop-news"}

:promise[You can unsubscribe by e-mail or in each message.]{#FER-005 by="rights.marketing-objection"}

## Cookies
See our cookie page for each cookie.

## Decisions by a machine
:list{decisions}

## Your rights
:list{rights}

## Your right to object
:promise[You can object at any time to what we do on our legitimate interests.]{#FER-006 by="rights.objection"}

## Complaints
:promise[You can complain to us with the form at :value{organisation.contacts.complaints}, and we acknowledge it within
:value{rights.complaint.acknowledge-within}.]{#FER-007 by="rights.complaint"}
You can also complain to the Information Commission.
`;

const assessment = (kind: string, name: string) => `---
kind: ${kind}
for: [${name}]
approved-by: director
approved: 2026-01-10
review: 2027-01-10
---
Weighed and found fair.
`;

/** A policy with everything in it and nothing wrong with it: what the checks are tried on. */
export const SOUND: PolicyFiles = {
  'policy.yaml': DECLARATIONS,
  'notice.md': NOTICE,
  'assessments/answer-enquiries.md': assessment('lia', 'answer-enquiries'),
  'assessments/customer-offers.md': assessment('lia', 'customer-offers'),
  'assessments/health-notes.md': assessment('policy-document', 'support-applicants'),
  'assessments/drawing-office.md': assessment('transfer-risk', 'drawing-office'),
  'systems/shop.yaml': 'says: our shop system\nkind: hosted\nholds: [contact-details]\nwhere: uk\n',
};

/** One change to one file, as a person would type it. */
export type Edit = { file: string; find: string; replace: string };

export function edited(files: PolicyFiles, ...edits: readonly Edit[]): PolicyFiles {
  const changed: Record<string, string> = { ...files };
  for (const { file, find, replace } of edits) {
    const text = changed[file];
    if (!text?.includes(find)) throw new Error(`"${find}" is not in ${file}`);
    changed[file] = text.replace(find, () => replace);
  }
  return changed;
}

/** The policy of these files; a test that hands in one that cannot be read is itself wrong. */
export function policyOf(files: PolicyFiles): Policy {
  const { policy, findings } = parsePolicy(files);
  if (!policy) throw new Error(findings.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
  return policy;
}
