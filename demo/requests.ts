import { addDays, type Day } from '../src/base/index.ts';
import { ordersOf } from './comings.ts';
import { linkIn } from './doors.ts';
import type { Person } from './people.ts';
import { each, emailOf, type Year } from './world.ts';

/** What people ask of the company, on days that are awkward to count from, and how it is answered. */
export function plan(year: Year, people: number): void {
  const { calendar } = year;
  asksAndHas(year, '2026-11-30', 'access', { after: 9 });
  asksAndHas(year, '2026-12-24', 'erasure', { after: 19 });
  asksAndHas(year, '2026-12-25', 'access', { after: 24, by: 'mail' });
  asksAndHas(year, '2027-01-29', 'portability', { after: 20 });
  asksAndHas(year, '2027-01-31', 'access', { after: 20, doubted: true });
  asksAndHas(year, '2027-02-15', 'access', { after: 84, extended: 22 });
  asksAndHas(year, '2027-02-28', 'rectification', { after: 14 });
  asksAndHas(year, '2027-05-31', 'erasure', { after: 29 });
  asksAndHas(year, '2027-08-31', 'access', { after: 25, by: 'terminal' });
  calendar.add('2027-03-28', 'morning', () => objects(year));
  calendar.add('2027-04-06', 'morning', () => isRefused(year));
  calendar.add('2027-05-03', 'morning', () => isRestricted(year));
  calendar.add('2027-06-01', 'morning', () => complains(year, 'mail'));
  calendar.add('2027-10-04', 'morning', () => complains(year, 'web'));
  calendar.add('2027-07-12', 'morning', () => takesBack(year));
  calendar.add('2027-07-19', 'morning', () => stopsByLetter(year));
  calendar.add('2027-10-31', 'morning', () => asksAtTheEnd(year));
  // And on all the other days, as people come to it.
  const kinds = ['access', 'erasure', 'access', 'portability', 'erasure', 'rectification'] as const;
  for (let n = 0; n < Math.round(people / 75); n++) {
    const day = addDays(calendar.first, 15 + year.dice.roll(330));
    asksAndHas(year, day, year.dice.pick(kinds), { after: 3 + year.dice.roll(20), quiet: true });
  }
}

type Kind = 'access' | 'erasure' | 'portability' | 'rectification';
type How = {
  /** Days until it is done. */
  after: number;
  by?: 'web' | 'mail' | 'terminal';
  /** Two days on somebody doubts who asks, and a week later knows. */
  doubted?: boolean;
  /** So many days on the company takes two months more. */
  extended?: number;
  quiet?: boolean;
};

/** Somebody orders from the company, asks for their right, confirms by the link, and has it. */
function asksAndHas(year: Year, day: Day, kind: Kind, how: How): void {
  const { calendar, doors, count, tell } = year;
  const person = year.somebody();
  let id = '';
  calendar.add(addDays(day, -8), 'morning', () => leavesData(year, person, kind));
  calendar.add(day, 'morning', async () => {
    id = await asks(year, person, kind, how.by ?? 'web');
    count('requests');
    if (!how.quiet) {
      const { json } = await doors.call('GET', `/api/requests/${id}`);
      tell(`A request (${kind}) comes on ${day}; it is due on ${String(json.due ?? 'no day yet')}.`);
    }
  });
  if (how.by !== 'terminal')
    calendar.add(addDays(day, 1), 'afternoon', async () => {
      await doors.form(linkIn(doors.mailTo(person.email, '/requests/'), 'requests'), { do: 'confirm' });
    });
  if (how.doubted) isDoubted(year, addDays(day, 2), () => id);
  if (how.extended)
    calendar.add(addDays(day, how.extended), 'morning', async () => {
      const { json } = await decides(year, id, {
        outcome: 'extend',
        reason: 'complexity',
        why: 'four archives have to be read by hand',
      });
      tell(`It takes two months more, told with the reason; now due on ${String(json.due)}.`);
    });
  calendar.add(addDays(day, how.after), 'morning', async () => {
    if (how.by === 'terminal') await decides(year, id, { outcome: 'identified' });
    await isCarriedOut(year, id, kind === 'rectification' ? { was: WRONG, becomes: RIGHT } : null);
    count(kind === 'erasure' ? 'erasures' : 'requests answered');
    if (kind === 'erasure') year.erased.push(person.email);
    if (kind !== 'access' && kind !== 'portability') return;
    await year.work();
    const link = linkIn(doors.mailTo(person.email, '/requests/'), 'requests');
    const file = await doors.form(`${link}/package`, {});
    if (file.status !== 200 || file.bytes.length < 1_000)
      throw new Error(`the file of a request could not be fetched (${file.status})`);
  });
}

const WRONG = '1 Wrong Street';
const RIGHT = '1 Right Street';

