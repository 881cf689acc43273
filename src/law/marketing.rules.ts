import { type Day, daysBetween } from '../base/index.ts';
import { DUAA_MAIN, declareRules, GDPR_APPLIES } from './rule.ts';

const PECR = { jurisdiction: 'uk', validFrom: '2003-12-11', validTo: null, tag: 'verified' } as const;

export const marketingRules = declareRules({
  P1: {
    ...PECR,
    source: 'PECR reg 22(1)-(2), 2(1A)',
    says: 'Electronic mail (e-mail, text, direct message) to an individual subscriber for marketing needs consent to that sender, or the soft opt-in; instigating it counts, and so does mail that did not arrive.',
  },
  'P1.eu': {
    jurisdiction: 'eu',
    validFrom: '2003-10-31',
    validTo: null,
    source: 'Directive 2002/58/EC Art 13; each member state’s own law',
    tag: 'own-knowledge',
    says: 'Electronic mail for marketing needs consent or the soft opt-in, automated calls need consent, live calls need what the member state chose: consent is safe in all of them.',
  },
  P2: {
    ...PECR,
    source: 'PECR reg 22(3)',
    says: 'The soft opt-in: this sender got the details from this person in a sale or its negotiation, markets its own similar products, and offered a simple free refusal at collection and offers it in each message.',
  },
  P3: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'PECR reg 22(3A); DUAA 2025 s.114; SI 2026/82',
    tag: 'verified',
    says: 'A charity’s soft opt-in: for its charitable purpose only, with details from an interest shown or support given, and a simple free refusal at collection and in each message.',
  },
  'P3.no-back-dating': {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'ICO’s position',
    tag: 'own-knowledge',
    says: 'Details collected before 5 February 2026 are outside a charity’s soft opt-in.',
  },
  P4: {
    ...PECR,
    source: 'PECR reg 22(1)',
    says: 'A corporate subscriber may be mailed without consent, under its sender’s name and with a way to refuse; a named member of its staff may object.',
  },
  P5: {
    ...PECR,
    source: 'PECR reg 21, 26',
    says: 'No live marketing call to a subscriber who told us not to, nor to a number listed on TPS or CTPS for 28 days unless its subscriber told us they do not mind; show the calling line.',
  },
  P6: {
    ...PECR,
    source: 'PECR reg 21A, 21B',
    tag: 'own-knowledge',
    says: 'Live calls about claims management or pensions need consent.',
  },
  P7: {
    ...PECR,
    source: 'PECR reg 19, 24',
    says: 'Recorded calls need the prior consent of any subscriber, corporate or not, the calling line, and a name with an address or a freephone number.',
  },
  P8: {
    ...PECR,
    source: 'PECR reg 23',
    says: 'Marketing mail never hides its sender and gives a valid address for refusals, to corporate subscribers too.',
  },
  P9: {
    ...PECR,
    source: 'PECR reg 2, by its definitions',
    says: 'Post is outside PECR; the GDPR’s basis and the absolute objection apply.',
  },
  P11: {
    jurisdiction: 'outside-law',
    validFrom: '2024-02-01',
    validTo: null,
    source: 'RFC 8058; the bulk-sender rules of the large mailbox providers',
    tag: 'own-knowledge',
    says: 'Bulk mail carries one-click unsubscribe headers.',
  },
  R16: {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 21(2)-(3); ICO direct marketing guidance',
    tag: 'verified',
    says: 'An objection to direct marketing is absolute, on every channel and for profiling: stop at once, suppress and do not delete.',
  },
});

export const MARKETING_CHANNELS = [
  'email',
  'sms',
  'direct-message',
  'live-call',
  'recorded-call',
  'post',
] as const;
export type MarketingChannel = (typeof MARKETING_CHANNELS)[number];

export type SubscriberType = 'individual' | 'corporate';

/**
 * Who holds the line or the address (PECR reg 2), by legal form. A Scottish partnership has legal personality and is
 * corporate. What is not known is treated as individual, who is owed more.
 */
export const SUBSCRIBER_TYPES = {
  'living-person': 'individual',
  'sole-trader': 'individual',
  'unincorporated-body': 'individual',
  partnership: 'individual',
  'scottish-partnership': 'corporate',
  company: 'corporate',
  'limited-liability-partnership': 'corporate',
  'charter-body': 'corporate',
  'corporation-sole': 'corporate',
  'other-legal-person': 'corporate',
  unknown: 'individual',
} as const satisfies Record<string, SubscriberType>;
export type LegalForm = keyof typeof SUBSCRIBER_TYPES;

