import { expect, test } from 'vitest';
import { type TestStore, withDatabase } from '../../store/testing.ts';
import { FACTS_STATEMENT } from '../index.ts';

const PEOPLE = 100_000;

/** A hundred thousand people, each with a sale, two things that they said, and a suppressed address. */
async function fill({ rows }: TestStore): Promise<void> {
  const id = (kind: string) => `md5('${kind}' || n)::uuid`;
  for (const insert of [
    `insert into person (id, made_at) select ${id('person')}, '2026-01-01'`,
    `insert into relationship (person_id, id, kind, began_on) select ${id('person')}, ${id('sale')}, 'order', '2026-01-01'`,
    `insert into permission (person_id, id, purpose, channel, state, source, at, recorded_at)
     select ${id('person')}, ${id('first')}, 'news', 'email', 'granted', 'form', '2026-01-01', '2026-01-01'`,
    `insert into permission (person_id, id, purpose, channel, state, source, at, recorded_at)
     select ${id('person')}, ${id('then')}, 'news', 'email', 'withdrawn', 'link', '2026-02-01', '2026-02-01'`,
    `insert into suppression (hash, scope, reason, suppressed_at) select sha256(n::text::bytea), 'news', 'withdrawn', '2026-02-01'`,
  ])
    await rows(`${insert} from generate_series(1, ${PEOPLE}) as n`);
  await rows('analyze person, relationship, permission, suppression');
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

test(
  'the facts of one question are read by index alone, among a hundred thousand people',
  { timeout: 120_000 },
  () =>
    withDatabase(async (store) => {
      await fill(store);
      const [someone] = await store.rows<{ id: string; hash: Buffer }>(
        "select md5('person' || 4711)::uuid as id, sha256('4711') as hash",
      );
      const question = [
        someone?.id,
        'news',
        'email',
        [someone?.hash],
        'courier',
        '2026-11-23T10:00:00.000Z',
        '2026-11-23',
        [],
        'K-4711',
      ];

      const [found] = await store.rows<Record<string, unknown>>(FACTS_STATEMENT, question);
      const [explained] = await store.rows<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `explain (format json) ${FACTS_STATEMENT}`,
        question,
      );

      expect(found).toMatchObject({
        permission: { state: 'withdrawn' },
        suppression: 'withdrawn',
        relationships: [{ kind: 'order' }],
      });
      const nodes = (explained?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan));
      const tables = nodes.flatMap((node) => node['Relation Name'] ?? []);
      expect(tables).toEqual(
        expect.arrayContaining(['permission', 'relationship', 'suppression', 'preference']),
      );
      // The versions of the policy, and what rules propose of a night, are a handful, and grow with no people.
      const few = ['policy_version', 'call_list_import', 'retention_proposal'];
      const grown = tables.filter((table) => !few.includes(table));
      const scanned = nodes
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name']);
      expect(scanned.filter((table) => table !== undefined && grown.includes(table))).toEqual([]);
    }),
);
