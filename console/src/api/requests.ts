import { queryOptions } from '@tanstack/react-query';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api } from './client.ts';
import { asProblem } from './problem.ts';

export type Listed =
  operations['listRequests']['responses'][200]['content']['application/json']['requests'][number];
export type Seen = operations['showRequest']['responses'][200]['content']['application/json'];
export type Plan = operations['showPlan']['responses'][200]['content']['application/json'];
export type Item = Plan['items'][number];
export type Kind = Listed['kind'];

/** Plain words first, the legal term second. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  access: 'A copy of their data (access)',
  portability: 'Their data to take elsewhere (portability)',
  rectification: 'A correction (rectification)',
  erasure: 'Delete their data (erasure)',
  restriction: 'Store it and no more (restriction)',
  objection: 'Stop using it (objection)',
  'marketing-objection': 'No more marketing (objection)',
  withdrawal: 'Take a consent back (withdrawal)',
  'human-review': 'A person to decide again (human review)',
  recipients: 'Who received it (recipients)',
  question: 'A question',
  complaint: 'A complaint',
};

/** What we wait for, and nothing is due meanwhile. */
export const WAIT_WORDS: Readonly<Record<string, string>> = {
  identity: 'until they show that it is them',
  authority: 'for the word that somebody may ask for them',
  fee: 'for the fee',
  clarification: 'for what exactly they mean',
};

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id],
    queryFn: () => answer(api.GET('/api/requests/{id}', { params: { path: { id } } })),
  });

const UNDER_WAY = new Set(['approved', 'running']);

/** The newest plan; null: none was made. While it is carried out it is read again every two seconds. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', id],
    retry: false,
    refetchInterval: ({ state }) => (UNDER_WAY.has(state.data?.state ?? '') ? 2_000 : false),
    async queryFn(): Promise<Plan | null> {
      try {
        return await answer(api.GET('/api/requests/{id}/plan', { params: { path: { id } } }));
      } catch (thrown) {
        if (asProblem(thrown).code === 'requests.no-plan') return null;
        throw thrown;
      }
    },
  });
