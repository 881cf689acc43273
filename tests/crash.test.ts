import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../src/base/index.ts';
import { ledgerReader, loadSigningKey, openLedger, verifyLedger } from '../src/evidence/index.ts';
import { openStore } from '../src/store/index.ts';

const root = join(import.meta.dirname, '..');
const dataDir = mkdtempSync(join(tmpdir(), 'kept crash '));
const port = 20_000 + (process.pid % 20_000);
const base = `http://127.0.0.1:${port}`;

let kept: ChildProcess | null = null;

/** The real thing, as a user starts it, in a process of its own. */
async function start(): Promise<void> {
  kept = spawn(
    join(root, 'kept'),
    ['up', '--policy', join(root, 'tests/policy'), '--data', dataDir, '--port', String(port), '--json'],
    {
      stdio: 'ignore',
      env: { ...process.env, KEPT_PUBLIC_PER_MINUTE: '1000000' },
    },
  );
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`${base}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('Kept did not start');
}

const noticeOf = async (): Promise<string> =>
  /data-version="([0-9a-f]{64})"/.exec(await (await fetch(`${base}/notice`)).text())?.[1] ?? '';

afterAll(() => {
  kept?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Ends one process and not the system's memory of it: what was acknowledged has to be on the disk. */
function killServer(): void {
  const pid = Number(
    readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  process.kill(pid, 'SIGKILL');
}

test('kill -9 of Kept or of its database during writes loses nothing that was acknowledged, and the ledger verifies', async () => {
  const acknowledged: string[] = [];
  await start();
  const notice = await noticeOf();
  let sent = 0;
  let writing = true;
  const write = async () => {
    while (writing) {
      sent += 1;
      const email = `person-${sent}@people.example`;
      const body = JSON.stringify({ fields: { email, message: 'hello' }, notice });
      const answer = await fetch(`${base}/api/collection/contact`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => null);
      if (answer?.status === 201) acknowledged.push(email);
      else await new Promise((later) => setTimeout(later, 20));
    }
  };
  const writers = Promise.all(Array.from({ length: 6 }, write));
  for (let round = 0; round < 6; round += 1) {
    await new Promise((later) => setTimeout(later, 200 + Math.random() * 500));
    if (round % 2 === 0) {
      const ended = new Promise((done) => kept?.once('exit', done));
      kept?.kill('SIGKILL');
      await ended;
      await start();
    } else killServer();
  }
  await new Promise((later) => setTimeout(later, 1_500));
  writing = false;
  await writers;
  const stopped = new Promise((done) => kept?.once('exit', done));
  kept?.kill('SIGTERM');
  await stopped;

  const store = await openStore({ dataDir, clock: systemClock });
  try {
    const key = loadSigningKey(dataDir, { origin: `127.0.0.1:${port}/ledger` });
    openLedger(store, key);
    const [stored] = await store.rows<{ records: number; people: number; entries: number }>(
      `select (select count(*)::int from record) as records, (select count(*)::int from person) as people,
         (select count(*)::int from evidence_entry where kind = 'collection.received') as entries`,
    );
    const verified = await verifyLedger(ledgerReader(store), key.verifierKey);

    expect(acknowledged.length).toBeGreaterThan(20);
    // One that was committed while its answer was lost is stored all the same: never fewer, and each whole.
    expect(stored?.records).toBeGreaterThanOrEqual(acknowledged.length);
    expect(stored?.people).toBe(stored?.records);
    expect(stored?.entries).toBe(stored?.records);
    expect(verified).toMatchObject({ valid: true, problems: [] });
  } finally {
    await store.close();
  }
}, 300_000);
