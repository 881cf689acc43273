import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { tidy } from '../clean.ts';
import { checkProse } from '../index.ts';
import finders from './defects.json' with { type: 'json' };

const shared = resolve(import.meta.dirname, '../../../../../shared');
const on = '2026-11-22';
const CLASSES = ['stale-law', 'invalid-consent', 'pecr', 'missing'];
const registered = z.object({ defects: z.array(z.object({ quote: z.string(), class: z.string() })) });

interface Defect {
  readonly company: string;
  readonly key: string;
  readonly quote: string;
  readonly rule: string | null;
}

/** The defects of the four classes, keyed by class and ordinal, with the rule that is to find each. */
function defectsOf(company: string, rules: Readonly<Record<string, string | null>>): Defect[] {
  const { defects } = registered.parse(parse(readFileSync(`${shared}/promises/${company}.yaml`, 'utf8')));
  const counts = new Map<string, number>();
  return defects.flatMap(({ class: kind, quote }) => {
    if (!CLASSES.includes(kind)) return [];
    const ordinal = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, ordinal);
    const key = `${kind}#${ordinal}`;
    return [{ company, key, quote, rule: rules[key] ?? null }];
  });
}

const findingsOf = (company: string) =>
  checkProse(readFileSync(`${shared}/policies/${company}.txt`, 'utf8'), { on, file: `${company}.txt` });
/** Letters and digits only, so that dashes, spaces and quotation marks decide nothing. */
const bare = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

describe.skipIf(!existsSync(`${shared}/promises`))(
  'the defects that readers registered in the five policies',
  () => {
    const companies = Object.entries(finders);
    const found: string[] = [];
    const lost: string[] = [];
    const onTheSentence: string[] = [];
    const quoted: string[] = [];
    for (const [company, rules] of existsSync(shared) ? companies : []) {
      const findings = findingsOf(company);
      for (const defect of defectsOf(company, rules)) {
        const by = findings.filter((finding) => finding.rule === defect.rule);
        (by.length > 0 ? found : lost).push(`${company} ${defect.key}`);
        if (defect.quote === '(absent)') continue;
        quoted.push(defect.key);
        const rests = by.some(
          ({ quote }) =>
            quote && (bare(quote).includes(bare(defect.quote)) || bare(defect.quote).includes(bare(quote))),
        );
        if (rests) onTheSentence.push(defect.key);
      }
    }

    test('at least three in four are found', () => {
      expect(found.length / (found.length + lost.length), `lost: ${lost.join(', ')}`).toBeGreaterThanOrEqual(
        0.75,
      );
    });

    test('of those with a quote, at least three in four are found on the very sentence', () => {
      expect(onTheSentence.length / quoted.length).toBeGreaterThanOrEqual(0.75);
    });
  },
);
