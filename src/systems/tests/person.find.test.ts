import { existsSync } from 'node:fs';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open.ts';
import { findPerson, readPerson } from '../find/find.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { draftSystem } from '../map/draft.ts';
import { type SystemTables, systemTables } from '../map/map.ts';
import { scanDatabase } from '../scan.ts';
import { fixture, INPUTS, input, withForeign } from './foreign.ts';

/** The map that a scan drafts, as a policy would load it. */
const drafted = async (database: Database): Promise<SystemTables> =>
  systemTables.parse(parse(draftSystem(await scanDatabase(database))).tables);

/** The keys of a person's rows, by table, sorted; a key that comes twice is there twice. */
async function keysOf(database: Database, map: SystemTables, known: readonly KnownAs[], batch = 7) {
  const keys: Record<string, string[]> = {};
  for await (const found of findPerson(database, map, known, { batch })) {
    keys[found.table] = [...(keys[found.table] ?? []), ...found.keys.map((key) => key.join(' '))].sort();
  }
  return keys;
}

const column = async (client: pg.Client, sql: string): Promise<string[]> => {
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  return rows.map((row: unknown[]) => row.join(' ')).sort();
};

describe.skipIf(!existsSync(INPUTS))(
  'every row of the person and no row of anyone else, as hand-written SQL finds them',
  () => {
    test('Chinook: each of its customers', () =>
      withForeign([input('databases/chinook/chinook-postgres.sql.xz')], async (database, client) => {
        const map = await drafted(database);
        for (const { customer_id: id, email } of (
          await client.query('select customer_id, email from customer')
        ).rows) {
          const keys = await keysOf(database, map, [{ kind: 'email', value: email.toUpperCase() }]);

          expect(keys).toEqual({
            customer: [String(id)],
            invoice: await column(client, `select invoice_id from invoice where customer_id = ${id}`),
            invoice_line: await column(
              client,
              `select invoice_line_id from invoice_line join invoice using (invoice_id) where customer_id = ${id}`,
            ),
          });
        }
      }));

    test('Chinook in SQLite: counts agree with SQL', async () => {
      const database = await openDatabase(
        `sqlite:${new URL('databases/chinook/chinook.sqlite', INPUTS).pathname}`,
      );
      const map = await drafted(database);

      const keys = await keysOf(database, map, [{ kind: 'email', value: 'LUISG@embraer.com.br ' }]);

      const lines = await database.rows(
        'select InvoiceLineId as id from InvoiceLine join Invoice using (InvoiceId) where CustomerId = 1',
      );
      expect(keys.InvoiceLine).toEqual(lines.map((row) => String(row.id)).sort());
      expect(keys.Customer).toEqual(['1']);
      await database.close();
    });

    test('Northwind: by telephone and by the id that the system gave', () =>
      withForeign([input('databases/northwind-postgres/northwind.sql.xz')], async (database, client) => {
        const map = await drafted(database);
        const wanted = {
          customers: ['ALFKI'],
          orders: await column(client, "select order_id from orders where customer_id = 'ALFKI'"),
          order_details: await column(
            client,
            "select order_id, product_id from order_details join orders using (order_id) where customer_id = 'ALFKI'",
          ),
        };

        expect(await keysOf(database, map, [{ kind: 'phone', value: '030 0074321' }])).toEqual(wanted);
        expect(
          await keysOf(database, map, [{ kind: 'external', value: 'northwind:customers/ALFKI' }]),
        ).toEqual(wanted);
        await expect(
          keysOf(database, map, [{ kind: 'external', value: 'northwind:ALFKI' }]),
        ).rejects.toMatchObject({
          code: 'systems.identity-ambiguous',
        });
      }));

    test('Sakila: rentals, payments in every partition, and the address', () =>
      withForeign(
        ['schema', 'data-copy'].map((one) => input(`databases/sakila-postgres/${one}.sql.xz`)),
        async (database, client) => {
          const map = await drafted(database);

          const keys = await keysOf(database, map, [
            { kind: 'email', value: 'mary.smith@sakilacustomer.org' },
          ]);

          expect(keys).toEqual({
            customer: ['1'],
            address: await column(client, 'select address_id from customer where customer_id = 1'),
            rental: await column(client, 'select rental_id from rental where customer_id = 1'),
            payment: await column(client, 'select payment_id from payment where customer_id = 1'),
          });
        },
      ));
  },
);

