import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Browser, chromium } from 'playwright-core';

/** Chromium as Debian and others install it; undefined where there is none, and then what needs it is skipped. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

const CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export type Served = { base: string; posted: { path: string; body: string }[]; close(): Promise<void> };

/** Serves pages under the strict policy that they are made for; what is posted is kept, and answered with `answer`. */
export async function serve(
  pages: Readonly<Record<string, string>>,
  css: string,
  answer: string,
): Promise<Served> {
  const posted: Served['posted'] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    response.setHeader('content-security-policy', CSP);
    if (request.method === 'POST') posted.push({ path, body: await text(request) });
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (path === '/assets/kept.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(css);
    const html = request.method === 'POST' ? answer : pages[path];
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    close: () => new Promise((done, failed) => server.close((fault) => (fault ? failed(fault) : done()))),
  };
}