export const subscriberTypeOf = (form: LegalForm): SubscriberType => SUBSCRIBER_TYPES[form];

/** The evidences of a soft opt-in (P2); every one is needed, and none is assumed. */
export interface SoftOptIn {
  /** Details from this very person, in a sale or its negotiation with this very sender; bought or group lists never. */
  readonly fromSaleOrNegotiation: boolean;
  readonly similarProducts: boolean;
  readonly refusalOfferedAtCollection: boolean;
  readonly refusalInEachMessage: boolean;
}

/** The evidences of a charity's soft opt-in (P3). */
export interface CharitySoftOptIn {
  readonly registeredCharity: boolean;
  readonly charitablePurposeOnly: boolean;
  readonly fromInterestOrSupport: boolean;
  readonly collectedOn: Day;
  readonly refusalOfferedAtCollection: boolean;
  readonly refusalInEachMessage: boolean;
}

/** What is known when we ask whether to market to one subscriber. */
export interface Marketing {
  readonly jurisdiction: 'uk' | 'eu';
  readonly channel: MarketingChannel;
  readonly subscriber: SubscriberType;
  readonly on: Day;
  /** The person objected to direct marketing, on whatever channel, or took consent back. */
  readonly objected: boolean;
  /** Live consent to this sender, for this channel. */
  readonly consent: boolean;
  readonly softOptIn?: SoftOptIn | null;
  readonly charitySoftOptIn?: CharitySoftOptIn | null;
  /** Calls: since when the number is on TPS or CTPS; null: screened and not listed; left out: not screened. */
  readonly listedOn?: Day | null;
  /** Calls: the subscriber told this very caller that they do not mind. */
  readonly welcomesCalls?: boolean;
  readonly sector?: 'claims-management' | 'pensions' | null;
}

export type MarketingRuleId = keyof typeof marketingRules;

/** `ground` says what lets it go out; `duties` lists what the message or call must carry. */
export interface MarketingVerdict {
  readonly allowed: boolean;
  readonly ground: 'consent' | 'soft-opt-in' | 'charity-soft-opt-in' | 'no-consent-rule' | null;
  readonly because: string;
  readonly rule: MarketingRuleId;
  readonly duties: readonly MarketingRuleId[];
}

/**
 * Whether electronic-communications law lets this marketing out, deny first. It says nothing of the GDPR's lawful basis,
 * which is another question. Rules P1 to P9 and R16.
 */
export function mayMarket(asked: Marketing): MarketingVerdict {
  if (asked.objected) return denied('R16', marketingRules.R16.says);
  if (asked.channel === 'post') return allowed('P9', 'no-consent-rule', 'post is outside these rules', []);
  if (asked.channel === 'live-call') return mayCall(asked);
  if (asked.channel === 'recorded-call') {
    const rule = asked.jurisdiction === 'uk' ? 'P7' : 'P1.eu';
    return asked.consent
      ? allowed(rule, 'consent', 'consent was given to recorded calls', ['P7'])
      : denied(rule, 'recorded calls need prior consent, from corporate subscribers too');
  }
  return mayMail(asked);
}

function mayMail(asked: Marketing): MarketingVerdict {
  const duties: readonly MarketingRuleId[] = asked.channel === 'email' ? ['P8', 'P11'] : ['P8'];
  const rule = asked.jurisdiction === 'uk' ? 'P1' : 'P1.eu';
  if (asked.jurisdiction === 'uk' && asked.subscriber === 'corporate') {
    return allowed('P4', 'no-consent-rule', 'the subscriber is corporate; a named person may object', duties);
  }
  if (asked.consent) return allowed(rule, 'consent', 'consent was given to this sender', duties);

  const missing = asked.softOptIn ? missingFromSoftOptIn(asked.softOptIn) : null;
  if (missing?.length === 0) return allowed('P2', 'soft-opt-in', marketingRules.P2.says, duties);
  const charity = asked.charitySoftOptIn;
  if (charity && asked.jurisdiction === 'uk') {
    const refusal = refusalOfCharitySoftOptIn(charity, asked.on);
    return refusal ?? allowed('P3', 'charity-soft-opt-in', marketingRules.P3.says, duties);
  }
  if (missing) return denied('P2', `the soft opt-in lacks: ${missing.join(', ')}`);
  return denied(
    rule,
    'an individual subscriber is mailed with consent or the soft opt-in, and has given neither',
  );
}