test('without a foreign key, and known in another case elsewhere', () =>
  withForeign([fixture('german-shop')], async (database, client) => {
    const map = await drafted(database);
    const keys = await keysOf(database, map, [{ kind: 'email', value: 'KUNDE7@EXAMPLE.DE' }]);

    expect(keys.Kunden).toEqual(['7']);
    expect(keys.Auftraege).toEqual(
      await column(client, 'select "AuftragsNr" from "Auftraege" where "KundenNr" = 7'),
    );
    expect(keys.AuftragsPos).toEqual(
      await column(
        client,
        'select "AuftragsNr", "PosNr" from "AuftragsPos" join "Auftraege" using ("AuftragsNr") where "KundenNr" = 7',
      ),
    );
    expect(keys.Newsletter).toHaveLength(1);
    expect(keys.Protokoll).toHaveLength(2);
  }));

test('a table without a key: each row is found, alike rows too', () =>
  withForeign([fixture('german-shop')], async (database) => {
    const keys = await keysOf(database, await drafted(database), [
      { kind: 'email', value: 'fremd@example.org' },
    ]);

    expect(Object.keys(keys)).toEqual(['Newsletter']);
    expect(keys.Newsletter).toHaveLength(2);
  }));

test('composite keys, two owners of one row, several schemas and partitions', () =>
  withForeign([fixture('crm-francais')], async (database, client) => {
    const keys = await keysOf(database, await drafted(database), [
      { kind: 'email', value: 'client5@exemple.fr' },
    ]);

    expect(keys.clients).toEqual(['3 5']);
    expect(keys.contrats).toEqual(
      await column(client, 'select id from contrats where (agence_id, no_client) = (3, 5)'),
    );
    expect(keys.pieces_jointes).toEqual(keys.contrats);
    expect(keys.parrainages).toEqual(['4', '5']);
    expect(keys.visites).toHaveLength(1);
    expect(keys.journal).toHaveLength(1);
    expect(keys).not.toHaveProperty('agences');
  }));

test('polymorphic notes follow their type, and nobody else’s with the same number', () =>
  withForeign([fixture('legacy')], async (database, client) => {
    const keys = await keysOf(database, await drafted(database), [
      { kind: 'email', value: 'user7@example.org' },
    ]);

    expect(keys.tblnote).toEqual(
      await column(
        client,
        `select id from tblnote where (entity_type = 'usr' and entity_id = 7)
           or (entity_type = 'ord' and entity_id in (select ordid from tblord where usrid = 7))`,
      ),
    );
    expect(keys.tblmsg).toEqual(
      await column(client, 'select id from tblmsg where sender_id = 7 or recipient_id = 7'),
    );
  }));

const TREE = `
  create table people (id int primary key, email text, parent_id int, home_id int);
  create table homes (id int primary key, street text, person_id int);
  create table folders (id int primary key, person_id int, parent_id int);
  create table pings (email text, n int);
  insert into people values (1, 'a@example.org', null, 1), (2, 'b@example.org', 1, 2), (3, ' A@Example.org ', null, null);
  insert into homes values (1, 'One', 2), (2, 'Two', 1);
  insert into folders values (1, 1, null), (2, null, 1), (3, null, 2), (4, null, 3), (5, 2, null), (6, null, 5);
  insert into pings values ('A@EXAMPLE.ORG', 1), ('a@example.org', 1), ('b@example.org', 1);`;

const treeMap = systemTables.parse({
  people: { key: 'id', person: true, identifies: { email: 'email', external: 'id' }, then: 'delete' },
  homes: { key: 'id', 'owned-by': { table: 'people', by: { id: 'home_id' } }, then: 'delete' },
  folders: {
    key: 'id',
    'owned-by': [
      { table: 'people', by: { person_id: 'id' } },
      { table: 'folders', by: { parent_id: 'id' } },
    ],
    then: 'delete',
  },
  pings: { 'owned-by': { table: 'people', by: { email: 'email' }, match: 'email' }, then: 'delete' },
});

