/*
 * npm run bench [name] [size …]: runs one bench, or says which there are. Each says what it measures, prints its ratios with
 * their goals, and ends with 1 where one is missed. The sizes that are default take about a minute each; the goals are for
 * 1,000,000: npm run bench decision 1000000
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const END = '.bench.ts';
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(END))
  .map((file) => file.slice(0, -END.length));
const [name = '', ...sizes] = process.argv.slice(2);

if (names.includes(name)) {
  const file = join(import.meta.dirname, name + END);
  process.exitCode = spawnSync(process.execPath, [file, ...sizes], { stdio: 'inherit' }).status ?? 1;
} else {
  for (const one of names) {
    const text = readFileSync(join(import.meta.dirname, one + END), 'utf8');
    const says = /^\/\*\n([\s\S]*?)\n \*\n/.exec(text)?.[1]?.replaceAll(/^ \* ?/gm, '') ?? '';
    process.stdout.write(`${one}\n${says.replaceAll(/^/gm, '    ')}\n\n`);
  }
  process.exitCode = name === '' ? 0 : 2;
}
