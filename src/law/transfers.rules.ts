import type { Day } from '../base/index.ts';
import { adequacyOf, adequacyRules, EEA_STATES, knownCountry, type TransferLaw } from './adequacy.ts';
import { DUAA_MAIN, declareRules, GDPR_APPLIES } from './rule.ts';

export const transferRules = declareRules({
  X1: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'UK GDPR Art 44A; DUAA 2025 Sch 7, Sch 9 ¶26',
    tag: 'verified',
    says: 'A restricted transfer needs approved regulations (Art 45A), safeguards (Art 46) or a derogation (Art 49); older regulations were carried over.',
  },
  'X1.eu': {
    jurisdiction: 'eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 44-49',
    tag: 'verified',
    says: 'A transfer out of the EEA needs a finding of adequacy (Art 45), safeguards (Art 46) or a derogation (Art 49).',
  },
  X4: {
    jurisdiction: 'uk',
    validFrom: '2022-03-21',
    validTo: null,
    source: 'ICO, International data transfer agreement and guidance',
    tag: 'verified',
    says: 'The UK’s contracts are the IDTA and the Addendum to the EU clauses; the EU clauses of 2021 alone do not serve a UK transfer; binding corporate rules do.',
  },
  'X4.old-clauses': {
    jurisdiction: 'uk',
    validFrom: '2022-09-22',
    validTo: null,
    source: 'ICO transitional provisions for the EU clauses of before 2021',
    tag: 'secondary',
    says: 'The EU clauses of before 2021 serve no contract concluded from 22 September 2022, and none at all from 22 March 2024.',
  },
  'X4.eu-clauses': {
    jurisdiction: 'eu',
    validFrom: '2021-06-27',
    validTo: null,
    source: 'Commission Implementing Decision (EU) 2021/914',
    tag: 'own-knowledge',
    says: 'The EU’s contracts are the standard clauses of 2021; those of before serve no contract concluded from 27 September 2021, and none at all from 28 December 2022.',
  },
  X5: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'UK GDPR Art 46(1A), (6)-(7); DUAA 2025 Sch 9 ¶27',
    tag: 'verified',
    says: 'Safeguards also need the data protection test: that after the transfer protection is not materially lower, judged reasonably and proportionately.',
  },
  'X3.privacy-shield': {
    jurisdiction: 'uk-and-eu',
    validFrom: '2020-07-16',
    validTo: null,
    source: 'CJEU C-311/18 (Schrems II)',
    tag: 'secondary',
    says: 'The Privacy Shield is invalid.',
  },
  'X3.safe-harbor': {
    jurisdiction: 'uk-and-eu',
    validFrom: '2015-10-06',
    validTo: null,
    source: 'CJEU C-362/14 (Schrems I)',
    tag: 'secondary',
    says: 'Safe Harbor is invalid.',
  },
  'X1.derogations': {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 49 and recital 111; UK GDPR Art 49',
    tag: 'verified',
    says: 'A derogation serves a specific situation: for a contract or a legal claim an occasional one, for compelling interests one that is not repeated; consent to it is explicit and given after the risks were told.',
  },
});

/** What a transfer may claim to stand on. */
export const TRANSFER_MECHANISMS = [
  'adequacy',
  'data-bridge',
  'idta',
  'addendum',
  'eu-sccs-2021',
  'eu-sccs-pre-2021',
  'bcr',
  'art-49-consent',
  'art-49-contract',
  'art-49-contract-in-interest',
  'art-49-public-interest',
  'art-49-legal-claims',
  'art-49-vital-interests',
  'art-49-public-register',
  'art-49-compelling-interests',
  'privacy-shield',
  'safe-harbor',
] as const;
export type TransferMechanism = (typeof TRANSFER_MECHANISMS)[number];

export interface Transfer {
  readonly from: TransferLaw;
  /** Where the recipient is: ISO 3166-1 in small letters. */
  readonly country: string;
  readonly mechanism: TransferMechanism;
  readonly on: Day;
  /** When the contract that carries the mechanism was concluded. */
  readonly concludedOn?: Day | null;
  /** Whether the recipient is one that a partial finding reaches: on the framework, subject to PIPEDA, … */
  readonly recipientCovered?: boolean;
  /** Personnel data: the framework covers it only where the recipient said so. */
  readonly personnelData?: boolean;
  readonly recipientCoversPersonnelData?: boolean;
  /** When the data protection test (UK) or transfer impact assessment (EU) was done. */
  readonly assessedOn?: Day | null;
  /** A standing or repeated flow, as against a single situation. */
  readonly repeated?: boolean;
}

export type TransferRuleId = keyof typeof transferRules | keyof typeof adequacyRules;

/**
 * Whether a mechanism may carry a transfer. `valid` is the law's answer on the facts given; `needs` lists the facts that
 * the law also asks for and that were not given: a caller who denies by default wants it empty.
 */
export interface TransferVerdict {
  readonly valid: boolean;
  readonly because: string;
  readonly rule: TransferRuleId;
  readonly needs: readonly string[];
}

const yes = (
  rule: TransferRuleId,
  because: string,
  needs: readonly (string | false)[] = [],
): TransferVerdict => ({
  valid: true,
  because,
  rule,
  needs: needs.filter((need) => need !== false),
});
const no = (rule: TransferRuleId, because: string): TransferVerdict => ({
  valid: false,
  because,
  rule,
  needs: [],
});

/** Whether sending to that country is a restricted transfer at all. Refuses `law.country-unknown`. */
export function isRestricted(from: TransferLaw, to: string): boolean {
  return from === 'uk' ? knownCountry(to) !== 'gb' : ![...EEA_STATES, 'eea'].includes(knownCountry(to));
}

