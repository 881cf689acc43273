import type { FastifyInstance, InjectOptions } from 'fastify';
import { makeApiKey, SCOPES, type Scope } from '../src/doors/http/keys.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { email, type Houses, withHouses } from '../src/procedures/tests/houses.ts';

export type Said = {
  status: number;
  json: Record<string, unknown>;
  text: string;
  type: string;
  replayed: boolean;
};

export type Api = Houses & {
  app: FastifyInstance;
  /** A second server on the same database, as another process would be. */
  second: FastifyInstance;
  key: string;
  keyWith(scopes: readonly Scope[]): Promise<string>;
  call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    more?: { headers?: Record<string, string>; key?: string | null; on?: FastifyInstance },
  ): Promise<Said>;
};

/** Two of the product's servers on one database, with an API key for everything. No sockets: what they answer is the same. */
export const withApi = (
  work: (api: Api) => Promise<void>,
  options: { policy?: string } = {},
): Promise<void> =>
  withHouses(async (houses) => {
    const { store } = houses;
    const app = await makeServer(houses.one, { perMinute: 1_000_000 });
    const second = await makeServer(houses.other, { perMinute: 1_000_000 });
    const keyWith = async (scopes: readonly Scope[]) =>
      (await makeApiKey({ store, clock: store.clock }, { name: 'a test', scopes, by: 'test' })).key;
    const key = await keyWith(SCOPES);
    const call: Api['call'] = async (method, url, body, { headers = {}, key: as = key, on = app } = {}) => {
      const asked: InjectOptions = {
        method,
        url,
        headers: { ...(as !== null && { authorization: `Bearer ${as}` }), ...headers },
        ...(body !== undefined && { payload: body as object }),
      };
      return saidBy(await on.inject(asked));
    };
    try {
      await work({ ...houses, app, second, key, keyWith, call });
    } finally {
      await app.close();
      await second.close();
    }
  }, options);

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>;

export function saidBy(answer: Injected): Said {
  const type = String(answer.headers['content-type'] ?? '');
  return {
    status: answer.statusCode,
    text: answer.body,
    type,
    json: /^application\/(problem\+)?json/.test(type) ? answer.json() : {},
    replayed: answer.headers['idempotent-replayed'] === 'true',
  };
}

export const LOOKING = { headers: { 'kept-reason': 'answering-request' } };

export const who = (name: string) => email(name);
