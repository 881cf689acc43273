import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../src/controls/index.ts';
import { compile, loadPolicy, type Policy } from '../src/policy/index.ts';
import { boardFrom, builtControls, provePolicy } from '../src/proof/index.ts';

const root = join(import.meta.dirname, '..');
const COMPANIES = ['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms'];
const NOW = '2026-11-22T09:00:00.000Z';

function example(company: string): Policy {
  const { policy } = loadPolicy(join(root, 'examples', company));
  if (!policy) throw new Error(`${company} cannot be read`);
  return policy;
}

test('the catalogue has 120 controls, and everything that is built is one of them', () => {
  const ids = Object.keys(catalogue);

  expect(ids).toHaveLength(120);
  expect(builtControls().filter((id) => !ids.includes(id))).toEqual([]);
});

const list = join(root, '../shared/promises/README.md');
test.skipIf(!existsSync(list))('they are the 120 that the five policies were read to need', () => {
  const read = [...readFileSync(list, 'utf8').matchAll(/^\| `([a-z]+\.[a-z0-9]+)` \|/gm)].map(([, id]) => id);

  expect([...new Set(read)].sort()).toEqual(Object.keys(catalogue).sort());
});

test.each(COMPANIES)('%s: every control that a promise names is in the catalogue', (company) => {
  const { promises, findings } = compile(example(company));

  expect(findings).toEqual([]);
  expect(promises.filter(({ controls }) => controls.length === 0)).toEqual([]);
});

test.each(COMPANIES)(
  '%s: a promise that waits for a control is unproven and names it, in a proof and on the board',
  async (company) => {
    const policy = example(company);
    const built = builtControls();
    const waiting = compile(policy)
      .promises.filter(({ named, controls }) => named && controls.some((id) => !built.includes(id)))
      .map(({ id, controls }) => ({ id, absent: controls.filter((one) => !built.includes(one)) }));
    // Twins that show nothing: what is looked at here is what is said where there is no control.
    const proofs = await provePolicy(policy, () => Promise.reject(new Error('no twin')), {
      only: new Set(waiting.map(({ id }) => id)),
    });
    const everything = { has: () => true } as unknown as ReadonlySet<string>;
    const board = boardFrom(policy, new Map(), everything, NOW);

    expect(waiting.length).toBeGreaterThan(0);
    for (const { id, absent } of waiting) {
      const proven = proofs.promises.find((one) => one.id === id);
      const row = board.promises.find((one) => one.id === id);
      expect([proven?.verdict, row?.state], id).toEqual(['unproven', 'unproven']);
      expect(proven?.missing, id).toEqual(expect.arrayContaining(absent));
      expect(row?.missing, id).toEqual(expect.arrayContaining(absent));
    }
  },
);
