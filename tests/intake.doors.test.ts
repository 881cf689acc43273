import { describe, expect, test } from 'vitest';
import { silentLog } from '../src/base/index.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { openLedger } from '../src/evidence/index.ts';
import { aSigningKey } from '../src/evidence/testing.ts';
import { type House, proposePolicy } from '../src/procedures/index.ts';
import { withVault } from '../src/store/testing.ts';
import { policy } from './company.ts';

const { files, hash: notice } = policy('intake-policy');

type Door = {
  house: House;
  get(path: string): Promise<string>;
  send(point: string, body: Record<string, unknown>): Promise<{ status: number; code: unknown }>;
  form(path: string, fields: Record<string, string | string[]>): Promise<{ status: number; text: string }>;
  upload(
    point: string,
    fields: Record<string, string>,
    file: { field: string; name: string; content: Buffer },
  ): Promise<{ status: number; text: string }>;
  count(from: string): Promise<number>;
};

/** The web side of the glassworks, without a port. */
const withDoor = (work: (door: Door) => Promise<void>, options: Partial<House> = {}): Promise<void> =>
  withVault(async (store, vault) => {
    openLedger(store, aSigningKey());
    const house: House = {
      store,
      vault,
      clock: store.clock,
      log: silentLog,
      mailer: null,
      baseUrl: 'https://thornbeck.example',
      ...options,
    };
    await proposePolicy(house, files);
    const app = await makeServer(house, { perMinute: 10_000 });
    const answer = (reply: { statusCode: number; body: string }) => ({
      status: reply.statusCode,
      text: reply.body,
    });
    try {
      await work({
        house,
        get: async (path) => (await app.inject({ url: path })).body,
        send: async (point, body) => {
          const reply = await app.inject({
            method: 'POST',
            url: `/api/collection/${point}`,
            payload: { notice, ...body },
          });
          return { status: reply.statusCode, code: reply.json().code };
        },
        form: async (path, fields) => {
          const body = new URLSearchParams();
          for (const [name, value] of Object.entries(fields))
            for (const one of [value].flat()) body.append(name, one);
          return answer(
            await app.inject({
              method: 'POST',
              url: path,
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              payload: body.toString(),
            }),
          );
        },
        upload: async (point, fields, file) => {
          const body = new FormData();
          for (const [name, value] of Object.entries(fields)) body.append(name, value);
          body.append(`field.${file.field}`, new Blob([Uint8Array.from(file.content)]), file.name);
          const wrapped = new Response(body);
          return answer(
            await app.inject({
              method: 'POST',
              url: `/forms/${point}`,
              headers: { 'content-type': wrapped.headers.get('content-type') ?? '' },
              payload: Buffer.from(await wrapped.arrayBuffer()),
            }),
          );
        },
        count: async (from) =>
          (await store.rows<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? -1,
      });
    } finally {
      await app.close();
    }
  });

const ADA = { name: 'Ada', email: 'ada@people.example' };
const typed = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value]));

/** A PDF of one page with these words: as small as one can be that a reader opens. */
function pdfOf(words: string): Buffer {
  const stream = `BT /F1 12 Tf 20 100 Td (${words}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const at = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF`);
}

describe('a form', () => {
  test('that is sent twice from one page is taken once, and answered twice the same', () =>
    withDoor(async ({ get, form, count }) => {
      const token = /name="form" value="([^"]+)"/.exec(await get('/forms/contact-form'))?.[1] ?? '';
      const sent = { ...typed(ADA), notice, form: token };
      const first = await form('/forms/contact-form', sent);
      const second = await form('/forms/contact-form', sent);

      expect([first.status, second.status, first.text === second.text]).toEqual([200, 200, true]);
      expect(await count('record')).toBe(1);
      await form('/forms/contact-form', { ...typed(ADA), notice });
      expect(await count('record')).toBe(2);
    }));

  test('that comes back faster than anybody types is asked for once more, and nothing typed is lost', () =>
    withDoor(
      async ({ get, form, count }) => {
        const token = /name="form" value="([^"]+)"/.exec(await get('/forms/contact-form'))?.[1] ?? '';
        const hurried = await form('/forms/contact-form', { ...typed(ADA), notice, form: token });

        expect(hurried.status).toBe(422);
        expect(hurried.text).toContain('value="ada@people.example"');
        expect(hurried.text).toContain('press the button once more');
        expect(await count('record')).toBe(0);
        expect((await form('/forms/contact-form', { ...typed(ADA), notice, form: `${token}x` })).status).toBe(
          422,
        );
      },
      { leastFillSeconds: 2 },
    ));

  test('with the field filled in that nobody sees is thanked, and kept nowhere', () =>
    withDoor(async ({ form, count }) => {
      const robot = await form('/forms/contact-form', {
        ...typed(ADA),
        notice,
        website: 'https://spam.example',
      });

      expect(robot.status).toBe(200);
      expect([await count('record'), await count("evidence_entry where kind like 'collection.%'")]).toEqual([
        0, 0,
      ]);
    }));
});

