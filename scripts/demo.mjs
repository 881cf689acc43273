// npm run demo:year: a year in the life of a company that does not exist, told as it happens.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, node, root, settings } from './installed.mjs';

install();
const words = ['--disable-warning=ExperimentalWarning', join(root, 'demo/year.ts'), ...process.argv.slice(2)];
process.exit(spawnSync(node(), words, { stdio: 'inherit', cwd: root, env: settings() }).status ?? 1);
