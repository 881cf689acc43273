// npm start: installs what is locked and runs Kept, with the Outserve example unless told otherwise. With --demo it first lives
// a year of that company, with people who are made up, in a data folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildConsole } from './console.mjs';
import { install, node, root, settings } from './installed.mjs';

install();
const given = process.argv.slice(2);
const demo = given.includes('--demo');
const words = demo ? demonstrationWith(given.filter((word) => word !== '--demo')) : given;
if (!words.includes('--worker-only')) buildConsole();
const policy = words.includes('--policy') ? [] : ['--policy', join(root, 'examples/outserve')];
const up = ['up', ...policy, ...words];
// Windows runs no shell script; there the pinned Node is called as it is.
const kept =
  process.platform === 'win32'
    ? spawn(node(), [join(root, 'src/doors/cli/main.ts'), ...up], { stdio: 'inherit' })
    : spawn(join(root, 'kept'), up, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kept.kill(signal));
kept.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** Lives the year where that was not done; answers what `kept up` is then told. */
function demonstrationWith(more) {
  const rest = [...more];
  const data = resolve(taken(rest, '--data') ?? join(root, 'data-demo'));
  const people = taken(rest, '--people') ?? '150';
  const clock = join(data, 'demonstration.json');
  if (existsSync(data) && !existsSync(clock)) {
    console.error(`${data} is there and holds no demonstration. Name another folder with --data.`);
    process.exit(2);
  }
  if (!isLived(clock)) {
    // One that was cut short is lived again.
    rmSync(data, { recursive: true, force: true });
    console.error('A year of the company is lived once; this takes some minutes. What happens in it:');
    const { status } = spawnSync(
      node(),
      [
        '--disable-warning=ExperimentalWarning',
        join(root, 'demo/year.ts'),
        '--data',
        data,
        '--people',
        people,
        // Where nothing else happens, the worker's night is lived once a week.
        '--nights',
        '7',
      ],
      { stdio: 'inherit', env: settings() },
    );
    // That something was not as promised at its end is to be seen on its board.
    if (!isLived(clock)) process.exit(status || 3);
  }
  return ['--policy', join(data, 'policy'), '--data', data, ...rest];
}

/** Takes a flag and its value out of the words; answers the value. */
function taken(words, flag) {
  const place = words.indexOf(flag);
  return place < 0 ? undefined : words.splice(place, 2)[1];
}

function isLived(clock) {
  return existsSync(clock) && JSON.parse(readFileSync(clock, 'utf8')).since !== null;
}