describe('consent', () => {
  test('is never bundled, never for what was not asked, and needs the notice', () =>
    withDoor(async ({ send, count }) => {
      const fields = { ...ADA };
      for (const [body, code] of [
        [{ fields, consents: ['all'] }, 'collection.bundled-consent'],
        [{ fields, consents: ['catering,news'] }, 'collection.bundled-consent'],
        [{ fields, consents: ['news'] }, 'collection.undeclared-consent'],
        [{ fields, notice: null }, 'collection.missing-notice'],
      ] as const)
        expect((await send('order', body)).code, code).toBe(code);
      expect(await count('record')).toBe(0);
    }));

  test('opens a special field, which is kept apart from the rest', () =>
    withDoor(async ({ send, house, count }) => {
      const fields = { ...ADA, diet: 'no pork-canary' };
      expect(await send('order', { fields })).toMatchObject({
        status: 422,
        code: 'collection.special-without-consent',
      });
      expect((await send('order', { fields, consents: ['catering'] })).status).toBe(201);

      const [record] = await house.store.rows<{ person_id: string; id: string; sealed: Buffer }>(
        'select person_id, id, sealed from record',
      );
      const stored = await house.vault.open(
        record?.person_id ?? '',
        record?.sealed ?? Buffer.alloc(0),
        `record:${record?.id}`,
      );
      expect(stored.toString()).not.toContain('no pork-canary');
      expect(await count("record_part where kind = 'special' and open")).toBe(1);
    }));
});

describe('a file', () => {
  const fields = { ...typed({ name: 'Ada', email: ADA.email, route: 'direct' }), notice };

  test('is read for what is sensitive, as a PDF too, and can then be opened by nobody', () =>
    withDoor(async ({ upload, count, house }) => {
      const cv = pdfOf('I make glass. I was diagnosed with epilepsy last year. I start in May.');
      const sent = await upload('job-application', fields, { field: 'cv', name: 'cv.pdf', content: cv });

      expect(sent.status).toBe(200);
      expect(await count("record_file where type = 'application/pdf' and fenced")).toBe(1);
      expect(await count("record_part where category = 'health' and not open")).toBe(1);
      const [chunk] = await house.store.rows<{ n: number }>(
        "select count(*)::int as n from record_chunk where position('PDF'::bytea in sealed) > 0",
      );
      expect(chunk?.n).toBe(0);
    }));

  test('is judged by what it is, not by what it is called', () =>
    withDoor(async ({ upload, count }) => {
      const page = await upload('job-application', fields, {
        field: 'cv',
        name: 'cv.pdf',
        content: Buffer.from('<html><script>alert(1)</script></html>'),
      });

      expect(page.status).toBe(415);
      expect(page.text).toContain('We do not take files of this type here');
      expect(await count('record')).toBe(0);
    }));

  test('that is too large is refused, and the words in place of a file will do', () =>
    withDoor(async ({ upload, form, count }) => {
      const large = await upload('job-application', fields, {
        field: 'cv',
        name: 'cv.txt',
        content: Buffer.alloc(11 * 1024 * 1024, 'a'),
      });
      expect(large.status).toBe(413);
      expect((await form('/forms/job-application', { ...fields, 'text.cv': 'I make glass.' })).status).toBe(
        200,
      );
      expect([await count('record'), await count('record_file')]).toEqual([1, 0]);
    }));

  test('goes with its record, whoever deletes that', () =>
    withDoor(async ({ upload, count, house }) => {
      await upload('job-application', fields, {
        field: 'cv',
        name: 'cv.txt',
        content: Buffer.alloc(600_000, 'glass '),
      });
      expect([await count('record_file'), await count('record_chunk'), await count('record_source')]).toEqual(
        [1, 3, 1],
      );

      await house.store.rows('delete from record');
      expect([await count('record_file'), await count('record_chunk'), await count('record_source')]).toEqual(
        [0, 0, 0],
      );
    }));
});

test('what only staff enter needs a key', () =>
  withDoor(async ({ send }) => {
    const told = await send('register', {
      fields: { 'business-name': 'Kilns & Co' },
      source: { who: 'x', evidence: 'y' },
    });

    expect([told.status, told.code]).toEqual([401, 'key.missing']);
  }));
