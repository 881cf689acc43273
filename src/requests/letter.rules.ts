import { type Day, sayDay } from '../base/index.ts';
import { missingFromRefusal, REFUSAL_ITEMS, type RefusalItem, refusalItemsOwed } from '../law/index.ts';
import { dated, type LetterText, letter, quoted, type Writing, waysToComplain } from './letter-form.rules.ts';

export {
  handedOver,
  handOverAsked,
  reviewed,
  selfCorrected,
  toRecipient,
  yoursToFetch,
} from './letter-done.rules.ts';

const due = ({ dueOn }: Writing): string | null =>
  dueOn ? `You have our answer by ${sayDay(dueOn)} at the latest.` : null;

/** What was asked, by when it is answered, what we need, what happens next. For a complaint it is the acknowledgement of s.164A. */
export const nextSteps = (
  writing: Writing,
  given: { confirm: boolean; owner: string; again: boolean; repeats: boolean },
): LetterText =>
  letter(writing, given.again ? 'you asked again, and it is open' : 'what happens next', [
    given.again
      ? `${dated(writing)}, is still open. What you sent now has been added to it; you lose no time by having asked again.`
      : `${dated(writing)}, is with us. Whoever answers it is our ${given.owner.replaceAll('-', ' ')}.`,
    writing.kind === 'complaint'
      ? 'This acknowledges it. We look into it without delay, tell you how it is going, and tell you what we found and what we did about it.'
      : due(writing),
    given.confirm &&
      'One thing from you: open the page below and confirm that it was you who asked. That is how we know that nobody else is asking in your name. Nothing else is needed unless we tell you why. The time we have for our answer runs already.',
    given.repeats &&
      'You asked us this before, and we answered. If something has changed since, tell us what: it helps us to answer what you need now.',
    writing.kind === 'complaint' &&
      `You can complain to the ${writing.regulator} as well, now or later; you need not wait for us.`,
  ]);

/** Card numbers and passwords that came where no form could stop them: nobody here sees them, and the sender hears why. */
export const secretsMasked = (writing: Writing): LetterText =>
  letter(writing, 'we masked what you sent', [
    `About ${lower(dated(writing))}: what you wrote held a card or account number or a password. It was masked before anybody read it, and of it we keep what the mask shows and nothing else.`,
    'A message is no safe place for them. We do not need them for this; please do not send them again, and change a password that you sent.',
  ]);

/** Asked only on recorded doubt, which the person is told (Art 12(6)). */
export const identityAsked = (writing: Writing, given: { doubt: string; wanted: string }): LetterText =>
  letter(writing, 'we need to be sure that it is you', [
    `${dated(writing)}, is with us. Before we act on it we need to be sure that it comes from you, because:`,
    quoted(given.doubt),
    'What we ask for, and no more than that:',
    quoted(given.wanted),
    'The time for our answer begins on the day it reaches us. We use it for nothing else.',
  ]);

export const authorityAsked = (writing: Writing, given: { agent: string | null }): LetterText =>
  letter(writing, 'may they act for you?', [
    `${dated(writing)}, was made in your name by somebody else${given.agent ? `: ${oneLine(given.agent)}` : ''}.`,
    'If you want that, open the page below and say so, or let them send us a letter with your signature, a power of attorney or a court’s order. If you do not, do nothing: nothing of yours goes out or away.',
    'The time for our answer begins on the day on which we know.',
  ]);

export const feeAsked = (writing: Writing, given: { fee: string; why: string }): LetterText =>
  letter(writing, 'a fee', [
    `${dated(writing)}, would cost ${given.fee}. Answering is free as a rule; we ask for this because:`,
    quoted(given.why),
    'The time for our answer begins on the day it is paid. You need not agree: write to us, or complain.',
    ...waysToComplain(writing),
  ]);

export const clarificationAsked = (
  writing: Writing,
  given: { question: string; pauses: boolean },
): LetterText =>
  letter(writing, 'a question', [
    `About ${lower(dated(writing))}:`,
    quoted(given.question),
    given.pauses
      ? 'Until you answer, the days do not count. You may also say that you want everything: then we search for everything that is reasonable.'
      : 'You need not answer: the time for ours runs on.',
  ]);

export const extended = (writing: Writing, given: { why: string }): LetterText =>
  letter(writing, 'we need longer', [
    `${dated(writing)}, takes longer than a month, because:`,
    quoted(given.why),
    writing.dueOn && `You have our answer by ${sayDay(writing.dueOn)}.`,
    ...waysToComplain(writing),
  ]);