const SOFT_OPT_IN_SAYS: Readonly<Record<keyof SoftOptIn, string>> = {
  fromSaleOrNegotiation: 'details from this person in a sale or its negotiation with this sender',
  similarProducts: 'own similar products',
  refusalOfferedAtCollection: 'a simple refusal offered at collection',
  refusalInEachMessage: 'a simple refusal in each message',
};

/** What a soft opt-in lacks, in words; empty: it holds (P2). */
export function missingFromSoftOptIn(evidence: SoftOptIn): string[] {
  const names = Object.keys(SOFT_OPT_IN_SAYS) as (keyof SoftOptIn)[];
  return names.filter((name) => !evidence[name]).map((name) => SOFT_OPT_IN_SAYS[name]);
}

function refusalOfCharitySoftOptIn(evidence: CharitySoftOptIn, on: Day): MarketingVerdict | null {
  if (on < DUAA_MAIN) return denied('P3', 'a charity’s soft opt-in exists from 5 February 2026');
  if (evidence.collectedOn < DUAA_MAIN)
    return denied('P3.no-back-dating', marketingRules['P3.no-back-dating'].says);
  const missing = [
    !evidence.registeredCharity && 'a registered charity as sender (its trading arm is not one)',
    !evidence.charitablePurposeOnly && 'a charitable purpose only',
    !evidence.fromInterestOrSupport && 'details from an interest shown or support given',
    !evidence.refusalOfferedAtCollection && SOFT_OPT_IN_SAYS.refusalOfferedAtCollection,
    !evidence.refusalInEachMessage && SOFT_OPT_IN_SAYS.refusalInEachMessage,
  ].filter((lack) => lack !== false);
  return missing.length > 0 ? denied('P3', `the charity’s soft opt-in lacks: ${missing.join(', ')}`) : null;
}

/** A listing bites when it is 28 days old on the day of the call: the caller's time to bring a copy up to date. */
export const TPS_GRACE_DAYS = 28;

function mayCall(asked: Marketing): MarketingVerdict {
  if (asked.jurisdiction === 'eu') {
    return asked.consent
      ? allowed('P1.eu', 'consent', 'consent was given to calls', [])
      : denied('P1.eu', 'member states differ on live calls: without consent none is made');
  }
  if (asked.sector) {
    return asked.consent
      ? allowed('P6', 'consent', `consent was given to calls about ${asked.sector}`, ['P5'])
      : denied('P6', marketingRules.P6.says);
  }
  if (asked.consent || asked.welcomesCalls === true) {
    return allowed('P5', 'consent', 'the subscriber told us that calls are welcome', ['P5']);
  }
  if (asked.listedOn === undefined) return denied('P5', 'the number was not screened against TPS and CTPS');
  if (asked.listedOn !== null && daysBetween(asked.listedOn, asked.on) >= TPS_GRACE_DAYS) {
    return denied('P5', `the number has been listed since ${asked.listedOn}, ${TPS_GRACE_DAYS} days or more`);
  }
  return allowed(
    'P5',
    'no-consent-rule',
    'the subscriber did not refuse, and the number is not listed for 28 days',
    ['P5'],
  );
}

const allowed = (
  rule: MarketingRuleId,
  ground: MarketingVerdict['ground'],
  because: string,
  duties: readonly MarketingRuleId[],
): MarketingVerdict => ({ allowed: true, ground, because, rule, duties });

const denied = (rule: MarketingRuleId, because: string): MarketingVerdict => ({
  allowed: false,
  ground: null,
  because,
  rule,
  duties: [],
});

/** What every marketing message must carry; what it lacks, in words (P8). Empty: it may go out. */
export function missingFromMessage(message: {
  senderNamed: boolean;
  refusalAddress: string | null;
}): string[] {
  return [
    !message.senderNamed && 'the name of the sender',
    !message.refusalAddress && 'a valid address for refusals',
  ].filter((lack) => lack !== false);
}
