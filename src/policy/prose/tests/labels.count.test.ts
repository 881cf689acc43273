import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProse } from '../index.ts';
import labels from './labels.json' with { type: 'json' };

const policies = resolve(import.meta.dirname, '../../../../../shared/policies');
const on = '2026-11-22';

/**
 * Labels of one reader: true where he agrees with the finding, keyed by rule and sentence number. The rules were worked
 * out on these five, so the figure is in-sample.
 */
const byCompany: Readonly<Record<string, Readonly<Record<string, boolean>>>> = labels;

const keysOf = (company: string, severity?: string): string[] =>
  checkProse(readFileSync(`${policies}/${company}.txt`, 'utf8'), { on })
    .filter((finding) => !severity || finding.severity === severity)
    .map((finding) => `${finding.rule}#${finding.sentence}`);

describe.skipIf(!existsSync(policies))('findings on the five policies against hand labels', () => {
  const companies = Object.keys(byCompany);
  const labelled = (severity?: string) =>
    companies.flatMap((company) =>
      keysOf(company, severity).map((key) => ({
        key: `${company} ${key}`,
        label: byCompany[company]?.[key],
      })),
    );
  const precision = (severity?: string) => {
    const all = labelled(severity);
    return all.filter(({ label }) => label === true).length / all.length;
  };

  test('every finding carries a label; one without counts as wrong', () => {
    expect(labelled().filter(({ label }) => label === undefined)).toEqual([]);
  });

  test('of the errors at least four in five are true, and there are not few', () => {
    expect(labelled('error').length).toBeGreaterThan(25);
    expect(precision('error')).toBeGreaterThanOrEqual(0.8);
  });

  test('of all findings at least four in five are true', () => {
    expect(precision()).toBeGreaterThanOrEqual(0.8);
  });

  test('no text of others is kept with the labels', () => {
    const keys = Object.values(byCompany).flatMap((one) => Object.keys(one));

    expect(keys.filter((key) => !/^[a-z0-9-]+#\d+$/.test(key))).toEqual([]);
  });
});
