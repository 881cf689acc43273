// npm start: installs what is locked and runs Kept, with the Outserve example unless told otherwise.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildConsole } from './console.mjs';
import { install, node, root } from './installed.mjs';

install();
const given = process.argv.slice(2);
if (!given.includes('--worker-only')) buildConsole();
const policy = given.includes('--policy') ? [] : ['--policy', join(root, 'examples/outserve')];
const words = ['up', ...policy, ...given];
// Windows runs no shell script; there the pinned Node is called as it is.
const kept =
  process.platform === 'win32'
    ? spawn(node(), [join(root, 'src/doors/cli/main.ts'), ...words], { stdio: 'inherit' })
    : spawn(join(root, 'kept'), words, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kept.kill(signal));
kept.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
