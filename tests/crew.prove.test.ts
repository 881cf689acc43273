import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordScene } from '../src/controls/index.ts';
import { openCrew } from '../src/doors/twin/crew.ts';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { twinsOn, withTwin } from '../src/doors/twin/twin.ts';
import { compile, loadPolicy, type PolicyFiles } from '../src/policy/index.ts';
import { allKeepers, type Proofs, type ProveOptions, provePolicy } from '../src/proof/index.ts';

const START = '2026-11-22';
const { policy } = loadPolicy(join(import.meta.dirname, '../examples/webstraxt'));
if (!policy) throw new Error('webstraxt cannot be read');
const PROMISES = new Set(
  compile(policy)
    .promises.slice(0, 12)
    .map(({ id }) => id),
);

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

/** All that a proof says but how long it took. */
const told = ({ promises }: Proofs) =>
  promises.map(({ id, verdict, because, ran }) => ({
    id,
    verdict,
    because,
    ran: ran.map(({ control, path, outcome, fault, steps }) => ({
      control,
      path,
      outcome,
      fault,
      steps: steps.map(({ kind, says }) => `${kind} ${says}`),
    })),
  }));

test('threads of a crew say of each promise what this thread says', async () => {
  const here = await provePolicy(policy, twinsOn(ground, policy.files, START), { only: PROMISES });
  const crew = openCrew(ground, policy.files, START, 1);
  try {
    const there = await provePolicy(policy, () => Promise.reject(new Error('not here')), {
      only: PROMISES,
      atOnce: 0,
      beside: crew.tries,
    });

    expect(here.totals.proven).toBeGreaterThan(0);
    expect(told(there)).toEqual(told(here));
    expect(there.promises.flatMap(({ ran }) => ran).every(({ steps }) => steps.length > 0)).toBe(true);
  } finally {
    await crew.close();
  }
}, 120_000);

test('what a thread that is lost, or of another policy, has in hand is tried here', async () => {
  const crews = [{ 'policy.yaml': 'nothing: here' }, { 'policy.yaml': 7 } as unknown as PolicyFiles].map(
    (files) => openCrew(ground, files, START, 1),
  );
  const one = new Set([...PROMISES].slice(0, 2));
  const makeTwin = twinsOn(ground, policy.files, START);
  const proveBy = (options: ProveOptions) => provePolicy(policy, makeTwin, { only: one, ...options });
  try {
    const here = await proveBy({});
    for (const crew of crews)
      expect(told(await proveBy({ atOnce: 0, beside: crew.tries }))).toEqual(told(here));
  } finally {
    await Promise.all(crews.map((crew) => crew.close()));
  }
}, 60_000);

test('whoever asks a thread that is gone hears of it at once', async () => {
  const crew = openCrew(ground, { 'policy.yaml': 7 } as unknown as PolicyFiles, START, 1);
  const [attempt] = crew.tries;
  const [keeper] = allKeepers(policy);
  if (!attempt || !keeper) throw new Error('nothing to try');

  await expect(attempt(keeper)).rejects.toThrow();
  await expect(attempt(keeper)).rejects.toThrow();
  await crew.close();
}, 60_000);

test('a twin whose database goes away is put away all the same: nothing of it keeps the process', async () => {
  const own = await openGround();
  const open = () => process.getActiveResourcesInfo().filter((one) => one === 'TCPServerWrap').length;
  const before = open();
  const pid = Number(
    readFileSync(join(own.folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );
  await expect(
    withTwin(own, policy.files, START, recordScene().scene, async (twin) => {
      await twin.withPolicy((files) => files);
      process.kill(pid, 'SIGKILL');
      await twin.rows('select 1');
    }),
  ).rejects.toThrow();
  await expect.poll(open, { timeout: 10_000 }).toBe(before);
  await own.close();
});