async function leavesData(year: Year, person: Person, kind: Kind): Promise<void> {
  const { doors, dice } = year;
  if (kind === 'rectification')
    await ordersOf(year, person, { declined: ['client-marketing'], address: WRONG });
  else if (kind === 'portability' || dice.chance(50))
    await doors.fillsIn('newsletter', {
      fields: { email: person.email, name: person.name },
      consents: ['contact-newsletter'],
    });
  else
    await doors.fillsIn('testimonial', {
      fields: { name: person.name, email: person.email, testimonial: 'It works.' },
      consents: ['testimonials'],
      outlets: ['website'],
    });
}

/** Answers the id of the request, as staff see it on their list. */
async function asks(
  { doors }: Year,
  person: Person,
  kind: Kind,
  by: 'web' | 'mail' | 'terminal',
): Promise<string> {
  const words = {
    access: 'a copy of all you have',
    erasure: 'delete it',
    portability: '',
    rectification: WRONG,
  };
  if (by === 'terminal') {
    const said = await doors.command(
      ...[
        'request',
        'open',
        '--type',
        kind,
        '--identity',
        `email=${person.email}`,
        '--route',
        'post',
        '--json',
      ],
    );
    return String((JSON.parse(said) as { id: string }).id);
  }
  if (by === 'mail')
    await doors.writes({
      from: person.email,
      to: 'privacy@outserve.example',
      subject: 'Subject access request',
      text: 'Please send me a copy of everything you hold about me.',
    });
  else
    await doors.form('/requests/new', { kind, email: person.email, name: person.name, words: words[kind] });
  return newest({ doors }, kind);
}

async function newest({ doors }: Pick<Year, 'doors'>, kind: string): Promise<string> {
  const { json } = await doors.call('GET', `/api/requests?kind=${kind}&limit=1`);
  const [request] = json.requests as { id: string }[];
  if (!request) throw new Error(`nobody asked for ${kind}`);
  return request.id;
}

const decides = ({ doors }: Pick<Year, 'doors'>, id: string, decision: Record<string, unknown>) =>
  doors.call('POST', `/api/requests/${id}/decisions`, decision);

function isDoubted(year: Year, day: Day, id: () => string): void {
  const { calendar, tell } = year;
  calendar.add(day, 'morning', async () => {
    await decides(year, id(), {
      outcome: 'identify',
      doubt: 'the address is not the one that we know',
      wanted: 'a call to the number that we have',
    });
  });
  calendar.add(addDays(day, 7), 'morning', async () => {
    const { json } = await decides(year, id(), { outcome: 'identified' });
    tell(`Who asks was doubted for a week, and is known; now due on ${String(json.due)}.`);
  });
}

/** Planned, approved as it was shown, carried out, and signed for where only a person can. */
async function isCarriedOut(
  { doors, work }: Year,
  id: string,
  change: { was: string; becomes: string } | null,
): Promise<void> {
  const { json: plan } = await doors.call('POST', `/api/requests/${id}/plan`, {
    changes: change ? [{ what: 'business-address', ...change }] : [],
  });
  await doors.call('POST', `/api/requests/${id}/plan/approval`, { hash: plan.hash });
  await work();
  await each(plan.items as { number: number; act: string }[], async ({ number, act }) => {
    if (act === 'task')
      await doors.call('POST', `/api/requests/${id}/plan/tasks`, {
        number,
        note: 'looked there by hand, and did what was asked',
        count: 0,
      });
  });
  await work();
  if (change) await tellsRecipients(doors, id);
}

/** Whoever received wrong data is told what is right. */
async function tellsRecipients(doors: Year['doors'], id: string): Promise<void> {
  const { json } = await doors.call('GET', `/api/requests/${id}`);
  for (const { recipient } of json.tellings as { recipient: string }[])
    await doors.call('POST', `/api/requests/${id}/decisions`, {
      outcome: 'recipient-told',
      recipient,
      how: 'by e-mail to their privacy desk',
    });
}

/** On the night on which the clocks go forward somebody objects; the use stops at once, and is given up. */
async function objects(year: Year): Promise<void> {
  const { doors, calendar, today, count, tell } = year;
  const person = year.somebody();
  await doors.sends('telephone', {
    fields: { 'calling-number': person.phone, name: person.name, email: person.email, message: 'Hello?' },
  });
  await doors.call('POST', '/api/messages/evidence', {
    message: 'enquiry-reply',
    identity: emailOf(person),
    how: 'phone',
  });
  const { json } = await doors.call('POST', '/api/requests', {
    kind: 'objection',
    identity: emailOf(person),
    route: 'phone',
    about: 'answer-enquiries',
    vouched: true,
  });
  count('requests');
  tell(`Clocks go forward. Somebody objects; it is due on ${String(json.due)}.`);
  calendar.add(addDays(today(), 10), 'morning', async () => {
    await decides(year, String(json.id), { outcome: 'answer', says: 'We have stopped using it for that.' });
    count('requests answered');
  });
}

