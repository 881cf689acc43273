import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'kept cli '));
const data = join(scratch, 'data');
const policy = join(root, 'tests/policy');

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Ran = { exit: number; out: string; err: string };

/** The command as a user types it, from a folder that is not the checkout. */
const kept = (...words: string[]): Promise<Ran> =>
  new Promise((done) => {
    execFile(join(root, 'kept'), words, { cwd: scratch }, (fault, out, err) => {
      done({ exit: fault ? Number(fault.code ?? 99) : 0, out, err });
    });
  });

describe('exit codes and errors', () => {
  test('an unknown command is a misuse that names the nearest one', async () => {
    const { exit, err } = await kept('chek');

    expect(exit).toBe(2);
    expect(err).toMatch(/Did you mean check/);
  });

  test('a folder without a policy is told so, and what to do', async () => {
    const { exit, out } = await kept('check', 'nowhere');

    expect(exit).toBe(1);
    expect(out).toMatch(/no policy folder at nowhere/i);
    expect(out).toMatch(/kept init/);
  });

  const rose = ['--name', 'Rose Ltd', '--email', 'privacy@rose.example', '--does', 'staff'];
  test.each([
    [/--jurisdiction is uk, or eu- .*not "fr"/, ['init', 'draft', ...rose, '--jurisdiction', 'fr']],
    [/--nation is england-and-wales, .*not "wales"/, ['init', 'draft', ...rose, '--nation', 'wales']],
    [/--does knows enquiries, .*not "employees"/, ['init', 'draft', ...rose.slice(0, -1), 'employees']],
    [/"tomorrow" is not a date/, ['check', policy, '--on', 'tomorrow']],
    [/2026-13-01 is not a day/, ['notice', policy, '--on', '2026-13-01', '--out', 'never']],
  ])('what nobody can mean is a misuse, told so: %s', async (said, words) => {
    const { exit, out, err } = await kept(...words);

    expect(exit).toBe(2);
    expect(err).toMatch(said);
    expect(out).toBe('');
  });

  test('a notice of a policy with errors is written, and the errors are not kept quiet', async () => {
    const { exit, out, err } = await kept('notice', policy, '--out', join(scratch, 'noticed'));
    const sound = await kept('notice', join(root, 'examples/mass'), '--out', join(scratch, 'sound'));

    expect(exit).toBe(0);
    expect(out).toMatch(/notice\.html/);
    expect(err).toMatch(/^kept: this policy has \d+ errors; run "kept check .*tests\/policy"\.\n$/);
    expect(sound.err).toBe('');
  });

  test('a command that only looks makes no installation', async () => {
    const { exit, err } = await kept('verify', '--data', join(scratch, 'empty'));

    expect(exit).toBe(3);
    expect(err).toMatch(/There is no data of Kept in .*kept up/);
  });

  test('all problems of the environment are told at once', async () => {
    const { exit, err } = await kept(
      'up',
      '--policy',
      policy,
      '--port',
      'x',
      '--data',
      join(scratch, 'never'),
    );

    expect(exit).toBe(3);
    expect(err).toMatch(/the port must be a number/);
  });

  test.each([
    'init',
    'check',
    'compare',
    'prove',
    'notice',
    'up',
    'board',
    'verify',
    'export',
    'key',
    'schema',
  ])('kept %s --help has examples', async (command) => {
    const { exit, out } = await kept(command, '--help');

    expect(exit).toBe(0);
    expect(out).toMatch(/Examples:\n {2}(\w+=\S+ )*kept /);
  });
});

test('check answers no with a caret at the place, and its JSON keeps its shape', async () => {
  const folder = join(scratch, 'wrong');
  await kept('init', folder, '--name', 'Rose Ltd', '--email', 'privacy@rose.example', '--does', 'enquiries');
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^purposes:/m, 'purposs:'));

  const { exit, out } = await kept('check', folder);
  const { findings, summary } = JSON.parse((await kept('check', folder, '--json')).out);

  expect(exit).toBe(1);
  expect(out).toMatch(/policy\.yaml:\d+:\d+ language-unknown-key[\s\S]*\n +\| +\^/);
  expect(out).toMatch(/Did you mean "purposes"\?/);
  expect(findings[0]).toEqual(
    expect.objectContaining({
      rule: expect.any(String),
      severity: 'error',
      message: expect.any(String),
      file: 'policy.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
      source: null,
      validFrom: null,
    }),
  );
  expect(summary.errors).toBeGreaterThan(0);
});

