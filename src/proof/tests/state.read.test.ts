import { expect, test } from 'vitest';
import type { Control, Live } from '../../controls/index.ts';
import { withDatabase } from '../../store/testing.ts';
import type { Keeper } from '../keepers.ts';
import { stateOf } from '../state.ts';

const keeper = (state: Control['state']): Keeper => ({
  control: { id: 'ret.schedule', state } as unknown as Control,
  bound: {} as Keeper['bound'],
  key: 'ret.schedule retention.records',
});

const onFacts = (sql: string) =>
  withDatabase(async (store) => {
    const live = { rows: (text: string) => store.rows(text) } as unknown as Live;
    return stateOf(
      live,
      keeper(async ({ rows }) => {
        await rows(sql);
        return { verdict: 'kept', because: 'all went', figures: {}, entries: [] };
      }),
    );
  });

test('facts that nobody can read break what rests on them, and quote nobody', async () => {
  const state = await onFacts(`select ('{"taken": "Jane Roe"}'::jsonb ->> 'taken')::int`);

  expect(state?.verdict).toBe('broken');
  expect(state?.because).toContain('22P02');
  expect(state?.because).not.toContain('Jane');
});

test('what our own code cannot make sense of is not read either', async () => {
  const state = await stateOf(
    {} as Live,
    keeper(async () => JSON.parse('{')),
  );

  expect(state?.verdict).toBe('broken');
});

test('a database that is away or busy says nothing of anything', async () => {
  expect(await onFacts(`do $$ begin raise exception using errcode = '57014'; end $$`)).toBeNull();
});

test('what can be read is as it is', async () => {
  expect((await onFacts('select 1'))?.verdict).toBe('kept');
});
