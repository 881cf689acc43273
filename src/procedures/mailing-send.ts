import { addElapsed, type Day, type Instant } from '../base/index.ts';
import { appendAllEvidence, type Evidence } from '../evidence/index.ts';
import { type Decision, decisionWriter } from '../gate/index.ts';
import {
  claimMails,
  type Draft,
  MailRejected,
  messageIdOf,
  type Queued,
  recordChannelEvent,
  returnMails,
  type Settled,
  settleMails,
} from '../mail/index.ts';
import { canonical } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { topicsOf } from './campaign.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { decideSends, trackedOf } from './mailing-decide.ts';
import { lacksOfLetter, letterOf } from './mailing-letter.ts';

/** How many people are held at once, how many mails leave at once, and how long a batch may take before it lets go of the rest. */
const BATCH = 20;
const AT_ONCE = 4;
const LONGEST_MILLISECONDS = 2_000;

/** A mail that waited so long for its hour has missed it. */
const WAITS = 'P7D';

/** Done again, it would send again. */
const ONCE = { attempts: 1 };

type Done = { sent: number; refused: number };

/** Sends what waits and whose hour has come, a batch of people at a time, until the mail server stops taking it. */
export async function sendWaiting(house: House): Promise<Done> {
  const done: Done = { sent: 0, refused: 0 };
  if (!house.mailer) return done;
  for (;;) {
    const claimed = await house.store.inTransaction((tx) => claimMails(tx, BATCH, house.clock.now()));
    if (claimed.length === 0) return done;
    // One mail a person at a time: the second has to see the first when it is asked how many they had.
    const people = new Set<string>();
    const first = claimed.filter(({ person_id }) => !people.has(person_id) && people.add(person_id));
    const others = claimed.filter((mail) => !first.includes(mail));
    if (others.length > 0) await house.store.inTransaction((tx) => returnMails(tx, others));
    const outcome = await sendBatch(house, first);
    done.sent += outcome.sent;
    done.refused += outcome.refused;
    if (outcome.away) return done;
  }
}

type Ready = { mail: Queued; draft: Draft };

/**
 * A batch: hold its people, ask the gate now for each of them, and only then hand the mails to the mail server, all while
 * they are held. A withdrawal that comes meanwhile waits for this mail, and one that was acknowledged before is seen by it.
 * Where nobody knows whether a mail left (the process died, the commit failed), it stays as it is until a restart settles it.
 */
async function sendBatch(house: House, mails: readonly Queued[]): Promise<Done & { away: boolean }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const settled: Settled[] = [];
    const waiting: (Queued & { until?: Instant; code?: string })[] = [];
    const evidence: Evidence[] = [];
    const settle = (mail: Queued, state: Settled['state'], code: string | null) =>
      settled.push({ person_id: mail.person_id, id: mail.id, state, code });

    const ready = await openHeld(tx, house, mails, now, (mail) =>
      settle(mail, 'refused', 'send.person-gone'),
    );
    const decisions = await decide(tx, house, policy, ready, { now, today });
    const leaving: (Ready & { decision: Decision | null })[] = [];
    for (const one of ready) {
      const decision = decisions.get(one.mail.id) ?? null;
      const asked = one.mail.class === 'marketing';
      if (
        asked &&
        decision?.verdict === 'not-yet' &&
        decision.until &&
        decision.until <= addElapsed(one.mail.queued_at, WAITS)
      )
        waiting.push({ ...one.mail, until: decision.until, code: decision.code });
      else if (asked && decision?.verdict !== 'allow') {
        const code = decision?.code ?? 'send.not-decided';
        settle(one.mail, 'refused', code);
        evidence.push(refusal(one.mail, code, decision?.id ?? null, now));
      } else leaving.push({ ...one, decision });
    }

    const tracked = await trackedOf(
      tx,
      policy,
      leaving.map(({ mail }) => mail),
    );
    const domain = new URL(house.baseUrl).hostname;
    let away = false;
    const begun = performance.now();
    const next = leaving.values();
    const carry = async () => {
      for (const { mail, draft, decision } of next) {
        // Nobody's withdrawal waits for a slow mail server longer than this.
        if (away || performance.now() - begun > LONGEST_MILLISECONDS) {
          waiting.push(mail);
          continue;
        }
        const letter = letterOf(house, policy, mail, draft, tracked.get(mail.id) ?? null);
        const lack = mail.class === 'marketing' ? lacksOfLetter(house, policy, letter)[0] : undefined;
        if (lack !== undefined) {
          settle(mail, 'refused', lack);
          evidence.push(refusal(mail, lack, decision?.id ?? null, now));
          continue;
        }
        try {
          await house.mailer?.send(
            letter,
            messageIdOf(house.vault, { personId: mail.person_id, id: mail.id }, domain),
          );
        } catch (fault) {
          if (!(fault instanceof MailRejected)) {
            house.log('mail.not-taken', { room: 'mail', code: 'mail.server-refused' });
            away = true;
            waiting.push(mail);
            continue;
          }
          settle(mail, 'refused', 'mail.rejected');
          evidence.push(refusal(mail, 'mail.rejected', decision?.id ?? null, now));
          rejected.push({ mail, draft, fault });
          continue;
        }
        settle(mail, 'sent', decision?.code ?? null);
        evidence.push(departure(mail, decision, letter, tracked.has(mail.id), now));
      }
    };
    const rejected: (Ready & { fault: MailRejected })[] = [];
    await Promise.all(Array.from({ length: AT_ONCE }, carry));
    for (const { mail, draft, fault } of rejected)
      if (fault.address) await addressGone(tx, house, mail, draft, fault.status, now);
    await settleMails(tx, settled, now);
    await returnMails(tx, waiting);
    await closeDuties(tx, settled, now);
    await appendAllEvidence(tx, evidence);
    const sent = settled.filter(({ state }) => state === 'sent').length;
    return { sent, refused: settled.length - sent, away };
  }, ONCE);
}