test('prove says what was given, done and seen, as JSON', async () => {
  const { exit, out, err } = await kept('prove', policy, '--json');
  const { promises, totals } = JSON.parse(out);

  expect(exit).toBe(0);
  expect(err).toMatch(/this policy has \d+ errors; run "kept check/);
  expect(totals).toEqual({ proven: 1, refuted: 0, attested: 0, unproven: 0 });
  expect(promises[0]).toMatchObject({
    id: 'TST-001',
    controls: ['intake.fields'],
    verdict: 'proven',
    ran: [{ control: 'intake.fields', outcome: 'as promised' }],
  });
}, 60_000);

test('a running system: proofs on its board, a key, its ledger verified in place and from a pack; a changed pack is found', async () => {
  const port = String(21_000 + (process.pid % 20_000));
  const up = spawn(join(root, 'kept'), ['up', '--policy', policy, '--data', data, '--port', port], {
    stdio: 'ignore',
  });
  try {
    for (
      let tries = 0;
      tries < 300 && !(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok;
      tries += 1
    )
      await new Promise((later) => setTimeout(later, 50));
    const before = JSON.parse((await kept('board', '--data', data, '--json')).out);
    await kept('prove', policy, '--data', data);
    const after = JSON.parse((await kept('board', '--data', data, '--json')).out);
    const key = JSON.parse(
      (await kept('key', '--data', data, '--name', 'shop', '--scopes', 'events', '--json')).out,
    );
    const verified = await kept('verify', '--data', data);
    const pack = join(scratch, 'evidence.ndjson');
    await kept('export', 'evidence', '--data', data, '--out', pack);
    const offline = JSON.parse((await kept('verify', '--pack', pack, '--json')).out);
    writeFileSync(pack, readFileSync(pack, 'utf8').replace('notice.proposed', 'notice.prop0sed'));
    const altered = await kept('verify', '--pack', pack);
    const boards = join(scratch, 'board.ndjson');
    await kept('board', '--data', data, '--pack', boards);
    const whole = await kept('verify', '--pack', boards, '--json');
    writeFileSync(boards, readFileSync(boards, 'utf8').replace('"state":"proven"', '"state":"kept"'));
    const painted = await kept('verify', '--pack', boards);
    const numbers = join(scratch, 'tps.csv');
    writeFileSync(numbers, 'number\n01632 960001\n+44 1632 960002\n');
    const list = await kept('call-list', 'tps', numbers, '--data', data);
    const again = await kept('call-list', 'tps', numbers, '--data', data);
    const unknown = await kept('call-list', 'nobody', numbers, '--data', data);
    const other = JSON.parse((await kept('call-list', 'ctps', numbers, '--data', data, '--json')).out);
    const past = JSON.parse((await kept('board', '--data', data, '--on', '2026-01-01', '--json')).out);
    const none = await kept('board', '--data', data, '--state', 'green');
    const story = await kept('board', '--data', data, '--promise', before.promises[0].id);

    expect([before.promises[0].state, after.promises[0].state]).toEqual(['unproven', 'proven']);
    expect(key.key).toMatch(/^kept_/);
    expect(verified).toMatchObject({ exit: 0 });
    expect(offline).toMatchObject({ valid: true, problems: [] });
    expect(offline.entries).toBeGreaterThan(2);
    expect(altered.exit).toBe(1);
    expect([whole.exit, JSON.parse(whole.out).problems, painted.exit]).toEqual([0, [], 1]);
    expect(list).toMatchObject({ exit: 0, out: expect.stringMatching(/TPS list of .* with 2 numbers/) });
    expect(again).toMatchObject({ exit: 1, err: expect.stringMatching(/is no newer/) });
    expect(unknown).toMatchObject({ exit: 2, err: expect.stringMatching(/tps and ctps/) });
    expect(other).toMatchObject({ list: 'ctps', numbers: 2 });
    expect(past.promises).toEqual([]);
    expect(none.exit).toBe(2);
    expect(story).toMatchObject({ exit: 0, out: expect.stringMatching(/What keeps it[\s\S]*How it came/) });
  } finally {
    const ended = new Promise((done) => up.once('exit', done));
    up.kill('SIGTERM');
    await ended;
  }
}, 120_000);
