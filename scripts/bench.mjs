// npm run bench [name [arguments …]]: runs one measurement, or each in its small size, one after the other. Every one prints its goals.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install, node, root } from './installed.mjs';

install();
const ENDING = '.bench.ts';
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));
const [name, ...more] = process.argv.slice(2);
if (name !== undefined && !all.includes(name)) {
  console.error(`There is no measurement "${name}". There are: ${all.join(', ')}.
Examples:
  npm run bench                       each, in its small size
  npm run bench decision              one
  npm run bench decision 1000000      one, with a million people`);
  process.exit(2);
}
for (const one of name === undefined ? all : [name]) {
  console.log(`\n# ${one}`);
  const { status } = spawnSync(
    node(),
    ['--disable-warning=ExperimentalWarning', join(root, `bench/${one}${ENDING}`), ...more],
    { stdio: 'inherit', cwd: root },
  );
  if (status !== 0) process.exitCode = 1;
}
