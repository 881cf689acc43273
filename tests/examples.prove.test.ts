import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { twinsOn } from '../src/doors/twin/twin.ts';
import { compile, loadPolicy, type Policy } from '../src/policy/index.ts';
import { builtControls, type Proofs, provePolicy } from '../src/proof/index.ts';
import { keepersOf } from '../src/proof/keepers.ts';

const DEEP = process.env.KEPT_DEEP === '1';
const on = '2026-11-22';
let ground: Ground;

beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

function policyOf(company: string): Policy {
  const { policy } = loadPolicy(join(import.meta.dirname, '..', 'examples', company));
  if (!policy) throw new Error(`${company} cannot be read`);
  return policy;
}

async function prove(company: string, only?: readonly string[]): Promise<Proofs> {
  const policy = policyOf(company);
  return provePolicy(policy, twinsOn(ground, policy.files, on), only && { only: new Set(only) });
}

const COMPANIES = ['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms'];

/** Proven whole in every run; of the others, what these two leave untried. */
const WHOLE = ['webstraxt', 'mass'];
const PARTLY = COMPANIES.filter((company) => !WHOLE.includes(company));

/** Of a company's promises those that nothing shows although every control that they name is built: there may be none. */
const unshown = (policy: Policy, { promises }: Proofs): string[] => {
  const built = builtControls();
  return promises
    .filter(({ controls }) => controls.every((control) => built.includes(control)))
    .filter(({ id, verdict }) => verdict !== 'proven' && !(verdict === 'attested' && id in policy.attested))
    .map(({ id, verdict }) => `${id} is ${verdict}`);
};

/** What says that a company's proofs went as they should. */
function expectSound({ promises }: Proofs): void {
  expect(promises.filter((one) => one.verdict === 'refuted').map(({ id }) => id)).toEqual([]);
  expect(
    promises.flatMap(({ ran }) =>
      ran.flatMap((one) => (one.fault ? [`${one.control} on ${one.path}: ${one.fault}`] : [])),
    ),
  ).toEqual([]);
  const built = builtControls();
  for (const { id, verdict, controls, missing } of promises) {
    // What waits for nothing that is not built is proven, or attested because the policy says why.
    if (verdict === 'unproven')
      expect(
        missing.filter((control) => !built.includes(control)),
        id,
      ).not.toEqual([]);
    expect(
      missing.filter((control) => !controls.includes(control)),
      id,
    ).toEqual([]);
    if (controls.some((control) => !built.includes(control))) expect(verdict, id).toBe('unproven');
  }
}

/** Of the others the promises that try every control that is left, with as few twins as possible. */
function whatIsLeft(): Map<string, string[]> {
  const chosen = new Map<string, string[]>();
  const tried = new Set<string>();
  for (const policy of WHOLE.map(policyOf))
    for (const promise of compile(policy).promises)
      for (const { control } of keepersOf(policy, promise).keepers) tried.add(control.id);
  const offers = PARTLY.flatMap((company) =>
    compile(policyOf(company)).promises.map((promise) => ({
      company,
      id: promise.id,
      keepers: keepersOf(policyOf(company), promise).keepers,
    })),
  ).sort((a, b) => a.keepers.length - b.keepers.length);
  for (const { company, id, keepers } of offers) {
    if (keepers.every(({ control }) => tried.has(control.id))) continue;
    for (const { control } of keepers) tried.add(control.id);
    chosen.set(company, [...(chosen.get(company) ?? []), id]);
  }
  return chosen;
}

test.each(DEEP ? COMPANIES : WHOLE)(
  '%s: of all its promises nothing is refuted, nothing breaks down, and what has no control is named',
  async (company) => {
    const proofs = await prove(company);

    expectSound(proofs);
    expect(unshown(policyOf(company), proofs)).toEqual([]);
    expect(proofs.totals.proven).toBeGreaterThan(50);
  },
  600_000,
);

test.each(COMPANIES)(
  '%s: each built control that a promise names keeps something that it is bound to',
  (company) => {
    const policy = policyOf(company);
    const built = builtControls();
    const idle = compile(policy)
      .promises.filter(({ controls }) => controls.every((control) => built.includes(control)))
      .flatMap((promise) => {
        const { keepers, missing } = keepersOf(policy, promise);
        return keepers.length === 0 || missing.length > 0 ? [`${promise.id}: ${missing.join(', ')}`] : [];
      });

    expect(idle).toEqual([]);
  },
);

test.skipIf(DEEP).each(PARTLY)(
  '%s: what the companies that are proven whole leave untried is as promised',
  async (company) => {
    expectSound(await prove(company, whatIsLeft().get(company) ?? []));
  },
  300_000,
);