/** What must be in a refusal comes from the law of the day (R6); a letter that lacks any of it is a fault and does not leave. */
export function refused(
  writing: Writing,
  given: { whole: boolean; reasons: readonly string[]; ground: string | null },
): LetterText {
  const owed = refusalItemsOwed(writing.today, writing.jurisdiction);
  const parts: Record<RefusalItem, string> = {
    reasons: [
      given.whole ? 'Our reasons:' : 'What we could not do, and why:',
      ...given.reasons.map(quoted),
      given.ground ? `What allows it: ${given.ground}.` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
    'complaint-to-controller': `If you think that this is wrong, complain to us: ${writing.complain} or ${writing.contact}. We acknowledge it within 30 days and tell you the outcome.`,
    'complaint-to-regulator': `You can also complain to the ${writing.regulator}.`,
    court: 'And you can go to court to have your right enforced.',
  };
  const carries = owed.filter((item) => item in REFUSAL_ITEMS);
  const lacks = missingFromRefusal(carries, writing.today, writing.jurisdiction);
  if (lacks.length > 0) throw new Error(`a refusal without ${lacks.join(', ')}`);
  return letter(
    writing,
    given.whole ? 'we cannot do it' : 'what we could not do',
    [
      `${dated(writing)}: ${given.whole ? 'we do not do what you asked.' : 'we did what we could, and not all of it.'}`,
      ...carries.map((item) => parts[item]),
    ],
    carries,
  );
}

export const answered = (writing: Writing, given: { says: string; download: boolean }): LetterText =>
  letter(writing, 'our answer', [
    `${dated(writing)}:`,
    quoted(given.says),
    given.download &&
      'The file is on the page below. It asks you to confirm once more that it is you, and it can be fetched until the day that the page says.',
    ...waysToComplain(writing),
  ]);

/** What an erasure did, in a person's words: how many, what stays, why and until when. */
export type ErasedLine = { readonly what: string; readonly because: string; readonly until: Day | null };

export const erased = (
  writing: Writing,
  given: {
    removed: readonly string[];
    kept: readonly ErasedLine[];
    left: readonly ErasedLine[];
    backupsUntil: Day | null;
    told: readonly string[];
  },
): LetterText =>
  letter(
    writing,
    'what we deleted',
    [
      `${dated(writing)}:`,
      given.removed.length > 0
        ? `Deleted:\n${list(given.removed)}`
        : 'We hold nothing about you that could be deleted.',
      given.kept.length > 0 && `What stays, why, and until when:\n${list(given.kept.map(sayLine))}`,
      given.left.length > 0 && `Still to be done:\n${list(given.left.map(sayLine))}`,
      given.backupsUntil &&
        `Copies in our backups can no longer be read, or are overwritten by ${sayDay(given.backupsUntil)}; they are not used meanwhile.`,
      given.told.length > 0 && `We also told those who had it from us: ${given.told.join(', ')}.`,
      'A keyed fingerprint of your address stays on our list of people not to write to, so that no later import brings you back.',
      ...(given.kept.length > 0 ? waysToComplain(writing) : []),
    ],
    given.kept.length > 0 ? refusalItemsOwed(writing.today, writing.jurisdiction) : [],
  );

const sayLine = ({ what, because, until }: ErasedLine): string =>
  `${what}: ${because}${until ? `, until ${sayDay(until)}` : ''}`;
const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

export const restricted = (writing: Writing): LetterText =>
  letter(writing, 'your data is kept and not used', [
    `${dated(writing)}: from now on we store your data and do nothing else with it, but for what you agree to, a legal claim, or another person’s rights.`,
    'We write to you before that ends.',
  ]);

/** The person hears before a restriction is lifted (Art 18(3)). */
export const liftingTold = (writing: Writing, given: { why: string; on: Day }): LetterText =>
  letter(writing, 'we are about to use your data again', [
    `Your data has been kept and not used. That ends on ${sayDay(given.on)}, because:`,
    quoted(given.why),
    ...waysToComplain(writing),
  ]);

export const useStopped = (writing: Writing, given: { use: string }): LetterText =>
  letter(writing, 'we stopped', [
    `${dated(writing)}: we stopped ${given.use}.`,
    'If we think that we have compelling grounds to go on, we write them down and tell you before we do.',
  ]);

/** A word on how it goes; for a complaint the law asks for it (s.164A). */
export const progress = (writing: Writing, given: { says: string }): LetterText =>
  letter(writing, 'how it is going', [`About ${lower(dated(writing))}:`, quoted(given.says), due(writing)]);

export const outcome = (writing: Writing, given: { says: string }): LetterText =>
  letter(writing, 'the outcome', [
    `${dated(writing)}:`,
    quoted(given.says),
    `If you are not content, you can complain to the ${writing.regulator}, and you can go to court.`,
  ]);

/** We act for somebody else: whom to ask, and that it was passed on (Art 28(3)(e)). */
export const routed = (
  writing: Writing,
  given: { controllers: string; customer: string | null; passOnBy: Day | null; passedOn: boolean },
): LetterText =>
  letter(writing, given.passedOn ? 'we passed it on' : 'whom to ask', [
    `${dated(writing)}, is about data that we handle for ${given.controllers}. They decide what happens with it; we act on their instructions.`,
    given.customer
      ? `Please ask: ${oneLine(given.customer)}`
      : 'Please ask the organisation whose service you used.',
    given.passedOn
      ? 'We have passed your request on to them. When they tell us what to do, we do it and send them proof.'
      : given.customer
        ? `We pass it on for you${given.passOnBy ? ` by ${sayDay(given.passOnBy)}` : ''}.`
        : 'Tell us which organisation that is, and we pass it on for you.',
  ]);

/** What others hold is theirs to answer for: whose notice that is, and how to reach them. What we hold we answer for. */
export const elsewhere = (writing: Writing, given: { says: string; where: readonly string[] }): LetterText =>
  letter(writing, 'whose notice applies', [
    `${dated(writing)}, is about data that others hold as well: ${given.says}.`,
    given.where.map(oneLine).join('\n'),
    'Please ask there for what they hold. For what we hold ourselves you have our own answer.',
  ]);

const lower = (text: string): string => text.replace(/^Y/, 'y');
const oneLine = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ').trim();
