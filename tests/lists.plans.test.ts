import pg from 'pg';
import { expect, test } from 'vitest';
import { fillWithFacts } from '../bench/board-facts.ts';
import { policyNamed } from '../src/procedures/tests/houses.ts';
import { rows } from '../src/store/index.ts';
import { withApi } from './api-server.ts';

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};
type Asked = { text: string; values: unknown[] };

/** How many rows of tables a statement that was run had in its hands. */
const rowsRead = (node: Node): number =>
  (node['Relation Name'] === undefined
    ? 0
    : (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']) +
  (node.Plans ?? []).map(rowsRead).reduce((sum, one) => sum + one, 0);

/** What is asked of the database while something is done, as it goes over the wire. */
async function askedDuring(work: () => Promise<unknown>): Promise<Asked[]> {
  const heard: Asked[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function listening(this: pg.Client, ...said: unknown[]) {
    const [first, second] = said;
    const { text, values } =
      typeof first === 'string' ? { text: first, values: second } : (first as Partial<Asked>);
    if (text !== undefined && /^\s*(select|with)\b/i.test(text))
      heard.push({ text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(query, this, said);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return heard;
}

const LIMIT = 5;
const POLICY = policyNamed('examples/stratas');

test(
  'a page of a list reads little more than it shows, however much there is',
  () =>
    withApi(
      async ({ one, call }) => {
        await fillWithFacts(one, POLICY, 4_000);
        const { store } = one;
        await store.rows(
          `insert into support_case (person_id, id, point, opened_at, closed_at)
         select person_id, id, 'support-request', stored_at, case when row_number() over (order by id) % 3 = 0 then null else stored_at end from record`,
        );
        await store.rows('analyze support_case');
        const [rare] = await store.rows<{ kind: string }>(
          'select kind from evidence_entry group by kind order by count(*) limit 1',
        );
        const [oldest] = await store.rows<{ point: string }>(
          'select point from record group by point order by max(id::text) limit 1',
        );
        const page = `limit=${LIMIT}`;
        for (const path of [
          `/api/outbox?${page}`,
          ...['waiting', 'settled', 'unsure'].map((state) => `/api/outbox?${page}&state=${state}`),
          `/api/records?${page}&point=${oldest?.point}`,
          ...['open', 'closed'].map((state) => `/api/cases?${page}&state=${state}`),
          `/api/ledger/entries?${page}`,
          ...[rare?.kind, 'collection.', 'nothing.like-it'].map(
            (kind) => `/api/ledger/entries?${page}&kind=${kind}`,
          ),
          `/api/retention/certificates?${page}`,
        ]) {
          const asked = await askedDuring(async () => {
            const { status, text } = await call('GET', path);
            expect(status, text).toBe(200);
          });
          expect(asked.length, path).toBeGreaterThan(0);
          for (const { text, values } of asked) {
            const [explained] = await rows<{ 'QUERY PLAN': { Plan: Node }[] }>(
              store.db,
              `explain (analyze, timing off, format json) ${text}`,
              values,
            );
            const read = (explained?.['QUERY PLAN'] ?? []).map(({ Plan }) => rowsRead(Plan));
            expect(Math.max(...read), `${path}: ${text}`).toBeLessThan(LIMIT * 60);
          }
        }
      },
      { policy: 'examples/stratas' },
    ),
  120_000,
);