/** Takes hold of the people, always in the same order, and opens their mails. Who was merged since is another by now. */
async function openHeld(
  tx: Tx,
  house: House,
  mails: readonly Queued[],
  now: Instant,
  gone: (mail: Queued) => void,
): Promise<Ready[]> {
  const held = await rows<{ id: string }>(
    tx,
    'select id from person where id = any($1::uuid[]) and merged_into is null order by id for update',
    [mails.map((mail) => mail.person_id)],
  );
  const there = new Set(held.map(({ id }) => id));
  await house.vault.warm([...there], now);
  const ready: Ready[] = [];
  for (const mail of mails) {
    if (mail.sealed === null || !there.has(mail.person_id)) {
      gone(mail);
      continue;
    }
    const opened = await house.vault.open(mail.person_id, mail.sealed, `mail:${mail.id}`);
    ready.push({ mail, draft: JSON.parse(opened.toString('utf8')) });
  }
  return ready;
}

/** The gate's answers by mail, durable before anything leaves, whatever becomes of the caller's transaction. */
async function decide(
  tx: Tx,
  house: House,
  policy: Policy,
  ready: readonly Ready[],
  moment: { now: Instant; today: Day },
): Promise<Map<string, Decision>> {
  const marketing = ready.filter(({ mail }) => mail.class === 'marketing');
  const topics = await topicsOf(
    tx,
    marketing.map(({ mail }) => mail.campaign),
  );
  const decided = await decideSends(
    tx,
    house,
    policy,
    marketing.map(({ mail, draft }) => ({ mail, to: draft.to, topic: topics.get(mail.campaign ?? '') })),
    moment,
  );
  const writer = decisionWriter(house);
  await Promise.all([...decided.values()].map((decision) => writer.keep(decision, true)));
  return decided;
}

const refusal = (mail: Queued, code: string, decision: string | null, at: Instant): Evidence => ({
  kind: 'mail.refused',
  at,
  actor: 'gate',
  aboutPerson: mail.person_id,
  body: { purpose: mail.purpose, code, decision },
});

const departure = (
  mail: Queued,
  decision: Decision | null,
  letter: { text: string; headers: object },
  tracked: boolean,
  at: Instant,
): Evidence => ({
  kind: 'mail.sent',
  at,
  actor: 'gate',
  aboutPerson: mail.person_id,
  body: {
    class: mail.class,
    purpose: mail.purpose,
    code: decision?.code ?? null,
    decision: decision?.id ?? null,
    unsubscribe: 'List-Unsubscribe-Post' in letter.headers && letter.text.includes('/unsubscribe/'),
    ...(mail.class === 'marketing' && { tracked }),
    ...(mail.campaign && { campaign: mail.campaign }),
    ...(mail.message && { message: mail.message }),
  },
});

/** The mail server itself said that there is no such address. */
const addressGone = (
  tx: Tx,
  house: House,
  mail: Queued,
  draft: Draft,
  status: string,
  now: Instant,
): Promise<string> =>
  recordChannelEvent(tx, {
    personId: mail.person_id,
    hash: house.vault.suppressionHash(mail.channel, canonical({ kind: 'email', value: draft.to })),
    channel: mail.channel,
    kind: 'bounced-hard',
    status,
    mail: mail.id,
    now,
  });

/** A message that was owed and has left closes what it was owed for. */
async function closeDuties(tx: Tx, settled: readonly Settled[], now: Instant): Promise<void> {
  const sent = settled.filter(({ state }) => state === 'sent');
  if (sent.length === 0) return;
  await rows(
    tx,
    `update message_duty d set evidenced_at = $3, evidence = 'mail:' || o.id
     from unnest($1::uuid[], $2::uuid[]) as gone (person_id, id)
     join outbox o on o.person_id = gone.person_id and o.id = gone.id and o.message is not null
     where d.person_id = o.person_id and d.message = o.message and d.evidenced_at is null and d.opened_at <= $3`,
    [sent.map((one) => one.person_id), sent.map((one) => one.id), now],
  );
}
