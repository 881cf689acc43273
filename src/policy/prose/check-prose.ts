import type { Day } from '../../base/index.ts';
import { byWeightAndPlace, type Finding } from '../finding.ts';
import { readNotice } from './facts/index.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Rule, Spot } from './rule.ts';
import { RULES } from './rules/index.ts';

export interface ProseOptions {
  /** The day by whose law the text is judged. */
  readonly on: Day;
  /** The name findings carry; `-` where there is none. */
  readonly file?: string;
  /** Whose law applies; read from the text where it is not given. */
  readonly jurisdiction?: Jurisdiction;
  /** Which rules to ask; all of them unless told. */
  readonly asks?: (rule: string) => boolean;
}

const holds = (rule: Rule, on: Day): boolean =>
  rule.law.validFrom <= on && (rule.law.validTo === undefined || on < rule.law.validTo);

function findingOf(rule: Rule, spot: Spot, file: string): Finding {
  const place = spot.at ?? spot.near;
  return {
    rule: rule.id,
    severity: spot.severity ?? rule.severity,
    message: spot.message,
    todo: rule.todo,
    file,
    line: place?.line ?? 1,
    column: place?.column ?? 1,
    source: rule.law.source,
    validFrom: rule.law.validFrom,
    sentence: place?.n ?? 0,
    ...(spot.at ? { quote: spot.at.text } : {}),
  };
}

/** Judges a privacy policy in plain prose by the law of the day `on`. Pure; never throws on any text. */
export function checkProse(text: string, { on, file = '-', jurisdiction, asks }: ProseOptions): Finding[] {
  const notice = readNotice(text, jurisdiction);
  const findings: Finding[] = [];
  if (notice.prose.sentences.length === 0) {
    return [
      {
        rule: 'prose-empty',
        severity: 'error',
        message: 'There is no text to judge.',
        todo: 'Give the text of the policy.',
        file,
        line: 1,
        column: 1,
        source: 'UK GDPR / GDPR Art 13',
        validFrom: '2018-05-25',
        sentence: 0,
      },
    ];
  }
  for (const rule of RULES) {
    if (asks?.(rule.id) === false || !holds(rule, on) || (rule.only === 'uk' && !notice.jurisdiction.uk))
      continue;
    for (const spot of rule.looks(notice, on)) findings.push(findingOf(rule, spot, file));
  }
  if (notice.prose.cut) {
    findings.push({
      rule: 'prose-cut-short',
      severity: 'info',
      message: 'The text is longer than any policy; only its beginning was read.',
      todo: 'Give one policy at a time.',
      file,
      line: 1,
      column: 1,
      source: 'none: a limit of this check',
      validFrom: '2018-05-25',
      sentence: 0,
    });
  }
  return findings.toSorted(byWeightAndPlace);
}
