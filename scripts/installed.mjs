// Runs on any Node from 20 on, before anything is installed: so it is plain JavaScript, and imports nothing but Node.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** The Node that the checkout pins, or the machine's own where there is none for this platform. */
export const node = () =>
  [join(root, 'node_modules/.bin/node'), join(root, 'node_modules/.bin/node.exe')].find((path) =>
    existsSync(path),
  ) ?? process.execPath;

/** As `kept` runs: pages without React's checks, and what was stripped of types once is kept. */
export const settings = () => ({
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/kept'),
  ...process.env,
});

/** Installs what is locked, unless exactly that is installed already. */
export function install() {
  const locked = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules/.kept-installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === locked) return;
  console.error('Installing what is locked (once) ...');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  writeFileSync(mark, locked);
}
