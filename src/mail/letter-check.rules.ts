import type { Letter } from './letter.rules.ts';

/** What a marketing mail lacks, by the code with which it is held back. */
export type Lack =
  | 'mail.no-sender'
  | 'mail.no-address'
  | 'mail.no-unsubscribe'
  | 'mail.no-one-click'
  | 'mail.dead-unsubscribe';

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
const plain = (html: string): string =>
  inOneLine(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/**
 * Looked at as it is about to leave: who sent it and from where (PECR reg 23), a link to stop that is to be seen in every form
 * of the mail and that `opens` (one that leads nowhere is none), and both headers of a one-click unsubscribe (RFC 8058).
 */
export function lacksOf(
  letter: Letter,
  { sender, address, opens }: { sender: string; address: string; opens: (token: string) => boolean },
): Lack[] {
  const faces = [inOneLine(letter.text), ...(letter.html === undefined ? [] : [plain(letter.html)])];
  const says = (words: string) =>
    words.trim() !== '' && faces.every((face) => face.includes(inOneLine(words)));
  const lacks: Lack[] = [];
  if (!says(sender)) lacks.push('mail.no-sender');
  // PECR reg 23 asks for a valid address to write to; who has no office to show may show a mailbox.
  if (!says(address)) lacks.push('mail.no-address');
  const link = /https?:\/\/\S+\/unsubscribe\/([\w.-]+)/.exec(letter.text);
  const shown = link !== null && (letter.html === undefined || letter.html.includes(`href="${link[0]}"`));
  if (!shown) lacks.push('mail.no-unsubscribe');
  else if (!opens(link[1] ?? '')) lacks.push('mail.dead-unsubscribe');
  const header = letter.headers['List-Unsubscribe'] ?? '';
  if (
    letter.headers['List-Unsubscribe-Post'] !== 'List-Unsubscribe=One-Click' ||
    !header.includes(`<${link?.[0]}>`)
  )
    lacks.push('mail.no-one-click');
  return lacks;
}

/** What sells, in a message that must not: an offer, a price cut, an invitation to buy. */
const SELLS: readonly RegExp[] = [
  /\b(?:special|exclusive|limited|summer|winter|spring|autumn|introductory)[ -](?:time[ -])?(?:offer|deal|price|sale)s?\b/i,
  /\b(?:\d{1,3} ?%|half[ -]price|per ?cent) (?:off|discount|cheaper)\b/i,
  /\bdiscount(?:s|ed)?\b/i,
  /\b(?:buy|order|book|shop|upgrade|subscribe|sign up) (?:now|today)\b/i,
  /\b(?:voucher|coupon|promo(?:tion(?:al)?)?) ?codes?\b/i,
  /\b(?:don['’]t miss|while stocks last|hurry|last chance|act now)\b/i,
  /\b(?:free|extended) trial\b/i,
  /\b(?:our|a|the|brand)[ -](?:new|latest) (?:product|service|range|collection)s? (?:is|are) (?:here|out|available)\b/i,
  /\b(?:you (?:may|might) also like|recommended for you|check out our)\b/i,
  /\b(?:webinar|open day|newsletter)\b.{0,40}\b(?:join|register|invit|sign up)/i,
  /\b(?:join|register|invit\w*)\b.{0,40}\b(?:webinar|open day)\b/i,
  /\bon (?:special )?offer\b/i,
];

/** The words in which a service message advertises; null: it does not. For editors: the sentence must go, or the class change. */
export function sellsWith(subject: string, text: string): string | null {
  const words = inOneLine(`${subject}. ${text}`);
  for (const pattern of SELLS) {
    const found = pattern.exec(words);
    if (found) return found[0].slice(0, 60);
  }
  return null;
}
