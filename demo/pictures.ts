/*
 * Takes the pictures of docs/images from a demonstration that runs: node demo/pictures.ts --data data-demo [--url http://127.0.0.1:7400]
 * [--to FOLDER] [--dark]
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demonstrationIn } from '../src/doors/demonstration.ts';
import { openBrowser } from '../src/doors/pages/tests/visitor.ts';
import { kept } from './company.ts';
import { joins } from './doors.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'data-demo' },
    url: { type: 'string', default: 'http://127.0.0.1:7400' },
    to: { type: 'string', default: join(import.meta.dirname, '../docs/images') },
    dark: { type: 'boolean', default: false },
  },
});
const { data, url, to, dark } = values;
const shown = demonstrationIn(data);
if (!shown) throw new Error(`${data} holds no demonstration: make one with "npm start -- --demo".`);

type Shot = { name: string; path: string; height: number };

/** What everybody sees. */
const PUBLIC: readonly Shot[] = [
  { name: 'promises', path: '/promises', height: 720 },
  { name: 'notice', path: '/notice', height: 900 },
  { name: 'form', path: '/forms/service-order', height: 900 },
];

/** What staff see, once signed in. */
const OF_STAFF: readonly Shot[] = [
  { name: 'console-today', path: '/', height: 860 },
  { name: 'console-board', path: '/board', height: 860 },
  { name: 'console-promise', path: '/board/OUT-018', height: 860 },
  { name: 'console-people', path: '/people', height: 860 },
  { name: 'console-map', path: '/map', height: 860 },
];

/** Comes in by an invitation as every colleague does, with a second factor. The clock of the demonstration is left as it is. */
async function signIn(): Promise<ReadonlyMap<string, string>> {
  const email = `ada.${randomUUID()}@outserve.test`;
  const said = await kept(data, null, ['staff', 'invite', '--email', email, '--role', 'owner', '--json']);
  const { link } = JSON.parse(said) as { link: string };
  const member = await joins(url, {
    link,
    name: 'Ada Example',
    email,
    password: 'four quiet otters swim',
  });
  return member.cookies;
}

mkdirSync(to, { recursive: true });
const cookies = await signIn();
const browser = await openBrowser();
try {
  for (const [shots, width, base] of [
    [PUBLIC, 1100, url],
    [OF_STAFF, 1280, `${url}/console`],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      colorScheme: dark ? 'dark' : 'light',
    });
    if (shots === OF_STAFF)
      await context.addCookies(
        [...cookies].map(([name, value]) => ({ name, value, domain: new URL(url).hostname, path: '/' })),
      );
    const page = await context.newPage();
    for (const { name, path, height } of shots) {
      await page.setViewportSize({ width, height });
      await page.goto(`${base}${path}`);
      await page.waitForSelector('main h1');
      await page.waitForSelector('.waiting', { state: 'detached' });
      await page.screenshot({ path: join(to, `${name}.png`) });
      process.stdout.write(`${name}.png\n`);
    }
  }
} finally {
  await browser.close();
}
