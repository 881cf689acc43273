import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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

/** Pages and API in one process, mails and the ledger's sequencer in another: as they run on a server. */
type Part = 'web' | 'worker';
const running = new Map<Part, ChildProcess>();
/** Which of them have said that they run. */
const told = new Set<Part>();

/** The real thing, as a user starts it, in a process of its own. */
async function start(part: Part): Promise<void> {
  const options = [
    '--policy',
    join(root, 'tests/policy'),
    '--data',
    dataDir,
    '--port',
    String(port),
    '--json',
  ];
  running.set(
    part,
    spawn(join(root, 'kept'), ['up', `--${part}-only`, ...options], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, KEPT_PUBLIC_PER_MINUTE: '1000000' },
    }),
  );
  told.delete(part);
  running.get(part)?.stdout?.once('data', () => told.add(part));
  for (let tries = 0; part === 'web' && tries < 600; tries += 1) {
    const ready = await fetch(`${base}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  if (part === 'web') throw new Error('Kept did not start');
}

/** Until the worker says that it works; a supervisor would start one again that found no database. */
async function works(): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const worker = running.get('worker');
    const said = await new Promise<boolean>((done) => {
      if (told.has('worker')) done(true);
      if (worker?.exitCode !== null) done(false);
      worker?.stdout?.once('data', () => done(true));
      worker?.once('exit', () => done(false));
    });
    if (said) return;
    await start('worker');
  }
  throw new Error('the worker does not start');
}

/** Tells a part to stop, or ends it as a power cut would; answers with how it ended. */
async function end(part: Part, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const process = running.get(part);
  const ended = new Promise<number | null>((done) => {
    if (!process || process.exitCode !== null || process.signalCode !== null) done(process?.exitCode ?? null);
    else process.once('exit', done);
  });
  process?.kill(signal);
  return ended;
}

const noticeOf = async (): Promise<string> =>
  /data-version="([0-9a-f]{64})"/.exec(await (await fetch(`${base}/notice`)).text())?.[1] ?? '';

/** A key with which a connected system asks the gate, made as its operator makes one. */
function keyForDecisions(): string {
  const made = spawnSync(
    join(root, 'kept'),
    ['key', '--name', 'shop', '--scopes', 'decisions', '--data', dataDir, '--json'],
    { encoding: 'utf8' },
  );
  return (JSON.parse(made.stdout) as { key: string }).key;
}

const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response | null> =>
  fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch(() => null);

afterAll(() => {
  for (const process of running.values()) process.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Ends one process and not the system's memory of it: what was acknowledged has to be on the disk. */
function killServer(): void {
  const pid = Number(
    readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  process.kill(pid, 'SIGKILL');
}

type Decided = { verdict: string; decision: string };

const ROUNDS = process.env.KEPT_DEEP ? 50 : 6;
const VICTIMS = ['web', 'database', 'worker'] as const;

test(`${ROUNDS} kill -9 of web, worker or database during writes lose nothing that was acknowledged, and the ledger verifies`, async () => {
  const acknowledged: string[] = [];
  const allowed: string[] = [];
  await start('web');
  await start('worker');
  const notice = await noticeOf();
  const authorization = `Bearer ${keyForDecisions()}`;
  let sent = 0;
  let writing = true;
  const write = async () => {
    while (writing) {
      sent += 1;
      const email = `person-${sent}@people.example`;
      const answer = await post('/api/collection/contact', { fields: { email, message: 'hello' }, notice });
      if (answer?.status === 201) {
        acknowledged.push(email);
        const question = {
          act: 'send',
          purpose: 'answer-enquiries',
          identity: { kind: 'email', value: email },
        };
        const said = await post('/api/decisions', question, { authorization });
        const decided = said?.ok ? ((await said.json().catch(() => null)) as Decided | null) : null;
        if (decided?.verdict === 'allow') allowed.push(decided.decision);
      } else await new Promise((later) => setTimeout(later, 20));
    }
  };
  const writers = Promise.all(Array.from({ length: 6 }, write));
  for (let round = 0; round < ROUNDS; round += 1) {
    await new Promise((later) => setTimeout(later, 200 + Math.random() * 500));
    // Each in turn at first, then whoever it hits.
    const victim = VICTIMS[round < 6 ? round % 3 : Math.floor(Math.random() * 3)] ?? 'web';
    if (victim === 'database') killServer();
    else {
      await end(victim, 'SIGKILL');
      await start(victim);
    }
  }
  await works();
  writing = false;
  await writers;
  // Told to stop, both finish what is under way and say so.
  expect([await end('web', 'SIGTERM'), await end('worker', 'SIGTERM')]).toEqual([0, 0]);

  const store = await openStore({ dataDir, clock: systemClock });
  try {
    const key = loadSigningKey(dataDir, { origin: `127.0.0.1:${port}/ledger` });
    openLedger(store, key);
    const [stored] = await store.rows<{ records: number; people: number; entries: number }>(
      `select (select count(*)::int from record) as records, (select count(*)::int from person) as people,
         (select count(*)::int from evidence_entry where kind = 'collection.received') as entries`,
    );
    const verified = await verifyLedger(ledgerReader(store), key.verifierKey);

    const [unknown] = await store.rows<{ count: number }>(
      'select count(*)::int from unnest($1::uuid[]) as said (id) where not exists (select from decision d where d.id = said.id)',
      [allowed],
    );

    expect(acknowledged.length).toBeGreaterThan(20);
    // Whoever was told that a mail may leave can be shown why.
    expect(allowed.length).toBeGreaterThan(20);
    expect(unknown?.count).toBe(0);
    // One that was committed while its answer was lost is stored all the same: never fewer, and each whole.
    expect(stored?.records).toBeGreaterThanOrEqual(acknowledged.length);
    expect(stored?.people).toBe(stored?.records);
    expect(stored?.entries).toBe(stored?.records);
    expect(verified).toMatchObject({ valid: true, problems: [] });
    const [ledger] = await store.rows<{ waiting: number }>(
      'select count(*)::int as waiting from evidence_entry where leaf is null',
    );
    expect(ledger?.waiting).toBe(0);
  } finally {
    await store.close();
  }
}, 1_200_000);
