import { addPeriod } from '../base/index.ts';
import { type CollectionPoint, isElsewhere, oweTelling, type Submitted } from '../collection/index.ts';
import { queueMail } from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import type { House, Moment } from './house.ts';
import { emailIn } from './submission-identities.rules.ts';

/**
 * Opens the duty to tell a person what we got about them and from whom, and writes the letter at once where there is an
 * address: nothing of ours can then reach them before it. Without one, staff tell them, by the same day.
 */
export async function oweLetter(
  tx: Tx,
  house: House,
  policy: Policy,
  owed: {
    name: string;
    point: CollectionPoint;
    sent: Submitted;
    personId: string;
    recordId: string;
    moment: Moment;
  },
): Promise<void> {
  const { name, point, sent, personId, recordId, moment } = owed;
  if (!point['tell-within'] || !isElsewhere(sent.source)) return;
  const to = emailIn(policy, sent.fields);
  const mailId = to
    ? await queueMail(tx, house.vault, {
        personId,
        class: 'owed',
        purpose: point.purposes[0] ?? '',
        draft: { to, ...letterOf(house, policy, point, sent) },
        now: moment.now,
      })
    : null;
  await oweTelling(tx, {
    personId,
    id: recordId,
    point: name,
    dueOn: addPeriod(moment.today, point['tell-within']),
    mailId,
    now: moment.now,
  });
}

/** Art 14(1) and (2): who we are, what we have, where it came from, what for, and what they can do. */
function letterOf(
  house: House,
  policy: Policy,
  point: CollectionPoint,
  { fields, source }: Submitted,
): { subject: string; text: string } {
  const { organisation } = policy;
  const uses = point.purposes.flatMap((purpose) => policy.purposes[purpose]?.says ?? []);
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== '');
  return {
    subject:
      `What ${organisation['short-name'] ?? organisation.name} has about you, and from whom`.replaceAll(
        /[\r\n]/g,
        ' ',
      ),
    text: [
      `We received information about you from somebody else, and the law wants you to know it.`,
      `What we have: ${given.map(([field]) => field.replaceAll('-', ' ')).join(', ')}.`,
      `Where it came from: ${source?.who ?? point.source?.who}.`,
      ...theirs(policy, point, source?.who),
      `What we use it for: ${uses.join('; ')}.`,
      `Who else receives it, how long we keep it, and your rights to see it, correct it, object and complain: ${house.baseUrl}/notice`,
      `To object or to have it deleted, write to ${organisation.contacts.privacy}, or start at ${house.baseUrl}/`,
    ].join('\n\n'),
  };
}

/** What whoever sent it holds is under their own policy, and the person may not know which. */
function theirs(policy: Policy, point: CollectionPoint, who: string | undefined): string[] {
  if (point.source?.policy !== 'theirs') return [];
  const named = Object.values(policy.recipients).find((one) => one.name !== undefined && one.name === who);
  const at = named?.policy ? `: ${named.policy}` : '; ask them for it';
  return [`What ${who ?? point.source.who} holds about you falls under their own privacy policy${at}.`];
}
