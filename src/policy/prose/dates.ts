import type { Day } from '../../base/index.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const FORMS: readonly [RegExp, (m: RegExpExecArray) => [number, number, number]][] = [
  [/\b(\d{4})-(\d{2})-(\d{2})\b/, (m) => [Number(m[1]), Number(m[2]), Number(m[3])]],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]${MONTH},?[ -](\\d{4})\\b`),
    (m) => [Number(m[3]), monthOf(m[2]), Number(m[1])],
  ],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`),
    (m) => [Number(m[3]), monthOf(m[1]), Number(m[2])],
  ],
  // Day first, as in the United Kingdom and the Union, unless that makes no date.
  [
    /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b/,
    (m) =>
      Number(m[2]) > 12
        ? [Number(m[3]), Number(m[1]), Number(m[2])]
        : [Number(m[3]), Number(m[2]), Number(m[1])],
  ],
  [new RegExp(`\\b${MONTH},? (\\d{4})\\b`), (m) => [Number(m[2]), monthOf(m[1]), 28]],
];
const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? '').slice(0, 3)) + 1;

/** The first date written in lower-case text, whichever way people write it; undefined where there is none. */
export function dateIn(low: string): Day | undefined {
  let first: { at: number; day: Day } | undefined;
  for (const [form, parts] of FORMS) {
    const match = form.exec(low);
    if (!match || (first && match.index >= first.at)) continue;
    const [year, month, date] = parts(match);
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || date < 1 || date > 31) continue;
    const two = (n: number) => String(n).padStart(2, '0');
    first = { at: match.index, day: `${year}-${two(month)}-${two(date)}` as Day };
  }
  return first?.day;
}
