import { declareRules, GDPR_APPLIES } from './rule.ts';

export const impactAssessmentRules = declareRules({
  N7: {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 35(3), 36; the ICO’s list, read in part',
    tag: 'verified',
    says: 'A data protection impact assessment is owed for the three cases of Art 35(3) and for those of the regulator’s list; a high risk that remains is taken to the regulator.',
  },
  'N7.children': {
    jurisdiction: 'uk',
    validFrom: '2026-02-05',
    validTo: null,
    source: 'UK GDPR Art 25(1A)',
    tag: 'secondary',
    says: 'A service that children are likely to use weighs the higher protection they are owed.',
  },
});

/** What makes an impact assessment due. `withAnother`: only together with a further sign of high risk. */
export const IMPACT_TRIGGERS = {
  'automated-evaluation': {
    says: 'extensive automated evaluation with significant effects',
    article: '35(3)(a)',
    withAnother: false,
  },
  'large-scale-sensitive': {
    says: 'Art 9 or 10 data on a large scale',
    article: '35(3)(b)',
    withAnother: false,
  },
  'public-area-monitoring': {
    says: 'monitoring of a public area on a large scale',
    article: '35(3)(c)',
    withAnother: false,
  },
  'innovative-technology': { says: 'innovative technology', article: null, withAnother: true },
  'denial-of-service': {
    says: 'denying a service by automated means or special-category data',
    article: null,
    withAnother: false,
  },
  'large-scale-profiling': { says: 'profiling on a large scale', article: null, withAnother: false },
  biometrics: { says: 'biometric data', article: null, withAnother: true },
  genetics: { says: 'genetic data', article: null, withAnother: true },
  matching: { says: 'matching data of several sources', article: null, withAnother: false },
  'invisible-processing': {
    says: 'data from elsewhere without telling the person',
    article: null,
    withAnother: true,
  },
  tracking: { says: 'tracking of place or behaviour', article: null, withAnother: true },
  'vulnerable-targeting': {
    says: 'targeting children or vulnerable people',
    article: null,
    withAnother: false,
  },
  'physical-harm': { says: 'a breach could harm bodies', article: null, withAnother: false },
} as const;
export type ImpactTrigger = keyof typeof IMPACT_TRIGGERS;

/**
 * Whether an impact assessment is owed (N7). `otherSigns` counts further criteria of the Article 29 guidelines (WP248)
 * that the use meets; a second trigger is one as well.
 */
export function impactAssessmentRequired(triggers: readonly ImpactTrigger[], otherSigns = 0): boolean {
  return (
    triggers.some((trigger) => !IMPACT_TRIGGERS[trigger].withAnother) ||
    (triggers.length > 0 && triggers.length + otherSigns > 1)
  );
}
