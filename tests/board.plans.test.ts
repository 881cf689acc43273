import { expect, test } from 'vitest';
import { fillWithFacts } from '../bench/board-facts.ts';
import type { Live } from '../src/controls/index.ts';
import { compile, loadPolicy, type Policy } from '../src/policy/index.ts';
import type { House } from '../src/procedures/index.ts';
import { withHouses } from '../src/procedures/tests/houses.ts';
import { keepersOf } from '../src/proof/index.ts';
import { rows } from '../src/store/index.ts';

/** Tables that grow with people and with what happens to them. */
const GROWING = [
  'person',
  'identity',
  'event',
  'record',
  'record_source',
  'permission',
  'outbox',
  'decision',
  'message_duty',
  'evidence_entry',
];

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
};

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/**
 * What a statement would read from end to end. The planner is told to do so only where nothing else is left, so that what it
 * says does not hang on how little stands in this store.
 */
async function scannedBy(
  { store }: House,
  partial: ReadonlySet<string>,
  sql: string,
  parameters: readonly unknown[],
): Promise<string[]> {
  const [explained] = await store.inTransaction(async (tx) => {
    await rows(tx, 'set local enable_seqscan = off');
    return rows<{ 'QUERY PLAN': { Plan: Node }[] }>(tx, `explain (format json) ${sql}`, parameters);
  });
  const nodes = (explained?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan));
  return nodes.flatMap((node) => {
    const table = node['Relation Name'] ?? '';
    const whole =
      node['Node Type'] === 'Seq Scan' ||
      (/^Index/.test(node['Node Type']) &&
        node['Index Cond'] === undefined &&
        !partial.has(node['Index Name'] ?? ''));
    return whole && GROWING.includes(table) ? [table] : [];
  });
}

const example = (company: string): Policy => {
  const { policy } = loadPolicy(`examples/${company}`);
  if (!policy) throw new Error(`there is no example ${company}`);
  return policy;
};

test(
  'no control reads what grows with people from end to end: each finds its facts by an index',
  () =>
    withHouses(async ({ one }) => {
      const indexes = await one.store.rows<{ name: string }>(
        `select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indpred is not null`,
      );
      const partial = new Set(indexes.map(({ name }) => name));
      const looked = new Set<string>();
      const whole: string[] = [];
      for (const company of ['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms']) {
        const policy = example(company);
        if (company === 'stratas') await fillWithFacts(one, policy, 1_000);
        for (const { control, bound } of compile(policy).promises.flatMap(
          (promise) => keepersOf(policy, promise).keepers,
        )) {
          // Of each control two declarations a company: the others read by the same statements.
          const place = [1, 2].map((n) => `${company} ${control.id} ${n}`).find((key) => !looked.has(key));
          if (!place) continue;
          looked.add(place);
          const live: Live = {
            now: one.clock.now(),
            today: one.clock.today(policy.organisation.zone),
            inForceSince: '2026-01-01',
            policyOf: () => Promise.resolve(policy),
            rows: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
              for (const table of await scannedBy(one, partial, sql, parameters))
                whole.push(`${control.id} reads all of ${table}`);
              return one.store.rows<Row>(sql, parameters);
            },
          };
          await control.state(live, bound);
        }
      }

      expect(looked.size).toBeGreaterThan(100);
      expect([...new Set(whole)].sort()).toEqual([]);
    }),
  120_000,
);
