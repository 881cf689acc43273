import { Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  type Arrived,
  type MailName,
  type Report,
  readArrived,
  readMessageId,
  recordChannelEvent,
} from '../mail/index.ts';
import {
  canonical,
  findPerson,
  holdPerson,
  type Identity,
  identitiesOf,
  personNow,
} from '../people/index.ts';
import type { RequestKind } from '../requests/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { marketingOf, stop, stopByLink, stopByMail } from './permission.ts';
import { takeRequestByMail } from './request-mail.ts';

/** What a mail that came in was understood as. */
export type Understood = 'opt-out' | 'bounce' | 'complaint' | 'auto-reply' | 'request' | 'nothing';

/**
 * Takes a mail that came to one of our addresses, whole, as it came. A token of ours in the subject or behind a plus stops
 * that mailing, whoever sent it; a report of a bounce or a complaint closes the address; an answer of a programme is none of
 * a person; anything else to the address for opt-outs stops all marketing to whoever wrote it. Where that is the mailbox for
 * requests as well, as with companies that have one, a mail is a request all the same: nobody's right may be lost to a filter.
 */
export async function takeMail(house: House, raw: string): Promise<Understood> {
  const arrived = await readArrived(raw);
  if (await stopsByToken(house, arrived)) return 'opt-out';
  if (arrived.report) return heard(house, arrived.report);
  if (arrived.automatic) return 'auto-reply';
  const policy = await policyInForce(house);
  const mailbox = policy.organisation.contacts.marketing?.toLowerCase();
  const toStop = mailbox !== undefined && arrived.to.includes(mailbox);
  if (arrived.from === null) return 'nothing';
  const { from, to, subject, text } = arrived;
  const asks = await takeRequestByMail(house, policy, { from, to, subject, text });
  if (toStop && (asks === null || MAY_MEAN_STOP.includes(asks))) await stopByMail(house, from);
  return asks !== null ? 'request' : toStop ? 'opt-out' : 'nothing';
}

/** What a mail to a mailbox for both may mean: it says so, or nobody can tell. Who asks for a copy did not ask for silence. */
const MAY_MEAN_STOP: readonly RequestKind[] = [
  'question',
  'marketing-objection',
  'withdrawal',
  'objection',
  'complaint',
];

/** What looks like a token of ours, in the subject (a mailto link put it there) or behind a plus. */
async function stopsByToken(house: House, { subject, tags }: Arrived): Promise<boolean> {
  const tokens = [...subject.matchAll(/[\w-]{40,}\.[\w-]{20,}/g)].map(([token]) => token);
  for (const token of [...tokens, ...tags]) {
    try {
      await stopByLink(house, token);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'link.invalid') throw thrown;
    }
  }
  return false;
}

/** A bounce or a complaint: of a mail that we can tell we sent, or (what anybody can write) of an address alone. */
async function heard(house: House, report: Report): Promise<Understood> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const mail = report.messageId === null ? null : readMessageId(house.vault, report.messageId);
  const about = await aboutWhom(house, report, mail);
  if (!about) return 'nothing';
  const complained = report.kind === 'complained';
  // A report that nothing shows to be about a mail of ours never closes an address for good.
  const kind = complained || mail !== null ? report.kind : 'bounced-soft';
  const purpose = await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, about.personId);
    if (!held) return null;
    const of = mail && (await purposeOf(tx, held, mail.id));
    await recordChannelEvent(tx, {
      personId: held,
      hash: house.vault.suppressionHash('email', about.address),
      channel: 'email',
      kind,
      status: report.status,
      mail: mail?.id ?? null,
      now,
    });
    await appendEvidence(tx, {
      kind: complained ? 'channel.complained' : 'channel.bounced',
      at: now,
      actor: 'mail-server',
      aboutPerson: held,
      body: { channel: 'email', hard: kind === 'bounced-hard', shown: mail !== null, purpose: of },
    });
    return of;
  });
  // Who calls a mail spam wants no more of it; who cannot be reached has said nothing.
  if (complained) await stop(house, about.personId, purpose ? [purpose] : marketingOf(policy), 'complaint');
  return complained ? 'complaint' : 'bounce';
}

/** The person and the address that a report is about; null where that is not clear. */
async function aboutWhom(
  house: House,
  { recipient }: Report,
  mail: MailName | null,
): Promise<{ personId: string; address: string } | null> {
  const identity: Identity | null = recipient === null ? null : { kind: 'email', value: recipient };
  const address = identity && addressIn(identity);
  const known = identity && address ? await findPerson(house.store.db, house.vault, [identity]) : null;
  if (!mail) return known && address ? { personId: known, address } : null;
  const personId = await personNow(house.store.db, mail.personId);
  if (personId === null) return null;
  if (known === personId && address) return { personId, address };
  // Complaints often hide the address, and bounces may name the one that ours is forwarded to.
  const [only, ...others] = (await identitiesOf(house.store.db, house.vault, personId)).filter(
    ({ kind }) => kind === 'email',
  );
  return only && others.length === 0 ? { personId, address: canonical(only) } : null;
}

const purposeOf = async (tx: Tx, personId: string, mail: string): Promise<string | null> =>
  (
    await rows<{ purpose: string }>(
      tx,
      `select purpose from outbox where person_id = $1 and id = $2 and class = 'marketing'`,
      [personId, mail],
    )
  )[0]?.purpose ?? null;

function addressIn(identity: Identity): string | null {
  try {
    return canonical(identity);
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}
