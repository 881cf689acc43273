/* For tests of rules on a connected system: a shop in a database of its own, and houses that reach it. */
import type pg from 'pg';
import { type Day, startOf } from '../../base/index.ts';
import { sqlConnector } from '../../systems/index.ts';
import { withPostgres } from '../../systems/tests/foreign.ts';
import type { House } from '../index.ts';
import { type Houses, withHouses } from './houses.ts';

export const SHOP = `
  create table customers (id int primary key, email text, name text, last_login timestamptz);
  create table subscriptions (id int primary key, customer_id int not null references customers (id), status text not null);
  create table orders (id int primary key, customer_id int not null references customers (id), ordered date, city text);
  create table order_lines (order_id int not null references orders (id), line int not null, item text, primary key (order_id, line));
  create table tickets (id bigint primary key, customer_id int not null references customers (id), opened timestamp not null,
    closed timestamp, state text not null, words text);
  create table visits (id int primary key, customer_id int references customers (id), seen timestamptz not null, address text);
  create index on orders (customer_id); create index on order_lines (order_id); create index on tickets (customer_id);
  create index on subscriptions (customer_id); create index on visits (customer_id);`;

export const SECRET = Buffer.alloc(32, 9);

/** A house that reaches the shop, under the map that its policy has for it. */
export const reaching = (
  house: House,
  url: string,
  kind: 'postgres' | 'sqlite' | 'mysql' = 'postgres',
): House => ({
  ...house,
  connect: (policy) => {
    const map = policy.systems.shop?.tables;
    return map ? [sqlConnector({ name: 'shop', kind, url, map, secret: SECRET })] : [];
  },
});

/** `rows` are in the shop when work begins, and it is `on` at three in the morning. */
export const withShop = <T>(
  rows: string,
  on: Day,
  work: (shop: pg.Client, houses: Houses & { url: string }) => Promise<T>,
): Promise<T> =>
  withPostgres([SHOP, rows], (url, client) =>
    withHouses(
      async (houses) => {
        at(houses, on);
        return work(client, {
          ...houses,
          one: reaching(houses.one, url),
          other: reaching(houses.other, url),
          url,
        });
      },
      { policy: 'retcon-policy' },
    ),
  );

export const at = ({ store }: Houses, day: Day, hour = 3): void =>
  store.clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + hour * 3_600_000).toISOString());

/** The first column of what a statement answers. */
export async function column(client: pg.Client, sql: string): Promise<unknown[]> {
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  return (rows as unknown[][]).map(([only]) => only);
}
