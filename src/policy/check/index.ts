/*
 * Words of this room
 * - check:  one rule with its ground in law, and what it looks for
 * - look:   what a check looks at: the policy, the day, whose law, and the notice as people read it
 * - facts:  what only a running system knows; without them their checks say nothing
 * - hit:    one thing wrong at one place
 */
import type { Day } from '../../base/index.ts';
import { byWeightAndPlace, type Finding } from '../finding.ts';
import type { Policy } from '../policy.ts';
import { companyRecordChecks } from './company-record.rules.ts';
import { contradictionChecks } from './contradictions.rules.ts';
import { cookieChecks } from './cookies.rules.ts';
import { decisionChecks } from './decisions.rules.ts';
import { type Facts, lookAt } from './look.ts';
import { marketingChecks } from './marketing.rules.ts';
import { namedRecipientChecks } from './named-recipients.rules.ts';
import { noticeIdentityChecks } from './notice-identity.rules.ts';
import { noticeKeepingChecks } from './notice-keeping.rules.ts';
import { noticePurposeChecks } from './notice-purposes.rules.ts';
import { noticeRightChecks } from './notice-rights.rules.ts';
import { noticeSharingChecks } from './notice-sharing.rules.ts';
import { onlyChecks } from './only.rules.ts';
import { organisationChecks } from './organisation.rules.ts';
import { plainWordChecks } from './plain-words.rules.ts';
import { promiseFindings } from './promises.rules.ts';
import { proseFindings, wordChecks } from './prose.rules.ts';
import { purposeChecks } from './purposes.rules.ts';
import { recipientChecks } from './recipients.rules.ts';
import { retentionChecks } from './retention.rules.ts';
import { retentionOverlapChecks } from './retention-overlap.rules.ts';
import { rightChecks } from './rights.rules.ts';
import { rowChecks } from './rows.rules.ts';
import { type Check, run } from './rule.ts';
import { scopeChecks } from './scope.rules.ts';
import { specialDataChecks } from './special-data.rules.ts';
import { staffMapChecks } from './staff-map.rules.ts';
import { transferChecks } from './transfers.rules.ts';
import { typedFigureChecks } from './typed-figures.rules.ts';
import { typedValueChecks } from './typed-values.rules.ts';

/** What declarations alone show. */
const ofDeclarations: readonly Check[] = [
  ...organisationChecks,
  ...purposeChecks,
  ...onlyChecks,
  ...specialDataChecks,
  ...staffMapChecks,
  ...recipientChecks,
  ...transferChecks,
  ...retentionChecks,
  ...retentionOverlapChecks,
  ...rowChecks,
  ...marketingChecks,
  ...cookieChecks,
  ...rightChecks,
  ...decisionChecks,
  ...scopeChecks,
];

/** What the notice says of them, or leaves out. */
const ofNotice: readonly Check[] = [
  ...typedValueChecks,
  ...typedFigureChecks,
  ...companyRecordChecks,
  ...namedRecipientChecks,
  ...noticeIdentityChecks,
  ...noticePurposeChecks,
  ...noticeSharingChecks,
  ...noticeKeepingChecks,
  ...contradictionChecks,
  ...noticeRightChecks,
  ...wordChecks,
  ...plainWordChecks,
];

/** Every check by declarations and by the notice's own text; those of promises and of dead law's words come on top. */
export const CHECKS: readonly Check[] = [...ofDeclarations, ...ofNotice];

/**
 * Everything wrong with a policy as on a day: language, law and notice. Pure; the same order every time.
 * `facts` adds what only a running system knows.
 */
export function checkPolicy(policy: Policy, { on, facts = {} }: { on: Day; facts?: Facts }): Finding[] {
  const look = lookAt(policy, on, facts);
  const found = [...promiseFindings(look), ...run(ofDeclarations, look)];
  if (!look.text.empty) found.push(...run(ofNotice, look), ...proseFindings(look));
  return found.sort(byWeightAndPlace);
}

/** What was checked lately, each version by the law of some days. */
const lately = new WeakMap<Policy, Map<Day, readonly Finding[]>>();
const LATELY = 16;

/** The same, remembered: a check takes longer than a board or a start should, and a day's law does not change in the day. */
export function checkedOn(policy: Policy, on: Day): readonly Finding[] {
  const days = lately.get(policy) ?? new Map<Day, readonly Finding[]>();
  const found = days.get(on) ?? checkPolicy(policy, { on });
  if (days.size >= LATELY) days.clear();
  lately.set(policy, days.set(on, found));
  return found;
}

/** The same of the company's own record alone: its figures, and what differs from it in what people read. */
export const checkRecord = (policy: Policy, { on }: { on: Day }): Finding[] =>
  run(companyRecordChecks, lookAt(policy, on));

/** The same of what the notice covers, and for whom it speaks. */
export const checkScope = (policy: Policy, { on }: { on: Day }): Finding[] =>
  run(scopeChecks, lookAt(policy, on));

export { loadPolicy } from '../load.ts';
export type { Facts } from './look.ts';
export { type TerminalOptions, tellFindings } from './terminal.ts';
