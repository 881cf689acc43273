import type { Answers, ProcessorAnswer } from './answers.ts';
import { PROCESSOR_JOBS } from './answers.ts';
import { purposesOf, sendable } from './processors.rules.ts';

/** Text as YAML takes it whatever is in it: JSON's strings are YAML's. */
const quote = (text: string): string => JSON.stringify(text.replace(/\s+/g, ' ').trim());

const STAFF_DATA = `  # Sickness and disability are health data (Article 9): give them a kind of data of their own, with "special: health".
  staff-details:
    says: "home address, date of birth, tax number, bank account, pay and leave"
    fields: { address: text, date-of-birth: date, tax-number: text, bank-account: text, pay: text, leave: text }
`;

/** `policy.yaml`: what the answers say, with a comment where a newcomer would ask. */
export function declarationsText(answers: Answers): string {
  const { name, jurisdiction, nation, email, today } = answers;
  const does = new Set(answers.does);
  const uk = jurisdiction === 'uk';
  const when = (condition: boolean, text: string): string => (condition ? text : '');
  return `# What ${name.replace(/\s+/g, ' ')} does with personal data, said once. The notice, the forms, the deletion schedule and the
# promise board all come from this file. "kept check" says what is wrong with it, "kept prove" tries every promise.
kept: 1
effective: ${today}                  # the day this version takes effect

organisation:
  name: ${quote(name)}
  jurisdiction: ${jurisdiction}
${when(uk, `  establishment: ${nation ?? 'england-and-wales'}      # its public holidays move the day by which a request is answered\n`)}${when(!uk, '  establishment: abroad               # outside the UK\n  zone: Europe/Brussels\n')}  roles: [controller]
  contacts:
    privacy: ${quote(email)}          # a role's address: people leave, roles stay
    complaints: /complaints
  officers:
    owner: { says: answers for personal data }
${when(uk, '  # registrations: { regulator: { reference: ZA000000, expires: 2027-01-01 } }   # your entry in the fee register\n')}
# Whose data. A relationship is something people are to us from a day until a day; retention can count from its end.
people:
${when(does.has('enquiries'), '  enquirer: { says: someone who asks us something }\n')}${when(does.has('newsletter'), '  subscriber: { says: someone who asked for our news }\n')}${when(does.has('customers'), '  customer: { says: someone who buys from us, while: order }\n')}${when(does.has('applicants'), '  applicant: { says: someone who applies to work for us }\n')}${when(does.has('staff'), '  employee: { says: someone who works for us, while: employment }\n')}  requester: { says: someone who uses a right over their data }
${when(does.has('customers') || does.has('staff'), '\nrelationships:\n')}${when(does.has('customers'), '  order: { says: an order or its negotiation, sale: true }   # gives the events order-started and order-ended\n')}${when(does.has('staff'), '  employment: { says: a contract of employment with us }\n')}${when(does.has('applicants'), '\nevents:\n  application-rejected: { says: we told an applicant that we chose somebody else }\n')}
# Which data, and the fields it is made of. Forms take these fields and refuse all others.
data:
  contact-details: { says: "name, e-mail address and telephone number", fields: { name: text, email: email, phone: phone } }
${when(does.has('enquiries'), '  message: { says: what you write to us, fields: { message: long-text } }\n')}${when(does.has('customers'), '  order-details: { says: "what you order, the invoice and its payment", fields: [item, invoice] }\n')}${when(does.has('applicants'), '  application: { says: "the CV and the covering letter", fields: { cv: file, letter: long-text } }\n')}${when(does.has('staff'), STAFF_DATA)}  request-details: { says: what you ask of us about your data, fields: { request: long-text } }

# Why data is used: each purpose rests on one basis of Article 6. A use that names none of these is refused.
purposes:
${when(
  does.has('enquiries'),
  `  answer-enquiries:
    says: to answer what you ask us
    basis: legitimate-interests
    interest: answering the people who write to us
    assessment: answer-enquiries      # assessments/answer-enquiries.md; past its review, the purpose stops
    people: enquirer
    data: [contact-details, message]
    channels: [email, phone]
`,
)}${when(
  does.has('newsletter'),
  `  newsletter:
    says: to send you our news
    kind: marketing
    basis: consent
    people: subscriber
    data: contact-details
    channels: [email]
    confirm: double-opt-in            # nothing is sent before they click the link in a first e-mail
    tracking: none
`,
)}${when(
  does.has('customers'),
  `  serve-customers:
    says: to supply what you order
    basis: contract
    people: customer
    data: [contact-details, order-details]
    channels: [email, phone, post]
  keep-accounts:
    says: to keep the accounts that the law asks of us
    kind: accounts
    basis: legal-obligation
    law: ${uk ? 'the Companies Act 2006 and the tax acts' : 'the bookkeeping and tax law of our country'}
    people: customer
    data: [order-details]
`,
)}${when(
  does.has('applicants'),
  `  recruit:
    says: to choose whom we employ
    kind: recruitment
    basis: contract                   # steps that the applicant asks for before a contract
    people: applicant
    data: [contact-details, application]
`,
)}${when(
  does.has('staff'),
  `  employ-staff:
    says: to employ you, plan your work and keep to what we agreed with you
    kind: employment
    basis: contract
    people: employee
    data: [contact-details, staff-details]
    channels: [email, phone, post]
  pay-staff:
    says: to pay you, and to tell the authorities what the law asks of an employer
    kind: employment
    basis: legal-obligation
    law: ${uk ? 'the PAYE regulations, the National Minimum Wage Act and the Pensions Act 2008' : 'the tax, labour and social security law of our country'}
    people: employee
    data: [contact-details, staff-details]
`,
)}  answer-requests:
    says: to answer what you ask of us about your data
    kind: legal
    basis: legal-obligation
    law: Articles 12 to 22 of the ${uk ? 'UK GDPR' : 'GDPR'}
    people: requester
    data: [contact-details, request-details]

# Where data comes in.
collection:
${when(
  does.has('enquiries'),
  `  contact-form:
    kind: form
    people: enquirer
    fields: { name: required, email: required, phone: optional, message: required }
    purposes: answer-enquiries
${when(does.has('newsletter'), '    asks: newsletter                  # a question of its own, never ticked for them\n')}`,
)}${when(
  does.has('newsletter'),
  `  newsletter-form:
    kind: newsletter
    people: subscriber
    fields: { name: optional, email: required }
    purposes: newsletter
    asks: newsletter
`,
)}${when(
  does.has('customers'),
  `  order-form:
    kind: order
    people: customer
    fields: { name: required, email: required, phone: optional, item: required }
    purposes: [serve-customers, keep-accounts]
    begins: order
    without: without the required details we cannot supply what you order
`,
)}${when(
  does.has('applicants'),
  `  application-form:
    kind: application
    people: applicant
    fields: { name: required, email: required, phone: optional, cv: required, letter: optional }
    purposes: recruit
    without: without a CV we cannot consider an application
`,
)}${when(
  does.has('staff'),
  `  staff-record:
    kind: in-person                   # staff of yours enter it: no public form
    people: employee
    fields: { name: required, email: required, phone: optional, address: required, date-of-birth: required, tax-number: required, bank-account: required, pay: required, leave: optional }
    purposes: [employ-staff, pay-staff]
    begins: employment
    without: without the required details we cannot employ and pay you
`,
)}  request-form:
    kind: form
    people: requester
    fields: { name: optional, email: required, request: required }
    purposes: answer-requests
    without: without a way to reach you we cannot answer a request

# Who receives data. Anyone who is not here receives nothing.
${recipientsText(answers)}
prohibitions:
  sell: { says: we never sell personal data, act: sell }

# How long each kind of data is kept, from when, then what. Jobs do it, every day.
retention:
${when(
  does.has('enquiries'),
  `  enquiries:
    people: enquirer
    from: collected
    keep: P1Y
    then: erase
    because: people come back to a question within the year, and seldom after it
`,
)}${when(
  does.has('newsletter'),
  `  subscribers:
    people: subscriber
    from: marketing-withdrawn
    keep: P30D
    then: suppress                    # all that stays is what stops us from writing again
    because: we stop at once, and a month is enough to clear the lists
`,
)}${when(
  does.has('customers'),
  `  orders:
    people: customer
    from: order-ended
    keep: P7Y
    then: erase
    because: a claim can be brought for six years, and the year of the last invoice must close first
${when(uk, '    duty: accounting-records          # what law orders kept; an erasure request cannot shorten it\n')}`,
)}${when(
  does.has('applicants'),
  `  applications:
    people: applicant
    from: application-rejected
    keep: P12M
    then: erase
    because: an applicant can bring a claim for some months after the answer
    at-once-on: [request]
`,
)}${when(
  does.has('staff'),
  `  staff-records:
    people: employee
    from: employment-ended
    keep: P6Y
    then: erase
    because: a claim over the employment or the pay can be brought for years after its end
${when(uk, '    duty: payroll                     # what law orders kept; an erasure request cannot shorten it\n')}`,
)}  requests:
    people: requester
    from: request-closed
    keep: P2Y
    then: erase
    because: we may have to show the regulator that we answered, and when
${when(
  does.has('statistics'),
  `
cookies:
${
  uk
    ? '  visit-counter:\n    says: counts visits to our website, so that we can improve it\n    exemption: statistical            # the UK needs no consent for this, but people are told and can object\n    objection: true\n'
    : '  visit-counter:\n    says: counts visits to our website, so that we can improve it\n    ask: consent                      # the EU knows no exemption for statistics\n'
}    items: [{ name: visits, by: us, keeps: P30D }]
`,
)}
# What people can ask of us. The law's own time is one month; less is yours to promise.
rights:
  access: { within: P1M }
  rectification: { within: P1M }
  erasure: { within: P1M }
  restriction: { within: P1M }
  objection: { within: P1M }
  portability: { within: P1M }
  withdrawal: { verify: none }        # a "no" is as easy as a "yes"
  marketing-objection: { verify: none, routes: [link, email, web] }
  complaint: { acknowledge-within: P14D, routes: [web, email] }

incidents: { notify-regulator-within: PT72H }
changes:
  review-every: P1Y
  reviewed: ${today}
  must-pass-check: true       # a version in which "kept check" finds an error is not published; the one in force stays
`;
}

function recipientsText(answers: Answers): string {
  const used = answers.processors.filter(({ job }) => purposesOf(answers, job).length > 0);
  const ready = used.filter((one) => !('missing' in sendable(answers, one)));
  const entries = used.map((one, at) => recipientText(answers, one, keyOf(one, at, used)));
  return `${ready.length > 0 ? 'recipients:\n' : used.length > 0 ? '# recipients:\n' : 'recipients: {}\n'}${entries.join('')}`;
}

/** Two of one kind are told apart by a number. */
function keyOf({ job }: ProcessorAnswer, at: number, all: readonly ProcessorAnswer[]): string {
  const before = all.slice(0, at).filter((one) => one.job === job).length;
  return before === 0 ? `${job}-provider` : `${job}-provider-${before + 1}`;
}

function recipientText(answers: Answers, one: ProcessorAnswer, key: string): string {
  const state = sendable(answers, one);
  const away = 'missing' in state || state.mechanism === 'none-needed' ? null : state;
  const lines = [
    `  ${key}:`,
    `    name: ${quote(one.name)}`,
    `    says: ${PROCESSOR_JOBS[one.job]}`,
    '    role: processor',
    `    for: [${purposesOf(answers, one.job).join(', ')}]`,
    `    where: ${one.where}`,
    ...(away
      ? [`    transfer: { mechanism: ${away.mechanism}${away.checked ? `, checked: ${away.checked}` : ''} }`]
      : []),
    `    agreement: { signed: ${one.signed ?? '2000-01-01'} }`,
  ];
  if (!('missing' in state)) return `${lines.join('\n')}\n`;
  return `  # Not yet: ${state.missing}, then take the # away and mend the days.\n${lines.map((line) => `  #${line}`).join('\n')}\n`;
}
