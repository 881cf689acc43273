import { DUAA_MAIN, declareRules, GDPR_APPLIES } from './rule.ts';

const GDPR = { jurisdiction: 'uk-and-eu', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;

export const basisRules = declareRules({
  L1: {
    ...GDPR,
    source: 'GDPR Art 6(1)',
    says: 'Each purpose has one lawful basis; a contract is one with the person, a public task the controller’s own.',
  },
  'L1.recognised-legitimate-interests': {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'UK GDPR Art 6(1)(ea); DUAA 2025 s.70; SI 2026/82 reg 2',
    tag: 'verified',
    says: 'Recognised legitimate interests are a basis in the UK only, from 5 February 2026.',
  },
  L2: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'UK GDPR Annex 1; ICO on recognised legitimate interest, 23 March 2026',
    tag: 'verified',
    says: 'A recognised legitimate interest needs necessity and one condition of Annex 1, no balancing test; it is not for a public authority’s tasks and never carries an automated decision.',
  },
  L3: {
    ...GDPR,
    source: 'GDPR Art 6(1)(f); UK GDPR Art 6(11)',
    says: 'Legitimate interests need a recorded balancing test; marketing, a group’s administration and network security are examples, not exemptions.',
  },
  L4: {
    ...GDPR,
    source: 'GDPR Art 5(1)(b), 6(4); UK GDPR Art 5(3), 8A',
    says: 'A new purpose passes a compatibility test or is deemed compatible; data collected by consent needs fresh consent, save for compliance with Art 5(1), or an Annex 2 or legal ground where consent cannot reasonably be had. Compatible is not yet lawful.',
  },
  L8: {
    ...GDPR,
    source: 'GDPR Art 7',
    says: 'Consent is demonstrable, separate from other matters, and withdrawn as easily as given; withdrawal does not reach back.',
  },
  'L1.rights': {
    ...GDPR,
    source: 'GDPR Art 15-22 by basis',
    tag: 'own-knowledge',
    says: 'Which right a person has depends on the basis of the purpose.',
  },
  'L1.rights-ea': {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'DUAA 2025 ss.70(5), 80',
    tag: 'verified',
    says: 'Against recognised legitimate interests a person may object, and no automated decision rests on them.',
  },
});

/** What a basis asks for beside necessity. */
interface BasisFacts {
  readonly article: string;
  readonly says: string;
  readonly withdrawable: boolean;
  readonly balancingTest: boolean;
  readonly jurisdictions: readonly ('uk' | 'eu')[];
}

/** The lawful bases, one for each purpose: GDPR Art 6(1), in the UK with (ea). */
export const LAWFUL_BASES = {
  /** Freely given and taken back as easily: Art 7. */
  consent: {
    article: '6(1)(a)',
    says: 'you agreed',
    withdrawable: true,
    balancingTest: false,
    jurisdictions: ['uk', 'eu'],
  },
  /** Needed for a contract to which the person is a party, or steps the person asked for before one. */
  contract: {
    article: '6(1)(b)',
    says: 'a contract with you',
    withdrawable: false,
    balancingTest: false,
    jurisdictions: ['uk', 'eu'],
  },
  /** A law orders it. */
  'legal-obligation': {
    article: '6(1)(c)',
    says: 'the law requires it',
    withdrawable: false,
    balancingTest: false,
    jurisdictions: ['uk', 'eu'],
  },
  /** Somebody's life. */
  'vital-interests': {
    article: '6(1)(d)',
    says: 'someone’s life is at stake',
    withdrawable: false,
    balancingTest: false,
    jurisdictions: ['uk', 'eu'],
  },
  /** A task of the controller's own in the public interest. */
  'public-task': {
    article: '6(1)(e)',
    says: 'our task in the public interest',
    withdrawable: false,
    balancingTest: false,
    jurisdictions: ['uk', 'eu'],
  },
  /** One of the conditions of Annex 1; no balancing, but they may object. */
  'recognised-legitimate-interests': {
    article: '6(1)(ea)',
    says: 'a legitimate interest that the law recognises',
    withdrawable: false,
    balancingTest: false,
    jurisdictions: ['uk'],
  },
  /** Weighed against the person, who may object: Art 21(1). */
  'legitimate-interests': {
    article: '6(1)(f)',
    says: 'our legitimate interest, weighed against yours',
    withdrawable: false,
    balancingTest: true,
    jurisdictions: ['uk', 'eu'],
  },
} as const satisfies Record<string, BasisFacts>;
export type LawfulBasis = keyof typeof LAWFUL_BASES;

/** The conditions of Annex 1 for recognised legitimate interests (L2). Democratic engagement is not among them. */
export const RECOGNISED_INTERESTS = {
  'disclosure-on-request': 'a body asked for the data, stating that it needs it for a task under Art 6(1)(e)',
  'national-security': 'national security, public security or defence',
  emergency: 'an emergency in the sense of the Civil Contingencies Act 2004',
  crime: 'detecting, investigating or preventing crime, or prosecuting offenders',
  safeguarding: 'safeguarding a person under 18 or an adult at risk',
} as const;
export type RecognisedInterest = keyof typeof RECOGNISED_INTERESTS;

/** The rights that a basis may give or bar. */
export const BASIS_RIGHTS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'withdrawal',
  'automated-decision',
] as const;
export type BasisRight = (typeof BASIS_RIGHTS)[number];

/** `conditional`: it depends on the ground or the person's situation; `barred`: the basis may not carry it at all. */
export type RightAnswer = 'yes' | 'no' | 'conditional' | 'barred';

const row = (answers: string): Readonly<Record<BasisRight, RightAnswer>> => {
  const said: Readonly<Record<string, RightAnswer>> = { Y: 'yes', N: 'no', C: 'conditional', B: 'barred' };
  const at = (right: BasisRight): RightAnswer => said[answers[BASIS_RIGHTS.indexOf(right)] ?? ''] ?? 'no';
  return {
    access: at('access'),
    rectification: at('rectification'),
    erasure: at('erasure'),
    restriction: at('restriction'),
    portability: at('portability'),
    objection: at('objection'),
    withdrawal: at('withdrawal'),
    'automated-decision': at('automated-decision'),
  };
};

/**
 * Rights by basis, in the order of BASIS_RIGHTS. "No" for erasure means Art 17(3)(b), to the extent necessary; an
 * objection to direct marketing holds on every row (R16).
 */
export const RIGHTS_BY_BASIS: Readonly<Record<LawfulBasis, Readonly<Record<BasisRight, RightAnswer>>>> = {
  consent: row('YYYYYNYY'),
  contract: row('YYCYYNNY'),
  'legal-obligation': row('YYNYNNNY'),
  'vital-interests': row('YYCYNNNY'),
  'public-task': row('YYNYNYNY'),
  'recognised-legitimate-interests': row('YYCYNYNB'),
  'legitimate-interests': row('YYCYNYNY'),
};
