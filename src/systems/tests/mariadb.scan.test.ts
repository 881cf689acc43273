import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openDatabase } from '../database/open.ts';
import { findPerson } from '../find/find.ts';
import { draftSystem } from '../map/draft.ts';
import { systemTables } from '../map/map.ts';
import { scanDatabase } from '../scan.ts';
import { INPUTS, input, WORKSHOP } from './foreign.ts';
import { MARIADB, withMariadb } from './mariadb.ts';

const LEGACY = `
  create database office; use office;
  create table kunden (KundenNr int auto_increment primary key, Nachname varchar(40), usr_mail varchar(80) not null, kunde_tel varchar(30),
    aktiv tinyint(1), voll varchar(100) generated always as (concat(Nachname, ' ', usr_mail)) stored, unique (usr_mail));
  create table \`Auftrag\` (Nr int auto_increment primary key, KundenNr int, am datetime, Summe decimal(10,2)) engine=MyISAM;
  create table protokoll (KundenNr int, ip varchar(39), am datetime);
  create table kontakte (agentur int, nummer int, EMail varchar(80), name varchar(80), primary key (agentur, nummer));
  create table besuche (id int primary key, agentur int, nummer int, am date, foreign key (agentur, nummer) references kontakte (agentur, nummer));
  create trigger merken after insert on kunden for each row insert into protokoll values (new.KundenNr, '192.0.2.1', now());
  create view alle as select * from kunden;
  insert into kunden (Nachname, usr_mail, kunde_tel, aktiv) select concat('Vogt', seq), concat('Kunde', seq, '@example.de'), '030 1234567', 1 from seq_1_to_50;
  insert into Auftrag (KundenNr, am, Summe) select seq % 50 + 1, now(), 1.50 from seq_1_to_200;
  insert into kontakte select seq % 3, seq, concat('k', seq, '@example.de'), 'Anna Berg' from seq_1_to_30;
  insert into besuche select seq, seq % 3, seq, '2026-01-01' from seq_1_to_30;`;

describe.skipIf(!MARIADB)('MariaDB', () => {
  test('an office without foreign keys: catalog, links, composite keys, a table without a key', () =>
    withMariadb('office', [LEGACY], async (url) => {
      const database = await openDatabase(url);
      const scan = await scanDatabase(database);
      const roles = Object.fromEntries(scan.tables.map((one) => [one.table, one.role]));

      expect(roles).toEqual({
        alle: 'view',
        Auftrag: 'owned',
        besuche: 'owned',
        kontakte: 'person',
        kunden: 'person',
        protokoll: 'owned',
      });
      const kunden = scan.tables.find((one) => one.table === 'kunden');
      expect(kunden?.catalog.triggers).toEqual(['merken']);
      expect(kunden?.catalog.uniques).toEqual([['usr_mail']]);
      expect(kunden?.catalog.columns.find((one) => one.name === 'voll')?.generated).toBe(true);
      expect(scan.tables.find((one) => one.table === 'protokoll')?.address).toEqual({ by: 'nothing' });

      const map = systemTables.parse(parse(draftSystem(scan)).tables);
      const counts: Record<string, number> = {};
      for await (const found of findPerson(database, map, [{ kind: 'email', value: 'kunde7@EXAMPLE.de' }])) {
        counts[found.table] = (counts[found.table] ?? 0) + found.count;
      }
      expect(counts).toEqual({ kunden: 1, Auftrag: 4, protokoll: 1 });
      await expect(database.rows('delete from kunden')).rejects.toThrow(/READ ONLY/i);

      // Breaking off leaves a connection that still answers.
      for await (const found of findPerson(database, map, [{ kind: 'email', value: 'kunde8@example.de' }], {
        batch: 1,
      })) {
        expect(found.count).toBe(1);
        break;
      }
      expect(await database.rows('select 1 as one')).toEqual([{ one: 1 }]);
      await database.close();
    }));

  test('behind a cycle of keys the job on a client’s bike is the client’s', () =>
    withMariadb('workshop', [`create database workshop; use workshop; ${WORKSHOP}`], async (url) => {
      const database = await openDatabase(url);
      const { tables } = await scanDatabase(database);
      const owned = tables.filter((one) => one.role === 'owned').map((one) => one.table);

      expect(owned.sort()).toEqual(['bikes', 'job_parts', 'jobs']);
      await database.close();
    }));

  test.skipIf(!existsSync(INPUTS))('Chinook gives the same rows as SQL', () =>
    withMariadb('Chinook', [input('databases/chinook/chinook-mysql.sql.xz')], async (url) => {
      const database = await openDatabase(url);
      const map = systemTables.parse(parse(draftSystem(await scanDatabase(database))).tables);
      const lines: string[] = [];
      for await (const found of findPerson(
        database,
        map,
        [{ kind: 'email', value: 'luisg@EMBRAER.com.br' }],
        { batch: 5 },
      )) {
        if (found.table === 'InvoiceLine') lines.push(...found.keys.map(String));
      }

      const wanted = await database.rows(
        'select InvoiceLineId as id from InvoiceLine join Invoice using (InvoiceId) where CustomerId = 1',
      );
      expect(lines.sort()).toEqual(wanted.map((row) => String(row.id)).sort());
      await database.close();
    }),
  );
});

test('without the driver the refusal says what to install', async () => {
  if (MARIADB) return;
  await expect(openDatabase('mysql://root@localhost/x')).rejects.toMatchObject({
    code: expect.stringMatching(/^systems\./),
  });
});
