import { type Day, sayDay } from '../base/index.ts';
import { dated, type LetterText, letter, quoted, type Writing, waysToComplain } from './letter-form.rules.ts';

/*
 * Letters on what was done at a person's word: a decision that somebody looked at again, a file that went to somebody else, a
 * correction that they made themselves.
 */

/** What a person found who looked at a decision by software again (Art 22C): whether it stands, why, and where to complain. */
export const reviewed = (
  writing: Writing,
  given: { changed: boolean; reasons: string; instead: string | null; by: string },
): LetterText =>
  letter(writing, given.changed ? 'the decision is changed' : 'the decision stands', [
    `${dated(writing)}: a person (${given.by.replaceAll('-', ' ')}) has looked at it again, with what you told us, and was free to decide otherwise.`,
    given.changed ? 'What software had decided no longer counts.' : 'They came to the same result.',
    given.instead !== null && `What counts now:\n${quoted(given.instead)}`,
    `Their reasons:\n${quoted(given.reasons)}`,
    ...waysToComplain(writing),
  ]);

/** Somebody entered for the person to whom their file is to go; nothing leaves until they say that it is so. */
export const handOverAsked = (writing: Writing, given: { name: string }): LetterText =>
  letter(writing, 'may your file go to them?', [
    `${dated(writing)}: your file is to go straight to ${given.name}.`,
    'Open the page below and say so. Until you do, nothing leaves.',
  ]);

/** That the file went to whom the person named, and until when it is there. */
export const handedOver = (writing: Writing, given: { name: string; until: Day }): LetterText =>
  letter(writing, 'your file is on its way', [
    `${dated(writing)}: as you asked, we have written to ${given.name} with a link to your file. It opens once, and not after ${sayDay(given.until)}.`,
    'The page below shows when they fetched it.',
  ]);

/** To whoever receives a person's file: where it is, and that it opens once. Says nothing of the person. */
export const yoursToFetch = (given: {
  sender: string;
  contact: string;
  reference: string;
  link: string;
  until: Day;
}): { subject: string; text: string } => ({
  subject: `A file from ${given.sender}, at its owner’s request`,
  text: [
    'Hello,',
    `a person has asked ${given.sender} to pass data that they gave us on to you, as they are entitled to (UK GDPR and GDPR, Article 20(2)). Their request has the number ${given.reference}.`,
    `The file is here. It opens once, and until ${sayDay(given.until)}:\n${given.link}`,
    'It is a zip archive: each table as JSON and as CSV, and a page that says what is in it. From when you have it you answer for it.',
    `If you do not expect this, do not open it, and write to ${given.contact}.`,
  ].join('\n\n'),
});

const CHANGED = {
  rectification: {
    subject: 'Data that you have from us was corrected',
    says: 'was corrected at their word. Please correct it where you keep it',
  },
  erasure: {
    subject: 'Data that you have from us was erased',
    says: 'was erased at their word. Please erase it, with every link to it and every copy of it',
  },
  restriction: {
    subject: 'Data that you have from us is restricted',
    says: 'may be stored and nothing else, at their word. Please do the same until you hear from us again',
  },
} as const;

/** To whoever received the data of a person: what became of it, and how they answer (Art 19). */
export const toRecipient = (given: {
  sender: string;
  contact: string;
  reference: string;
  change: keyof typeof CHANGED;
  /** By what the receiver knows whose data it is. */
  who: readonly string[];
  /** What is right now, of a correction. */
  right: readonly string[];
  link: string;
}): { subject: string; text: string } => ({
  subject: `${CHANGED[given.change].subject} (${given.reference})`,
  text: [
    'Hello,',
    `you have data of a person from ${given.sender}. It ${CHANGED[given.change].says} (UK GDPR and GDPR, Article 19).`,
    `Whose it is: ${given.who.join(', ')}`,
    ...(given.right.length > 0
      ? [`What is right now:\n${given.right.map((one) => `- ${one}`).join('\n')}`]
      : []),
    `Please tell us on this page that it is done, or that you hold nothing, so that the person can be told:\n${given.link}`,
    `The number of the request is ${given.reference}. Questions go to ${given.contact}.`,
  ].join('\n\n'),
});

/** That somebody with the person's link changed something: whoever it was, its owner hears of it. */
export const selfCorrected = (
  writing: Writing,
  given: { fields: readonly string[]; elsewhere: boolean },
): LetterText =>
  letter(writing, 'what you changed', [
    `On ${sayDay(writing.today)} you changed this on your own page: ${given.fields.join(', ')}. It counts in our own records from that moment, and we keep what stood there before.`,
    given.elsewhere
      ? `We carry it on to every other place where we keep it${writing.dueOn ? `, by ${sayDay(writing.dueOn)} at the latest` : ''}, and tell those who had it from us.`
      : 'Nothing else is needed from you.',
    `If it was not you, write to ${writing.contact} at once: we put it back.`,
  ]);
