import createClient from 'openapi-fetch';
import type { paths } from '../../../sdk/src/schema.ts';
import { problemIn, unreachable } from './problem.ts';

/** The product's own API, with the session of whoever is signed in. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });

let proof = '';

/** What each write says, so that no page of anybody else's can write for us; `/api/staff/me` tells it. */
export const proveOurs = (csrf: string): void => {
  proof = csrf;
};

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && proof !== '') request.headers.set('kept-csrf', proof);
    return request;
  },
});

type Asked<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The answer, or the problem as something to catch. */
export async function answer<T>(asked: Asked<T>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemIn(error, response.status);
  return data as T;
}
