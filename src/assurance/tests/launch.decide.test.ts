import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy, type Policy, parsePolicy } from '../../policy/index.ts';
import { deciding, withNewRecipient } from '../launch.acts.ts';
import { launchesOf } from '../launch.ts';

const FOLDER = join(import.meta.dirname, '../../../tests/mutations/notice-watch-policy');
const TODAY = '2026-11-23';

const files = loadPolicy(FOLDER).files;

function read(policyFiles: Record<string, string>): Policy {
  const { policy } = parsePolicy(policyFiles);
  if (!policy) throw new Error('the policy of this test cannot be read');
  return policy;
}

const replaced = (from: string | RegExp, to: string) => ({
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace(from, to),
});

describe('what a version starts', () => {
  const before = read(files);

  test('is what it declares and the one before did not; changes and removals start nothing', () => {
    expect(launchesOf(before, before, TODAY)).toEqual([]);
    expect(launchesOf(before, read(replaced('keep: P6M', 'keep: P3M')), TODAY)).toEqual([]);
    expect(launchesOf(read(withNewRecipient(files)), before, TODAY)).toEqual([]);
  });

  test('is refused by name while nobody has decided, and taken with who decided', () => {
    const after = withNewRecipient(files);
    expect(() => launchesOf(before, read(after), TODAY)).toThrow(
      'It starts recipients.new-supplier, and nobody',
    );

    expect(launchesOf(before, read(deciding(withNewRecipient, TODAY)(files)), TODAY)).toEqual([
      {
        path: 'recipients.new-supplier',
        decided: { decision: 'proof-decision', by: 'manager', on: TODAY },
      },
    ]);
  });

  test('is asked about by the policy in force: a version cannot let itself in', () => {
    const free = replaced('  gate-launches: true\n', '');
    expect(launchesOf(read(free), read(withNewRecipient(free)), TODAY)).toEqual([
      { path: 'recipients.new-supplier', decided: null },
    ]);
    expect(() => launchesOf(before, read(withNewRecipient(free)), TODAY)).toThrow('nobody has decided');
  });
});
