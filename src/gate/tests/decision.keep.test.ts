import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dayIn } from '../../base/index.ts';
import { loadPolicy } from '../../policy/index.ts';
import { withDatabase } from '../../store/testing.ts';
import { ask, type Decision, decisionWriter, keepDecisions } from '../index.ts';

const { policy } = loadPolicy(join(import.meta.dirname, '../../../tests/mutations/policy'));
if (!policy) throw new Error('the policy of the tests has errors');

const QUESTION = {
  act: 'use',
  purpose: 'news',
  channel: 'email',
  personId: null,
  recipient: '',
  data: [],
  people: [],
  country: '',
} as const;

/** What the database will not take, as a fault of ours somewhere would make it. */
const unkeepable = (decision: Decision): Decision => ({ ...decision, code: `${decision.code}\0` });

test('a decision that cannot be kept takes no other with it, is logged, and is no fault of whoever looks next', () =>
  withDatabase(async (store) => {
    const told: string[] = [];
    const log = (event: string, fields: object = {}) => void told.push(`${event} ${JSON.stringify(fields)}`);
    const now = store.clock.now();
    const decide = () =>
      ask(store.db, policy, QUESTION, { suppressionHashes: [], now, today: dayIn('UTC', now) });
    const decisions = await Promise.all(Array.from({ length: 5 }, decide));
    const writer = decisionWriter({ store, log });
    for (const [n, decision] of decisions.entries())
      void writer.keep(n === 2 ? unkeepable(decision) : decision, false);

    await writer.flush();

    const kept = await store.rows<{ id: string }>('select id from decision');
    expect(kept.map(({ id }) => id).toSorted()).toEqual(
      decisions
        .filter((_, n) => n !== 2)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('decision.lost');
    expect(told[0]).toContain('"code":"22021"');
  }));

test('whoever waits for a decision is told that it could not be kept, and the others that came with it are kept', () =>
  withDatabase(async (store) => {
    const told: string[] = [];
    const now = store.clock.now();
    const decide = () =>
      ask(store.db, policy, QUESTION, { suppressionHashes: [], now, today: dayIn('UTC', now) });
    const decisions = await Promise.all(Array.from({ length: 6 }, decide));
    const writer = decisionWriter({ store, log: (event) => void told.push(event) });

    const ends = await Promise.allSettled(
      decisions.map((decision, n) => writer.keep(n === 1 ? unkeepable(decision) : decision, true)),
    );

    expect(ends.map(({ status }) => status)).toEqual(
      decisions.map((_, n) => (n === 1 ? 'rejected' : 'fulfilled')),
    );
    expect(await store.rows('select id from decision')).toHaveLength(5);
    expect(told).toEqual([]);
  }));

test('a batch that came in though its answer was lost may be sent again: each decision is there once', () =>
  withDatabase(async (store) => {
    const now = store.clock.now();
    const decide = () =>
      ask(store.db, policy, QUESTION, { suppressionHashes: [], now, today: dayIn('UTC', now) });
    const [one, other] = await Promise.all([decide(), decide()]);

    await keepDecisions(store.db, [one]);
    await keepDecisions(store.db, [one, other]);

    expect(await store.rows('select id from decision')).toHaveLength(2);
  }));
