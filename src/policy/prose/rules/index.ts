import type { Rule } from '../rule.ts';
import { complaintRules } from './complaints.ts';
import { consentRules } from './consent.ts';
import { cookieRules } from './cookies.ts';
import { dutyRules } from './duties.ts';
import { hygieneRules } from './hygiene.ts';
import { identityRules } from './identity.ts';
import { marketingRules } from './marketing.ts';
import { purposeRules } from './purposes.ts';
import { recipientRules } from './recipients.ts';
import { retentionRules } from './retention.ts';
import { rightRules } from './rights.ts';
import { staleLawRules } from './stale-law.ts';
import { transferRules } from './transfers.ts';

/** Every rule on prose, in the order of the notice. */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...purposeRules,
  ...recipientRules,
  ...transferRules,
  ...retentionRules,
  ...rightRules,
  ...complaintRules,
  ...dutyRules,
  ...staleLawRules,
  ...consentRules,
  ...cookieRules,
  ...marketingRules,
  ...hygieneRules,
];
