import type { Seen } from '../api/requests.ts';

/** What goes with a decision: asked for in this order. */
export type Asked = {
  name: string;
  label: string;
  as?: 'words' | 'line' | 'day' | 'tick' | 'choice';
  choices?: (of: Seen) => readonly (readonly [value: string, label: string])[];
  optional?: boolean;
};

export type Way = {
  label: string;
  /** As the API calls it; left out: by its own name. */
  outcome?: string;
  asks?: readonly Asked[];
  /** The request is closed by it. */
  ends?: boolean;
  /** What the button says, where that is more than doing or closing it. */
  button?: string;
  when?: (of: Seen) => boolean;
};

/** Grounds on which a request can be refused, with those that each can meet; null: all. */
const GROUNDS: readonly (readonly [string, string, readonly Seen['kind'][] | null])[] = [
  ['manifestly-unfounded', 'manifestly unfounded, Art 12(5)', null],
  ['manifestly-excessive', 'manifestly excessive, Art 12(5)', null],
  ['not-identified', 'we cannot be sure who asks, Art 12(2)', null],
  ['data-is-accurate', 'the data is right as it is, Art 16', ['rectification']],
  ['erasure-exception', 'it is needed all the same, Art 17(3)', ['erasure']],
  ['no-ground-to-erase', 'no ground to erase, Art 17(1)', ['erasure']],
  ['no-ground-to-restrict', 'no ground to restrict, Art 18(1)', ['restriction']],
  ['compelling-grounds', 'compelling grounds, Art 21(1)', ['objection']],
  ['legal-claims', 'legal claims, Art 21(1)', ['objection']],
  [
    'right-does-not-apply',
    'the right does not reach this data',
    ['portability', 'objection', 'human-review', 'withdrawal'],
  ],
  ['E1', 'E1: crime and tax', null],
  ['E2', 'E2: legal proceedings and advice', null],
  ['E3', 'E3: data about others', ['access', 'recipients']],
  ['E4', 'E4: legal privilege', ['access', 'recipients']],
  ['E5', 'E5: self-incrimination', ['access', 'recipients']],
  ['E6', 'E6: corporate finance', ['access', 'recipients']],
  ['E7', 'E7: management forecasts', ['access', 'recipients']],
  ['E8', 'E8: negotiations', ['access', 'recipients']],
  ['E9', 'E9: confidential references', ['access', 'recipients']],
  ['E10', 'E10: exam scripts', ['access', 'recipients']],
  ['E11', 'E11: journalism, research, archives', null],
  ['E12', 'E12: health, social work, education', ['access', 'recipients']],
];

const EXCEPTIONS = [
  ['', 'not that ground'],
  ['expression', 'freedom of expression, Art 17(3)(a)'],
  ['legal-obligation-or-public-task', 'law or public task, Art 17(3)(b)'],
  ['public-health', 'public health, Art 17(3)(c)'],
  ['research', 'research or archives, Art 17(3)(d)'],
  ['legal-claims', 'legal claims, Art 17(3)(e)'],
] as const;

const processing = ({ actsAs }: Seen): boolean => actsAs === 'processor';
const stands = ({ stopped }: Seen): boolean => stopped.some(({ lifted }) => lifted === null);
const toTell = ({ tellings }: Seen) => tellings.map(({ recipient }) => [recipient, recipient] as const);
const onlyFor =
  (...kinds: Seen['kind'][]) =>
  ({ kind }: Seen): boolean =>
    kinds.includes(kind);

