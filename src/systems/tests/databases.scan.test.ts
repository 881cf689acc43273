import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { type Scan, scanDatabase } from '../scan.ts';
import { INPUTS, input, withForeign } from './foreign.ts';

const rolesOf = (scan: Scan) => Object.fromEntries(scan.tables.map((one) => [one.table, one.role]));
const columnsOf = (scan: Scan, table: string) =>
  scan.columns.filter((one) => one.table === table).map((one) => one.column);
const tablesWithColumns = (scan: Scan) => [...new Set(scan.columns.map((one) => one.table))].sort();

describe.skipIf(!existsSync(INPUTS))('databases that nobody made for us', () => {
  test('Chinook: customers and employees are people, invoices are theirs, music is silent', async () => {
    const database = await openDatabase(
      `sqlite:${new URL('databases/chinook/chinook.sqlite', INPUTS).pathname}`,
    );
    const scan = await scanDatabase(database);
    await database.close();

    expect(tablesWithColumns(scan)).toEqual(['Customer', 'Employee', 'Invoice']);
    expect(rolesOf(scan)).toMatchObject({
      Customer: 'person',
      Employee: 'person',
      Invoice: 'owned',
      InvoiceLine: 'owned',
    });
    expect(columnsOf(scan, 'Customer').sort()).toEqual(
      'Address City Company Country CustomerId Email Fax FirstName LastName Phone PostalCode State SupportRepId'.split(
        ' ',
      ),
    );
    expect(columnsOf(scan, 'Invoice').sort()).toEqual(
      'BillingAddress BillingCity BillingCountry BillingPostalCode BillingState CustomerId'.split(' '),
    );
    expect(scan.tables.find((one) => one.table === 'Customer')?.owners).toEqual([]);
  });

  test('Chinook on PostgreSQL gives the same graph', () =>
    withForeign([input('databases/chinook/chinook-postgres.sql.xz')], async (database) => {
      const scan = await scanDatabase(database);

      expect(tablesWithColumns(scan)).toEqual(['customer', 'employee', 'invoice']);
      expect(rolesOf(scan)).toMatchObject({ invoice_line: 'owned', track: 'lookup', playlist: 'other' });
    }));

  test('Northwind: an order belongs to its customer, and its employee only dealt with it', () =>
    withForeign([input('databases/northwind-postgres/northwind.sql.xz')], async (database) => {
      const scan = await scanDatabase(database);
      const orders = scan.tables.find((one) => one.table === 'orders');

      expect(rolesOf(scan)).toMatchObject({
        customers: 'person',
        employees: 'person',
        orders: 'owned',
        order_details: 'owned',
        employee_territories: 'owned',
        products: 'lookup',
        shippers: 'lookup',
        us_states: 'other',
        territories: 'lookup',
      });
      expect(orders?.owners.map((one) => one.to)).toEqual(['customers']);
      expect(orders?.accessedBy.map((one) => one.to)).toEqual(['employees']);
      for (const silent of ['products', 'categories', 'shippers', 'region', 'us_states', 'territories'])
        expect(columnsOf(scan, silent)).toEqual([]);
      expect(columnsOf(scan, 'orders')).toContain('ship_name');
      expect(columnsOf(scan, 'orders')).not.toContain('ship_via');
    }));

  test('Sakila: an address belongs to who has it, partitions are one table, films and shops are silent', () =>
    withForeign(
      ['schema', 'data-copy'].map((one) => input(`databases/sakila-postgres/${one}.sql.xz`)),
      async (database) => {
        const scan = await scanDatabase(database);
        const address = scan.tables.find((one) => one.table === 'address');

        expect(rolesOf(scan)).toMatchObject({
          customer: 'person',
          staff: 'person',
          address: 'owned',
          payment: 'owned',
          rental: 'owned',
          city: 'lookup',
          inventory: 'lookup',
          customer_list: 'view',
        });
        expect(address?.shared).toBe(true);
        expect(address?.owners.map((one) => `${one.to} ${one.owns}`)).toEqual([
          'customer true',
          'staff true',
        ]);
        expect(scan.catalog.tables.find((one) => one.name === 'payment')?.partitions).toHaveLength(6);
        expect(tablesWithColumns(scan)).toEqual([
          'actor',
          'address',
          'customer',
          'payment',
          'rental',
          'staff',
        ]);
        expect(scan.tables.find((one) => one.table === 'customer')?.warnings.join()).toContain('triggers');
      },
    ));
});
