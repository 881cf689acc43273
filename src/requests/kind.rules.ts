import type { ExemptibleArticle, Right } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';

/** What a person may ask of us: the rights of Chapter III, taking consent back, who received it all, and a complaint (DPA 2018 s.164A). */
export const REQUEST_KINDS = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'marketing-objection',
  'withdrawal',
  'human-review',
  'recipients',
  'question',
  'complaint',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** How a request reached us. `web` is our own form: whoever fills it in has yet to show that the address is theirs. */
export const ROUTES = [
  'web',
  'email',
  'phone',
  'post',
  'in-person',
  'agent',
  'account',
  'link',
  'api',
] as const;

type KindFacts = {
  /** Which right of the rulebook its clock follows; null: a complaint, which has a clock of its own. */
  right: Right | null;
  article: string;
  /** What an exemption of the DPA would have to lift; null: none can. */
  exemptible: ExemptibleArticle | null;
  /** Whether a second one while the first is open asks the same thing. */
  joins: boolean;
  /** Plain words, as the person would put it. */
  wish: string;
  /** As it stands in a sentence: "your request …". */
  says: string;
};

const KINDS = {
  access: {
    right: 'access',
    article: '15',
    exemptible: '15',
    joins: true,
    wish: 'I want a copy of what you hold about me',
    says: 'for a copy of your data',
  },
  portability: {
    right: 'portability',
    article: '20',
    exemptible: '20',
    joins: true,
    wish: 'I want my data in a file that I can take elsewhere',
    says: 'to take your data elsewhere',
  },
  rectification: {
    right: 'rectification',
    article: '16',
    exemptible: '16',
    joins: false,
    wish: 'Something you hold about me is wrong or incomplete',
    says: 'to have your data corrected',
  },
  erasure: {
    right: 'erasure',
    article: '17',
    exemptible: '17',
    joins: true,
    wish: 'I want you to delete what you hold about me',
    says: 'to have your data deleted',
  },
  restriction: {
    right: 'restriction',
    article: '18',
    exemptible: '18',
    joins: true,
    wish: 'Keep my data, but stop using it',
    says: 'to have your data kept and not used',
  },
  objection: {
    right: 'objection',
    article: '21',
    exemptible: '21(1)',
    joins: true,
    wish: 'I object to something you use my data for',
    says: 'to stop a use of your data',
  },
  'marketing-objection': {
    right: 'objection',
    article: '21(2)',
    exemptible: null,
    joins: true,
    wish: 'Stop marketing to me',
    says: 'to stop marketing',
  },
  withdrawal: {
    right: 'withdrawal',
    article: '7(3)',
    exemptible: null,
    joins: true,
    wish: 'I take back a consent that I gave',
    says: 'to take back your consent',
  },
  'human-review': {
    right: 'human-review',
    article: '22C',
    exemptible: null,
    joins: false,
    wish: 'I want a person to look at a decision made by software',
    says: 'to have a person look at a decision',
  },
  recipients: {
    right: 'access',
    article: '15(1)(c)',
    exemptible: '15',
    joins: true,
    wish: 'I want to know who received my data',
    says: 'to know who received your data',
  },
  // No right of its own: whoever writes to the privacy mailbox has an answer within the time of a right.
  question: {
    right: 'access',
    article: '12',
    exemptible: null,
    joins: false,
    wish: 'I have a question about my data',
    says: 'with a question',
  },
  complaint: {
    right: null,
    article: 's.164A',
    exemptible: null,
    joins: false,
    wish: 'I want to complain',
    says: 'of complaint',
  },
} as const satisfies Record<RequestKind, KindFacts>;

export const factsOf = (kind: RequestKind): KindFacts => KINDS[kind];

type Declared = NonNullable<Policy['rights']['access']>;

/** What the policy promises for this kind; who asks for recipients asks for a part of access. */
export const declaredRight = (policy: Policy, kind: RequestKind): Declared | undefined =>
  policy.rights[kind === 'recipients' || kind === 'question' ? 'access' : kind];

/** How sure of the person we promised to be before we act; `none` where acting can harm nobody. */
export const verifyOf = (policy: Policy, kind: RequestKind): Declared['verify'] =>
  (kind === 'question' ? 'none' : declaredRight(policy, kind)?.verify) ??
  (HARMLESS.includes(kind) ? 'none' : 'when-in-doubt');

/** What nobody is harmed by, whoever asks it. */
const HARMLESS: readonly RequestKind[] = ['complaint', 'marketing-objection', 'withdrawal', 'question'];

/** Those who answer for data where the policy names a role for it, by the names that companies give them. */
const OWNERS = ['data-protection-officer', 'privacy-lead', 'data-protection-lead', 'privacy-officer'];

/** The role that a request becomes the work of: who answers for privacy, else who reads the privacy mailbox, else the first. */
export function ownerOf({ organisation }: Policy): string {
  const roles = Object.entries(organisation.officers);
  const named = OWNERS.find((name) => Object.hasOwn(organisation.officers, name));
  const reads = roles.find(
    ([, officer]) => typeof officer !== 'string' && officer.contact === organisation.contacts.privacy,
  );
  return named ?? reads?.[0] ?? roles[0]?.[0] ?? 'owner';
}
