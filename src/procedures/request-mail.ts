import { findPerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { kindOfMail, listOpen, type RequestKind } from '../requests/index.ts';
import type { House } from './house.ts';
import { takeRequest } from './request.ts';
import { sayAboutRequest } from './request-thread.ts';

/** The addresses at which a mail is a request, and whether it is then a complaint whatever it says. */
function deskAt({ organisation }: Policy, to: readonly string[]): 'privacy' | 'complaints' | null {
  const { complaints, privacy } = organisation.contacts;
  if (complaints && complaints !== privacy && to.includes(complaints.toLowerCase())) return 'complaints';
  return to.includes(privacy.toLowerCase()) ? 'privacy' : null;
}

/**
 * A mail to the privacy mailbox becomes a case, or a word about the one that is open. Nobody is trusted for the name in a
 * mail: whoever wrote it opens the link that goes to that address. Answers what it asks; null where it came to neither mailbox.
 */
export async function takeRequestByMail(
  house: House,
  policy: Policy,
  mail: { from: string; to: readonly string[]; subject: string; text: string },
): Promise<RequestKind | null> {
  const desk = deskAt(policy, mail.to);
  if (desk === null) return null;
  const identity: Identity = { kind: 'email', value: mail.from };
  const kind = desk === 'complaints' ? 'complaint' : kindOfMail(mail.subject, mail.text);
  const words = `${mail.subject}\n\n${mail.text}`.slice(0, 10_000);
  const known = await findPerson(house.store.db, house.vault, [identity]);
  const [open] = kind === 'question' && known ? await listOpen(house.store.db, known) : [];
  if (open) await sayAboutRequest(house, { id: open.id, words, by: 'person' });
  else
    await takeRequest(house, {
      identities: [identity],
      kind,
      route: 'email',
      receivedOn: null,
      words,
      vouched: false,
      actor: 'mail',
    });
  return kind;
}