/** A correction of what is right, and an objection to what a claim needs, are refused with their reasons. */
async function isRefused(year: Year): Promise<void> {
  const { doors, calendar, today, count, tell } = year;
  const refusals = [
    [
      'rectification',
      { ground: 'data-is-accurate', reasoning: 'The contract that you signed says the same.' },
    ],
    [
      'objection',
      { ground: 'legal-claims', reasoning: 'The invoice is before the court; its papers are needed.' },
    ],
  ] as const;
  for (const [kind, refusal] of refusals) {
    const person = year.somebody();
    await ordersOf(year, person);
    const { json } = await doors.call('POST', '/api/requests', {
      kind,
      identity: emailOf(person),
      route: 'post',
      words: 'It is wrong that I ordered this.',
      vouched: true,
      ...(kind === 'objection' && { about: 'work-with-client-staff' }),
    });
    count('requests');
    calendar.add(addDays(today(), 12), 'morning', async () => {
      await decides(year, String(json.id), { outcome: 'refuse', ...refusal });
      count('requests refused');
      tell(`A request (${kind}) is refused, with reasons and the ways to complain.`);
    });
  }
}

/** Data is stored and nothing else, until it is settled and the person was told that this ends. */
async function isRestricted(year: Year): Promise<void> {
  const { doors, calendar, today, count, tell } = year;
  const person = year.somebody();
  await ordersOf(year, person);
  const { json } = await doors.call('POST', '/api/requests', {
    kind: 'restriction',
    identity: emailOf(person),
    route: 'post',
    words: 'My address is wrong, and until it is right do nothing with it.',
    vouched: true,
  });
  const id = String(json.id);
  await decides(year, id, { outcome: 'restrict', ground: 'accuracy-contested' });
  count('requests');
  tell('Data of a client is restricted while it is looked into.');
  const asked = await doors.call('POST', '/api/decisions', {
    act: 'use',
    purpose: 'deliver-service',
    data: ['contact-details'],
    identity: emailOf(person),
  });
  if (asked.json.verdict === 'allow') throw new Error('restricted data was used');
  calendar.add(addDays(today(), 20), 'morning', async () => {
    await decides(year, id, {
      outcome: 'tell-lifting',
      why: 'the address was put right',
      liftOn: addDays(today(), 5),
    });
  });
  calendar.add(addDays(today(), 25), 'morning', async () => {
    await decides(year, id, { outcome: 'lift', why: 'the address was put right' });
    await decides(year, id, { outcome: 'answer', says: 'Your address is right now, and we use it again.' });
    count('requests answered');
  });
}

async function complains(year: Year, by: 'mail' | 'web'): Promise<void> {
  const { doors, calendar, today, count, tell } = year;
  const person = year.somebody();
  const words = 'I want to complain: you wrote to my old address.';
  if (by === 'mail')
    await doors.writes({
      from: person.email,
      to: 'privacy@outserve.example',
      subject: 'A complaint',
      text: words,
    });
  else await doors.form('/complaints/new', { email: person.email, name: person.name, words });
  const id = await newest(year, 'complaint');
  count('complaints');
  tell(`A complaint comes by ${by}.`);
  calendar.add(addDays(today(), 6), 'morning', async () => {
    await doors.tries('POST', `/api/requests/${id}/decisions`, { outcome: 'acknowledge' });
  });
  calendar.add(addDays(today(), 18), 'morning', async () => {
    await decides(year, id, {
      outcome: 'answer',
      says: 'You are right. We have corrected it and are sorry.',
    });
    count('complaints answered');
  });
}

/** A consent goes as easily as it came: by the form, without a proof. */
async function takesBack(year: Year): Promise<void> {
  const { doors, subscribers, count } = year;
  const person = subscribers.pop();
  if (!person) return;
  await doors.form('/requests/new', { kind: 'withdrawal', email: person.email, about: 'contact-newsletter' });
  count('opt-outs');
}

async function stopsByLetter(year: Year): Promise<void> {
  const { doors, clients, count } = year;
  const person = clients.pop();
  if (!person) return;
  await doors.call('POST', '/api/requests', {
    kind: 'marketing-objection',
    identity: emailOf(person),
    route: 'post',
  });
  count('opt-outs');
}

/** On the night on which the clocks go back somebody asks; the year ends before it is due. */
async function asksAtTheEnd(year: Year): Promise<void> {
  const { doors, tell, count } = year;
  await doors.form('/requests/new', { kind: 'access', email: year.somebody().email });
  const { json } = await doors.call('GET', `/api/requests/${await newest(year, 'access')}`);
  count('requests');
  tell(`Clocks go back. Somebody asks for a copy; it is due on ${String(json.due)}, after this year.`);
}
