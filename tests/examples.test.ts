import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkPolicy, compile, loadPolicy, type Policy } from '../src/policy/index.ts';

const root = join(import.meta.dirname, '..');
const shared = join(root, '../shared');
const on = '2026-11-22';
/** How many promises each of the five makes. */
const COMPANIES = { stratas: 121, outserve: 158, mass: 97, webstraxt: 88, smartcomms: 133 } as const;

function policyOf(company: string): Policy {
  const { policy, findings } = loadPolicy(join(root, 'examples', company));
  if (!policy) throw new Error(findings.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
  return policy;
}

test('the five make 597 promises', () => {
  const bound = Object.keys(COMPANIES).flatMap((company) =>
    compile(policyOf(company)).promises.map(({ id }) => id),
  );

  expect(bound).toHaveLength(597);
  expect(new Set(bound).size).toBe(597);
});

describe.each(Object.entries(COMPANIES))('%s', (company, count) => {
  const policy = policyOf(company);
  const { promises, findings } = compile(policy);

  test('is without an error', () => {
    const errors = checkPolicy(policy, { on }).filter((one) => one.severity === 'error');

    expect([...findings, ...errors]).toEqual([]);
  });

  test('binds each of its promises exactly once, and says in a line what it means', () => {
    const ids = promises.map(({ id }) => id).sort();

    expect(ids).toEqual(Object.keys(policy.says).sort());
    expect(ids).toHaveLength(count);
    expect(promises.filter((one) => one.by.length === 0 || one.controls.length === 0)).toEqual([]);
  });

  test('says on its pages that it is an illustration', () => {
    expect(policy.organisation.illustration).toBe(true);
    expect(policy.files['notice.md']).toMatch(/This is an illustration made with Kept/);
    expect(readFileSync(join(root, 'examples', company, 'README.md'), 'utf8')).toMatch(/illustration/i);
  });

  test('names nobody’s real address or number', () => {
    const text = Object.values(policy.files).join('\n');
    const mailboxes = [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map((match) => match[1] ?? '');
    const numbers = [...text.matchAll(/\+44[\d\s()]{9,}|\b0\d{3,4}[\s\d]{6,}\b/g)].map((match) =>
      match[0].replaceAll(/\D/g, '').replace(/^44/, '0'),
    );

    expect(mailboxes.filter((domain) => !domain.endsWith('.example'))).toEqual([]);
    expect(numbers.filter((number) => number.length > 9 && !number.startsWith('01632960'))).toEqual([]);
  });
});

type Listed = {
  promises: {
    id: string;
    control_ids: string[];
    params?: Record<string, unknown>;
    param_origin?: Record<string, string>;
  }[];
};

describe.skipIf(!existsSync(shared)).each(Object.keys(COMPANIES))(
  '%s, against the list of its promises',
  (company) => {
    const policy = policyOf(company);
    const { promises } = compile(policy);
    const listed: Listed = parse(readFileSync(join(shared, 'promises', `${company}.yaml`), 'utf8'));

    test('every promise is there, kept by at least the controls it was read to need', () => {
      const kept = new Map(promises.map((one) => [one.id, one.controls]));
      const missing = listed.promises.flatMap(({ id, control_ids }) =>
        control_ids
          .filter((control) => !kept.get(id)?.some((one) => one === control))
          .map((one) => `${id}: ${one}`),
      );

      expect([missing, kept.size]).toEqual([[], listed.promises.length]);
    });

    test('no number that was only proposed is published', () => {
      const published = listed.promises.flatMap(({ id, params = {}, param_origin: origin = {} }) => {
        const says = promises.find((one) => one.id === id)?.says ?? '';
        return Object.entries(origin).flatMap(([name, from]) => {
          const value = params[name];
          const isNumber = from === 'proposed' && typeof value === 'number' && value > 1;
          return isNumber && new RegExp(`\\b${value}\\b (day|month|year|hour|minute)`).test(says)
            ? [`${id}: ${name} ${value}`]
            : [];
        });
      });

      expect(published).toEqual([]);
    });

    test('no twelve words in a row are taken from the company’s own text', () => {
      const words = (text: string) => text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
      const theirs = words(readFileSync(join(shared, 'policies', `${company}.txt`), 'utf8'));
      const runs = new Set(
        theirs
          .map((_, index) => theirs.slice(index, index + 12).join(' '))
          .filter((run) => run.split(' ').length === 12),
      );
      const folder = join(root, 'examples', company);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(md|yaml)$/.test(file),
      );
      const taken = files.flatMap((file) => {
        const ours = words(readFileSync(join(folder, file), 'utf8'));
        return ours
          .map((_, index) => ours.slice(index, index + 12).join(' '))
          .filter((run) => runs.has(run))
          .map((run) => `${file}: ${run}`);
      });

      expect(taken).toEqual([]);
    });
  },
);
