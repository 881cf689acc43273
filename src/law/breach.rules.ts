import { type Instant, millisecondsOf } from '../base/index.ts';
import { hoursEndAt } from './periods.rules.ts';
import { declareRules, GDPR_APPLIES } from './rule.ts';

const GDPR = { jurisdiction: 'uk-and-eu', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;

export const breachRules = declareRules({
  B1: {
    ...GDPR,
    source: 'GDPR Art 33(1)',
    says: 'The controller notifies the regulator without undue delay and where feasible within 72 elapsed hours of awareness, weekends and holidays included, unless the breach is unlikely to risk people’s rights and freedoms.',
  },
  'B1.regulation-1182-71': {
    ...GDPR,
    source: 'R1182 Art 3(1), 3(5)',
    tag: 'own-knowledge',
    says: 'The counting of periods may drop the hour of awareness and promise two working days; we rely on neither.',
  },
  B2: { ...GDPR, source: 'GDPR Art 33(1)', says: 'A late notification gives the reasons for the delay.' },
  B3: {
    ...GDPR,
    source: 'GDPR Art 33(4)',
    says: 'What is not yet known may follow in phases without undue further delay.',
  },
  B4: {
    ...GDPR,
    source: 'GDPR Art 33(3)',
    says: 'The notification says the nature of the breach, categories and approximate numbers of people and records, the contact, the likely consequences, and the measures.',
  },
  B5: {
    ...GDPR,
    source: 'GDPR Art 33(2)',
    says: 'A processor tells its controller of every breach without undue delay after awareness, whatever the risk.',
  },
  'B5.controller-aware': {
    ...GDPR,
    source: 'EDPB Guidelines 9/2022',
    tag: 'own-knowledge',
    says: 'The controller is aware at reasonable certainty, which is normally its processor’s notice.',
  },
  B6: {
    ...GDPR,
    source: 'GDPR Art 34',
    says: 'A high risk is told to the people without undue delay and plainly, unless the data is unintelligible to others, the risk has been removed, or it would be disproportionate: then by public notice.',
  },
  B7: {
    ...GDPR,
    source: 'GDPR Art 33(5)',
    says: 'Every breach is registered with its facts, effects and action, and the decision whether to notify with its reason.',
  },
  B8: {
    jurisdiction: 'uk',
    validFrom: '2025-08-20',
    validTo: null,
    source: 'PECR reg 5A; DUAA 2025 s.111; SI 2025/904 reg 2(p)',
    tag: 'verified',
    says: 'A provider of public electronic communications notifies within 72 hours where feasible, with reasons where late and in phases.',
  },
  'B8.before-duaa': {
    jurisdiction: 'uk',
    validFrom: '2013-08-25',
    validTo: '2025-08-19',
    source: 'PECR reg 5A; Reg (EU) 611/2013 Art 2',
    tag: 'verified',
    says: 'A provider of public electronic communications notified within 24 hours.',
  },
});

/** How likely the breach is to harm people: Art 33(1) and 34(1) draw the two lines. */
export const BREACH_RISKS = ['unlikely', 'risk', 'high'] as const;
export type BreachRisk = (typeof BREACH_RISKS)[number];

/**
 * 72 elapsed hours from awareness (B1). No weekend, holiday or change of the clock moves it. The EU's proposal
 * of 96 hours was not agreed when last heard of, in June 2026; until it is law it has no place here.
 */
export const regulatorDueAt = (awareAt: Instant): Instant => hoursEndAt(awareAt, 72);

/** The same for a provider of public electronic communications, 24 hours before 20 August 2025 (B8). */
export const providerRegulatorDueAt = (awareAt: Instant): Instant =>
  hoursEndAt(awareAt, awareAt < '2025-08-20' ? 24 : 72);

/** When the controller became aware: its own certainty, or its processor's notice, whichever came first (B5). */
export function controllerAwareAt(known: {
  readonly ownCertaintyAt?: Instant | null;
  readonly toldByProcessorAt?: Instant | null;
}): Instant | null {
  const moments = [known.ownCertaintyAt, known.toldByProcessorAt].filter((at) => typeof at === 'string');
  return moments.toSorted((a, b) => millisecondsOf(a) - millisecondsOf(b))[0] ?? null;
}

/** Whether the regulator must be told (B1), and whether reasons for delay go with it (B2). */
export function regulatorNotice(breach: { risk: BreachRisk; awareAt: Instant; now: Instant }) {
  const dueAt = regulatorDueAt(breach.awareAt);
  return {
    required: breach.risk !== 'unlikely',
    dueAt,
    late: millisecondsOf(breach.now) > millisecondsOf(dueAt),
    rule: 'B1',
  } as const;
}

/** How people are told of a breach (B6). */
export function peopleNotice(breach: {
  readonly risk: BreachRisk;
  readonly unintelligible: boolean;
  readonly riskRemoved: boolean;
  readonly disproportionate: boolean;
  /** The crime and tax exemption reaches Art 34 while telling would prejudice it (E1). */
  readonly crimeExemption?: boolean;
}): {
  readonly tell: 'each-person' | 'public-notice' | 'nobody' | 'suspended';
  readonly because: string;
  readonly rule: 'B6';
} {
  const told = (tell: 'each-person' | 'public-notice' | 'nobody' | 'suspended', because: string) =>
    ({ tell, because, rule: 'B6' }) as const;
  if (breach.risk !== 'high') return told('nobody', 'the risk is not high');
  if (breach.unintelligible) return told('nobody', 'the data is unintelligible to whoever got it');
  if (breach.riskRemoved) return told('nobody', 'later measures removed the high risk');
  if (breach.crimeExemption)
    return told('suspended', 'telling people now would prejudice the prevention of crime (E1)');
  if (breach.disproportionate) return told('public-notice', 'telling each would be disproportionate');
  return told('each-person', 'the risk is high');
}

/** What a notification to the regulator says (B4); what is missing may follow in phases (B3). */
export const BREACH_NOTICE_ITEMS = {
  nature: 'the nature of the breach',
  'categories-of-people': 'the categories of people',
  'number-of-people': 'the approximate number of people',
  'categories-of-records': 'the categories of records',
  'number-of-records': 'the approximate number of records',
  contact: 'the data protection officer or another contact',
  consequences: 'the likely consequences',
  measures: 'the measures taken or proposed',
} as const;
export type BreachNoticeItem = keyof typeof BREACH_NOTICE_ITEMS;

/** What the register says of every breach, notified or not (B7). */
export const BREACH_REGISTER_ITEMS = {
  facts: 'what happened',
  effects: 'its effects',
  action: 'what was done',
  decision: 'whether the regulator and the people were told',
  reason: 'why, or why not',
} as const;

export const missingFromBreachNotice = (said: readonly BreachNoticeItem[]): BreachNoticeItem[] =>
  (Object.keys(BREACH_NOTICE_ITEMS) as BreachNoticeItem[]).filter((item) => !said.includes(item));
