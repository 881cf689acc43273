import { expect, test } from 'vitest';
import { makeLink } from '../src/procedures/index.ts';
import { type Api, LOOKING, who, withApi } from './api-server.ts';
import { signedIn } from './staff-client.ts';

/** Pages whose address holds somebody's link: each is a page about one person. */
const LINKS = {
  '/preferences/': 'preferences',
  '/confirm/': 'confirm',
  '/unsubscribe/': 'unsubscribe',
  '/your-data/': 'own-data',
  '/testimonials/mine/': 'testimonial',
} as const;

async function somebody({ call }: Api): Promise<string> {
  const { json } = await call('POST', '/api/people', { identities: [who('ada')] });
  return String(json.person);
}

const headersOf = async ({ app }: Pick<Api, 'app'>, url: string) => {
  const { statusCode, headers } = await app.inject({ url, headers: { accept: 'text/html' } });
  return { url: url.split('/').slice(0, -1).join('/'), status: statusCode, kept: headers['cache-control'] };
};

test('no page behind somebody’s link may be kept by a browser or a proxy', () =>
  withApi(async (api) => {
    const personId = await somebody(api);
    const urls = Object.entries(LINKS).map(
      ([path, kind]) => `${path}${makeLink(api.one.vault, { kind, personId, purpose: 'news' })}`,
    );
    await api.call('POST', '/api/requests', { kind: 'access', identity: who('ada') });
    const [request] = await api.store.rows<{ id: string }>('select id from request');
    urls.push(
      `/requests/${makeLink(api.one.vault, { kind: 'request', personId, purpose: request?.id ?? '' })}`,
    );

    const seen = await Promise.all(urls.map((url) => headersOf(api, url)));

    expect(seen.map(({ url, kept }) => [url, kept])).toEqual(seen.map(({ url }) => [url, 'no-store']));
    expect(seen.filter(({ status }) => status >= 500)).toEqual([]);
    // Most of them opened: what is looked at is a page about a person, and not that there is none.
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4);
  }));

test('a form that comes back with what somebody typed is not kept either', () =>
  withApi(async (api) => {
    const sent = await api.app.inject({
      method: 'POST',
      url: '/requests/new',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=not+an+address&words=my+doctor+said',
    });

    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('my doctor said');
    expect(sent.headers['cache-control']).toBe('no-store');
  }));

test('nothing that the API says is kept: what is allowed, what is refused, what is not there', () =>
  withApi(async (api) => {
    const personId = await somebody(api);
    const owner = await signedIn(api);
    const asked = [
      `/api/people/${personId}`,
      '/api/requests',
      '/api/outbox',
      '/api/keys',
      '/api/people/0193aaaa-0000-7000-8000-000000000000',
      '/api/no-such-address',
    ];
    const said = await Promise.all([
      ...asked.map((url) =>
        api.app.inject({ url, headers: { authorization: `Bearer ${api.key}`, ...LOOKING.headers } }),
      ),
      api.app.inject({ url: '/api/requests' }),
      api.app.inject({
        url: '/api/staff/me',
        headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      }),
    ]);

    expect(said.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 404, 404, 401, 200]);
    expect(new Set(said.map(({ headers }) => headers['cache-control']))).toEqual(new Set(['no-store']));
  }));
