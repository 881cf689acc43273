import type { Day } from '../base/index.ts';

/** Whose law it is. `outside-law` is a house policy or an industry's custom that we keep as if it were one. */
export type Jurisdiction = 'uk' | 'eu' | 'uk-and-eu' | 'outside-law';

/**
 * How far the text behind a rule was read: `verified`, the primary text or the regulator's own page; `secondary`, a
 * firm's or a third party's account of it; `own-knowledge`, nothing was read.
 */
export type Tag = 'verified' | 'secondary' | 'own-knowledge';

/** One rule of the law with the days on which it is in force; both ends are included, null is open. */
export interface Rule {
  readonly id: string;
  readonly jurisdiction: Jurisdiction;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly source: string;
  readonly tag: Tag;
  readonly says: string;
}

/** Rules as a file writes them: the key is the id. */
export function declareRules<const Id extends string>(
  written: Readonly<Record<Id, Omit<Rule, 'id'>>>,
): { readonly [Each in Id]: Rule & { readonly id: Each } };
export function declareRules(written: Readonly<Record<string, Omit<Rule, 'id'>>>): Record<string, Rule> {
  return Object.fromEntries(Object.entries(written).map(([id, rule]) => [id, { id, ...rule }]));
}

/** What nobody has read may warn, and never more: a false alarm stated as law costs more trust than a missed one. */
export const severityOf = (rule: Pick<Rule, 'tag'>): 'error' | 'warning' =>
  rule.tag === 'own-knowledge' ? 'warning' : 'error';

/** Whether something with these dates was in force on that day. */
export const inForce = (dated: { validFrom: Day | null; validTo: Day | null }, on: Day): boolean =>
  (dated.validFrom === null || dated.validFrom <= on) && (dated.validTo === null || on <= dated.validTo);

/** The day the GDPR began to apply, in the UK and in the EU. */
export const GDPR_APPLIES: Day = '2018-05-25';
/** The day most of the Data (Use and Access) Act 2025 came into force (SI 2026/82). */
export const DUAA_MAIN: Day = '2026-02-05';
/** The day people could complain to the controller by right (DPA 2018 s.164A). */
export const COMPLAINTS_DUTY: Day = '2026-06-19';
