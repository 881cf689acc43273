import { addDays, type Day, dayIn, type Instant, newId, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail, sellsWith } from '../mail/index.ts';
import { findPerson, holdPerson, type Identity, identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce, policyUnder } from './house.ts';
import { makeLink, openLink } from './links.ts';
import { inForceSince } from './version.ts';

type Message = Policy['messages'][string];

function messageOf(policy: Policy, name: string): Message {
  const message = Object.hasOwn(policy.messages, name) ? policy.messages[name] : undefined;
  if (!message)
    throw new Refused(
      'message.undeclared',
      `"${name.slice(0, 80)}" is not a message of this policy. It has: ${Object.keys(policy.messages).join(', ') || 'none'}.`,
    );
  return message;
}

/**
 * Sends a message that is owed, or that the service needs: whatever somebody opted out of, and never with advertising in it.
 * Refuses `message.undeclared`, `message.promotes`, `message.other-channel`, `people.not-found`, `message.no-address`.
 */
export async function sendMessage(
  house: House,
  asked: { message: string; identity: Identity; subject: string; text: string },
): Promise<{ id: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const declared = messageOf(policy, asked.message);
  if (declared.channel !== 'email')
    throw new Refused(
      'message.other-channel',
      `The policy sends this by ${declared.channel}; tell when it went (POST /api/messages/evidence).`,
    );
  const sells = sellsWith(asked.subject, asked.text);
  if (sells !== null)
    throw new Refused(
      'message.promotes',
      `A message that people cannot switch off carries no advertising, and this one says "${sells}". Take it out, or send it as marketing to those who may get that.`,
    );
  const found = await findPerson(house.store.db, house.vault, [asked.identity]);
  if (!found) throw new Refused('people.not-found', 'We know nobody by this.');
  return house.store.inTransaction(async (tx) => {
    const personId = await holdPerson(tx, found);
    if (!personId) throw new Refused('people.not-found', 'We know nobody by this.');
    const all = await identitiesOf(tx, house.vault, personId);
    const to = asked.identity.kind === 'email' ? asked.identity : all.find(({ kind }) => kind === 'email');
    if (!to)
      throw new Refused(
        'message.no-address',
        'We have no e-mail address of theirs. Send it another way and tell that it went.',
      );
    const id = await queueMail(tx, house.vault, {
      personId,
      class: declared.kind,
      purpose: declared.purpose ?? asked.message,
      draft: { to: to.value, subject: asked.subject, text: toRead(house, declared, asked, personId) },
      message: asked.message,
      now,
    });
    return { id };
  });
}

/** What the person confirms to have read ends with the page where they do; looking at that page is no confirmation. */
const toRead = (
  house: House,
  { acknowledged }: Message,
  { message, text }: { message: string; text: string },
  personId: string,
): string =>
  acknowledged
    ? `${text}\n\nPlease confirm that you have read this:\n${house.baseUrl}/read/${makeLink(house.vault, { kind: 'read', personId, purpose: message })}`
    : text;

/** What somebody is asked to confirm, and whether they have. Refuses `link.invalid` and `message.undeclared`. */
export async function seeToRead(house: House, token: string): Promise<{ says: string; read: boolean }> {
  const { personId, purpose } = await openLink(house, token, 'read');
  const { says } = messageOf(await policyInForce(house), purpose);
  const found = await house.store.rows(
    "select 1 from message_duty where person_id = $1 and message = $2 and evidence like 'read:%'",
    [personId, purpose],
  );
  return { says, read: found.length > 0 };
}

/** Somebody pressed the button: they have read it. Once is enough. Refuses `link.invalid` and `message.undeclared`. */
export async function confirmRead(house: House, token: string): Promise<void> {
  const { personId, purpose: message } = await openLink(house, token, 'read');
  const policy = await policyInForce(house);
  messageOf(policy, message);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) return;
    const known = await rows<{ id: string; evidence: string | null }>(
      tx,
      'select id, evidence from message_duty where person_id = $1 and message = $2 for update',
      [held, message],
    );
    if (known.some(({ evidence }) => evidence?.startsWith('read:'))) return;
    const id = newId(now);
    await rows(
      tx,
      known.length > 0
        ? `update message_duty set evidence = 'read:' || coalesce(evidence, ''), evidenced_at = coalesce(evidenced_at, $3)
           where person_id = $1 and message = $2`
        : `insert into message_duty (person_id, id, message, event, opened_at, due_at, evidenced_at, evidence)
           values ($1, $4, $2, $4, $3, $3, $3, 'read:')`,
      known.length > 0 ? [held, message, now] : [held, message, now, id],
    );
    await appendEvidence(tx, {
      kind: 'message.read',
      at: now,
      actor: 'person',
      aboutPerson: held,
      body: { message },
    });
  });
}

/**
 * That an owed message went another way: by post, on the telephone, from another system. Closes what is open of it. Refuses
 * `message.undeclared`, `people.not-found`, `message.nothing-owed`.
 */
