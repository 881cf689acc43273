import { type Day, sayDay } from '../base/index.ts';
import type { RefusalItem } from '../law/index.ts';
import { factsOf, type RequestKind } from './kind.rules.ts';

/** What every letter knows of us and of the request it is about. */
export type Writing = {
  readonly sender: string;
  readonly contact: string;
  readonly phone: string | null;
  readonly regulator: string;
  /** The person's own page of this request. */
  readonly link: string;
  /** Where somebody complains to us. */
  readonly complain: string;
  readonly kind: RequestKind;
  readonly receivedOn: Day;
  readonly dueOn: Day | null;
  readonly today: Day;
  readonly jurisdiction: 'uk' | 'eu';
};

export type LetterText = {
  readonly subject: string;
  readonly text: string;
  readonly carries: readonly RefusalItem[];
};

export const quoted = (words: string): string =>
  words
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `  ${line}`)
    .join('\n');

const named = ({ kind }: Writing): string =>
  kind === 'complaint' ? 'Your complaint' : `Your request ${factsOf(kind).says}`;
export const dated = (writing: Writing): string =>
  `${named(writing)}, which reached us on ${sayDay(writing.receivedOn)}`;

export const letter = (
  writing: Writing,
  about: string,
  parts: readonly (string | null | false)[],
  carries: readonly RefusalItem[] = [],
): LetterText => ({
  subject: `${named(writing)}: ${about}`,
  text: [
    'Hello,',
    ...parts.filter((part) => part !== null && part !== false && part !== ''),
    `Where it stands, and where you can write to us about it:\n${writing.link}`,
    `You can also write to ${writing.contact}${writing.phone ? ` or call ${writing.phone}` : ''}.`,
  ].join('\n\n'),
  carries,
});

/** Where else somebody can go who thinks that we are wrong. */
export const waysToComplain = ({ complain, regulator }: Writing): string[] => [
  `If you think that this is wrong, you can complain to us (${complain}) and to the ${regulator}, and you can go to court.`,
];
