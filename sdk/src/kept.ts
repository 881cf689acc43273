import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { Item, ListName, ListPath, PathValues, Query } from './lists.ts';
import { problemIn } from './problem.ts';
import type { paths } from './schema.ts';

export type KeptOptions = {
  /** Where it is: `https://privacy.rose.example`. */
  baseUrl: string;
  /** An API key with the scopes that are needed, `kept_…`. */
  key: string;
  /** Another fetch than the platform's, for proxies and tests. */
  fetch?: (request: Request) => Promise<Response>;
};

export type Kept = Client<paths> & {
  /** All items of a list, the next page asked for when the one before was read to its end. */
  each<Path extends ListPath, Name extends ListName<Path>>(
    path: Path,
    list: Name,
    asked?: { query?: Query<Path>; path?: PathValues<Path>; reason?: string },
  ): AsyncGenerator<Item<Path, Name>, void>;
};

/**
 * A client of one installation. Whatever is refused is thrown as a `KeptProblem`. Each write gets an `Idempotency-Key`; give
 * one of your own (in `headers`) where you may have to send it again after a broken line.
 */
export function createKept({ baseUrl, key, fetch }: KeptOptions): Kept {
  const client = createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${key}` },
    ...(fetch && { fetch }),
  });
  client.use(once, thrown);
  return Object.assign(client, { each: eachOf(client) });
}

const once: Middleware = {
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID());
    return request;
  },
};

const thrown: Middleware = {
  async onResponse({ response }) {
    const problem = await problemIn(response);
    if (problem) throw problem;
  },
};

/** Which list it is, the types of the caller say; here a page is a page. */
type AnyPage = { next: string | null } & Record<string, unknown>;
type AnyGet = (path: string, asked: unknown) => Promise<{ data?: AnyPage }>;

const eachOf = (client: Client<paths>): Kept['each'] =>
  async function* (path, list, asked = {}) {
    const get = client.GET as unknown as AnyGet;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { data }: { data?: AnyPage } = await get(path, {
        params: {
          query: { ...asked.query, ...(cursor && { cursor }) },
          path: asked.path ?? {},
          ...(asked.reason && { header: { 'Kept-Reason': asked.reason } }),
        },
      });
      yield* (data?.[String(list)] ?? []) as Item<typeof path, typeof list>[];
      cursor = data?.next ?? null;
    }
  };
