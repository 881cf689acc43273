import { expect, test } from 'vitest';
import { silentLog } from '../src/base/index.ts';
import { makeApiKey, SCOPES } from '../src/doors/http/keys.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { openLedger } from '../src/evidence/index.ts';
import { aSigningKey } from '../src/evidence/testing.ts';
import { type House, proposePolicy } from '../src/procedures/index.ts';
import { withVault } from '../src/store/testing.ts';
import { policy } from './company.ts';

const { files, hash: notice } = policy('inout-policy');

type Fields = Record<string, string | string[]>;
type Door = {
  house: House;
  page(path: string): Promise<string>;
  form(point: string, fields: Fields): Promise<{ status: number; text: string }>;
  call(
    method: 'POST' | 'PUT',
    url: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: Record<string, unknown> }>;
  /** How many rows each of these tables has. */
  counts(...tables: string[]): Promise<number[]>;
};

/** The web side of the pottery, without a port. */
const withDoor = (work: (door: Door) => Promise<void>): Promise<void> =>
  withVault(async (store, vault) => {
    openLedger(store, aSigningKey());
    const house: House = {
      store,
      vault,
      clock: store.clock,
      log: silentLog,
      mailer: null,
      baseUrl: 'https://ashgill.example',
    };
    await proposePolicy(house, files);
    const app = await makeServer(house, { perMinute: 10_000 });
    const { key } = await makeApiKey(house, { name: 'a test', scopes: SCOPES, by: 'test' });
    try {
      await work({
        house,
        page: async (path) => (await app.inject({ url: path })).body,
        form: async (point, fields) => {
          const body = new URLSearchParams({ notice });
          for (const [name, value] of Object.entries(fields))
            for (const one of [value].flat()) body.append(name, one);
          const reply = await app.inject({
            method: 'POST',
            url: `/forms/${point}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: body.toString(),
          });
          return { status: reply.statusCode, text: reply.body };
        },
        call: async (method, url, body, headers = {}) => {
          const reply = await app.inject({
            method,
            url,
            headers: { authorization: `Bearer ${key}`, ...headers },
            payload: body as object,
          });
          return { status: reply.statusCode, json: reply.json() };
        },
        counts: (...tables) =>
          Promise.all(
            tables.map(
              async (table) =>
                (await store.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? -1,
            ),
          ),
      });
    } finally {
      await app.close();
    }
  });

const who = { 'field.name': 'Kit', 'field.email': 'kit@people.example' };

test('a form that children meet asks how old they are, with nothing chosen beforehand, and only where it matters', () =>
  withDoor(async ({ page }) => {
    const classes = await page('/forms/class-form');
    expect(classes.match(/type="radio"[^>]*name="years" value="\d+"/g)).toHaveLength(2);
    expect(classes).toContain('Under 13');
    expect(classes).not.toMatch(/type="radio"[^>]*checked/);
    // Eighteen for the glaze; thirteen for a yes is below that and is not asked.
    const glaze = await page('/forms/glaze-order');
    expect(glaze).toContain('Under 18');
    expect(glaze).not.toContain('13');
    expect(await page('/forms/survey')).not.toContain('name="years"');
  }));

test('who is younger than the form allows is refused plainly, and nothing of it is kept', () =>
  withDoor(async ({ form, counts, call }) => {
    const order = { ...who, 'field.item': 'a glaze', consent: 'news' };
    const tables = ['person', 'record', 'permission', 'outbox', 'evidence_entry'];
    const before = await counts(...tables);

    const young = await form('glaze-order', { ...order, years: '0' });
    expect([young.status, young.text.includes('only for people who are 18 or over')]).toEqual([422, true]);
    const silent = await form('glaze-order', order);
    expect([silent.status, silent.text.includes('Please say how old you are')]).toEqual([422, true]);
    const told = await call('POST', '/api/collection/glaze-order', {
      fields: { name: 'Kit', email: 'kit@people.example', item: 'a glaze' },
      notice,
      age: 17,
    });
    expect([told.status, told.json.code]).toEqual([422, 'collection.too-young']);
    expect(await counts(...tables)).toEqual(before);

    expect((await form('glaze-order', { ...order, years: '18' })).status).toBe(200);
    expect(await counts('person', 'record')).toEqual([1, 1]);
  }));

test('a child joins the class, but nothing that it ticks or leaves unticked is a yes to marketing', () =>
  withDoor(async ({ form, counts, call, house }) => {
    const ticked = await form('class-form', { ...who, years: '0', consent: 'news' });
    expect([ticked.status, ticked.text.includes('cannot agree to the ticked choices alone')]).toEqual([
      422,
      true,
    ]);
    expect(await counts('person', 'permission')).toEqual([0, 0]);

    expect((await form('class-form', { ...who, years: '0' })).status).toBe(200);
    expect(await counts('record', 'permission')).toEqual([1, 0]);
    const asked = await call('POST', '/api/decisions', {
      act: 'send',
      purpose: 'offers',
      identity: { kind: 'email', value: 'kit@people.example' },
    });
    expect(asked.json.verdict).toBe('deny');

    // Somebody of thirteen says yes alone, and is offered the no that a soft opt-in needs.
    const older = { 'field.name': 'Ash', 'field.email': 'ash@people.example', years: '13', consent: 'news' };
    expect((await form('class-form', older)).status).toBe(200);
    const said = await house.store.rows<{ purpose: string; state: string }>(
      'select distinct purpose, state from permission order by purpose',
    );
    expect(said).toEqual([
      { purpose: 'news', state: 'granted' },
      { purpose: 'offers', state: 'offered' },
    ]);
    // No age anywhere: not in a record, not as a preference, not in the ledger.
    expect(await counts('preference')).toEqual([0]);
    expect(await house.store.rows('select 1 from evidence_entry where body ~ \'"(age|years)"\'')).toEqual([]);
  }));

test('the file of a register comes in as it is, whole or not at all, and decides about calls from then on', () =>
  withDoor(async ({ call, counts, house }) => {
    const today = house.clock.today('Europe/London');
    const put = (list: string, text: string, type = 'text/csv') =>
      call('PUT', `/api/call-lists/${list}?asOf=${today}`, text, { 'content-type': type });
    const may = async (value: string) =>
      (
        await call('POST', '/api/decisions', {
          act: 'send',
          purpose: 'offers',
          channel: 'phone',
          identity: { kind: 'phone', value },
        })
      ).json.code;
    expect(await may('01632 960123')).toBe('send.not-screened');

    expect(await put('tps', 'number,since\n01632 960999,2020-01-01\n"01632960555",\n')).toMatchObject({
      status: 201,
      json: { numbers: 2 },
    });
    expect(await put('ctps', '01632960777\nno number\n')).toMatchObject({
      status: 422,
      json: { code: 'permission.no-number' },
    });
    expect(await put('ctps', '{}', 'application/json')).toMatchObject({ status: 415 });
    expect(await counts('call_list')).toEqual([2]);
    expect(await may('01632 960123')).toBe('send.not-screened');

    expect((await put('ctps', '01632960777')).status).toBe(201);
    expect(await may('01632 960123')).toBe('send.call');
    expect(await may('+441632960999')).toBe('send.listed');
    expect(await may('01632 960777')).toBe('send.listed');
    expect((await put('tps', '01632960777')).status).toBe(409);
  }));