/** Rules X1 to X7 on one day. A transfer that is not restricted needs no mechanism. Refuses `law.country-unknown`. */
export function mechanismValid(transfer: Transfer): TransferVerdict {
  const { from, country, mechanism, on } = transfer;
  const restricted = isRestricted(from, country);
  if (mechanism === 'privacy-shield') return no('X3.privacy-shield', transferRules['X3.privacy-shield'].says);
  if (mechanism === 'safe-harbor') return no('X3.safe-harbor', transferRules['X3.safe-harbor'].says);
  if (!restricted) {
    return yes(from === 'uk' ? 'X1' : 'X1.eu', `sending to ${country} is not a restricted transfer`);
  }
  switch (mechanism) {
    case 'adequacy':
      return adequacyServes(transfer);
    case 'data-bridge':
      if (country !== 'us') return no('X3', 'the data bridge reaches recipients in the United States only');
      if (from === 'eu')
        return no(
          'X7',
          'the data bridge is the UK’s: from the EU the framework itself is an adequacy decision',
        );
      return adequacyServes(transfer);
    case 'idta':
    case 'addendum':
      if (from === 'eu')
        return no(
          'X4.eu-clauses',
          'the IDTA and the Addendum are the UK’s and do not serve a transfer from the EU',
        );
      if (on < '2022-03-21') return no('X4', 'the IDTA and the Addendum came into force on 21 March 2022');
      return yes('X4', 'an appropriate safeguard of the UK', [theTest(transfer)]);
    case 'eu-sccs-2021':
      if (from === 'uk')
        return no(
          'X4',
          'the EU clauses of 2021 alone do not serve a UK transfer: add the Addendum, or use the IDTA',
        );
      if (on < '2021-06-27')
        return no('X4.eu-clauses', 'the EU clauses of 2021 may be used from 27 June 2021');
      return yes('X4.eu-clauses', 'an appropriate safeguard of the EU', [theTest(transfer)]);
    case 'eu-sccs-pre-2021':
      return oldClausesServe(transfer);
    case 'bcr':
      return yes(
        from === 'uk' ? 'X4' : 'X1.derogations',
        'approved binding corporate rules are a safeguard',
        [theTest(transfer)],
      );
    default:
      return derogationServes(transfer);
  }
}

function adequacyServes({ from, country, on, recipientCovered, ...facts }: Transfer): TransferVerdict {
  const finding = adequacyOf(from, country, on);
  if (!finding) {
    const rule = country === 'us' ? (from === 'uk' ? 'X3' : 'X7') : from === 'uk' ? 'X2' : 'X2.eu-list';
    return no(rule, `no finding of adequacy for ${country} was in force on ${on}`);
  }
  if (finding.onlyWhere === null) return yes(finding.rule, adequacyRules[finding.rule].says);
  if (recipientCovered === false)
    return no(finding.rule, `adequate only where ${finding.onlyWhere}, and this one is not`);
  const personnel = country === 'us' && facts.personnelData === true;
  if (personnel && facts.recipientCoversPersonnelData === false) {
    return no(finding.rule, 'personnel data is sent, and the recipient’s certification does not cover it');
  }
  return yes(finding.rule, `adequate where ${finding.onlyWhere}`, [
    recipientCovered === undefined && `that ${finding.onlyWhere}, checked for this transfer`,
    personnel &&
      facts.recipientCoversPersonnelData === undefined &&
      'that the certification covers personnel data',
  ]);
}

/** Both sides let the old clauses run out in two steps: first for new contracts, then for all. */
function oldClausesServe({ from, on, concludedOn, ...facts }: Transfer): TransferVerdict {
  const [rule, newContractsEnded, allEnded] =
    from === 'uk'
      ? (['X4.old-clauses', '2022-09-22', '2024-03-22'] as const)
      : (['X4.eu-clauses', '2021-09-27', '2022-12-28'] as const);
  if (on >= allEnded) return no(rule, `the clauses of before 2021 serve no transfer from ${allEnded}`);
  if (concludedOn && concludedOn >= newContractsEnded) {
    return no(rule, `the clauses of before 2021 serve no contract concluded from ${newContractsEnded}`);
  }
  return yes(rule, `contracts concluded before ${newContractsEnded} ran on for a time`, [
    !concludedOn && on >= newContractsEnded && `that the contract was concluded before ${newContractsEnded}`,
    theTest({ from, on, ...facts }),
  ]);
}

/** The derogations that may not carry a repeated flow: Art 49(1) second subparagraph and recital 111. */
const ONLY_OCCASIONAL: readonly TransferMechanism[] = [
  'art-49-contract',
  'art-49-contract-in-interest',
  'art-49-legal-claims',
  'art-49-compelling-interests',
];

function derogationServes({ repeated, mechanism }: Transfer): TransferVerdict {
  const occasional = ONLY_OCCASIONAL.includes(mechanism);
  if (occasional && repeated === true) {
    return no('X1.derogations', 'this derogation serves an occasional transfer, and this is a repeated flow');
  }
  return yes('X1.derogations', transferRules['X1.derogations'].says, [
    occasional && repeated === undefined && 'that the transfer is occasional, not a flow',
    mechanism === 'art-49-consent' && 'explicit consent, given after the risks were told',
    mechanism === 'art-49-compelling-interests' && 'notice to the regulator and to the person',
  ]);
}

const theTest = ({ from, on, assessedOn }: Pick<Transfer, 'from' | 'on' | 'assessedOn'>): string | false => {
  if (assessedOn && assessedOn <= on) return false;
  if (from === 'eu') return 'a transfer impact assessment';
  return on < DUAA_MAIN
    ? 'a transfer risk assessment'
    : 'the data protection test: protection not materially lower';
};
