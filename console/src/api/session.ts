import { queryOptions, useQuery } from '@tanstack/react-query';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api, proveOurs } from './client.ts';
import { Problem } from './problem.ts';

export type Me = operations['showMe']['responses'][200]['content']['application/json'];
export type Scope = Me['may'][number]['scope'];
export type Role = Me['role'];

/** Who is signed in; null: nobody. */
export const me = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  retry: false,
  async queryFn(): Promise<Me | null> {
    try {
      const found = await answer(api.GET('/api/staff/me'));
      proveOurs(found.csrf);
      return found;
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) return null;
      throw thrown;
    }
  },
});

/** Whether whoever is signed in may look at something, or change it. */
export function useMay(): (scope: Scope, writing?: boolean) => boolean {
  const { data } = useQuery(me);
  return (scope, writing = false) =>
    data?.may.some((one) => one.scope === scope && (one.writes || !writing)) ?? false;
}

export const ROLE_WORDS: Readonly<Record<Role, { word: string; means: string }>> = {
  owner: { word: 'owner', means: 'answers for the installation, and says who comes in' },
  'privacy-lead': { word: 'privacy lead', means: 'does everything but say who comes in' },
  responder: { word: 'responder', means: 'answers requests and looks people up' },
  auditor: { word: 'auditor', means: 'looks at everything, changes nothing' },
  integrator: { word: 'integrator', means: 'connects systems, sees nobody’s data' },
};
