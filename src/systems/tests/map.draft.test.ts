import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { draftSystem, systemName } from '../map/draft.ts';
import { systemTables } from '../map/map.ts';
import { scanJson, scanReport } from '../report.rules.ts';
import { scanDatabase } from '../scan.ts';
import { fixture, withForeign } from './foreign.ts';

test('a draft loads, says why of every column, and holds no value of a row', () =>
  withForeign([fixture('crm-francais')], async (database) => {
    const text = draftSystem(await scanDatabase(database), { url: 'env:CRM_URL' });
    const system = parse(text);
    const map = systemTables.parse(system.tables);

    expect(system).toMatchObject({ kind: 'postgres', url: 'env:CRM_URL' });
    expect(map.clients).toMatchObject({
      key: ['agence_id', 'no_client'],
      person: true,
      identifies: { email: ['courriel'], phone: ['tel_portable'] },
      'owned-by': [],
      then: 'anonymise',
    });
    expect(map.contrats?.['owned-by']).toEqual([
      { table: 'clients', by: { agence_id: 'agence_id', no_client: 'no_client' }, match: 'exact' },
    ]);
    expect(map.visites).not.toHaveProperty('key');
    expect(map['rh.salaries']?.then).toBe('anonymise');
    expect(map).not.toHaveProperty('produits');
    expect(text).toMatch(/profil: health # 9\d %, SPECIAL CATEGORY: structured text/);
    expect(text).toMatch(/inferred \(\d\d %\): visites/);
    expect(text).not.toMatch(/client5@exemple|Morel|FR14/);
  }));

test('records of money are kept for the law, and whoever they belong to is anonymised, not deleted', () =>
  withForeign([fixture('german-shop')], async (database) => {
    const map = systemTables.parse(parse(draftSystem(await scanDatabase(database))).tables);

    expect(map.Auftraege).toMatchObject({
      then: 'keep',
      'keep-until': { from: 'Datum', period: 'P6Y', duty: 'accounting-records' },
    });
    expect(map.AuftragsPos?.then).toBe('keep');
    expect(map.Kunden?.then).toBe('anonymise');
    expect(map.Kunden?.anonymise).toMatchObject({ Vorname: 'null', GebDat: { 'truncated-date': 'year' } });
    expect(map.Newsletter?.then).toBe('delete');
  }));

test('what nothing leads from is said at the end of the draft, and in the report', () =>
  withForeign(
    [
      'create table guests_1999 (vorname text, nachname text); create table t9 (id int primary key, religion text, codice_fiscale text);',
    ],
    async (database) => {
      const scan = await scanDatabase(database);

      expect(draftSystem(scan)).toContain('- t9: religion (religion), codice_fiscale (national-id)');
      expect(scanReport(scan, { explain: true })).toContain('nothing leads from it to a person');
      expect(scanJson(scan).graph.find((one) => one.table === 't9')).toMatchObject({
        role: 'unreached',
        address: 'key',
      });
    },
  ));

test('a map that proposes to anonymise says with what, and one that keeps says why', () => {
  expect(systemTables.safeParse({ t: { then: 'anonymise' } }).success).toBe(false);
  expect(systemTables.safeParse({ t: { then: 'keep' } }).success).toBe(false);
  expect(systemTables.safeParse({ t: { then: 'keep', because: 'it is nobody’s' } }).success).toBe(true);
  expect(systemTables.safeParse({ t: { then: 'delete', colums: {} } }).success).toBe(false);
  expect(systemTables.parse({ t: { then: 'anonymise', anonymise: { a: null } } }).t?.anonymise).toEqual({
    a: 'null',
  });
});

test.each([
  ['Chinook', 'chinook'],
  ['crm_2024 (old)', 'crm-2024-old'],
  ['2024', 'database'],
])('the database %s is the system %s', (database, name) => expect(systemName(database)).toBe(name));
