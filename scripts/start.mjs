// npm start: installs what is locked and runs Kept, with the Outserve example unless told otherwise.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, node, root } from './installed.mjs';

install();
const given = process.argv.slice(2);
const policy = given.includes('--policy') ? [] : ['--policy', join(root, 'examples/outserve')];
const kept = spawn(
  node(),
  ['--disable-warning=ExperimentalWarning', join(root, 'src/doors/cli/main.ts'), 'up', ...policy, ...given],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kept.kill(signal));
kept.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
