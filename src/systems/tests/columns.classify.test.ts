import { describe, expect, test } from 'vitest';
import type { Family } from '../catalog/catalog.ts';
import { classify, contextOf } from '../classify/classify.rules.ts';
import { tokensOf } from '../classify/tokens.rules.ts';

const judge = (table: string, name: string, family: Family = 'text', samples: string[] = []) =>
  classify({ name, family }, samples, contextOf(table));

test.each([
  ['usr_mail', ['user', 'mail']],
  ['LastName', ['last', 'name']],
  ['kunde_tel', ['kunde', 'tel']],
  ['HTTPUserAgent', ['http', 'user', 'agent']],
  ['kundennr', ['kunden', 'nr']],
  ['adresseClient2', ['adresse', 'client', '2']],
  ['Straße', ['strasse']],
  ['prénom', ['prenom']],
  ['hostname', ['host', 'name']],
  ['xyzzy', ['xyzzy']],
])('%s is taken apart into words', (name, words) => expect(tokensOf(name)).toEqual(words));

describe('a column is recognised by its name in the habits of many', () => {
  test.each<[string, string, Family, string]>([
    ['customers', 'usr_mail', 'text', 'email'],
    ['customers', 'LastName', 'text', 'name'],
    ['kunden', 'kunde_tel', 'text', 'phone'],
    ['kunden', 'geb_dat', 'date', 'date-of-birth'],
    ['kunden', 'StrasseUndHausnummer', 'text', 'address'],
    ['clients', 'cp', 'text', 'address'],
    ['clients', 'nomDeFamille', 'text', 'name'],
    ['clients', 'NumSecu', 'text', 'national-id'],
    ['users', 'fname', 'text', 'name'],
    ['users', 'dob', 'date', 'date-of-birth'],
    ['users', 'addr1', 'text', 'address'],
    ['clientes', 'correo_electronico', 'text', 'email'],
    ['clientes', 'apellidos', 'text', 'name'],
    ['clienti', 'codice_fiscale', 'text', 'national-id'],
    ['utenti', 'cognome', 'text', 'name'],
    ['klanten', 'achternaam', 'text', 'name'],
    ['klanten', 'geboortedatum', 'date', 'date-of-birth'],
    ['clientes', 'sobrenome', 'text', 'name'],
    ['clientes', 'cpf', 'text', 'national-id'],
    ['klienci', 'nazwisko', 'text', 'name'],
    ['klienci', 'kod_pocztowy', 'text', 'address'],
    ['osoby', 'pesel', 'text', 'national-id'],
    ['kunder', 'efternamn', 'text', 'name'],
    ['orders', 'ship_address', 'text', 'address'],
    ['orders', 'bill_to_name', 'text', 'name'],
    ['customers', 'name', 'text', 'name'],
  ])('%s.%s', (table, column, family, category) =>
    expect(judge(table, column, family)?.category).toBe(category),
  );
});

describe('what only speaks about a value, or about a thing, is passed over', () => {
  test.each<[string, string, Family]>([
    ['users', 'email_verified_at', 'moment'],
    ['users', 'is_email_sent', 'boolean'],
    ['users', 'phone_type', 'text'],
    ['users', 'last_update', 'moment'],
    ['templates', 'email_subject', 'text'],
    ['products', 'name', 'text'],
    ['products', 'allergies', 'text'],
    ['film', 'title', 'text'],
    ['settings', 'email', 'text'],
    ['orders', 'state', 'text'],
    ['orders', 'ship_via', 'integer'],
    ['store', 'phone', 'text'],
    ['us_states', 'state_name', 'text'],
    ['files', 'file_name', 'text'],
    ['currencies', 'country', 'text'],
  ])('%s.%s', (table, column, family) => expect(judge(table, column, family)).toBeNull());
});

test.each<[string, string, string]>([
  ['patients', 'blutgruppe', 'health'],
  ['employees', 'kirchensteuer', 'religious-or-philosophical-beliefs'],
  ['employees', 'union_member', 'trade-union-membership'],
  ['membres', 'origine_ethnique', 'racial-or-ethnic-origin'],
  ['socios', 'orientacion_sexual', 'sexual-orientation'],
  ['members', 'political_party', 'political-opinions'],
  ['users', 'iris_scan', 'biometric'],
  ['patients', 'dna', 'genetic'],
  ['applicants', 'criminal_record', 'criminal-offence'],
])('%s.%s is special: %s', (table, column, special) => expect(judge(table, column)?.special).toBe(special));

describe('values speak where names do not', () => {
  const of = (samples: string[], column = 'x17') => judge('t_0815', column, 'text', samples)?.category;

  test('addresses, accounts, cards and numbers are known by their form and check digits', () => {
    expect(of(['ada@example.org', 'bo@example.org', 'cy@example.org'])).toBe('email');
    expect(of(['DE89370400440532013000', 'GB29NWBK60161331926819'])).toBe('bank-account');
    expect(of(['DE89370400440532013001', 'GB29NWBK60161331926818'])).toBeUndefined();
    expect(of(['AB123456C', 'CE123456D'])).toBe('national-id');
    expect(of(['192.0.2.1', '198.51.100.7', '2001:db8::7'])).toBe('ip-address');
    expect(of(['1.2.3.4', '1.2.3.5', '1.2.4.0'], 'version')).toBeUndefined();
    expect(of(['LS1 4AP', 'SW1A 1AA', 'M1 1AE', 'B33 8TH'])).toBe('address');
    expect(of(Array.from({ length: 6 }, () => '4111111111111111'))).toBe('payment-card');
    expect(of(['02:42:ac:11:00:02', '02:42:ac:11:00:03'])).toBe('device');
  });

  test('a name that the values deny is not believed', () => {
    expect(judge('users', 'email', 'text', ['yes', 'no', 'no', 'yes'])).toBeNull();
    expect(
      judge('newsletter', 'adresse', 'text', ['a@example.org', 'b@example.org', 'c@example.org'])?.category,
    ).toBe('email');
  });

  test('structured text is looked into, JSON and PHP alike, and its keys are named, never its values', () => {
    const json = judge('t', 'extra', 'json', [
      '{"email":"ada@example.org","n":1}',
      '{"email":"bo@example.org"}',
    ]);
    const php = judge('t', 'extra', 'text', ['a:2:{s:8:"lastname";s:8:"Lovelace";s:3:"zip";s:3:"123";}']);

    expect(json?.category).toBe('email');
    expect(php?.category).toBe('name');
    expect(`${json?.because}${php?.because}`).not.toMatch(/ada|Lovelace/);
  });

  test('free text is flagged where people are mentioned in it', () => {
    const told = (n: number) => `Please ring back, the address is person${n}@example.org and it is urgent`;
    expect(of([told(1), told(2), told(3)])).toBe('free-text');
    expect(
      of(['a quiet product with a long description of itself', 'another one, as long as that']),
    ).toBeUndefined();
  });
});