test('trees are walked to their leaves, cycles end, and a person under two spellings is one', () =>
  withForeign([TREE], async (database) => {
    const keys = await keysOf(database, treeMap, [{ kind: 'email', value: 'a@example.org' }], 1);

    expect(keys.people).toEqual(['1', '3']);
    expect(keys.folders).toEqual(['1', '2', '3', '4']);
    expect(keys.homes).toEqual(['1']);
    expect(keys.pings).toHaveLength(2);

    const cyclic: SystemTables = {
      ...treeMap,
      people: {
        ...(treeMap.people as SystemTables[string]),
        'owned-by': [{ table: 'homes', by: { id: 'person_id' }, match: 'exact' }],
      },
    };
    const both = await keysOf(database, cyclic, [{ kind: 'external', value: 'crm:1' }], 1);
    expect(both.people).toEqual(['1', '2']);
    expect(both.homes).toEqual(['1', '2']);
  }));

test('rows are read as they are, and a batch is never larger than asked', () =>
  withForeign([TREE], async (database) => {
    const rows: unknown[] = [];
    for await (const read of readPerson(database, treeMap, [{ kind: 'external', value: 'crm:1' }], {
      batch: 2,
    })) {
      expect(read.rows.length).toBeLessThanOrEqual(2);
      rows.push(...read.rows);
    }

    expect(rows).toContainEqual({ id: 1, email: 'a@example.org', parent_id: null, home_id: 1 });
    expect(rows).toContainEqual({ id: 1, street: 'One', person_id: 2 });
  }));

test('around what is asked for at first no row is lost and none comes twice', () =>
  withForeign(
    [
      `create table people (id int primary key, email text);
       create table notes (id int primary key, person_id int, text text);
       insert into people select n, 'p' || n || '@example.org' from generate_series(30, 36) n;
       insert into notes select p * 100 + n, p, 'x' from generate_series(30, 36) p, generate_series(1, p) n;`,
    ],
    async (database) => {
      const map = systemTables.parse({
        people: { key: 'id', person: true, identifies: { email: 'email' }, then: 'delete' },
        notes: { key: 'id', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
      });
      for (let rows = 30; rows <= 36; rows++) {
        for (const batch of [1, 32, 33, 500]) {
          const keys = await keysOf(database, map, [{ kind: 'email', value: `p${rows}@example.org` }], batch);
          expect(new Set(keys.notes).size).toBe(rows);
          expect(keys.notes).toHaveLength(rows);
        }
      }
    },
  ));

test('batches shrink where rows are large, so that they fit in memory', () =>
  withForeign(
    [
      `create table files (id int primary key, email text, content text);
       insert into files select n, 'a@example.org', repeat('x', 400000) from generate_series(1, 60) n;`,
    ],
    async (database) => {
      const map = systemTables.parse({
        files: { key: 'id', identifies: { email: 'email' }, then: 'delete' },
      });
      const counts: number[] = [];
      for await (const read of readPerson(database, map, [{ kind: 'email', value: 'a@example.org' }]))
        counts.push(read.count);

      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
      expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(3);
    },
  ));

test('a table that was altered between two searches is searched as it is now', () =>
  withForeign([TREE], async (database, client) => {
    const known = [{ kind: 'email' as const, value: 'b@example.org' }];
    expect((await keysOf(database, treeMap, known)).people).toEqual(['2']);
    await client.query('alter table people alter column id type text');

    await keysOf(database, treeMap, known).catch(() => null);

    expect((await keysOf(database, treeMap, known)).people).toEqual(['2']);
  }));

test('a map that no longer fits, and an identity that nothing can look up, are refused', () =>
  withForeign([TREE], async (database) => {
    const gone = systemTables.parse({ people: { identifies: { email: 'mail' }, then: 'delete' } });

    await expect(keysOf(database, gone, [{ kind: 'email', value: 'a@example.org' }])).rejects.toMatchObject({
      code: 'systems.map-outdated',
    });
    await expect(
      keysOf(database, treeMap, [{ kind: 'phone', value: '+44 1632 960000' }]),
    ).rejects.toMatchObject({
      code: 'systems.identity-unusable',
    });
  }));

test('a scanning session can not write', () =>
  withForeign([TREE], async (database) => {
    await expect(database.rows('delete from people')).rejects.toThrow(/read-only/);
  }));
