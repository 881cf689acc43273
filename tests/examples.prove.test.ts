import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { withTwin } from '../src/doors/twin/twin.ts';
import { compile, loadPolicy, type Policy } from '../src/policy/index.ts';
import { builtControls, type Proofs, provePolicy } from '../src/proof/index.ts';
import { keepersOf } from '../src/proof/keepers.ts';

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
  return provePolicy(
    policy,
    (scene, use) => withTwin(ground, policy.files, on, scene, use),
    only && { only: new Set(only) },
  );
}

const verdicts = (proofs: Proofs) =>
  Object.fromEntries(proofs.promises.map(({ id, verdict }) => [id, verdict]));

/** One of every sort of control: gate, fields, relay, opt-out, clock, job, register, transfer, attestation, notice. */
test('ten promises of every sort are proven', async () => {
  const outserve = verdicts(
    await prove('outserve', ['OUT-045', 'OUT-122', 'OUT-028', 'OUT-048', 'OUT-105', 'OUT-094', 'OUT-155']),
  );
  const stratas = verdicts(await prove('stratas', ['STR-048', 'STR-069', 'STR-113']));

  expect([...Object.values(outserve), ...Object.values(stratas)]).toEqual(Array(10).fill('proven'));
}, 120_000);

const COMPANIES = ['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms'];

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
    if (verdict === 'unproven') expect(missing, id).not.toEqual([]);
    expect(
      missing.filter((control) => !controls.includes(control)),
      id,
    ).toEqual([]);
    if (controls.some((control) => !built.includes(control))) expect(verdict, id).toBe('unproven');
  }
}

/** Of each company the promises that between them try every control that is built, with as few twins as possible. */
function oneOfEach(): Map<string, string[]> {
  const chosen = new Map<string, string[]>();
  const tried = new Set<string>();
  const offers = COMPANIES.flatMap((company) =>
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

test.each(COMPANIES)(
  '%s: of each control one promise is tried, and nothing is refuted or breaks down',
  async (company) => {
    expectSound(await prove(company, oneOfEach().get(company) ?? []));
  },
  300_000,
);

test.skipIf(process.env.KEPT_DEEP !== '1').each(COMPANIES)(
  '%s: of all its promises nothing is refuted, nothing breaks down, and what has no control is named',
  async (company) => {
    const proofs = await prove(company);

    expectSound(proofs);
    expect(proofs.totals.proven).toBeGreaterThan(25);
  },
  900_000,
);
