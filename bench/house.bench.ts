/*
 * What running the house costs: how much memory it idles in, whether the time of a refused sign-in tells if an address is
 * known, and what a key or a session adds to a request. Starts Kept as a user does, with the Outserve example.
 *
 *   node bench/house.bench.ts [tries]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { codeOf } from '../tests/totp.ts';

const tries = Number(process.argv[2] ?? 60);
const root = join(import.meta.dirname, '..');
const data = mkdtempSync(join(tmpdir(), 'kept-bench-'));
const port = 20_000 + (process.pid % 20_000);
const base = `http://127.0.0.1:${port}`;
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
const pause = (milliseconds: number) => new Promise((later) => setTimeout(later, milliseconds));

const kept = spawn(
  join(root, 'kept'),
  ['up', '--policy', join(root, 'examples/outserve'), '--data', data, '--port', String(port), '--json'],
  {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, KEPT_PUBLIC_PER_MINUTE: '1000000', KEPT_API_PER_MINUTE: '1000000' },
  },
);
try {
  let said = '';
  for await (const some of kept.stdout) {
    said += String(some);
    if (said.includes('}')) break;
  }
  const { firstSignIn } = JSON.parse(said) as { firstSignIn: string };
  await memory();
  await signIns(await owner(firstSignIn.split('#')[1] ?? ''));
} finally {
  kept.kill('SIGTERM');
  await new Promise((done) => kept.once('exit', done));
  rmSync(data, { recursive: true, force: true });
}

/** After half a minute of nothing: the process itself, and with it its share of what the database's processes hold. */
async function memory(): Promise<void> {
  await pause(30_000);
  const file = (pid: number | string, name: string) => {
    const path = `/proc/${pid}/${name}`;
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const kilobytes = (text: string, field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(file(pid, 'status'))?.[1] ?? '0']),
  );
  const below = (pid: string): string[] => [
    pid,
    ...[...parents].flatMap(([child, parent]) => (parent === pid ? below(child) : [])),
  ];
  const all = below(String(kept.pid));
  say('idle, the process', `${Math.round(kilobytes(file(kept.pid ?? 0, 'status'), 'VmRSS') / 1024)} MB`);
  const shares = all.map((pid) => kilobytes(file(pid, 'smaps_rollup'), 'Pss'));
  say(
    `idle, with both databases (${all.length} processes, shared pages once)`,
    `${Math.round(shares.reduce((sum, one) => sum + one, 0) / 1024)} MB`,
  );
}

type Owner = { email: string; password: string; cookie: string; key: string };

async function post(path: string, body: object, cookie = '', csrf = '') {
  const answer = await fetch(`${base}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base, cookie, 'kept-csrf': csrf },
    body: JSON.stringify(body),
  });
  const set = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  return { json: (await answer.json()) as Record<string, string>, cookie: set.join('; ') };
}

async function owner(token: string): Promise<Owner> {
  const [email, password] = ['olive@outserve.example', 'four quiet otters swim'];
  await post('/staff/invitations/accept', { token, name: 'Olive', email, password });
  const meet = async (cookie: string) =>
    ((await (await fetch(`${base}/api/staff/me`, { headers: { cookie } })).json()) as { csrf: string }).csrf;
  const half = (await post('/staff/auth/sign-in/email', { email, password })).cookie;
  const set = await post('/staff/auth/two-factor/enable', { password }, half, await meet(half));
  const code = codeOf(set.json.uri ?? '');
  const { cookie } = await post('/staff/auth/two-factor/verify-totp', { code }, half, await meet(half));
  const { json } = await post('/keys', { name: 'bench', scopes: ['requests'] }, cookie, await meet(cookie));
  return { email, password, cookie, key: json.key ?? '' };
}

async function signIns({ email, password, cookie, key }: Owner): Promise<void> {
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const wrong = async (address: string) => {
    const began = performance.now();
    await post('/staff/auth/sign-in/email', { email: address, password: 'four quiet otters swam' });
    return performance.now() - began;
  };
  for (let turn = 0; turn < tries; turn += 1) {
    // Failures lock; a right password in between forgets them.
    if (turn % 4 === 0) await post('/staff/auth/sign-in/email', { email, password });
    const order = turn % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const which of order)
      took[which].push(await wrong(which === 'known' ? email : `nobody-${turn}@outserve.example`));
  }
  const quantile = (all: number[], q: number) =>
    [...all].sort((a, b) => a - b)[Math.floor(q * all.length)] ?? 0;
  for (const which of ['known', 'unknown'] as const)
    say(
      `refused sign-in, ${which} address: 10 %, median, 90 %`,
      [0.1, 0.5, 0.9].map((q) => `${quantile(took[which], q).toFixed(1)} ms`).join(', '),
    );
  const longer = took.known.flatMap((one) =>
    took.unknown.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)),
  );
  say(
    'chance that a known one takes longer (0.5: tells nothing)',
    (longer.reduce<number>((sum, one) => sum + one, 0) / longer.length).toFixed(3),
  );

  const rate = async (path: string, headers: Record<string, string>) => {
    const { requests, non2xx } = await autocannon({
      url: `${base}${path}`,
      connections: 10,
      duration: 5,
      headers,
    });
    if (non2xx > 0) throw new Error(`${path} was refused ${non2xx} times`);
    return requests.average;
  };
  const open = await rate('/readyz', {});
  say('/readyz, open to all', `${Math.round(open)} a second`);
  for (const [by, headers] of [
    ['a key', { authorization: `Bearer ${key}` }],
    ['a session', { cookie }],
  ] as const) {
    const served = await rate('/api/requests?limit=1', headers);
    say(`/api/requests by ${by}`, `${Math.round(served)} a second, ${(served / open).toFixed(2)} of that`);
  }
}
