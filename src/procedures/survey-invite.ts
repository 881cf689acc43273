import { addDays, type Day, Refused, startOf } from '../base/index.ts';
import { type Invitee, inviteesAmong, keepInvitations } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMails, sellsWith } from '../mail/index.ts';
import { findPerson, holdPeople, type Identity } from '../people/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { addressed, refuseLacking } from './mailing.ts';

export type Inviting = {
  purpose: string;
  subject: string;
  text: string;
  to: readonly Identity[];
  /** When what it asks about was: the days of the show. */
  from: Day;
  until: Day;
  reminder: boolean;
};

/** What became of those who were named. */
export type InvitedCount = { queued: number; absent: number; already: number; unknown: number };

/**
 * Asks people to answer a survey about something that happened to them: those to whom it did, once, and by one purpose for
 * each time; reminders as many as the policy says. The mail carries the one link of the survey that everybody has, so that
 * nothing leads from an answer to who was asked, and no advertising. The gate is asked for each at the moment of sending.
 * Refuses `survey.no-invitations`, `survey.promotes`, `survey.other-link`, `survey.no-such-days`, `mailing.not-whole`.
 */
export async function inviteToSurvey(house: House, asked: Inviting): Promise<InvitedCount> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const purpose = Object.hasOwn(policy.purposes, asked.purpose) ? policy.purposes[asked.purpose] : undefined;
  const invites = purpose?.invites;
  if (!invites)
    throw new Refused(
      'survey.no-invitations',
      `The policy declares no invitations to a survey for "${asked.purpose.slice(0, 80)}" (invites).`,
    );
  refuseText(asked);
  if (asked.until < asked.from)
    throw new Refused('survey.no-such-days', 'It cannot have ended before it began.');
  const mailing = {
    purpose: asked.purpose,
    subject: asked.subject,
    text: `${asked.text.trimEnd()}\n\n${house.baseUrl}/forms/${invites.to}\n\nThe link is the same for everybody: nobody can tell from your answers who you are.`,
    to: asked.to,
  };
  refuseLacking(house, policy, mailing);
  const people = await Promise.all(asked.to.map((one) => findPerson(house.store.db, house.vault, [one])));
  const known = [...new Set(people.filter((id) => id !== null))];
  const { zone } = policy.organisation;
  const span = { from: startOf(asked.from, zone), until: startOf(addDays(asked.until, 1), zone) };
  return house.store.inTransaction(async (tx) => {
    // Two lists with the same people at once: the second sees whom the first invited.
    await holdPeople(tx, known);
    const came = await inviteesAmong(tx, known, { kind: invites.after, purpose: asked.purpose, ...span });
    const most = asked.reminder ? invites['at-most'] : 1;
    const may = ({ asked: times, elsewhere }: Invitee) =>
      !elsewhere && times < most && (times > 0 || !asked.reminder);
    const invited = new Map(came.filter(may).map((one) => [one.personId, one]));
    const drafts = await addressed(house, [...invited.keys()], mailing);
    const ids = await queueMails(tx, house.vault, drafts, {
      class: 'marketing',
      purpose: asked.purpose,
      now,
    });
    await keepInvitations(
      tx,
      drafts.map(({ personId }, at) => ({
        personId,
        id: ids[at] ?? '',
        event: invited.get(personId)?.event ?? '',
      })),
      { point: invites.to, purpose: asked.purpose, now },
    );
    const count = {
      queued: drafts.length,
      absent: known.length - came.length,
      already: came.length - invited.size,
      unknown: people.length - people.filter((id) => id !== null).length,
    };
    await appendEvidence(tx, {
      kind: 'survey.invited',
      at: now,
      actor: 'integrator',
      body: { purpose: asked.purpose, point: invites.to, reminder: asked.reminder, ...count },
    });
    return count;
  });
}

function refuseText({ subject, text }: Inviting): void {
  const sells = sellsWith(subject, text);
  if (sells !== null)
    throw new Refused(
      'survey.promotes',
      `An invitation to a survey carries no advertising, and this one says "${sells}".`,
    );
  if (/https?:\/\/|www\./i.test(text))
    throw new Refused(
      'survey.other-link',
      'The link to the survey is put in by Kept, the same for everybody. Another one could tell who follows it: take it out.',
    );
}
