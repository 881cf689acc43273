import { addDays, addMonths, type Day, daysBetween } from '../src/base/index.ts';
import { linkIn } from './doors.ts';
import type { Person } from './people.ts';
import { emailOf, phoneOf, type Year } from './world.ts';

/** A working day within the year, often near the middle of a week. */
function someDay({ calendar, dice }: Year, from: Day = calendar.first, to: Day = calendar.last): Day {
  return addDays(from, dice.roll(daysBetween(from, to) + 1));
}

/** Everybody who comes: each at a day, by a door. `people` is how many there are in all. */
export function plan(year: Year, people: number, eventsFrom: Day): void {
  for (let quarter = 0; quarter < 4; quarter++) opensSurvey(year, quarter);
  const shares: readonly [number, (person: Person, day: Day, n: number) => void][] = [
    [30, (person, day) => subscribes(year, person, day)],
    [10, (person, day) => orders(year, person, day)],
    [16, (person, day) => asksOnForm(year, person, day)],
    [7, (person, day) => calls(year, person, day)],
    [8, (person, day, n) => writes(year, person, day, n)],
    [7, (person, day) => opensTicket(year, person, day)],
    [9, (person, day) => answersSurvey(year, person, day)],
    [6, (person, day) => visits(year, person, day)],
    [4, (person, day) => applies(year, person, day)],
    [3, (person, day, n) => looksAtSite(year, person, day, n)],
  ];
  for (const [share, comes] of shares)
    for (let n = 0; n < Math.max(2, Math.round((people * share) / 100)); n++)
      comes(year.somebody(), someDay(year), n);
  for (let n = 0; n < Math.max(6, Math.round(people / 120)); n++) isEmployed(year, year.somebody(), n);
  for (let n = 0; n < Math.max(3, Math.round(people / 300)); n++) praises(year, year.somebody(), n);
  for (const [index, held] of EVENTS.entries()) {
    const guests = Math.max(3, Math.round(people / 60));
    for (let n = 0; n < guests; n++)
      books(year, year.somebody(), someDay(year, later(addDays(held, -40), eventsFrom), addDays(held, -3)));
    year.calendar.add(held, 'afternoon', () => isHeld(year, index));
  }
}

const EVENTS: readonly Day[] = ['2027-02-18', '2027-06-10', '2027-09-23'];
const later = (a: Day, b: Day): Day => (a > b ? a : b);

function subscribes(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors, count, subscribers } = year;
  const confirms = dice.chance(82);
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('newsletter', {
      fields: { email: person.email, name: person.name },
      consents: ['contact-newsletter'],
    });
    count('newsletter forms');
  });
  if (confirms)
    calendar.add(day, 'afternoon', async () => {
      await doors.form(linkIn(doors.mailTo(person.email, '/confirm/'), 'confirm'), {});
      subscribers.push(person);
      count('confirmed');
    });
}

function orders(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors, count, clients } = year;
  const declines = dice.chance(15);
  const hands = dice.chance(30);
  const ends = dice.chance(12) ? addDays(day, 40 + dice.roll(200)) : null;
  const declined = declines ? ['client-marketing'] : [];
  const online = dice.chance(60);
  calendar.add(day, 'morning', async () => {
    await ordersOf(year, person, { online, declined });
    if (!declines) clients.push(person);
  });
  if (hands)
    calendar.add(addDays(day, 3), 'morning', async () => {
      await doors.fillsIn('password-handover', {
        fields: {
          username: person.email.split('@')[0] ?? '',
          password: `not-a-real-one-${dice.roll(9_999)}`,
        },
      });
      count('passwords handed over');
    });
  if (ends)
    calendar.add(ends, 'morning', async () => {
      await doors.call('POST', '/api/events', { kind: 'service-ended', identity: emailOf(person) });
      count('services ended');
    });
}

/** Somebody orders, and has the confirmation that the second version of the policy owes them. */
export async function ordersOf(
  year: Year,
  person: Person,
  {
    online = true,
    declined = [],
    address = `${person.firm}, ${person.address}`,
  }: { online?: boolean; declined?: readonly string[]; address?: string } = {},
): Promise<void> {
  const { doors, count } = year;
  const fields = {
    name: person.name,
    'business-address': address,
    email: person.email,
    telephone: person.phone,
  };
  await (online ? doors.fillsIn : doors.sends)('service-order', { fields, declined });
  count('orders');
  if (year.today() >= year.eventsFrom) await owes(year, person, 'order-confirmation', 'Your order');
}

/** A message that the policy owes, sent by whoever has to. */
async function owes(year: Year, person: Person, message: string, subject: string): Promise<void> {
  await year.doors.call('POST', '/api/messages', {
    message,
    identity: emailOf(person),
    subject,
    text: `Dear ${person.name},\n\nthis is what you were to hear from us.\n\nOutserve`,
  });
  year.count('owed messages sent');
}

function asksOnForm({ calendar, doors, count }: Year, person: Person, day: Day): void {
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('contact-form', {
      fields: { name: person.name, email: person.email, message: 'What would it cost to move our mail?' },
    });
    count('contact forms');
  });
}

