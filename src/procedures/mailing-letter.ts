import { Refused } from '../base/index.ts';
import {
  type Draft,
  type Lack,
  type Letter,
  lacksOf,
  marketingLetter,
  type Queued,
  serviceLetter,
  withoutTracking,
  withTracking,
} from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, senderOf } from './house.ts';
import { makeLink, readLink } from './links.ts';

/** The purpose under which opens and clicks of this one person may be recorded; null: not at all. */
export type Tracked = { under: string } | null;

type Waiting = Pick<Queued, 'person_id' | 'id' | 'class' | 'purpose'>;

/** A waiting mail as it leaves. Whoever did not agree gets no picture that tells and no link that leads over us. */
export function letterOf(
  house: Pick<House, 'vault' | 'baseUrl'>,
  policy: Policy,
  mail: Waiting,
  draft: Draft,
  tracked: Tracked,
): Letter {
  const { sender, address, signature, from } = senderOf(policy);
  if (mail.class !== 'marketing')
    return serviceLetter({ to: draft.to, subject: draft.subject, text: draft.text, from, sender: signature });
  const link = (kind: 'unsubscribe' | 'preferences') =>
    makeLink(house.vault, { kind, personId: mail.person_id, purpose: mail.purpose });
  const marketing = policy.organisation.contacts.marketing ?? null;
  const unsubscribe = link('unsubscribe');
  const { html, ...words } = draft;
  return marketingLetter({
    ...words,
    ...(html !== undefined && {
      html: tracked ? watched(house, mail, html, tracked.under) : withoutTracking(html),
    }),
    from,
    footer: {
      sender,
      address,
      unsubscribe: `${house.baseUrl}/unsubscribe/${unsubscribe}`,
      unsubscribeMail: marketing?.includes('@') ? marketing : null,
      unsubscribeWord: unsubscribe,
      preferences: `${house.baseUrl}/preferences/${link('preferences')}`,
    },
  });
}

/** What the letter lacks of what every marketing mail must carry. */
export function lacksOfLetter(house: Pick<House, 'vault'>, policy: Policy, letter: Letter): Lack[] {
  const { sender, address } = senderOf(policy);
  return lacksOf(letter, {
    sender,
    address,
    opens(token) {
      try {
        return readLink(house.vault, token, 'unsubscribe').personId !== '';
      } catch (thrown) {
        if (thrown instanceof Refused) return false;
        throw thrown;
      }
    },
  });
}

/** What a link of ours in a tracked mail says: which mail it was in, of what, and where it leads. */
export type Followed = { mail: string; of: string; under: string; to: string | null };

/** Longer than this an address is left as it is: ours around it would be too long for mail programs. */
const LONGEST = 250;

function watched(
  house: Pick<House, 'vault' | 'baseUrl'>,
  mail: Waiting,
  html: string,
  under: string,
): string {
  const token = (to: string | null): string => {
    const said: Followed = { mail: mail.id, of: mail.purpose, under, to };
    return makeLink(house.vault, {
      kind: to === null ? 'opened' : 'followed',
      personId: mail.person_id,
      purpose: Buffer.from(JSON.stringify(said)).toString('base64url'),
    });
  };
  return withTracking(html, {
    pixel: `${house.baseUrl}/seen.gif?by=${token(null)}`,
    follow: (url) => (url.length > LONGEST ? null : `${house.baseUrl}/follow?by=${token(url)}`),
  });
}
