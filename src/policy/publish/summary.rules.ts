import { noticeText } from '../check/notice-text.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayPeriod } from '../words.ts';

/** Headings under which a notice already sums itself up. */
const OWN_SUMMARY =
  /^(?:in short|summary|in brief|at a glance|the short version|in a nutshell|in six sentences)/i;

/** Whether a heading is that of a summary. */
export const isSummary = (title: string): boolean => OWN_SUMMARY.test(title);

/** The notice in a few sentences: its own summary where it has one, else what the declarations say. */
export function summaryOf(policy: Policy): string[] {
  const { sentences } = noticeText(policy);
  const own = sentences.filter(
    (one) => one.kind !== 'heading' && isSummary(one.under.split(' > ').at(-1) ?? ''),
  );
  return own.length > 0 ? own.map((one) => one.text) : summaryFromDeclarations(policy);
}

function summaryFromDeclarations(policy: Policy): string[] {
  const { organisation, recipients, retention, rights, purposes, decisions } = policy;
  const us = organisation['short-name'] ?? organisation.name;
  const all = Object.values(purposes);
  const says = all.slice(0, 3).map((purpose) => purpose.says.replace(/\.$/, ''));
  const marketing = all.filter((purpose) => purpose.kind === 'marketing');
  const parties = Object.values(recipients).length;
  const longest = Object.values(retention).flatMap((rule) => (rule.keep === 'while' ? [] : [rule.keep]));
  const offered = Object.keys(rights).length;
  return [
    `${us} is responsible for your data.`,
    all.length > 0 &&
      `We use it ${sayList(says)}${all.length > says.length ? ', and for the other purposes listed below' : ''}.`,
    marketing.length > 0 && 'We send marketing only as you allow, and stop when you say so.',
    parties === 0 ? 'Nobody else receives it.' : 'Only the recipients described below receive it.',
    longest.length > 0 && `Each kind of data has its own time, after which it goes: ${sayTimes(longest)}.`,
    Object.values(decisions).some((one) => one.automated && one.significant) &&
      'Some decisions are made by a machine; a person reviews them when you ask.',
    offered > 0 &&
      'You can ask for a copy, have it corrected or deleted, object, and complain to us or to the regulator.',
  ].filter((sentence) => sentence !== false);
}

function sayTimes(periods: readonly string[]): string {
  const said = [...new Set(periods)].sort((a, b) => length(a) - length(b)).map(sayPeriod);
  const [shortest = ''] = said;
  const longest = said.at(-1) ?? '';
  return shortest === longest ? shortest : `from ${shortest} to ${longest}`;
}

function length(period: string): number {
  const [, years = 0, months = 0, weeks = 0, days = 0] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(period) ?? [];
  return Number(years) * 365 + Number(months) * 30.4 + Number(weeks) * 7 + Number(days);
}