function calls(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors, count } = year;
  calendar.add(day, 'morning', async () => {
    await doors.sends('telephone', {
      fields: { 'calling-number': person.phone, name: person.name, message: 'Asked for a call back.' },
    });
    count('calls');
  });
  calendar.add(addDays(day, 1 + dice.roll(3)), 'afternoon', async () => {
    await doors.call('POST', '/api/messages/evidence', {
      message: 'enquiry-reply',
      identity: phoneOf(person),
      how: 'phone',
    });
    count('enquiries answered');
  });
}

function writes(year: Year, person: Person, day: Day, n: number): void {
  const { calendar, doors } = year;
  const point = n % 2 === 0 ? 'letters-and-e-mail' : 'in-person';
  const fields = { name: person.name, email: person.email, message: 'It is about our server.' };
  calendar.add(day, 'morning', async () => {
    await doors.sends(point, { fields });
    year.count('letters and meetings');
  });
  answered(year, person, day);
  if (n % 5 !== 1) return;
  calendar.add(day, 'afternoon', async () => {
    const { json } = await doors.sends('social-media', {
      fields: { name: person.name, message: 'Do you do telephones?' },
    });
    await doors.call('POST', '/api/messages/evidence', {
      message: 'enquiry-reply',
      identity: { kind: 'external', value: `social-media:${String(json.record)}` },
      how: 'other-system',
    });
    year.count('enquiries answered');
  });
}

/** An enquiry is answered within its week, but for one that lies over Christmas. */
function answered(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors } = year;
  calendar.add(addDays(day, 1 + dice.roll(4)), 'afternoon', async () => {
    await doors.call('POST', '/api/messages', {
      message: 'enquiry-reply',
      identity: emailOf(person),
      subject: 'Your question',
      text: `Dear ${person.name},\n\nthank you for asking. We can, and this is what it takes.\n\nOutserve`,
    });
    year.count('enquiries answered');
  });
}

function opensTicket(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors, count } = year;
  const fields = { name: person.name, email: person.email, message: 'The printer prints on its own.' };
  const byForm = dice.chance(50);
  const closes = addDays(day, 5 + dice.roll(30));
  calendar.add(day, 'morning', async () => {
    const answer = await (byForm ? doors.fillsIn : doors.sends)('helpdesk', { fields });
    count('tickets');
    const id = byForm ? IDENTITY.exec(answer.text)?.[0] : String(answer.json.record);
    calendar.add(closes, 'afternoon', async () => {
      await doors.tries('POST', `/api/cases/${id}/close`, {});
    });
  });
  answered(year, person, day);
}

const IDENTITY = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** A survey in each quarter, which is as many as the policy promises; each is open until the next one is. */
function opensSurvey({ calendar, doors, count }: Year, quarter: number): void {
  const day = addMonths(calendar.first, 3 * quarter);
  calendar.add(day, 'morning', async () => {
    await doors.call('POST', '/api/surveys/openings', { point: 'survey', until: addMonths(day, 3) });
    count('surveys opened');
  });
}

function answersSurvey({ calendar, dice, doors, count }: Year, person: Person, day: Day): void {
  const answers = dice.pick(['good', 'good', 'middling', 'slow', 'dear']);
  const named = dice.chance(10);
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('survey', {
      fields: { answers, ...(named && { name: person.name, email: person.email }) },
    });
    count('survey answers');
  });
}

/** Somebody signs in at the door in the morning and out in the afternoon. */
export function visits({ calendar, doors, count }: Year, person: Person, day: Day): void {
  let badge = '';
  calendar.add(day, 'morning', async () => {
    const page = await doors.fillsIn('visitor-book', {
      fields: { 'visitor-name': person.name, 'visitor-organisation': person.firm },
    });
    badge = BADGE.exec(page.text)?.[1] ?? '';
    count('visitors');
  });
  calendar.add(day, 'afternoon', async () => {
    const left = await doors.form('/forms/visitor-book/out', { 'field.badge': badge });
    if (left.status !== 200) throw new Error(`the visitor could not sign out: ${left.status} ${badge}`);
  });
}

const BADGE = /class="badge"[^>]*>\s*([^<\s]+)/;

function applies({ calendar, dice, doors, count }: Year, person: Person, day: Day): void {
  const rejected = dice.chance(85) ? addDays(day, 20 + dice.roll(40)) : null;
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('job-application', {
      fields: {
        name: person.name,
        email: person.email,
        cv: `Ten years of mending things, at ${person.firm} and before.`,
        'covering-letter': 'I would like to mend yours.',
      },
    });
    count('applications');
  });
  if (rejected)
    calendar.add(rejected, 'morning', async () => {
      await doors.call('POST', '/api/events', { kind: 'application-rejected', identity: emailOf(person) });
      count('applicants told no');
    });
}

