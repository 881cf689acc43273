import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { rows, type Tx } from '../index.ts';
import { withDatabase } from '../testing.ts';

test('what was written in a transaction that failed is not there', () =>
  withDatabase(async (store) => {
    const failed = store.inTransaction(async (tx) => {
      await tx.insertInto('meta').values({ name: 'a', value: '1' }).execute();
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await store.rows('select * from meta')).toEqual([]);
  }));

test('two that undo each other are done again until both are done', () =>
  withDatabase(async (store) => {
    await store.rows('create table counter (n integer not null)');
    await store.rows('insert into counter values (0)');
    const count = async (tx: Tx) => {
      const [found] = await rows<{ n: number }>(tx, 'select n from counter');
      await rows(tx, 'update counter set n = $1', [(found?.n ?? 0) + 1]);
    };

    await Promise.all(
      Array.from({ length: 4 }, () => store.inTransaction(count, { isolation: 'serializable' })),
    );

    expect(await store.rows('select n from counter')).toEqual([{ n: 4 }]);
  }));

test('a moment, a day and a big number arrive as text, text and number', () =>
  withDatabase(async (store) => {
    const { rows: found } = await sql<Record<string, unknown>>`
      select timestamptz '2026-11-22 04:35:32.123456+05:30' as at, date '2026-11-22' as on,
        9007199254740991::bigint as safe, 9007199254740993::bigint as unsafe, 'infinity'::timestamptz as never,
        array['2026-11-22 04:35:32+00'::timestamptz, null] as times, timestamptz '1999-12-31 23:59:59Z' as whole`.execute(
      store.db,
    );

    expect(found[0]).toEqual({
      at: '2026-11-21T23:05:32.123Z',
      on: '2026-11-22',
      safe: 9007199254740991,
      unsafe: '9007199254740993',
      never: 'infinity',
      times: ['2026-11-22T04:35:32.000Z', null],
      whole: '1999-12-31T23:59:59.000Z',
    });
  }));
