// Builds the staff console into dist/console, unless exactly these sources are built already. By itself: node scripts/console.mjs
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { node, root } from './installed.mjs';

const built = join(root, 'dist/console');
const vite = join(root, 'node_modules/vite/bin/vite.js');

/** What it is made of: its sources, the words it shares with the pages, and the libraries. */
function sourcesHash() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) return hash.update(path.slice(root.length)).update(readFileSync(path));
    for (const name of readdirSync(path).sort()) if (name !== 'node_modules') add(join(path, name));
  };
  for (const part of ['console', 'src/doors/pages/state.tsx', 'package-lock.json']) add(join(root, part));
  return hash.digest('hex');
}

export function buildConsole() {
  const wanted = sourcesHash();
  const mark = join(built, 'sources.sha256');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  if (!existsSync(vite)) return console.error('The console cannot be built: its tools are not installed.');
  const began = Date.now();
  console.error('Building the console (once) ...');
  // Beside its place first: whoever serves the old one meanwhile never sees half of the new.
  const fresh = join(root, `dist/.console-${process.pid}`);
  try {
    execFileSync(
      node(),
      [vite, 'build', '--logLevel', 'warn', '--config', join(root, 'console/vite.config.ts')],
      {
        cwd: root,
        stdio: ['ignore', 2, 2],
        env: { ...process.env, NODE_ENV: 'production', KEPT_CONSOLE_OUT: fresh },
      },
    );
    writeFileSync(join(fresh, 'sources.sha256'), wanted);
    mkdirSync(join(root, 'dist'), { recursive: true });
    rmSync(built, { recursive: true, force: true });
    renameSync(fresh, built);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  console.error(`The console is built, in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

if (process.argv[1] === import.meta.filename) buildConsole();
