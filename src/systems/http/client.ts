import { setTimeout as later } from 'node:timers/promises';
import { Refused } from '../../base/index.ts';
import { type HttpSystem, isSafe } from '../../policy/index.ts';
import type { Secrets } from './secret.ts';

/** What came back: JSON or nothing. */
export type Answer = { status: number; json: unknown };

/** One request as it goes out, below the declared base address. */
type Asking = {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  body: unknown;
  /** Tried again after a fault; only where twice is as good as once. */
  again: boolean;
};

export type Client = { ask(asking: Asking): Promise<Answer>; askAt(url: string): Promise<Answer> };

export type ClientOptions = {
  base: string;
  auth: HttpSystem['auth'];
  secrets: Secrets;
  rate?: { requests: number; seconds: number } | undefined;
  /** How long one answer may take. */
  milliseconds?: number;
  /** How often one request is tried in all. */
  attempts?: number;
  /** The first wait between two tries, doubled for each further one. */
  pause?: number;
};

/** An answer is a page of records: one that is larger than this is none. */
const LARGEST = 16 * 1024 * 1024;
const LONGEST_WAIT = 120_000;

/**
 * Talks to one declared host and to nobody else: an address that leads away from it is refused, whether we made it or they
 * sent us there. A fault of theirs is tried again where that is safe; no request, answer or secret reaches a log or a message.
 * Refuses `http.unsafe-address`, `http.redirected-away`, `http.no-secret`; throws a fault with the status where they fail.
 */
export function httpClient(options: ClientOptions): Client {
  const { secrets, rate, milliseconds = 15_000, attempts = 5, pause = 500 } = options;
  const written = /^(env|file):/.test(options.base) ? secrets(options.base) : options.base;
  if (!URL.canParse(written) || !isSafe(written))
    throw new Refused(
      'http.unsafe-address',
      'The address of a system begins with https://, and holds no password.',
    );
  const base = new URL(written.endsWith('/') ? written : `${written}/`);
  const turn = pacer(rate);

  const once = async (url: URL, { method, body }: Asking): Promise<Response> => {
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
      throw new Refused(
        'http.redirected-away',
        'This would have led to another place than the declared one.',
      );
    await turn();
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    signIn(url, headers, options.auth, secrets);
    return fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(milliseconds),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  const follow = async (url: URL, asking: Asking): Promise<Response> => {
    let answer = await once(url, asking);
    for (let hops = 0; isRedirect(answer.status) && hops < 3; hops += 1) {
      const to = answer.headers.get('location') ?? '';
      // A redirect of anything but a look would do it again elsewhere.
      if (asking.method !== 'GET' || !URL.canParse(to, url.href))
        throw new Refused(
          'http.redirected-away',
          'The system answered with another address, and that was not followed.',
        );
      await answer.body?.cancel();
      answer = await once(new URL(to, url), asking);
    }
    return answer;
  };

  const ask = async (url: URL, asking: Asking): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= attempts || !asking.again;
      try {
        const answer = await follow(url, asking);
        if (answer.status === 429 || answer.status >= 500) {
          await answer.body?.cancel();
          // Too many requests were not taken, so they may always be tried again.
          if (attempt >= attempts || (last && answer.status !== 429)) throw new HttpFault(answer.status);
          await later(waitFor(answer.headers.get('retry-after'), attempt, pause));
          continue;
        }
        return { status: answer.status, json: await readJson(answer) };
      } catch (fault) {
        if (last || fault instanceof Refused || fault instanceof HttpFault) throw withoutWords(fault);
        await later(waitFor(null, attempt, pause));
      }
    }
  };

  return {
    ask: (asking) => {
      const url = new URL(asking.path.replace(/^\//, ''), base);
      for (const [name, value] of Object.entries(asking.query)) url.searchParams.set(name, value);
      return ask(url, asking);
    },
    askAt: (url) =>
      ask(new URL(url, base), { method: 'GET', path: '', query: {}, body: undefined, again: true }),
  };
}

/** They failed, or could not be reached. What was asked is not in it. */
export class HttpFault extends Error {
  readonly status: number | null;

  constructor(status: number | null, says = 'the connected system failed') {
    super(status === null ? says : `${says} (HTTP ${status})`);
    this.name = 'HttpFault';
    this.status = status;
  }
}

/** Errors of `fetch` quote addresses, and an address may hold a person’s. */
const withoutWords = (fault: unknown): unknown =>
  fault instanceof Refused || fault instanceof HttpFault
    ? fault
    : new HttpFault(
        null,
        `the connected system did not answer (${fault instanceof Error ? fault.name : 'fault'})`,
      );

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** In milliseconds: what they asked for, else twice as long each time, with a part of chance so that many do not come at once. */
function waitFor(retryAfter: string | null, attempt: number, pause: number): number {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const until = retryAfter === null ? Number.NaN : Date.parse(retryAfter) - Date.now();
  const asked = Number.isFinite(seconds) ? seconds * 1000 : until;
  if (Number.isFinite(asked) && asked >= 0) return Math.min(asked, LONGEST_WAIT);
  return Math.min(pause * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), LONGEST_WAIT);
}

async function readJson(answer: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LARGEST) throw new HttpFault(answer.status, 'the answer is too large');
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // An answer that breaks off is a fault of the way, and of no use as half a page. An error page may be anything.
    if (answer.status >= 400) return null;
    throw new TypeError('an answer that is not whole');
  }
}

function signIn(url: URL, headers: Record<string, string>, auth: HttpSystem['auth'], secrets: Secrets): void {
  if (!auth) return;
  if ('bearer' in auth) headers.authorization = `Bearer ${secrets(auth.bearer)}`;
  else if ('basic' in auth)
    headers.authorization = `Basic ${Buffer.from(`${auth.basic.user}:${secrets(auth.basic.password)}`).toString('base64')}`;
  else if ('header' in auth) headers[auth.header.name] = secrets(auth.header.value);
  else url.searchParams.set(auth.query.name, secrets(auth.query.value));
}

/** Lets requests begin no closer together than the declared rate. */
function pacer(rate: ClientOptions['rate']): () => Promise<void> {
  if (!rate) return async () => {};
  const apart = (rate.seconds * 1000) / rate.requests;
  let next = 0;
  return async () => {
    const now = performance.now();
    const begin = Math.max(now, next);
    next = begin + apart;
    if (begin > now) await later(begin - now);
  };
}
