import type pg from 'pg';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../base/index.ts';
import { retentionControls } from '../../retention/index.ts';
import { disposeDue, forecastRetention, policyInForce, previewRetention } from '../index.ts';
import type { Houses } from './houses.ts';
import { at, withShop } from './shop.ts';

/* What is known of rows elsewhere is what the night saw: the forecast and the state of a rule wait for no system. */

const OPENS: Day = '2026-11-02';

/** Tickets go a year after they were closed, visits lose their address after ninety days; customers ask what Kept knows. */
const ROWS = `
  insert into customers select n, 'p' || n || '@people.example', 'P' || n, '2023-11-20 12:00Z'::timestamptz + n * interval '7 days' from generate_series(1, 3) n;
  insert into tickets select n, 3, '2025-01-01', '2025-11-04'::date + (n % 3) * 14, 'closed', 'hm' from generate_series(1, 30) n;
  insert into visits values (1, 3, '2026-06-01 12:00Z', '10.0.0.1');`;

const withRows = (work: (shop: pg.Client, houses: Houses & { url: string }) => Promise<void>) =>
  withShop(ROWS, OPENS, work);

/** What the control of the schedule says of the customers of the shop. */
async function stateOf({ one, store }: Houses) {
  const policy = await policyInForce(one);
  const control = retentionControls.find(({ id }) => id === 'ret.schedule');
  const declared = policy.retention.customers;
  if (!control || !declared) throw new Error('nothing to look at');
  const live = {
    now: store.clock.now(),
    today: store.clock.today('Europe/London'),
    inForceSince: OPENS,
    policyOf: () => Promise.resolve(null),
    rows: <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      store.rows<Row>(sql, parameters),
  };
  const path = 'retention.customers';
  const { verdict, because } = await control.state(live, { name: 'customers', path, declared, policy });
  return { verdict, because };
}

test('the forecast counts rows as the night saw them, by the week in which their own day comes', () =>
  withRows(async (_, { one, ...houses }) => {
    expect((await forecastRetention(one, 12)).rows).toContainEqual({
      rule: 'problems',
      system: 'shop',
      table: 'tickets',
      lookedOn: null,
      weeks: [],
      more: false,
    });
    await disposeDue(one);
    at({ one, ...houses }, OPENS, 10);
    const { from, rows } = await forecastRetention({ ...one, connect: () => [] }, 12);
    expect(from).toBe(OPENS);
    expect(rows.map(({ rule, weeks }) => ({ rule, weeks }))).toEqual(
      expect.arrayContaining([
        {
          rule: 'problems',
          weeks: [
            { week: OPENS, rows: 10 },
            { week: addDays(OPENS, 14), rows: 10 },
            { week: addDays(OPENS, 28), rows: 10 },
          ],
        },
        { rule: 'visits', weeks: [] },
        // The 27th of November, the 4th and the 11th of December, three years later.
        {
          rule: 'customers',
          weeks: [
            { week: addDays(OPENS, 21), rows: 1 },
            { week: addDays(OPENS, 28), rows: 1 },
            { week: addDays(OPENS, 35), rows: 1 },
          ],
        },
      ]),
    );
    const preview = await previewRetention(one, addDays(OPENS, 20));
    expect(preview.rows.find(({ rule }) => rule === 'problems')).toMatchObject({ due: 20, more: false });
  }));

test('a rule is kept while each night looks; a night without a look is a doubt, a week without one is a break', () =>
  withRows(async (shop, houses) => {
    const { one } = houses;
    expect((await stateOf(houses)).verdict).toBe('nothing-yet');
    await disposeDue(one);
    expect(await stateOf(houses)).toEqual({
      verdict: 'kept',
      because: 'Nothing is past its day in shop.customers, looked at on Mon 2 November 2026.',
    });
    at(houses, addDays(OPENS, 1));
    expect((await stateOf(houses)).verdict).toBe('kept');
    at(houses, addDays(OPENS, 2));
    expect((await stateOf(houses)).verdict).toBe('at-risk');
    at(houses, addDays(OPENS, 8));
    expect(await stateOf(houses)).toEqual({
      verdict: 'broken',
      because: 'Since Mon 2 November 2026 no night has looked at shop.customers to the end.',
    });
    await disposeDue(one);
    expect((await stateOf(houses)).verdict).toBe('kept');

    // A night that tried in vain has not looked.
    at(houses, addDays(OPENS, 9));
    await disposeDue({ ...one, connect: () => [] });
    expect((await stateOf(houses)).verdict).toBe('at-risk');
    await shop.query('alter table customers rename column last_login to seen');
    at(houses, addDays(OPENS, 16));
    await disposeDue(one);
    expect(await stateOf(houses)).toMatchObject({ verdict: 'broken' });
    expect((await stateOf(houses)).because).toMatch(/^Since Tue 10 November 2026 no night .*: .*last_login/);
    // Without what the looks wrote down there is nothing to go by.
    await houses.store.rows('delete from retention_look');
    expect((await stateOf(houses)).verdict).toBe('broken');
  }));
