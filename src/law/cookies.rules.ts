import type { Day } from '../base/index.ts';
import { DUAA_MAIN, declareRules } from './rule.ts';

export const cookieRules = declareRules({
  P10: {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source:
      'PECR reg 6, Sch A1; DUAA 2025 s.112; ICO storage and access technologies guidance, 29 April 2026',
    tag: 'verified',
    says: 'Storing on or reading from a device needs consent, save for communication, the strictly necessary, statistics and appearance (told, and free to object), and emergency location. Nothing individual is tracked, nothing advertised; a browser’s settings alone are not the objection.',
  },
  'P10.appearance': {
    jurisdiction: 'uk',
    validFrom: DUAA_MAIN,
    validTo: null,
    source: 'PECR Sch A1',
    tag: 'own-knowledge',
    says: 'Adapting appearance or function to the device or the person’s wishes is exempt with clear information and an objection.',
  },
  'P10.before-duaa': {
    jurisdiction: 'uk',
    validFrom: '2011-05-26',
    validTo: '2026-02-04',
    source: 'PECR reg 6 before Sch A1',
    tag: 'verified',
    says: 'Before 5 February 2026 only communication and the strictly necessary were exempt.',
  },
  'P10.eu': {
    jurisdiction: 'eu',
    validFrom: '2009-12-19',
    validTo: null,
    source: 'Directive 2002/58/EC Art 5(3)',
    tag: 'verified',
    says: 'In the EU only communication and the strictly necessary are exempt: there is no statistical exemption.',
  },
});

/** Why something is stored on a device. The first five may be exempt; the others never are. */
export const STORAGE_PURPOSES = [
  'communication',
  'strictly-necessary',
  'statistical',
  'appearance',
  'emergency-location',
  'functional',
  'social-media',
  'advertising',
  'tracking',
] as const;
export type StoragePurpose = (typeof STORAGE_PURPOSES)[number];

/** What the statistical exemption asks for; every one is needed. */
export interface StatisticalEvidence {
  /** How our own service is used, in order to improve it. */
  readonly ownServiceToImproveIt: boolean;
  /** The vendor is our processor and shares only to help us improve. */
  readonly vendorIsProcessor: boolean;
  /** Nobody is followed individually or across sites. */
  readonly noIndividualTracking: boolean;
  readonly clearInformation: boolean;
  readonly freeObjection: boolean;
}

export interface StorageVerdict {
  /** `exempt-with-objection`: on by default, told, and off once the person objects. */
  readonly needs: 'consent' | 'exempt-with-objection' | 'exempt';
  readonly because: string;
  readonly rule: keyof typeof cookieRules;
}

/** What a storage purpose needs in that law on that day (P10). */
export function storageNeeds(
  purpose: StoragePurpose,
  {
    jurisdiction,
    on,
    statistical,
  }: { jurisdiction: 'uk' | 'eu'; on: Day; statistical?: StatisticalEvidence },
): StorageVerdict {
  const rule = jurisdiction === 'eu' ? 'P10.eu' : on < DUAA_MAIN ? 'P10.before-duaa' : 'P10';
  if (purpose === 'communication' || purpose === 'strictly-necessary') {
    return {
      needs: 'exempt',
      because: 'carrying a communication, or strictly necessary for what was asked',
      rule,
    };
  }
  if (rule !== 'P10') return { needs: 'consent', because: cookieRules[rule].says, rule };
  switch (purpose) {
    case 'emergency-location':
      return { needs: 'exempt', because: 'locating a person who asked for emergency help', rule };
    case 'appearance':
      return {
        needs: 'exempt-with-objection',
        because: cookieRules['P10.appearance'].says,
        rule: 'P10.appearance',
      };
    case 'statistical': {
      const missing = statistical ? missingFromStatistics(statistical) : ['any evidence for the exemption'];
      if (missing.length === 0) {
        return { needs: 'exempt-with-objection', because: 'statistics to improve our own service', rule };
      }
      return { needs: 'consent', because: `the statistical exemption lacks: ${missing.join(', ')}`, rule };
    }
    default:
      return { needs: 'consent', because: `${purpose} is in no exemption`, rule };
  }
}

const STATISTICS_SAY: Readonly<Record<keyof StatisticalEvidence, string>> = {
  ownServiceToImproveIt: 'use of our own service, to improve it',
  vendorIsProcessor: 'a vendor that is our processor',
  noIndividualTracking: 'nobody followed individually',
  clearInformation: 'clear information',
  freeObjection: 'a simple free objection',
};

/** What a claim to the statistical exemption lacks, in words; empty: it holds. */
export function missingFromStatistics(evidence: StatisticalEvidence): string[] {
  const names = Object.keys(STATISTICS_SAY) as (keyof StatisticalEvidence)[];
  return names.filter((name) => !evidence[name]).map((name) => STATISTICS_SAY[name]);
}

/** Whether it may be stored now, for one person's choice; null: never asked. */
export function mayStore(verdict: StorageVerdict, choice: 'granted' | 'refused' | null): boolean {
  if (verdict.needs === 'exempt') return true;
  return verdict.needs === 'exempt-with-objection' ? choice !== 'refused' : choice === 'granted';
}
