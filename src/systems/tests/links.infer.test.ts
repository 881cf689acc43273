import { expect, test } from 'vitest';
import { scanDatabase } from '../scan.ts';
import { WORKSHOP, withForeign } from './foreign.ts';

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

test('behind a cycle the job on a client’s bike is the client’s, and a company or a list that points there is not', async () => {
  const { scan, roles } = await linksOf(WORKSHOP);

  expect(roles).toEqual({
    clients: 'person',
    bikes: 'owned',
    jobs: 'owned',
    job_parts: 'owned',
    companies: 'other',
    categories: 'other',
  });
  expect(scan.tables.find((one) => one.table === 'jobs')?.path).toEqual([
    'jobs.bike_id -> bikes.id',
    'bikes.client_id -> clients.id',
    'clients',
  ]);
});

test('work for a client is the client’s; for a user it only says who made it', async () => {
  const { scan, roles } = await linksOf(`${PEOPLE}
    create table clients (id int primary key, name text, email text);
    create table jobs (id int primary key, client_id int references clients, notes text);
    create table projects (id int primary key, user_id int references users, title text);
    create table products (id int primary key, client_id int references clients);`);

  expect(roles).toMatchObject({ clients: 'person', jobs: 'owned', users: 'person' });
  expect([roles.projects, roles.products]).not.toContain('owned');
  expect(scan.tables.find((one) => one.table === 'projects')?.accessedBy).toHaveLength(1);
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

test('numbers kept as text point at numbers, and codes and uuids at where they are keys, whatever they are called', async () => {
  const { inferred, roles } = await linksOf(`${PEOPLE}
    create table visits (id int primary key, user_id text); insert into visits select n, (n + 100)::text from generate_series(1, 20) n;
    create table bills (bill_no text primary key, to_user varchar(9)); insert into bills select 'B-' || n + 500, (n + 100)::text from generate_series(1, 20) n;
    create table dunnings (id int primary key, rnr text, step int); insert into dunnings select n, 'B-' || n + 500, 1 from generate_series(1, 9) n;
    create table devices (id uuid primary key, user_id int); insert into devices select md5(n::text)::uuid, 100 + n from generate_series(1, 20) n;
    create table pings (id int primary key, d text, at date); insert into pings select n, md5(n::text)::uuid::text, date '2026-01-01' from generate_series(1, 9) n;
    create table parts (id int primary key, mark text); insert into parts select n, 'X-' || n + 700 from generate_series(1, 9) n;`);

  expect(inferred).toEqual([
    'bills.to_user -> users',
    'devices.user_id -> users',
    'dunnings.rnr -> bills',
    'pings.d -> devices',
    'visits.user_id -> users',
  ]);
  expect(roles).toMatchObject({ dunnings: 'owned', pings: 'owned' });
});

test('a mark of yes or no is nobody’s number, and a column that only values speak for names no owner beside another', async () => {
  const { scan, inferred } = await linksOf(`create table users (id int primary key, email text, name text);
    insert into users select n, 'u' || n || '@example.org', 'Emma Stone' from generate_series(1, 30) n;
    create table members (id uuid primary key, email text, name text);
    insert into members select md5(n::text)::uuid, 'm' || n || '@example.org', 'Emma Stone' from generate_series(1, 30) n;
    create table posts (id int primary key, user_id int, approved smallint, body text);
    insert into posts select n, n, 1, 'some words' from generate_series(1, 20) n;
    create table changes (id int primary key, member_id uuid, q uuid, what text);
    insert into changes select n, md5(n::text)::uuid, md5((n % 4 + 1)::text)::uuid, 'a name' from generate_series(1, 20) n;`);

  expect(inferred).toEqual([
    'changes.member_id -> members',
    'changes.q -> members',
    'posts.user_id -> users',
  ]);
  const changes = scan.tables.find((one) => one.table === 'changes');
  expect(changes?.owners.map((one) => one.columns[0])).toEqual(['member_id']);
  expect(changes?.shared).toBe(false);
});

test('numbers in the place of keys are no names of values, and are not shown', async () => {
  const { scan } = await linksOf(`${PEOPLE}
    create table sessions (session_key text primary key, session_value text);
    insert into sessions select n::text, '{"email": "u' || n || '@example.org"}' from generate_series(100, 120) n;`);
  const sessions = scan.tables.find((one) => one.table === 'sessions');

  expect([sessions?.role, sessions?.identifies]).toEqual(['unreached', {}]);
  expect(
    JSON.stringify(sessions?.warnings.concat(sessions.found.get('session_value')?.because ?? '')),
  ).not.toMatch(/1\d\d/);
});
