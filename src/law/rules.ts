import { type Day, Refused } from '../base/index.ts';
import { adequacyRules } from './adequacy.ts';
import { automatedDecisionRules } from './automated-decisions.rules.ts';
import { basisRules } from './bases.ts';
import { breachRules } from './breach.rules.ts';
import { complaintClockRules } from './complaints.clock.rules.ts';
import { cookieRules } from './cookies.rules.ts';
import { documentRules } from './documents.ts';
import { exemptionRules } from './exemptions.ts';
import { fineRules } from './fines.ts';
import { impactAssessmentRules } from './impact-assessment.ts';
import { marketingRules } from './marketing.rules.ts';
import { noticeRules } from './notice-contents.ts';
import { periodRules } from './periods.rules.ts';
import { regulatorRules } from './regulator.ts';
import { requestClockRules } from './requests.clock.rules.ts';
import { retentionRules } from './retention-duties.rules.ts';
import { retentionDutyRules } from './retention-duties.ts';
import { rightsRules } from './rights.ts';
import { inForce, type Rule } from './rule.ts';
import { specialCategoryRules } from './special-categories.ts';
import { transferRules } from './transfers.rules.ts';

/** Every rule of the room by its id. */
export const rules = {
  ...periodRules,
  ...requestClockRules,
  ...complaintClockRules,
  ...rightsRules,
  ...automatedDecisionRules,
  ...exemptionRules,
  ...basisRules,
  ...specialCategoryRules,
  ...marketingRules,
  ...cookieRules,
  ...fineRules,
  ...breachRules,
  ...retentionDutyRules,
  ...retentionRules,
  ...transferRules,
  ...adequacyRules,
  ...noticeRules,
  ...documentRules,
  ...impactAssessmentRules,
  ...regulatorRules,
} as const satisfies Record<string, Rule>;
export type RuleId = keyof typeof rules;

const byId: Readonly<Record<string, Rule>> = rules;

export const isRuleId = (id: string): id is RuleId => Object.hasOwn(rules, id);

/** Refuses `law.unknown-rule` for an id that no rule has. */
export function ruleOf(id: string): Rule {
  const rule = byId[id];
  if (!rule) throw new Refused('law.unknown-rule', `No rule of the rulebook is called "${id}"`, { id });
  return rule;
}

/** Whether the rule bound anyone on that day. Refuses `law.unknown-rule`. */
export const ruleInForce = (id: string, on: Day): boolean => inForce(ruleOf(id), on);
