import { addDays, addMonths, type Day } from '../src/base/index.ts';
import type { SentMail } from '../src/controls/index.ts';
import { linkIn, oneClickIn } from './doors.ts';
import type { Person } from './people.ts';
import { each, emailOf, type Year } from './world.ts';

/** The mailings of the year: one a month to subscribers, one in two months to clients, and what people do about them. */
export function plan(year: Year): void {
  const { calendar } = year;
  for (let month = 0; month < 12; month++) {
    const day = addDays(addMonths(calendar.first, month), 9);
    calendar.add(day, 'morning', () => mails(year, 'contact-newsletter', `News of month ${month + 1}`));
    calendar.add(day, 'afternoon', () => react(year, `News of month ${month + 1}`, year.subscribers));
    if (month % 2 === 0) continue;
    const other = addDays(day, 7);
    calendar.add(other, 'morning', () => mails(year, 'client-marketing', `For our clients, ${month + 1}`));
    calendar.add(other, 'afternoon', () => react(year, `For our clients, ${month + 1}`, year.clients));
  }
  calendar.add(addDays(calendar.first, 30), 'morning', () => listsGo(year));
  calendar.add(addDays(calendar.first, 37), 'morning', () => brings(year, 0));
  calendar.add(addDays(calendar.first, 190), 'morning', () => brings(year, 1));
}

/** Somebody answers for it, and it goes to everybody whom the gate lets through. */
async function mails({ doors, count }: Year, purpose: string, subject: string): Promise<void> {
  const { json: needs } = await doors.call('GET', `/api/campaigns/needs?purpose=${purpose}`);
  const { json: campaign } = await doors.call('POST', '/api/campaigns', {
    purpose,
    approvedBy: needs.approvedBy,
    promotes: 'our support of small offices',
    relevance: 'they asked to hear of it, or have something like it from us',
    similar: needs.similarTo === null ? null : 'it is like what they ordered',
    topic: 'services',
  });
  const { json } = await doors.call('POST', '/api/mailings', {
    purpose,
    subject,
    text: 'Our engineers mend what prints on its own. They come within a day.',
    to: 'everyone',
    campaign: campaign.id,
    through: 'mailchimp',
  });
  count('marketing mails queued', Number(json.queued));
}

/** What people do with a mailing: most nothing, some stop it, each by a way of their own. */
async function react(year: Year, subject: string, list: Person[]): Promise<void> {
  const { dice, doors, count } = year;
  const gone = new Set<Person>();
  await each([...list], async (person) => {
    const mail = doors.mailTo(person.email, subject);
    if (!mail || mail.subject !== subject) return;
    count('marketing mails that arrived');
    const what = dice.roll(1_000);
    if (what < 14) await doors.form(oneClickIn(mail), { 'List-Unsubscribe': 'One-Click' });
    else if (what < 18) await doors.form(linkIn(mail, 'unsubscribe'), {});
    else if (what < 21)
      await doors.writes({
        from: person.email,
        to: 'info@outserve.example',
        subject: 'Please stop',
        text: 'No more of this, please.',
      });
    else if (what < 24)
      await doors.call('POST', '/api/opt-outs', {
        identity: emailOf(person),
        route: dice.pick(['post', 'phone']),
      });
    else if (what < 32) return prefers(year, person);
    else if (what < 41) return void (await doors.returns(bounceOf(mail)));
    else if (what < 42) await doors.returns(complaintOf(mail));
    else return;
    gone.add(person);
    count('opt-outs');
    // A short confirmation is owed within a day, as long as there is somebody to send it to.
    await doors.tries('POST', '/api/messages', {
      message: 'marketing-stopped',
      identity: emailOf(person),
      subject: 'We have stopped',
      text: 'You hear no more of our offers.',
    });
  });
  for (const person of gone) list.splice(list.indexOf(person), 1);
}

