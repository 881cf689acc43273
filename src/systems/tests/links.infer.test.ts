import { expect, test } from 'vitest';
import { scanDatabase } from '../scan.ts';
import { withForeign } from './foreign.ts';

const linksOf = (sql: string) =>
  withForeign([sql], async (database) => {
    const scan = await scanDatabase(database);
    return {
      scan,
      inferred: scan.links
        .filter((one) => !one.declared)
        .map((one) => `${one.from}.${one.columns.join('+')} -> ${one.to}`)
        .sort(),
      roles: Object.fromEntries(scan.tables.map((one) => [one.table, one.role])),
    };
  });

const PEOPLE = `create table users (id int primary key, email text, name text);
  insert into users select n, 'u' || n || '@example.org', 'Emma Stone' from generate_series(100, 130) n;`;

test('a name that fits is not believed where the values are not there', async () => {
  const { inferred } = await linksOf(`${PEOPLE}
    create table visits (id int primary key, user_id int); insert into visits select n, n + 5000 from generate_series(1, 20) n;
    create table logins (id int primary key, user_id int); insert into logins select n, n + 100 from generate_series(1, 20) n;`);

  expect(inferred).toEqual(['logins.user_id -> users']);
});

test('a key called after its own table, and a second column of the same noun, point nowhere', async () => {
  const { inferred } = await linksOf(`${PEOPLE}
    create table orders (order_id int primary key, user_id int); insert into orders select n, 100 + n from generate_series(1, 20) n;
    create table order_lines (order_line_id int primary key, order_id int, order_line_number int);
    insert into order_lines select n, n, n from generate_series(1, 20) n;`);

  expect(inferred).toEqual(['order_lines.order_id -> orders', 'orders.user_id -> users']);
});

test('a copy of the tables in another schema points at its own', async () => {
  const copy = (schema: string) => `create schema ${schema};
    create table ${schema}.users (id int primary key, email text, name text); insert into ${schema}.users select n, 'a' || n || '@example.org', 'Ian Ward' from generate_series(1, 9) n;
    create table ${schema}.orders (id int primary key, user_id int); insert into ${schema}.orders select n, n from generate_series(1, 9) n;`;
  const { inferred } = await linksOf(copy('live') + copy('old'));

  expect(inferred).toEqual(['live.orders.user_id -> live.users', 'old.orders.user_id -> old.users']);
});

test('two tables about the same people: the account is theirs, the contact that somebody keeps is another', async () => {
  const { scan, roles } = await linksOf(`
    create table users (id int primary key, email text, name text);
    create table customers (id int primary key, user_id int references users, first_name text, phone text);
    create table contacts (id int primary key, user_id int references users, first_name text, phone text);
    create table orders (id int primary key, customer_id int references customers);`);

  expect(roles).toEqual({ users: 'person', customers: 'owned', contacts: 'person', orders: 'owned' });
  expect(scan.tables.find((one) => one.table === 'orders')?.path).toHaveLength(3);
  expect(scan.tables.find((one) => one.table === 'contacts')?.accessedBy).toHaveLength(1);
});

test('a cycle of two tables ends, and both are reached', async () => {
  const { roles } = await linksOf(`
    create table members (id int primary key, email text, last_name text, main_address_id int);
    create table addresses (id int primary key, member_id int references members, street text);
    create table orders (id int primary key, member_id int references members, last_payment_id int);
    create table payments (id int primary key, order_id int references orders, amount int);
    alter table members add foreign key (main_address_id) references addresses;
    alter table orders add foreign key (last_payment_id) references payments;`);

  expect(roles).toEqual({ members: 'person', addresses: 'owned', orders: 'owned', payments: 'owned' });
});

test('a comment is its author’s, not the property of whoever wrote the post', async () => {
  const { scan } = await linksOf(`
    create table users (id int primary key, email text);
    create table posts (id int primary key, author_id int references users, body text);
    create table comments (id int primary key, post_id int references posts, user_id int references users, parent_id int references comments, body text);`);

  expect(scan.tables.find((one) => one.table === 'comments')?.owners.map((one) => one.to)).toEqual(['users']);
});

test('a group with members: each membership is one’s own, the group is nobody’s', async () => {
  const { scan, roles } = await linksOf(`
    create table users (id int primary key, email text);
    create table groups (id int primary key, name text, owner_id int references users);
    create table group_members (group_id int references groups, user_id int references users, primary key (group_id, user_id));`);

  expect(roles).toEqual({ users: 'person', groups: 'lookup', group_members: 'owned' });
  expect(scan.tables.find((one) => one.table === 'groups')?.accessedBy).toHaveLength(1);
});
