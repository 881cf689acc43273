import { addDays, addPeriod, type Day, dayIn, type Instant, newId, Refused, sayDay } from '../base/index.ts';
import { type CollectionPoint, recordById, type Submitted } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { holdPerson } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { happen } from './event.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, openLink } from './links.ts';
import { emailIn } from './submission-identities.rules.ts';

/** What sending this in makes happen: at once, or, where the address has to be confirmed, when it was. */
export const happensBy = ({ begins, records }: CollectionPoint): string[] => [
  ...(begins ? [`${begins}-started`] : []),
  ...(records ? [records] : []),
];

/** The first day on which the link opens nothing any more. */
const lapsesOn = (policy: Policy, within: string, at: Instant): Day =>
  addPeriod(dayIn(policy.organisation.zone, at), within);

/** Writes to the address that was given: whoever follows the link opens what was asked for. Refuses `collection.no-address`. */
export async function askToConfirm(
  tx: Tx,
  house: House,
  policy: Policy,
  asked: { point: CollectionPoint; sent: Submitted; personId: string; recordId: string; now: Instant },
): Promise<boolean> {
  const { point, sent, personId, recordId, now } = asked;
  if (!point.confirmed) return false;
  const to = emailIn(policy, sent.fields);
  if (!to)
    throw new Refused(
      'collection.no-address',
      'Give an e-mail address: it opens with a link that we send there. Nothing was stored.',
    );
  const link = `${house.baseUrl}/activate/${makeLink(house.vault, { kind: 'activate', personId, purpose: recordId })}`;
  const last = sayDay(addDays(lapsesOn(policy, point.confirmed.within, now), -1));
  const text = `Somebody gave us this address (${sayPoint(point)}).\n\nIf that was you, open it here until ${last}:\n${link}\n\nIf it was not, do nothing: nothing is opened.`;
  const draft = { to, subject: 'Please confirm your address', text };
  await queueMail(tx, house.vault, { personId, class: 'service', purpose: 'confirmation', draft, now });
  return true;
}

export const sayPoint = ({ says, kind }: CollectionPoint): string => says ?? kind.replaceAll('-', ' ');

/**
 * The address is theirs: what the point begins and records happens now, and once. Refuses `collection.nothing-to-open` and
 * `collection.confirmation-lapsed`.
 */
export async function activateByLink(house: House, token: string): Promise<{ says: string }> {
  const { personId, purpose: recordId } = await openLink(house, token, 'activate');
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    const record = await recordById(tx, recordId);
    const point = record ? policy.collection[record.point] : undefined;
    if (!held || record?.person_id !== held || !point?.confirmed)
      throw new Refused('collection.nothing-to-open', 'There is nothing to open any more.');
    const [first, ...more] = happensBy(point);
    const [before] = await rows<{ kind: string }>(tx, 'select kind from event where id = $1', [recordId]);
    if (before?.kind === first) return { says: sayPoint(point) };
    if (before || today >= lapsesOn(policy, point.confirmed.within, record.stored_at))
      throw new Refused(
        'collection.confirmation-lapsed',
        'The time to confirm this address is over, and nothing was opened. Fill in the form again.',
      );
    await appendEvidence(tx, {
      kind: 'collection.confirmed',
      at: now,
      actor: 'person',
      aboutPerson: held,
      body: { point: record.point, record: recordId, notice: record.notice_version },
    });
    // The event has the record's id: one registration opens one thing, however often the link is followed.
    const of = { personId: held, at: now };
    const happened = more.map((kind) => ({ ...of, kind, id: newId(now) }));
    await happen(tx, policy, [...(first ? [{ ...of, kind: first, id: recordId }] : []), ...happened], {
      now,
      actor: 'person',
    });
    return { says: sayPoint(point) };
  });
}

/**
 * What nobody confirmed in time, and nobody opened another way since, lapses: the declared event happens, and what is kept goes
 * by the rule that counts from it. Answers how many.
 */
export async function lapseUnconfirmed(house: House): Promise<number> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  let lapsed = 0;
  for (const [name, { begins, confirmed }] of Object.entries(policy.collection)) {
    if (!confirmed?.lapses) continue;
    const kind = confirmed.lapses;
    lapsed += await house.store.inTransaction(async (tx) => {
      const waiting = await rows<{ person_id: string; id: string }>(
        tx,
        `select r.person_id, r.id from record r
         where r.point = $1 and (r.stored_at at time zone $2)::date + $3::interval <= $4::date
           and not exists (select from event e where e.id = r.id)
           and not exists (select from event e where e.person_id = r.person_id and e.kind = $5 and e.at >= r.stored_at)
         order by r.stored_at limit 5000`,
        [name, policy.organisation.zone, confirmed.within, today, `${begins}-started`],
      );
      const happened = waiting.map(({ person_id, id }) => ({ personId: person_id, id, kind, at: now }));
      return (await happen(tx, policy, happened, { now, actor: 'worker' })).size;
    });
  }
  return lapsed;
}
