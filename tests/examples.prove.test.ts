import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { withTwin } from '../src/doors/twin/twin.ts';
import { loadPolicy } from '../src/policy/index.ts';
import { builtControls, type Proofs, provePolicy } from '../src/proof/index.ts';

const on = '2026-11-22';
let ground: Ground;

beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

async function prove(company: string, only?: readonly string[]): Promise<Proofs> {
  const { policy } = loadPolicy(join(import.meta.dirname, '..', 'examples', company));
  if (!policy) throw new Error(`${company} cannot be read`);
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

test.each(['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms'])(
  '%s: nothing is refuted, nothing breaks down, and what has no control is named',
  async (company) => {
    const { promises, totals } = await prove(company);

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
    expect(totals.proven).toBeGreaterThan(5);
  },
  180_000,
);