function looksAtSite({ calendar, doors, count }: Year, person: Person, day: Day, n: number): void {
  const agrees = n % 2 === 0;
  calendar.add(day, 'morning', async () => {
    // The web server sends more than is declared; that is dropped, and counted.
    await doors.sends('website-log', {
      fields: {},
      more: {
        events: Array.from({ length: 5 }, () => ({
          browser: 'Firefox',
          'browser-version': '150',
          'operating-system': 'Linux',
          'screen-size': '1920x1080',
        })),
      },
    });
    if (agrees) {
      await doors.sends('website-statistics', {
        fields: {},
        consents: ['website-statistics'],
        more: { events: [{ 'page-address': '/services?for=printers', 'visit-length': '95' }] },
      });
      await doors.sends('phone-recognition', {
        fields: {},
        consents: ['recognise-phone'],
        more: { events: [{ 'phone-id': `made-up-${person.phone.replaceAll(' ', '')}` }] },
      });
    }
    count('visits of the site');
  });
}

function isEmployed(year: Year, person: Person, number: number): void {
  const { calendar, dice, doors, count } = year;
  const day = number < 4 ? addDays(calendar.first, number) : someDay(year);
  const leaves = number % 5 === 4 ? addDays(day, 60 + dice.roll(120)) : null;
  const kin = year.somebody();
  calendar.add(day, 'morning', async () => {
    await doors.sends('staff-record', {
      fields: {
        name: person.name,
        email: person.email,
        'bank-account': '00-00-00 00000000',
        'postal-address': person.address,
        'national-insurance': 'QQ 00 00 00 C',
        tax: 'code 1257L',
        leave: '25 days',
        'work-permit': 'seen on the first day',
      },
    });
    await doors.sends('emergency-contact', {
      fields: { 'emergency-name': kin.name, 'emergency-telephone': kin.phone, relation: 'sister' },
      more: { source: { who: 'the employee who named them' } },
    });
    await doors.fillsIn('equality-form', { fields: { religion: dice.pick(['none', 'Quaker', 'Hindu']) } });
    count('employees');
  });
  calendar.add(addDays(day, 14), 'afternoon', async () => {
    // By letter: there is a number of theirs, and no address for mail.
    const { json } = await doors.call('GET', '/api/told?limit=100');
    for (const { id, letter } of json.items as { id: string; letter: boolean }[])
      if (!letter) await doors.call('POST', `/api/told/${id}`, { how: 'phone' });
  });
  if (number % 3 === 1)
    calendar.add(addDays(day, 30), 'morning', async () => {
      await doors.sends('health-record', {
        fields: {
          email: person.email,
          'sickness-absence': 'Two days of flu.',
          'informed-on': year.today(),
        },
      });
    });
  if (number % 3 === 2)
    calendar.add(addDays(day, 20), 'morning', async () => {
      await doors.sends('conviction-record', {
        fields: {
          email: person.email,
          convictions: 'One, long ago, of which the role makes us ask.',
          'conviction-review-on': addDays(year.today(), 180),
        },
      });
    });
  if (leaves)
    calendar.add(leaves, 'morning', async () => {
      await doors.call('POST', '/api/events', { kind: 'employment-ended', identity: emailOf(person) });
      count('employees who left');
    });
}

function praises(year: Year, person: Person, number: number): void {
  const { calendar, doors, count } = year;
  const day = addDays(calendar.first, 20 + number * 25);
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('testimonial', {
      fields: { name: person.name, email: person.email, testimonial: 'They came, and it worked.' },
      consents: ['testimonials'],
      outlets: ['website'],
    });
    count('testimonials');
    const { json } = await doors.call('GET', '/api/records?point=testimonial&limit=1');
    const [newest] = json.items as { id: string }[];
    await doors.call('POST', `/api/testimonials/${newest?.id}/publish`, { outlet: 'website' });
    if (number % 3 === 2)
      calendar.add(addDays(day, 90), 'morning', async () => {
        await doors.call('POST', `/api/testimonials/${newest?.id}/withdraw`, { outlet: null });
        count('testimonials taken back');
      });
  });
}

function books(year: Year, person: Person, day: Day): void {
  const { calendar, dice, doors, count, guests } = year;
  const diet = dice.chance(45) ? dice.pick(['no nuts', 'halal', 'vegan', 'no gluten']) : null;
  calendar.add(day, 'morning', async () => {
    await doors.fillsIn('event-booking', {
      fields: { name: person.name, email: person.email, ...(diet && { 'dietary-needs': diet }) },
      consents: diet ? ['catering'] : [],
    });
    guests.push(person);
    count('places booked');
    if (diet) count('with a diet');
    await owes(year, person, 'booking-confirmation', 'Your place');
  });
}

async function isHeld(year: Year, index: number): Promise<void> {
  const { doors, guests, count, tell } = year;
  const came = guests.splice(0);
  if (came.length === 0) return;
  await doors.call(
    'POST',
    '/api/events',
    came.map((guest) => ({ kind: 'event-held', identity: emailOf(guest) })),
  );
  count('guests', came.length);
  tell(`Event ${index + 1} took place, with ${came.length} guests.`);
}
