import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../src/controls/index.ts';
import { SCOPES } from '../src/doors/http/keys.ts';
import { referencePage } from '../src/policy/index.ts';
import { builtControls } from '../src/proof/index.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const pages = readdirSync(docs).filter((file) => file.endsWith('.md'));
const textOf = (page: string): string => readFileSync(join(docs, page), 'utf8');

/** Where a page says Kept listens. While the page is tried out, a free port stands in its place. */
const PORT = '7400';

type Block = { line: number; script: string; shows: string };

/**
 * The blocks of a page that are run: fenced `sh`, and what a reader does by hand, as a comment `<!-- by hand … -->`. A block
 * of `text` right after one shows what it prints.
 */
function blocksOf(page: string): Block[] {
  const blocks = /^```sh\n([\s\S]*?)^```$(?:\n\n```text\n([\s\S]*?)^```$)?|^<!-- by hand\n([\s\S]*?)^-->$/gm;
  return [...textOf(page).matchAll(blocks)].map(({ 1: run, 2: shows = '', 3: byHand = '', index }) => ({
    line: textOf(page).slice(0, index).split('\n').length,
    script: run ?? byHand,
    shows,
  }));
}

/** What is other each time: ids, times, seconds, hashes, signatures, ports. */
const settled = (text: string): string =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT')
    .replaceAll(/\b\d{4}-\d\d-\d\d\b|\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]+ \d{4}\b/g, 'DAY')
    .replaceAll(/\b\d+\.\d s\b/g, 'SECONDS')
    .replaceAll(/\b\d+ entries\b/g, 'ENTRIES')
    .replaceAll(/\b[0-9a-f]{64}\b|[A-Za-z0-9+/]{43}=/g, 'HASH');

/** The pieces of what a page shows that were not printed. An ellipsis stands for whatever is left out. */
function notPrinted(blocks: readonly Block[], output: string): string[] {
  const printed = settled(output);
  return blocks.flatMap(({ line, shows }) =>
    shows
      .split(/[\n…]/)
      .filter((piece) => !printed.includes(settled(piece).trim()))
      .map((piece) => `line ${line}: ${piece}`),
  );
}

const starts = (script: string): boolean => /^(\w+=\S+ )*kept up\b/m.test(script);

/**
 * One shell for the whole page, so that what a reader has set stays set. A server is waited for until it answers, and
 * stopped before the next one starts and at the end.
 */
function scriptOf(blocks: readonly Block[], port: number): string {
  const lines = [
    'set -eu',
    'server=',
    'stop() { if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; server=; fi; }',
    `ready() { n=0; until curl -sf http://127.0.0.1:${port}/readyz >/dev/null; do n=$((n+1)); [ $n -lt 600 ] || { cat up.log >&2; exit 9; }; sleep 0.1; done; until grep -q '^Stop with' up.log; do sleep 0.1; done; }`,
    'trap stop EXIT',
    "trap 'exit 1' TERM",
  ];
  for (const { line, script } of blocks) {
    lines.push(`echo "--- line ${line}"`);
    lines.push(
      starts(script) ? `stop\n${script.trimEnd()} > up.log 2>&1 &\nserver=$!\nready\ncat up.log` : script,
    );
  }
  return lines.join('\n').replaceAll(PORT, String(port));
}

/** Runs a page in a folder of its own, as somebody would who has a checkout and its `kept` on the path. */
async function tryOut(page: string): Promise<{ status: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-docs-'));
  const port = await freePort();
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env))
    if (/^KEPT_|^(DATABASE|SMTP)_URL$|^NODE_ENV$|^VITEST/.test(name)) delete env[name];
  const path = `${root}${delimiter}${process.env.PATH ?? ''}`;
  const shell = spawn('sh', ['-c', scriptOf(blocksOf(page), port)], {
    cwd: folder,
    // The commands that follow a start read the same port, as a reader's do who leaves it at its default.
    env: { ...env, PATH: path, PORT: String(port), NO_PROXY: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (some) => (output += String(some)));
  try {
    const status = await new Promise<number | null>((done) => shell.on('close', done));
    return { status, output };
  } finally {
    if (shell.exitCode === null && shell.pid) process.kill(-shell.pid, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = new Set<number>();

/**
 * A port to try a page at. Below those that systems hand out by themselves: a page stops its server and starts it again, and
 * in between another test's connection would get the very port.
 */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  if (given.has(port)) return freePort();
  given.add(port);
  const door = createServer();
  const free = await new Promise<boolean>((done) => {
    door.once('error', () => done(false));
    door.listen(port, '127.0.0.1', () => door.close(() => done(true)));
  });
  return free ? port : freePort();
}

describe('what a page says to run, runs', () => {
  const run = pages.filter((page) => blocksOf(page).length > 0);

  // At once: most of the time is waiting for servers to start and stop.
  test.skipIf(process.platform === 'win32').concurrent.each(run)(
    '%s',
    async (page) => {
      const { status, output } = await tryOut(page);

      expect(status, output).toBe(0);
      expect(notPrinted(blocksOf(page), output)).toEqual([]);
    },
    180_000,
  );
});

describe('what a page says, is so', () => {
  test('the page of the language is the one that "kept schema --reference" prints', () => {
    expect(textOf('policy-language.md').trim()).toBe(referencePage().trim());
  });

  test('the page of controls names every control, and says of each whether it has code', () => {
    const built: string[] = builtControls();
    const rows = [...textOf('controls.md').matchAll(/^\| `([\w.-]+)` \| (yes|no) \| (.*) \|$/gm)];

    expect(rows.map(([, id, code, says]) => [id, code, says])).toEqual(
      Object.entries(catalogue).map(([id, { says }]) => [id, built.includes(id) ? 'yes' : 'no', says]),
    );
  });

  test('the page of proofs lists exactly the controls that have code, and how many there are', () => {
    const listed = [...textOf('proofs.md').matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, id]) => id);

    expect(listed.sort()).toEqual(builtControls());
    expect(textOf('proofs.md')).toContain(
      `Of the ${Object.keys(catalogue).length} controls in the catalogue, ${builtControls().length} have code`,
    );
  });

  test('the page of the API names every scope that a key can have', () => {
    for (const scope of SCOPES) expect(textOf('api.md')).toContain(`\`${scope}\``);
  });

  test('each protection of the page of security names a test that is there', () => {
    const named = [...textOf('security.md').matchAll(/`((?:src|tests)\/[\w/.-]+\.test\.ts)`/g)];

    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([, file]) => file).filter((file) => !existsSync(join(root, file ?? '')))).toEqual([]);
  });

  test('every link to a page, a picture or a file leads somewhere', () => {
    const dead = ['../README.md', ...pages].flatMap((page) =>
      [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].flatMap(([, to]) =>
        existsSync(join(docs, page, '..', to ?? '')) ? [] : [`${page}: ${to}`],
      ),
    );

    expect(dead).toEqual([]);
  });
});
