import { expect, test } from 'vitest';
import { type Scan, scanDatabase } from '../scan.ts';
import { fixture, withForeign } from './foreign.ts';

const scanOf = (name: string): Promise<Scan> =>
  withForeign([fixture(name)], (database) => scanDatabase(database));
const found = (scan: Scan, table: string) =>
  Object.fromEntries(
    scan.columns.filter((one) => one.table === table).map((one) => [one.column, one.special ?? one.category]),
  );
const rolesOf = (scan: Scan) => Object.fromEntries(scan.tables.map((one) => [one.table, one.role]));
const ownersOf = (scan: Scan, table: string) =>
  scan.tables
    .find((one) => one.table === table)
    ?.owners.map(
      (one) => `${one.columns.join('+')}->${one.to}${one.when ? ` where ${one.when.values}` : ''}`,
    );

test('a German shop without a foreign key: links come from names and values', async () => {
  const scan = await scanOf('german-shop');

  expect(rolesOf(scan)).toEqual({
    Artikel: 'lookup',
    Auftraege: 'owned',
    AuftragsPos: 'owned',
    Einstellungen: 'other',
    Kunden: 'person',
    Mitarbeiter: 'person',
    Newsletter: 'identified',
    Protokoll: 'owned',
  });
  expect(ownersOf(scan, 'AuftragsPos')).toEqual(['AuftragsNr->Auftraege']);
  expect(found(scan, 'Kunden')).toMatchObject({
    EMail: 'email',
    kunde_tel: 'phone',
    GebDat: 'date-of-birth',
    PLZ: 'address',
  });
  expect(found(scan, 'Kunden')).not.toHaveProperty('angelegt');
  expect(found(scan, 'Mitarbeiter')).toMatchObject({
    Krankheitstage: 'health',
    Gewerkschaft: 'trade-union-membership',
    Konfession: 'religious-or-philosophical-beliefs',
  });
  expect(found(scan, 'Newsletter')).toEqual({ Adresse: 'email' });
  for (const silent of ['Artikel', 'Einstellungen', 'AuftragsPos']) expect(found(scan, silent)).toEqual({});
  expect(scan.tables.find((one) => one.table === 'Protokoll')?.address).toEqual({ by: 'place' });
});

test('a blog: key-value tables, zero for nobody, a prefix on every table', async () => {
  const scan = await scanOf('press');

  expect(rolesOf(scan)).toMatchObject({
    xy_users: 'person',
    xy_usermeta: 'owned',
    xy_postmeta: 'owned',
    xy_options: 'other',
  });
  expect(ownersOf(scan, 'xy_posts')).toEqual(['post_author->xy_users']);
  expect(ownersOf(scan, 'xy_comments')).toEqual(['user_id->xy_users']);
  const meta = scan.columns.find((one) => one.column === 'meta_value');
  expect(meta?.because).toContain('billing_phone (phone)');
  expect(found(scan, 'xy_options')).toEqual({});
  expect(found(scan, 'xy_terms')).toEqual({});
});

test('a French CRM: composite keys, two owners, another schema, partitions, JSON, a list that many share', async () => {
  const scan = await scanOf('crm-francais');

  expect(ownersOf(scan, 'contrats')).toEqual(['agence_id+no_client->clients']);
  expect(ownersOf(scan, 'visites')).toEqual(['agence_id+no_client->clients']);
  expect(ownersOf(scan, 'parrainages')).toHaveLength(2);
  expect(scan.tables.find((one) => one.table === 'parrainages')?.shared).toBe(true);
  expect(rolesOf(scan)).toMatchObject({
    agences: 'lookup',
    produits: 'other',
    'rh.salaries': 'person',
    clients_lyon: 'view',
    journal: 'owned',
  });
  expect(rolesOf(scan)).not.toHaveProperty('journal_2025');
  expect(found(scan, 'clients')).toMatchObject({
    nom: 'name',
    cp: 'address',
    courriel: 'email',
    profil: 'health',
  });
  expect(found(scan, 'produits')).toEqual({});
  expect(found(scan, 'salaries')).toMatchObject({
    rqth: 'health',
    iban: 'bank-account',
    numero_securite_sociale: 'national-id',
  });
  expect(ownersOf(scan, 'rh.salaries')).toEqual([]);
});

test('an old office: shortened names, polymorphic notes, messages between two, handlers who own nothing', async () => {
  const scan = await scanOf('legacy');

  expect(ownersOf(scan, 'tblord')).toEqual(['usrid->tblusr']);
  expect(ownersOf(scan, 'tblnote')).toEqual(['entity_id->tblusr where usr', 'entity_id->tblord where ord']);
  expect(ownersOf(scan, 'tblmsg')).toEqual(['sender_id->tblusr', 'recipient_id->tblusr']);
  expect(scan.tables.find((one) => one.table === 'tblmsg')?.shared).toBe(true);
  expect(scan.tables.find((one) => one.table === 'tblord')?.accessedBy.map((one) => one.columns[0])).toEqual([
    'created_by',
  ]);
  expect(rolesOf(scan)).toMatchObject({
    tblgrp: 'lookup',
    tblaudit: 'identified',
    tbllookup: 'other',
    tblstk: 'lookup',
  });
  expect(found(scan, 'tblallergy')).toMatchObject({ substance: 'health' });
  for (const silent of ['tblstk', 'tbllookup', 'tblordln']) expect(found(scan, silent)).toEqual({});
});

test('a scan keeps no value of any row', async () => {
  const said = JSON.stringify(await scanOf('legacy'));

  expect(said).not.toMatch(/user1@example\.org|Mill Lane|203\.0\.113|07700/);
});
