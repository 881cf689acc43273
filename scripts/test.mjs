// npm test: installs what is locked and what tests need of the system, then checks types, style and rooms, and runs every test.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { install, root } from './installed.mjs';
import { startServer } from './server.mjs';

install();
installFromSystem();

const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
const reports = mkdtempSync(join(tmpdir(), 'kept-tests-'));
const given = process.argv.slice(2);
const failed = [];
/** Said again at the end, where a long output is looked at first. */
const failures = [];
const counted = { passed: 0, failed: 0, skipped: 0 };

if (given.length === 0)
  for (const step of [
    ['tsc', '--noEmit', '-p', '.'],
    ['tsc', '--noEmit', '-p', 'console'],
    ['biome', 'ci', '.'],
    ['eslint', 'src', '--max-warnings=0'],
  ])
    run(step);
test('embedded', given, env);
if (given.length === 0) onServer();

for (const { name, said } of failures) console.error(`\nFailed: ${name}\n${said}`);
console.log(`\n${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`);
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

function run([command, ...words], environment = env) {
  console.log(`\n> ${command} ${words.join(' ')}`);
  const { status } = spawnSync(command, words, {
    cwd: root,
    env: environment,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) failed.push(command);
}

function test(name, words, environment) {
  const report = join(reports, `${name}.json`);
  run(
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words],
    environment,
  );
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  for (const { name: file, message, status, assertionResults } of testResults) {
    const broken = assertionResults.filter((one) => one.status === 'failed');
    for (const { fullName, failureMessages } of broken)
      failures.push({ name: `${relative(root, file)} › ${fullName}`, said: failureMessages.join('\n') });
    if (status === 'failed' && broken.length === 0)
      failures.push({ name: relative(root, file), said: message });
  }
  counted.passed += numPassedTests;
  counted.failed += numFailedTests;
  counted.skipped += numPendingTests;
}

/** The same SQL has to hold on a server, down to the oldest release that we support: what touches the database runs again. */
function onServer() {
  const server = startServer();
  if (!server) return console.log('\nNo PostgreSQL server here: what runs on one was not run again.');
  console.log(`\nAgain on a PostgreSQL ${server.release} server:`);
  const stored = ['transaction', 'migration', 'vault', 'jobs'].map((noun) => `src/store/tests/${noun}`);
  try {
    test('server', [...stored, 'src/evidence', 'src/people', 'src/gate', 'src/procedures'], {
      ...env,
      KEPT_TEST_DATABASE_URL: server.url,
    });
  } finally {
    server.stop();
  }
}

/** Chromium to look at pages, a PostgreSQL and a MariaDB server, through apt where they are missing and we may; else tests say that they were skipped. */
function installFromSystem() {
  const missing = [
    ['/usr/bin/chromium', 'chromium'],
    ['/usr/sbin/mariadbd', 'mariadb-server'],
    ['/usr/lib/postgresql', 'postgresql'],
  ]
    .filter(([file]) => !existsSync(file))
    .map(([, name]) => name);
  if (
    missing.length === 0 ||
    process.platform !== 'linux' ||
    process.getuid() !== 0 ||
    !existsSync('/usr/bin/apt-get')
  )
    return;
  console.error(`Installing ${missing.join(', ')} ...`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
  } catch {
    console.error(`Could not install ${missing.join(', ')}; the tests that need it will be skipped.`);
  }
}
