/*
 * How long a scan of many tables takes, and how fast and in how little memory a person's rows are found and read: against
 * the SQL that somebody would write by hand.
 *
 *   node bench/systems.bench.ts [tables] [people]
 */
import pg from 'pg';
import { createDatabase, dropDatabase, siblingOf } from '../src/store/index.ts';
import { testServer } from '../src/store/testing.ts';
import { findPerson, openDatabase, readCatalog, readPerson, scanDatabase } from '../src/systems/index.ts';
import { systemTables } from '../src/systems/map/map.ts';

const tables = Number(process.argv[2] ?? 1_000);
const people = Number(process.argv[3] ?? 200_000);
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)} ${figure}\n`);

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

const admin = await testServer();
const name = `kept_bench_systems_${process.pid}`;
await createDatabase(admin, name);
const address = siblingOf(admin, name);
const client = new pg.Client({ ...address });
await client.connect();
const url =
  address.connectionString ??
  `postgres://${address.user}@${encodeURIComponent(address.host ?? '')}:${address.port}/${address.database}`;
try {
  await client.query(`create schema one; create table one.people (id int primary key, email text);
    create table one.orders (id int primary key, person_id int, placed date);
    create table one.lines (id int primary key, order_id int, text text);
    insert into one.people select n, 'p' || n || '@example.org' from generate_series(1, ${people}) n;
    insert into one.orders select n, n % ${people} + 1, '2026-01-01' from generate_series(1, ${people * 2}) n;
    insert into one.lines select n, n % ${people * 2} + 1, 'a line of an order' from generate_series(1, ${people * 4}) n;
    insert into one.orders values (0, 1, '2026-01-01');
    insert into one.lines select -n, 0, 'a line of the largest order' from generate_series(1, 1000000) n;
    create index on one.orders (person_id); create index on one.lines (order_id); create index on one.people (lower(trim(email)));
    analyze;`);
  const map = systemTables.parse({
    'one.people': { key: 'id', person: true, identifies: { email: 'email', external: 'id' }, then: 'delete' },
    'one.orders': { key: 'id', 'owned-by': { table: 'one.people', by: { person_id: 'id' } }, then: 'delete' },
    'one.lines': { key: 'id', 'owned-by': { table: 'one.orders', by: { order_id: 'id' } }, then: 'delete' },
  });
  const finder = await openDatabase(url);
  const catalog = await readCatalog(finder);
  const many = 200;
  const [, finding] = await timed(async () => {
    for (let n = 2; n < many + 2; n++) {
      const known = [{ kind: 'email' as const, value: `P${n}@example.org` }];
      for await (const found of findPerson(finder, map, known, { catalog })) void found;
    }
  });
  const [, byHand] = await timed(async () => {
    for (let n = 2; n < many + 2; n++) {
      await client.query('select * from one.people where lower(trim(email)) = $1', [`p${n}@example.org`]);
      await client.query('select * from one.orders where person_id = $1', [n]);
      await client.query(
        'select l.* from one.lines l join one.orders o on o.id = l.order_id where person_id = $1',
        [n],
      );
    }
  });
  say(`find one of ${people.toLocaleString('en')} people in 3 tables`, `${(finding / many).toFixed(1)} ms`);
  say('  the same SELECTs by hand', `${(byHand / many).toFixed(1)} ms`);

  let rows = 0;
  let most = 0;
  const before = process.memoryUsage().rss;
  const [, reading] = await timed(async () => {
    for await (const read of readPerson(finder, map, [{ kind: 'email', value: 'p1@example.org' }])) {
      rows += read.count;
      most = Math.max(most, process.memoryUsage().rss);
    }
  });
  say(
    `read ${rows.toLocaleString('en')} rows of one person`,
    `${(reading / 1_000).toFixed(1)} s, at most ${Math.round(most / 1e6)} MB resident (${Math.round(before / 1e6)} before)`,
  );
  await finder.close();

  await client.query(`create schema many;
    create table many.customers (id int primary key, email text, first_name text, phone text);
    insert into many.customers select n, 'c' || n || '@example.org', 'Emma', '+44 1632 960' || n from generate_series(100, 400) n;`);
  for (let from = 0; from < tables; from += 100) {
    await client.query(
      Array.from({ length: Math.min(100, tables - from) }, (_, n) => {
        const table = `many.t${from + n}`;
        return `create table ${table} (id int primary key, customer_id int, note text, placed_at timestamp, status text,
            shipping_city text, product_id int, quantity int, price numeric(10,2), created_by int, updated_at timestamp, code varchar(20));
          insert into ${table} select n, 100 + n, 'some words', now(), 'open', 'York', n, 1, 2.5, n, now(), 'A' || n from generate_series(1, 250) n;`;
      }).join('\n'),
    );
  }
  await client.query('analyze');
  const database = await openDatabase(url);
  const [scan, scanning] = await timed(() => scanDatabase(database));
  const columns = scan.catalog.tables.reduce((sum, table) => sum + table.columns.length, 0);
  say(`scan ${scan.catalog.tables.length} tables, ${columns} columns`, `${(scanning / 1_000).toFixed(1)} s`);
  say(
    '  of which found to belong to people',
    String(scan.tables.filter((one) => one.role === 'owned').length),
  );
  await database.close();
} finally {
  await client.end();
  await dropDatabase(admin, name);
}
process.exit(0);
