import { Refused } from '../base/index.ts';

/** One mail as it leaves. */
export type Letter = {
  to: string;
  from: string;
  replyTo?: string;
  subject: string;
  text: string;
  /** The same words with their look, where there are any. */
  html?: string;
  headers: Readonly<Record<string, string>>;
};

/** What a marketing mail must carry besides its words. */
export type Footer = {
  /** The sender, as the law wants to see it (PECR reg 23). */
  sender: string;
  address: string;
  /** One click, no account, never expires. */
  unsubscribe: string;
  /** Where a mail to unsubscribe may be written, and what says whose it is: the subject. */
  unsubscribeMail: string | null;
  unsubscribeWord?: string;
  preferences: string;
};

/**
 * A marketing mail: what was written, then who sent it and how to stop it, and the headers by which a mail program offers
 * one-click unsubscribe (RFC 8058). Refuses `mail.header-injection`.
 */
export function marketingLetter({
  to,
  from,
  subject,
  text,
  html,
  footer,
}: {
  to: string;
  from: string;
  subject: string;
  text: string;
  html?: string;
  footer: Footer;
}): Letter {
  const word = footer.unsubscribeWord ? ` ${footer.unsubscribeWord}` : '';
  const links = [
    footer.unsubscribeMail &&
      `<mailto:${footer.unsubscribeMail}?subject=${encodeURIComponent(`unsubscribe${word}`)}>`,
    `<${footer.unsubscribe}>`,
  ].filter(Boolean);
  return safe({
    to,
    from,
    subject,
    text: `${text.trimEnd()}\n\n-- \n${footer.sender}\n${footer.address}\n\nStop these e-mails: ${footer.unsubscribe}\nAll your choices: ${footer.preferences}\n`,
    ...(html !== undefined && { html: withFooter(html, footer) }),
    headers: { 'List-Unsubscribe': links.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function withFooter(html: string, footer: Footer): string {
  const said = `<hr><p>${escaped(footer.sender)}<br>${escaped(footer.address)}</p><p><a href="${escaped(footer.unsubscribe)}">Stop these e-mails</a> · <a href="${escaped(footer.preferences)}">All your choices</a></p>`;
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? `${html}${said}` : `${html.slice(0, end)}${said}${html.slice(end)}`;
}

/** A mail that is owed or about the service: never with marketing in it, so without anything to unsubscribe from. */
export const serviceLetter = ({
  to,
  from,
  subject,
  text,
  sender,
  replyTo,
}: {
  to: string;
  from: string;
  subject: string;
  text: string;
  sender: string;
  replyTo?: string;
}): Letter =>
  safe({
    to,
    from,
    subject,
    text: `${text.trimEnd()}\n\n-- \n${sender}\n`,
    headers: {},
    ...(replyTo && { replyTo }),
  });

function safe(letter: Letter): Letter {
  const { to, from, subject, replyTo = '', headers } = letter;
  refuseLineBreaks(to, from, subject, replyTo, ...Object.values(headers));
  return letter;
}

/** No line break may reach a header: it would be the start of another one. Refuses `mail.header-injection`. */
export function refuseLineBreaks(...values: readonly string[]): void {
  if (values.some((value) => /[\r\n\u2028\u2029]/.test(value)))
    throw new Refused('mail.header-injection', 'An address or subject holds a line break.');
}
