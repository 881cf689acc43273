import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../http/public-address.ts';
import { publicWeb } from '../http/web.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A real server of this machine; answers its port and what it was asked. */
async function serve(
  listener: RequestListener,
): Promise<{ port: number; asked: string[]; agents: string[] }> {
  const asked: string[] = [];
  const agents: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    agents.push(
      `${request.headers['user-agent']}|${request.headers.authorization ?? ''}${request.headers.cookie ?? ''}`,
    );
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { port: (server.address() as AddressInfo).port, asked, agents };
}

/** A web in which names lead to this machine, and this one address of it counts as public. */
const here = (options: Parameters<typeof publicWeb>[0] = {}) =>
  publicWeb({
    resolve: async () => ['127.0.0.1'],
    mayReach: (address) => address === '127.0.0.1',
    pause: 0,
    ...options,
  });

const lookAt = async (web: ReturnType<typeof publicWeb>, address: string) =>
  (await web.lookAt([address])).get(address);

describe('a look at a page of others', () => {
  test('brings its status and words, and says who looks', async () => {
    const { port, agents } = await serve((_, response) => response.end('<p>We keep little.</p>'));

    expect(
      await lookAt(here({ contact: 'https://privacy.rose.example' }), `http://rose.example:${port}/`),
    ).toEqual({
      status: 200,
      text: '<p>We keep little.</p>',
      certificateUntil: null,
    });
    expect(agents).toEqual([
      'Kept-link-monitor/1.0 (looks whether the links of a privacy notice work; https://privacy.rose.example)|',
    ]);
  });

  test('follows five redirects and no more', async () => {
    const { port, asked } = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('there');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });

    expect(await lookAt(here(), `http://a.example:${port}/5`)).toMatchObject({ status: 200, text: 'there' });
    expect(await lookAt(here(), `http://a.example:${port}/6`)).toEqual({ fault: 'too-many-redirects' });
    expect(asked).toHaveLength(12);
  });

  test('is refused at our own machine and in private networks, and nothing is asked there', async () => {
    const { port, asked } = await serve((_, response) => response.end('secret'));
    const web = publicWeb({ pause: 0 });
    const own = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '127.1'];

    for (const host of own)
      expect([host, await lookAt(web, `http://${host}:${port}/`)]).toEqual([
        host,
        { fault: 'private-address' },
      ]);
    expect(asked).toEqual([]);
  });

  test('is refused after a redirect into a private network, and by a name that leads there', async () => {
    const inside = await serve((_, response) => response.end('metadata'));
    const { port } = await serve((request, response) =>
      response
        .writeHead(302, {
          location:
            request.url === '/name'
              ? `http://inside.example:${inside.port}/`
              : `http://127.0.0.2:${inside.port}/`,
        })
        .end(),
    );
    const web = here({ resolve: async (host) => [host === 'inside.example' ? '10.0.0.7' : '127.0.0.1'] });

    expect(await lookAt(web, `http://out.example:${port}/`)).toEqual({ fault: 'private-address' });
    expect(await lookAt(web, `http://out.example:${port}/name`)).toEqual({ fault: 'private-address' });
    expect(inside.asked).toEqual([]);
  });

  test('is refused where only one of the addresses of a name is private', async () => {
    const web = here({ resolve: async () => ['127.0.0.1', '192.168.1.1'] });
    expect(await lookAt(web, 'http://both.example/')).toEqual({ fault: 'private-address' });
  });

  test('connects to the address that was asked about, whatever the name says a moment later', async () => {
    const { port, asked } = await serve((_, response) => response.end('public'));
    let looked = 0;
    const web = here({ resolve: async () => [++looked === 1 ? '127.0.0.1' : '127.0.0.2'] });

    expect(await lookAt(web, `http://rebinding.example:${port}/`)).toMatchObject({ text: 'public' });
    expect([looked, asked]).toEqual([1, ['/']]);
  });

  test('takes the first megabyte of a huge page, and none of a picture or of what is packed', async () => {
    let sent = 0;
    const { port } = await serve((request, response) => {
      if (request.url === '/picture') response.writeHead(200, { 'content-type': 'image/png' }).end('x');
      else if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      else {
        const more = () => {
          while (!response.destroyed && sent < 64 * 1024 * 1024 && response.write('x'.repeat(65_536)))
            sent += 65_536;
        };
        response.on('drain', more);
        more();
      }
    });

    const huge = await lookAt(here(), `http://a.example:${port}/`);
    expect(huge && 'text' in huge ? huge.text?.length : 0).toBe(1024 * 1024);
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    expect(await lookAt(here(), `http://a.example:${port}/picture`)).toMatchObject({
      status: 200,
      text: null,
    });
    expect(await lookAt(here(), `http://a.example:${port}/packed`)).toMatchObject({
      status: 200,
      text: null,
    });
  });

  test('ends in time where nothing comes, and where a page drips', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/silent') return;
      response.write('a');
      const drip = setInterval(() => response.write('a'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const web = here({ milliseconds: 150 });

    expect(await lookAt(web, `http://a.example:${port}/silent`)).toEqual({ fault: 'timeout' });
    expect(await lookAt(web, `http://a.example:${port}/drips`)).toEqual({ fault: 'timeout' });
    expect(
      await lookAt(here({ milliseconds: 50, resolve: () => new Promise(() => {}) }), 'http://slow.example/'),
    ).toEqual({ fault: 'timeout' });
  });

  test('says what is wrong: no name, nobody there, no certificate, no way out, no web address', async () => {
    const { port } = await serve((_, response) => response.end('plain'));
    const failing = (code: string) =>
      here({
        resolve: async () => {
          throw Object.assign(new Error(code), { code });
        },
      });

    expect(await lookAt(failing('ENOTFOUND'), 'http://gone.example/')).toEqual({ fault: 'unknown-name' });
    expect(await lookAt(failing('EAI_AGAIN'), 'http://far.example/')).toEqual({ fault: 'offline' });
    expect(await lookAt(here(), 'http://shut.example:1/')).toEqual({ fault: 'no-connection' });
    expect(await lookAt(here(), `https://plain.example:${port}/`)).toEqual({ fault: 'certificate' });
    for (const odd of ['ftp://a.example/', 'file:///etc/passwd', 'http://me:secret@a.example/', 'nothing'])
      expect(await lookAt(here(), odd)).toEqual({ fault: 'not-a-web-address' });
  });

  test('goes one at a time to each host, and each address is asked once', async () => {
    let inside = 0;
    let most = 0;
    const { port, asked } = await serve((_, response) => {
      most = Math.max(most, ++inside);
      setTimeout(() => {
        inside -= 1;
        response.end('x');
      }, 20);
    });
    const one = `http://one.example:${port}`;
    await here().lookAt([`${one}/a`, `${one}/b`, `${one}/a`, `${one}/c`]);
    expect([most, asked]).toEqual([1, ['/a', '/b', '/c']]);
  });
});

test('an address is public when anybody on the internet reaches it', () => {
  for (const address of [
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '2606:2800:220:1::1',
    '2a00:1450:4001::200e',
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  for (const address of [
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
    ],
    ...[
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
      'fd00::7',
      'ff02::1',
    ],
    ...[
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:0:7f00::1',
      '::127.0.0.1',
    ],
    ...['', 'a.example'],
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
});