/** What can be decided while a request is open. */
export const WAYS: Readonly<Record<string, Way>> = {
  answer: {
    label: 'answer and close',
    asks: [{ name: 'says', label: 'What we answer', optional: true }],
    ends: true,
    when: ({ kind }) => kind !== 'human-review' && kind !== 'recipients',
  },
  received: {
    label: 'answer: who received it, as it is on record',
    outcome: 'answer',
    asks: [{ name: 'says', label: 'In other words, where the record does not do', optional: true }],
    ends: true,
    when: onlyFor('recipients'),
  },
  review: {
    label: 'record what a person found who looked again',
    asks: [
      {
        name: 'result',
        label: 'The decision',
        as: 'choice',
        choices: () => [
          ['upheld', 'stands'],
          ['changed', 'is changed'],
        ],
      },
      { name: 'reasons', label: 'Why; they read it' },
      { name: 'instead', label: 'What counts now, where it is changed', optional: true },
      { name: 'decision', label: 'Which decision, as the policy calls it', as: 'line', optional: true },
    ],
    ends: true,
    when: onlyFor('human-review'),
  },
  sent: {
    label: 'close: the answer went out by another way',
    ends: true,
    when: ({ kind }) => kind !== 'human-review',
  },
  refuse: {
    label: 'refuse, whole or in part',
    button: 'Refuse it',
    asks: [
      {
        name: 'ground',
        label: 'Ground',
        as: 'choice',
        choices: ({ kind }) =>
          GROUNDS.flatMap(([value, label, kinds]) =>
            kinds === null || kinds.includes(kind) ? [[value, label] as const] : [],
          ),
      },
      {
        name: 'extent',
        label: 'How much of it',
        as: 'choice',
        choices: () => [
          ['whole', 'all of it'],
          ['part', 'a part'],
        ],
      },
      { name: 'reasoning', label: 'Why; they read it' },
      {
        name: 'exception',
        label: 'Which exception, where Art 17(3) is the ground',
        as: 'choice',
        choices: ({ kind }) => (kind === 'erasure' ? EXCEPTIONS : []),
        optional: true,
      },
      { name: 'testAgainOn', label: 'When to look at it again', as: 'day', optional: true },
    ],
    ends: true,
  },
  progress: { label: 'tell them how it is going', asks: [{ name: 'says', label: 'What we tell them' }] },
  acknowledge: { label: 'note that it was acknowledged', when: onlyFor('complaint') },
  identify: {
    label: 'ask who it is, because of a doubt',
    asks: [
      { name: 'doubt', label: 'The doubt; they read it' },
      { name: 'wanted', label: 'What would settle it, and no more' },
    ],
    when: ({ waitsFor }) => waitsFor !== 'identity',
  },
  identified: { label: 'settle the doubt about who asks', when: (of) => of.waitsFor === 'identity' },
  'ask-authority': { label: 'ask whether somebody may act for them', when: ({ agent }) => agent },
  authorised: { label: 'note that the authority came', when: (of) => of.waitsFor === 'authority' },
  clarify: { label: 'ask what exactly they mean', asks: [{ name: 'question', label: 'Our question' }] },
  clarified: { label: 'note that our question was answered', when: (of) => of.waitsFor === 'clarification' },
  charge: {
    label: 'ask for a fee, Art 12(5)',
    asks: [
      { name: 'fee', label: 'How much', as: 'line' },
      { name: 'why', label: 'Why; they read it' },
      { name: 'unfounded', label: 'It is manifestly unfounded', as: 'tick' },
      { name: 'excessive', label: 'It is manifestly excessive', as: 'tick' },
      { name: 'furtherCopy', label: 'It is a further copy', as: 'tick' },
    ],
  },
  paid: { label: 'note that the fee came', when: (of) => of.waitsFor === 'fee' },
  'other-format': {
    label: 'tell them why they get another format',
    asks: [{ name: 'why', label: 'Why; they read it' }],
    when: ({ formatAsked }) => formatAsked !== null,
  },
  extend: {
    label: 'take two months more',
    asks: [
      {
        name: 'reason',
        label: 'Reason in law',
        as: 'choice',
        choices: () => [
          ['complexity', 'it is complex'],
          ['number-of-requests', 'they asked many things'],
        ],
      },
      { name: 'why', label: 'Why; they read it' },
    ],
    when: (of) => of.clock.extendBy !== null && !of.clock.extended,
  },
  restrict: {
    label: 'store it and use it no more, Art 18',
    asks: [
      {
        name: 'ground',
        label: 'Ground',
        as: 'choice',
        choices: () => [
          ['accuracy-contested', 'they say it is wrong, and we are checking'],
          ['unlawful-but-kept', 'it is unlawful, and they want it kept'],
          ['needed-for-claim', 'they need it for a claim'],
          ['objection-pending', 'their objection is being weighed'],
        ],
      },
    ],
    when: (of) => !stands(of),
  },
  'pass-on': {
    label: 'pass it on to whom we process for',
    asks: [{ name: 'customer', label: 'To whom', as: 'line' }],
    when: processing,
  },
  instruct: {
    label: 'note what whom we process for told us',
    asks: [
      {
        name: 'what',
        label: 'They told us to',
        as: 'choice',
        choices: () => [
          ['remove', 'remove it'],
          ['nothing', 'do nothing more'],
        ],
      },
    ],
    when: processing,
  },
};

/** What can be done after the answer as well. */
export const WAYS_AFTER: Readonly<Record<string, Way>> = {
  'hand-over': {
    label: 'send the file straight to somebody else, Art 20(2)',
    asks: [
      { name: 'name', label: 'Which organisation', as: 'line' },
      { name: 'email', label: 'Their e-mail address', as: 'line' },
    ],
    when: onlyFor('portability'),
  },
  'tell-lifting': {
    label: 'tell them that what is stopped goes on',
    asks: [
      { name: 'why', label: 'Why; they read it' },
      { name: 'liftOn', label: 'From when', as: 'day' },
    ],
    when: stands,
  },
  lift: { label: 'lift what is stopped', asks: [{ name: 'why', label: 'Why' }], when: stands },
  'recipient-told': {
    label: 'note that a recipient was told',
    asks: [
      { name: 'recipient', label: 'Who', as: 'choice', choices: toTell },
      { name: 'how', label: 'How', as: 'line' },
    ],
    when: (of) => toTell(of).length > 0,
  },
  'recipient-answered': {
    label: 'note what a recipient answered',
    asks: [
      { name: 'recipient', label: 'Who', as: 'choice', choices: toTell },
      {
        name: 'answer',
        label: 'What',
        as: 'choice',
        choices: () => [
          ['done', 'they did it'],
          ['nothing-held', 'they hold nothing'],
          ['refused', 'they refuse'],
          ['impossible', 'telling them is impossible'],
          ['disproportionate', 'telling them is out of all proportion'],
        ],
      },
    ],
    when: (of) => toTell(of).length > 0,
  },
};
