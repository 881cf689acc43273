import { queryOptions } from '@tanstack/react-query';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api } from './client.ts';

type Answer<Name extends keyof operations> = operations[Name] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Proposal = Answer<'listProposals'>['proposals'][number];
/** What is in a proposal of rows of a connected system. */
export type RowsIn = NonNullable<Answer<'showProposal'>['rows']>;
export type Hold = Answer<'listHolds'>['holds'][number];
export type Medium = Answer<'listMedia'>['media'][number];
export type Destruction = Answer<'listDestructions'>['destructions'][number];
export type Certificate = Answer<'listCertificates'>['items'][number];
export type Rules = Answer<'listRules'>;

export const proposalsQuery = queryOptions({
  queryKey: ['retention', 'proposals'],
  queryFn: () => answer(api.GET('/api/retention/proposals')),
});

export const rulesQuery = queryOptions({
  queryKey: ['retention', 'rules'],
  queryFn: () => answer(api.GET('/api/retention/rules')),
});

/** "privacy lead" of `privacy-lead`. */
export const plain = (name: string): string => name.replaceAll('-', ' ');

/** "1 record", "12 records". */
export const many = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** As a heading begins. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
