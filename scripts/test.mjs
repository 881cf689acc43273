// npm test: installs what is locked and what tests need of the system, then checks types, style and rooms, and runs every test.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { install, root } from './installed.mjs';

install();
installFromSystem();

const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
const report = join(mkdtempSync(join(tmpdir(), 'kept-tests-')), 'report.json');
const given = process.argv.slice(2);
const steps =
  given.length > 0
    ? []
    : [
        ['tsc', '--noEmit', '-p', '.'],
        ['biome', 'ci', '.'],
        ['eslint', 'src', '--max-warnings=0'],
      ];
steps.push([
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...given,
]);
const failed = steps.filter(([command, ...words]) => {
  console.log(`\n> ${command} ${words.join(' ')}`);
  return (
    spawnSync(command, words, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
      .status !== 0
  );
});
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
}
if (failed.length > 0) console.error(`Failed: ${failed.map(([command]) => command).join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

/** Chromium to look at pages, through apt where it is missing and we may; without it those tests say that they were skipped. */
function installFromSystem() {
  const missing = [['/usr/bin/chromium', 'chromium']]
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
