import { lookup as lookUp } from 'node:dns/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { isPublicAddress } from './public-address.ts';

/** Why no page came. `offline`: it may be us; everything else is theirs. */
export type NoPage =
  | 'unknown-name'
  | 'no-connection'
  | 'offline'
  | 'certificate'
  | 'timeout'
  | 'private-address'
  | 'too-many-redirects'
  | 'not-a-web-address';

/** What a visitor finds at an address. `text` is null where it is no text; `certificateUntil`: a moment, null without TLS. */
export type Page =
  | { status: number; text: string | null; certificateUntil: string | null }
  | { fault: NoPage };

/** The public web, as far as we look at it: a port of the house, as its clock is. */
export type Web = { lookAt(addresses: readonly string[]): Promise<ReadonlyMap<string, Page>> };

/** What stands in the way of a look, for tests against servers of this machine. */
export type WebOptions = {
  /** All addresses of a name. */
  resolve?: (host: string) => Promise<readonly string[]>;
  mayReach?: (address: string) => boolean;
  /** For all of one look, with its redirects and its body. */
  milliseconds?: number;
  /** Between two looks at one host. */
  pause?: number;
  /** Who is asked after us: stands in the logs of those whom we look at. */
  contact?: string;
};

const MOST_REDIRECTS = 5;
const LARGEST = 1024 * 1024;
const HOSTS_AT_ONCE = 3;

const resolveByName = async (host: string): Promise<string[]> =>
  (await lookUp(host, { all: true, verbatim: true })).map(({ address }) => address);

class Unreached extends Error {
  readonly why: NoPage;

  constructor(why: NoPage) {
    super(why);
    this.why = why;
  }
}

/**
 * Looks at pages of others, and at nothing else: a GET without credentials, only at addresses that anybody on the internet
 * reaches (asked anew at each redirect, and connected to exactly the address that was asked about), for ten seconds and a
 * megabyte at most, one at a time at each host. Never throws for what a page does.
 */
export function publicWeb({
  resolve = resolveByName,
  mayReach = isPublicAddress,
  milliseconds = 10_000,
  pause = 1_000,
  contact = '',
}: WebOptions = {}): Web {
  const agent = `Kept-link-monitor/1.0 (looks whether the links of a privacy notice work${contact && `; ${contact}`})`;

  /** One address that may be reached, for a host. All of them have to be: which one answers must not be a matter of luck. */
  const addressFor = async (host: string): Promise<string> => {
    const bare = host.replace(/^\[|\]$/g, '');
    const addresses = isIP(bare) ? [bare] : await resolve(bare);
    const [first] = addresses;
    if (first === undefined) throw new Unreached('unknown-name');
    if (!addresses.every(mayReach)) throw new Unreached('private-address');
    return first;
  };

  const get = async (url: URL, signal: AbortSignal): Promise<IncomingMessage> => {
    const address = await addressFor(url.hostname);
    const pinned: LookupFunction = (_host, { all }, done) => {
      const family = isIP(address);
      if (all) done(null, [{ address, family }]);
      else done(null, address, family);
    };
    return new Promise((answered, failed) => {
      const asking = (url.protocol === 'https:' ? overHttps : overHttp)(
        url,
        {
          method: 'GET',
          agent: false,
          lookup: pinned,
          signal,
          maxHeaderSize: 64 * 1024,
          headers: {
            'user-agent': agent,
            accept: 'text/html, text/plain;q=0.9, */*;q=0.5',
            'accept-language': 'en',
            'accept-encoding': 'identity',
          },
        },
        answered,
      );
      asking.on('error', failed).end();
    });
  };

  const look = async (written: string): Promise<Page> => {
    const signal = AbortSignal.timeout(milliseconds);
    try {
      let url = webAddress(written);
      for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
        const answer = await beforeItEnds(get(url, signal), signal);
        const { statusCode: status = 0 } = answer;
        const to = answer.headers.location;
        if ([301, 302, 303, 307, 308].includes(status) && to !== undefined) {
          answer.destroy();
          url = webAddress(to, url);
          continue;
        }
        const certificateUntil = certificateOf(answer);
        return { status, text: await readText(answer, signal), certificateUntil };
      }
      return { fault: 'too-many-redirects' };
    } catch (thrown) {
      return { fault: signal.aborted ? 'timeout' : faultOf(thrown) };
    }
  };

  return {
    async lookAt(addresses) {
      const found = new Map<string, Page>();
      const hosts = Map.groupBy(new Set(addresses), hostOf);
      const waiting = [...hosts.values()];
      const walk = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift())
          for (const [at, address] of next.entries()) {
            if (at > 0) await later(pause);
            found.set(address, await look(address));
          }
      };
      await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, walk));
      return found;
    },
  };
}

/** Asking a name server cannot be broken off; we stop waiting for it all the same. */
const beforeItEnds = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, failed) =>
      signal.addEventListener('abort', () => failed(signal.reason), { once: true }),
    ),
  ]);

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');

/** An address of the web, without a name and password in it. */
function webAddress(written: string, from?: URL): URL {
  if (!URL.canParse(written, from?.href)) throw new Unreached('not-a-web-address');
  const url = new URL(written, from?.href);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Unreached('not-a-web-address');
  return url;
}

/** The first megabyte, if it is text in the open; what is packed or a picture says nothing that we could compare. */
async function readText(answer: IncomingMessage, signal: AbortSignal): Promise<string | null> {
  const packed = (answer.headers['content-encoding'] ?? 'identity') !== 'identity';
  const kind = answer.headers['content-type'] ?? 'text/html';
  if (packed || !/^(text\/|application\/(xhtml\+xml|json))/i.test(kind)) {
    answer.destroy();
    return null;
  }
  const parts: Buffer[] = [];
  let size = 0;
  const stop = () => answer.destroy(new Error('it took too long'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size >= LARGEST) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    answer.destroy();
  }
  return Buffer.concat(parts).subarray(0, LARGEST).toString('utf8');
}

/** Until when the certificate is good that the answer came under. */
function certificateOf({ socket }: IncomingMessage): string | null {
  if (!('getPeerCertificate' in socket)) return null;
  const { valid_to: until } = (socket as TLSSocket).getPeerCertificate();
  const moment = until === undefined ? Number.NaN : Date.parse(until);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}

/** Faults that say something of us as much as of them: no way out, no name server. */
const OURS = ['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'ECONNABORTED'];

function faultOf(thrown: unknown): NoPage {
  if (thrown instanceof Unreached) return thrown.why;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (OURS.includes(code)) return 'offline';
  if (/^(ENOTFOUND|ENODATA|EAI_NONAME)$/.test(code)) return 'unknown-name';
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_|^ERR_(TLS|SSL)|^EPROTO$/.test(code)) return 'certificate';
  return 'no-connection';
}