/** Somebody comes to the preference centre by its link, turns all of it off for a while, or leaves a topic. */
async function prefers({ doors, calendar, today, count }: Year, person: Person): Promise<void> {
  await doors.form('/preferences', { email: person.email });
  calendar.add(addDays(today(), 1), 'afternoon', async () => {
    const mail = doors.mailTo(person.email, '/preferences/');
    if (!mail) return;
    const page = await doors.visit(linkIn(mail, 'preferences'));
    const topics = ticked(page.text, 'topic').filter((topic) => topic.endsWith(':services'));
    await doors.form(linkIn(mail, 'preferences'), {
      on: ticked(page.text, 'on'),
      topic: topics,
      wishes: 'shown',
      pause: '',
    });
    count('preferences changed');
  });
}

/** The boxes of that name that stand ticked on a page. */
const ticked = (page: string, name: string): string[] =>
  [...page.matchAll(/<input[^>]*>/g)].flatMap(([box]) =>
    box.includes(`name="${name}"`) && box.includes('checked') ? (/value="([^"]*)"/.exec(box)?.[1] ?? []) : [],
  );

/** A report that a mail could not be delivered (RFC 3464). */
const bounceOf = (mail: SentMail): string =>
  reportOn(mail, 'delivery-status', 'message/delivery-status', [
    'Reporting-MTA: dns; mx.people.example',
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    'Status: 5.1.1',
  ]);

/** A report that somebody called a mail spam (RFC 5965). */
const complaintOf = (mail: SentMail): string =>
  reportOn(mail, 'feedback-report', 'message/feedback-report', [
    'Feedback-Type: abuse',
    'User-Agent: people.example/1',
    'Version: 1',
    `Original-Rcpt-To: ${mail.to}`,
  ]);

const reportOn = (mail: SentMail, kind: string, type: string, said: readonly string[]): string =>
  [
    'From: mailer-daemon@mx.people.example',
    'To: info@outserve.example',
    'Subject: About a mail of yours',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'A programme wrote this.',
    '--b',
    `Content-Type: ${type}`,
    '',
    ...said,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mail.headers['message-id'] ?? ''}`,
    '',
    '--b--',
    '',
  ].join('\r\n');

/** A list goes to the platform, stamped, and is deleted there before its last day. */
async function listsGo({ doors, calendar, today, count }: Year): Promise<void> {
  for (const purpose of ['contact-newsletter', 'client-marketing']) {
    const { json } = await doors.call('POST', '/api/lists', {
      kind: 'handover',
      purpose,
      recipient: 'mailchimp',
      to: 'everyone',
    });
    count('lists handed over');
    calendar.add(addDays(today(), 4), 'morning', async () => {
      await doors.call('POST', `/api/lists/${String(json.id)}/ended`, {});
    });
  }
  const refused = await doors.tries('POST', '/api/lists', {
    kind: 'handover',
    purpose: 'contact-newsletter',
    recipient: 'hmrc',
    to: 'everyone',
  });
  if (refused.status !== 403) throw new Error(`a list went to somebody else: ${refused.text}`);
}

/** The organiser of a fair supplies its visitors, each with proof of what they agreed to. */
async function brings(year: Year, number: number): Promise<void> {
  const { doors, count, today } = year;
  const supplier = `Fairs of Sampletown, ${number + 1}`;
  const rows = Array.from({ length: 12 }, () => year.somebody()).map((person) => ({
    name: person.name,
    email: person.email,
    'business-address': person.address,
    'consent-wording': 'Yes, exhibitors of IT services may e-mail me about their services.',
    'consent-on': addDays(today(), -20),
    'consent-covers': 'contact-newsletter',
  }));
  const unchecked = await doors.tries(
    'POST',
    '/api/collection/contact-list/import',
    importOf(supplier, rows),
  );
  if (unchecked.json.code !== 'collection.supplier-unchecked')
    throw new Error(`an unchecked supplier was let in: ${unchecked.text}`);
  await doors.call('POST', '/api/suppliers', {
    point: 'contact-list',
    name: supplier,
    evidence: 'their registration form, read on the day',
    checkedOn: today(),
  });
  const { json } = await doors.call('POST', '/api/collection/contact-list/import', importOf(supplier, rows));
  count('contacts supplied', Number(json.taken));
}

const importOf = (supplier: string, rows: readonly Record<string, string | Day>[]) => ({
  supplier,
  evidence: 'the wording that named services like ours, with the day of each yes',
  format: 'rows',
  rows,
});
