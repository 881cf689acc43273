/*
 * Words of this room
 * - prose:     a privacy policy as people have it: sentences, headings and lists in plain text, Markdown or scraped HTML
 * - sentence:  what a finding rests on; a list item counts as one, together with the words that lead into it
 * - fact:      whether the prose says a thing, only hints at it, denies it, or is silent
 * - rule:      one check of the law, with the days on which it holds and how sure the law is
 * - criterion: one of the 23 items of completeness of Articles 13 and 14, conditional on what else the notice says
 */
export { assessNotice, type Criterion, type CriterionId, type Verdict } from './assess.ts';
export { checkProse, type ProseOptions } from './check-prose.ts';
export type { Jurisdiction } from './jurisdiction.ts';
export { RULES as PROSE_RULES } from './rules/index.ts';
