import { createOTP } from '@better-auth/utils/otp';
import { chromium } from 'playwright-core';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
const base = 'http://127.0.0.1:7471';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
const state = '/tmp/kc/state.json';
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...(existsSync(state) && { storageState: state }), colorScheme: process.env.DARK ? 'dark' : 'light' });
const tab = await context.newPage();
tab.on('console', (m) => console.log('console:', m.text().slice(0, 400)));
tab.on('pageerror', (e) => console.log('error:', e.message.slice(0, 600)));
const otp = (uri: string) => { const u = new URL(uri); return u; };
async function code(secret: string) { const { base32 } = await import('@better-auth/utils/base32'); return createOTP(new TextDecoder().decode(base32.decode(secret)), { period: 30, digits: 6 }).totp(); }
if (process.argv[2] === 'join') {
  const link = /http:\S+join#\S+/.exec(readFileSync('/tmp/kc/up.log', 'utf8'))![0];
  await tab.goto(link);
  await tab.waitForSelector('form');
  await tab.screenshot({ path: '/tmp/kc/join.png' });
  await tab.fill('input[name=name]', 'Ada Example'); await tab.fill('input[name=email]', 'ada@outserve.example');
  await tab.fill('input[name=password]', 'a long sentence of the sea'); await tab.click('button[type=submit]');
  await tab.waitForSelector('h1:has-text("second factor")', {timeout: 8000});
  await tab.fill('input[name=password]', 'a long sentence of the sea'); await tab.click('button[type=submit]');
  await tab.waitForSelector('.qr');
  await tab.screenshot({ path: '/tmp/kc/setup.png', fullPage: true });
  const secret = await tab.locator('code.mono').textContent();
  await tab.check('input[type=checkbox]');
  await tab.fill('input[name=code]', await code(secret!)); await tab.click('button[type=submit]');
  await tab.waitForSelector('nav');
  await context.storageState({ path: state });
}
for (const path of process.argv.slice(3)) {
  await tab.goto(base + '/console' + path, { waitUntil: 'networkidle' });
  await tab.waitForTimeout(300);
  await tab.screenshot({ path: `/tmp/kc/p${path.replaceAll(/[/?=]/g, '_')}.png`, fullPage: !process.env.FOLD });
}
await browser.close();
