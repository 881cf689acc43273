import type { RequestKind } from './kind.rules.ts';

/** Words by which people ask, in the order in which they are looked for: what narrows comes first. */
const WORDS: readonly [RequestKind, RegExp][] = [
  ['complaint', /\b(complain(t|ts|ing)?|grievance)\b/i],
  [
    'marketing-objection',
    /\b(unsubscribe|stop (sending|e-?mailing|marketing|writing)|no more (e-?mails?|marketing|newsletters?))\b/i,
  ],
  [
    'withdrawal',
    /\b(withdraw|take back|revoke)\b[^.]{0,40}\b(consent|permission|agreement)\b|\b(consent|permission)\b[^.]{0,30}\b(withdrawn|revoked)\b/i,
  ],
  [
    'erasure',
    /\b(eras(e|ure)|delet(e|ion)|remov(e|al)|forget me|right to be forgotten|close my account)\b|\bnot want\b[^.]{0,30}\bkept\b/i,
  ],
  [
    'human-review',
    /\b(human|person|somebody) (to )?(look|review|check)|automated decision|decision made by software/i,
  ],
  ['rectification', /\b(rectif(y|ication)|correct(ion)?|wrong|inaccurate|out of date|misspel(t|led))\b/i],
  ['restriction', /\brestrict(ion)?\b|\bstop using\b/i],
  ['objection', /\bobject(ion)?\b/i],
  [
    'portability',
    /\b(portab(le|ility)|machine[- ]readable|(transfer|move) my data|take my data|take elsewhere|another (company|provider))\b/i,
  ],
  ['recipients', /\bwho (has|have|received|got|gets)\b[^.]{0,30}\b(data|information|details)\b/i],
  [
    'access',
    /\b(subject access|sar|dsar|access request|foia?)\b|\b(copy|see|access|everything|what)\b[^.]{0,60}\b(data|information|hold|held|record)/i,
  ],
];

/**
 * What a mail to the privacy mailbox asks: a request needs no form, no name of a statute and no reason (law R1). What nobody
 * can tell is a question, which has an answer by the same day.
 */
export const kindOfMail = (subject: string, text: string): RequestKind => {
  const said = `${subject}\n${text.slice(0, 4_000)}`;
  return WORDS.find(([, words]) => words.test(said))?.[0] ?? 'question';
};