export async function showMessage(
  house: House,
  told: { message: string; identity: Identity; how: string; at: Instant },
): Promise<{ closed: number }> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const { now } = moment;
  messageOf(policy, told.message);
  if (told.at > now) throw new Refused('message.from-the-future', 'It cannot have gone in the future.');
  const since = await owedSince(house, policy, moment);
  const personId = await findPerson(house.store.db, house.vault, [told.identity]);
  if (!personId) throw new Refused('people.not-found', 'We know nobody by this.');
  return house.store.inTransaction(async (tx) => {
    // In here, so that a refusal leaves nothing behind.
    await openAll(tx, { policy, since, now, person: personId });
    const closed = await rows(
      tx,
      `update message_duty set evidenced_at = $3, evidence = $4
       where person_id = $1 and message = $2 and evidenced_at is null and opened_at <= $3 returning id`,
      [personId, told.message, told.at, `told:${told.how}`],
    );
    if (closed.length === 0)
      throw new Refused('message.nothing-owed', 'Nothing of this was owed to them at that moment.');
    await appendEvidence(tx, {
      kind: 'message.shown',
      at: now,
      actor: 'integrator',
      aboutPerson: personId,
      body: { message: told.message, how: told.how, closed: closed.length },
    });
    return { closed: closed.length };
  });
}

/** Opens what is owed since the last look: for every declared message, each event that it follows. Answers how many. */
export async function openDuties(house: House): Promise<number> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const since = await owedSince(house, policy, moment);
  return house.store.inTransaction((tx) => openAll(tx, { policy, since, now: moment.now, person: null }));
}

/** As far back is looked for what happened while the worker stood still and the next version came into force. */
const STOOD_STILL_DAYS = 7;

/** Since when a message is owed for what it follows: since the version in force, or those just before that owed it as well. */
async function owedSince(
  house: House,
  policy: Policy,
  { today }: Moment,
): Promise<(name: string, on: string) => Day> {
  const current = await inForceSince(house);
  const oldest = addDays(today, -STOOD_STILL_DAYS);
  const lately = await house.store.rows<{ hash: string; in_force_at: Instant }>(
    'select hash, in_force_at from policy_version where in_force_at is not null and replaced_at >= $1::date order by in_force_at desc',
    [oldest],
  );
  const before = await Promise.all(
    lately.map(async ({ hash, in_force_at }) => ({
      messages: (await policyUnder(house, hash))?.messages ?? {},
      day: dayIn(policy.organisation.zone, in_force_at),
    })),
  );
  return (name, on) => {
    const ended = before.findIndex(
      ({ messages }) => messages[name]?.kind !== 'owed' || messages[name].on !== on,
    );
    const first = (ended === -1 ? before : before.slice(0, ended)).at(-1)?.day ?? current;
    return first < oldest && oldest < current ? oldest : first;
  };
}

async function openAll(
  tx: Tx,
  {
    policy,
    since,
    ...of
  }: { policy: Policy; since: (name: string, on: string) => Day; now: Instant; person: string | null },
): Promise<number> {
  let opened = 0;
  for (const [name, { kind, on, within }] of Object.entries(policy.messages))
    if (kind === 'owed' && on && within)
      opened += await openDutiesOf(tx, { name, on, within, since: since(name, on), ...of });
  if (opened > 0)
    await appendEvidence(tx, { kind: 'message.owed', at: of.now, actor: 'worker', body: { opened } });
  return opened;
}

/** Each event opens a duty once; the last two days are looked at again, for what was told late or committed late. */
async function openDutiesOf(
  tx: Tx,
  of: { name: string; on: string; within: string; since: Day; now: Instant; person: string | null },
): Promise<number> {
  const events = await rows<{ person_id: string; id: string; at: Instant }>(
    tx,
    `select e.person_id, e.id, e.at from event e
     where e.kind = $1 and e.at >= greatest($3::date, (select max(opened_at) - interval '2 days' from message_duty where message = $2))
       and not exists (select 1 from message_duty d where d.person_id = e.person_id and d.event = e.id and d.message = $2)
       and ($4::uuid is null or e.person_id = $4)
     order by e.at limit 5000`,
    [of.on, of.name, of.since, of.person],
  );
  if (events.length === 0) return 0;
  await rows(
    tx,
    `insert into message_duty (person_id, id, message, event, opened_at, due_at)
     select e.person_id, e.id, $4, e.event, e.at, e.at + $5::interval
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $6::timestamptz[]) as e (person_id, id, event, at)
     on conflict (person_id, event, message) do nothing`,
    [
      events.map((one) => one.person_id),
      events.map(() => newId(of.now)),
      events.map((one) => one.id),
      of.name,
      of.within,
      events.map((one) => one.at),
    ],
  );
  return events.length;
}

export type Owed = { id: string; message: string; person: string; opened_at: Instant; due_at: Instant };

/** What is owed and has not gone, the most urgent first. */
export const owedMessages = (reader: Reader, limit: number): Promise<Owed[]> =>
  rows(
    reader,
    `select id, message, person_id as person, opened_at, due_at from message_duty where evidenced_at is null order by due_at, id limit $1`,
    [limit],
  );
