import { addDays, addMonths, type Day } from '../src/base/index.ts';
import { type Policy, parsePolicy } from '../src/policy/index.ts';
import { ordersOf } from './comings.ts';
import type { Doors } from './doors.ts';
import { firstVersion } from './versions.ts';
import { emailOf, type Year } from './world.ts';

/** What the people who work there owe: signatures, questions to the gate before data is used, a hold, a look at what left. */
export function plan(year: Year): void {
  const { calendar } = year;
  const { policy } = parsePolicy(firstVersion());
  if (!policy) throw new Error('the example cannot be read');
  for (const [name, { by, every }] of Object.entries(policy.attestations))
    signatures(year, { name, by, every });
  for (let month = 0; month < 12; month++)
    calendar.add(addDays(addMonths(calendar.first, month), 3), 'morning', () => systemsAsk(year, policy));
  for (const [number, day] of (['2026-12-14', '2027-04-19', '2027-09-13'] as const).entries())
    calendar.add(day, 'morning', () => camerasAreAskedFor(year, number));
  calendar.add('2027-02-08', 'morning', () => isDrilled(year));
  calendar.add('2027-03-15', 'morning', () => figuresGoOut(year));
  calendar.add('2027-09-20', 'morning', () => figuresGoOut(year));
  calendar.add('2027-02-22', 'morning', () => isHeld(year));
  for (const day of ['2026-11-04', '2027-04-07'] as const) calendar.add(day, 'morning', () => signsIn(year));
}

/** How many days after a signature the next one follows: some before it is due. */
const AGAIN: Readonly<Record<string, number>> = { P1M: 22, P3M: 66, P6M: 145, P1Y: 320 };

/** The one that somebody forgets for a while. */
const FORGOTTEN = { name: 'cctv-overwrite', on: '2027-06-22' } as const;

function signatures(year: Year, { name, by, every }: { name: string; by: string; every: string }): void {
  const { calendar, doors, today, count, tell } = year;
  const signs = (day: Day, late = false) =>
    calendar.add(day, 'morning', async () => {
      await doors.call('POST', '/api/attestations', {
        name,
        role: by,
        signedOn: today(),
        evidence: `minutes of ${today()}, page 2`,
      });
      count('signatures');
      if (late) tell(`The ${by} signs for what was forgotten (${name}).`);
    });
  const first = addDays(calendar.first, 10);
  if (name === FORGOTTEN.name) {
    signs(first);
    signs(FORGOTTEN.on, true);
    return;
  }
  for (let day = first; day <= calendar.last; day = addDays(day, AGAIN[every] ?? 22)) signs(day);
}

/** Once a month each connected system asks before it uses, shares or sends, and some ask for what they may not. */
async function systemsAsk(year: Year, policy: Policy): Promise<void> {
  const { doors, count } = year;
  const client = year.clients.at(-1) ?? year.somebody();
  const { json } = await doors.call('GET', '/api/purposes');
  const register = json.purposes as { purpose: string; basis: string; data: string[]; kind: string }[];
  for (const { purpose, basis, data, kind } of register) {
    // What rests on a yes is used of somebody who said it.
    const [subscriber] = year.subscribers;
    const person = kind === 'marketing' && basis === 'consent' ? (subscriber ?? client) : client;
    if (basis === 'consent' && kind !== 'marketing')
      await doors.call('POST', '/api/permissions', {
        identity: emailOf(person),
        purpose,
        channel: 'use',
        state: 'granted',
        wording: 'client-area-2026',
        source: 'client-area',
      });
    await doors.call('POST', '/api/decisions', { act: 'use', purpose, data, identity: emailOf(person) });
  }
  for (const [recipient, { for: purposes, receives }] of Object.entries(policy.recipients)) {
    const purpose = purposes?.[0] ?? 'answer-enquiries';
    const answer = await doors.tries('POST', '/api/disclosures', {
      recipient,
      purpose,
      data: receives ?? ['contact-details'],
      people: 1,
      // What is done for clients alone goes of one who is named.
      ...(policy.purposes[purpose]?.only && { about: [{ identity: emailOf(client) }] }),
    });
    count(answer.status === 201 ? 'disclosures' : 'disclosures refused');
  }
  for (const asked of NEVER) await mustBeNo(doors, asked);
  count('questions to the gate', register.length + NEVER.length);
}

