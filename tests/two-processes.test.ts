import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const dataDir = mkdtempSync(join(tmpdir(), 'kept-two-'));
const port = 42_000 + (process.pid % 10_000);
const processes: ChildProcess[] = [];
const CHANGES = 100;

afterAll(async () => {
  for (const one of processes) {
    const ended = new Promise((done) => (one.exitCode === null ? one.once('exit', done) : done(null)));
    one.kill('SIGTERM');
    await ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

const kept = (...words: string[]): string =>
  execFileSync(join(root, 'kept'), [...words, '--data', dataDir, '--json'], { encoding: 'utf8' });

/** A server as a user starts it; answers where it is, once it says so. */
async function serve(at: number): Promise<{ url: string; firstSignIn: string | null }> {
  const options = ['--policy', join(root, 'tests/policy'), '--data', dataDir, '--port', String(at), '--json'];
  const one = spawn(join(root, 'kept'), ['up', '--web-only', ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  processes.push(one);
  let said = '';
  for await (const some of one.stdout) {
    said += String(some);
    if (said.includes('}')) return JSON.parse(said) as { url: string; firstSignIn: string | null };
  }
  throw new Error('Kept did not start');
}

test('a hundred changes to one person at once, through two processes, are as if one came after the other', async () => {
  const first = await serve(port);
  const second = await serve(port + 1);
  // As long as nobody is an owner, each start says how one comes in.
  expect([first.firstSignIn, second.firstSignIn]).toEqual([
    expect.stringMatching(/\/console\/join#[\w-]{43}$/),
    expect.stringMatching(/\/console\/join#[\w-]{43}$/),
  ]);
  const { key } = JSON.parse(kept('key', '--name', 'shop', '--scopes', 'events,ledger,people')) as {
    key: string;
  };
  const ask = (url: string, path: string, body?: object) =>
    fetch(`${url}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'kept-reason': 'support',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const identity = { kind: 'email', value: 'ada@people.example' };
  const change = (turn: number) =>
    ask(turn % 2 ? first.url : second.url, '/events', {
      kind: 'last-activity',
      identity,
      at: new Date(Date.UTC(2026, 0, 1, 0, turn)).toISOString(),
    });

  const answers = await Promise.all(Array.from({ length: CHANGES }, (_, turn) => change(turn)));

  const statuses = await Promise.all(answers.map(async (one) => (one.status === 201 ? 201 : one.text())));
  expect(statuses.filter((status) => status !== 201)).toEqual([]);
  const { person } = (await (await ask(first.url, '/people/find', { identities: [identity] })).json()) as {
    person: string;
  };
  // One person, each change once, the same through both.
  for (const { url } of [first, second]) {
    const seen = (await (await ask(url, `/people/${person}/timeline?limit=200`)).json()) as {
      items: { what: string; at: string }[];
    };
    const events = seen.items.filter(({ what }) => what === 'event');
    expect(new Set(events.map(({ at }) => at)).size).toBe(CHANGES);
    expect(events).toHaveLength(CHANGES);
  }
  const entries = (await (await ask(first.url, '/ledger/entries?kind=event.recorded&limit=200')).json()) as {
    entries: unknown[];
  };
  expect(entries.entries).toHaveLength(CHANGES);

  const listed = JSON.parse(kept('key', 'list')) as { keys: { name: string; last_used_at: string | null }[] };
  expect(listed.keys).toMatchObject([{ name: 'shop', last_used_at: expect.stringMatching(/Z$/) }]);
  const invited = JSON.parse(
    kept('staff', 'invite', '--email', 'robin@rose.example', '--role', 'auditor'),
  ) as {
    link: string;
  };
  expect(invited.link).toMatch(/\/console\/join#[\w-]{43}$/);
  expect(JSON.parse(kept('staff', 'list'))).toMatchObject({ staff: [], invitations: [{ role: 'auditor' }] });
}, 120_000);