const NEVER: readonly Record<string, unknown>[] = [
  { act: 'use', purpose: 'credit-scoring', data: ['contact-details'] },
  { act: 'use', purpose: 'premises-security', data: ['visitor-entry'], collection: 'visitor-book' },
  { act: 'use', purpose: 'employment-management', data: ['equality-answers'] },
  { act: 'share', purpose: 'deliver-service', recipient: 'data-broker', data: ['contact-details'] },
  { act: 'profile', purpose: 'client-marketing', data: ['contact-details'] },
  { act: 'decide', purpose: 'recruitment', decision: 'future-decisions' },
];

async function mustBeNo(doors: Doors, asked: Record<string, unknown>): Promise<void> {
  const { json } = await doors.call('POST', '/api/decisions', asked);
  if (json.verdict === 'allow') throw new Error(`the gate let this through: ${JSON.stringify(asked)}`);
}

async function camerasAreAskedFor({ doors, count }: Year, number: number): Promise<void> {
  const asked = [
    { asker: 'police', because: 'incident' },
    { asker: 'person', because: 'own-picture' },
    { asker: 'other', because: 'other' },
  ][number];
  await doors.call('POST', '/api/cameras/cctv/requests', asked);
  count('requests for camera pictures');
}

async function isDrilled({ doors, count, tell }: Year): Promise<void> {
  await doors.call('POST', '/api/visits/visitor-book/roll', { reason: 'drill' });
  count('roll calls');
  tell('A fire drill: the roll is called from the visitor book.');
}

/** Figures leave only about groups that are large enough. */
async function figuresGoOut({ doors, count }: Year): Promise<void> {
  const cells = [
    { group: 'content', people: 31, figures: { share: 0.62 } },
    { group: 'not content', people: 3, figures: { share: 0.06 } },
  ];
  for (const of of [
    { publication: 'survey-results' },
    { purpose: 'staff-welfare' },
    { purpose: 'equality-monitoring' },
  ]) {
    const { json } = await doors.call('POST', '/api/results', { of, cells });
    if (json.withheld !== 1) throw new Error(`figures about three people went out: ${JSON.stringify(json)}`);
  }
  count('releases of figures', 3);
}

/** Somebody who works there comes in with both factors, looks at the day and at a person for a reason, and goes. */
async function signsIn(year: Year): Promise<void> {
  const { doors, staff, somebody, count } = year;
  const person = somebody();
  await ordersOf(year, person);
  const member = await staff();
  const { json: today } = await member.call('GET', '/api/today');
  const { json: found } = await member.call('POST', '/api/people/find', { identities: [emailOf(person)] });
  await member.call('GET', `/api/people/${String(found.person)}`);
  await member.signOut();
  const out = await doors.visit('/api/requests');
  if (out.status !== 401 || !Array.isArray(today.rows)) throw new Error('staff see what others do not');
  count('sign-ins of staff');
}

/** A claim is made: what five enquirers told is kept past its day, and goes when the claim is settled. */
async function isHeld(year: Year): Promise<void> {
  const { doors, calendar, today, tell, count } = year;
  const people = Array.from({ length: 5 }, () => year.somebody());
  const ids: string[] = [];
  for (const person of people) {
    const { json } = await doors.sends('helpdesk', {
      fields: { name: person.name, email: person.email, message: 'You broke it.' },
    });
    ids.push(String(json.record));
    await doors.call('POST', '/api/messages', {
      message: 'enquiry-reply',
      identity: emailOf(person),
      subject: 'Your question',
      text: 'We are looking into it.',
    });
  }
  for (const id of ids) await doors.tries('POST', `/api/cases/${id}/close`, {});
  const { json } = await doors.call('POST', '/api/retention/holds', {
    kind: 'legal-claim',
    because: 'a claim about a broken server',
    owner: 'managing-director',
    reviewOn: addDays(today(), 300),
    points: ['helpdesk'],
    identities: people.map(emailOf),
  });
  tell(`A claim is made: what ${people.length} people told the service desk is held.`);
  const due: Day = addDays(addMonths(today(), 6), 14);
  calendar.add(due, 'afternoon', async () => {
    for (const id of ids) await mustBeThere(doors, id, true);
    await doors.call('DELETE', `/api/retention/holds/${String(json.id)}`);
    tell('The claim is settled, and the hold lifted: what it held past its day goes tonight.');
  });
  calendar.add(addDays(due, 1), 'afternoon', async () => {
    for (const id of ids) await mustBeThere(doors, id, false);
    count('held records that went', ids.length);
  });
}

async function mustBeThere(doors: Doors, record: string, there: boolean): Promise<void> {
  const { status } = await doors.tries('POST', `/api/records/${record}/look`, {
    reason: 'answering-request',
  });
  if ((status === 200) !== there)
    throw new Error(
      `the record ${record} ${there ? 'went while it was held' : 'is there still'} (${status})`,
    );
}
