import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { companies, fillsIn } from './company.ts';

const withCompany = companies();
const withRegistrations = companies('smartcomms');
const withQuotes = companies('webstraxt');
const ADA = { name: 'Ada', email: 'ada@people.example' };

describe('intake.fields', () => {
  const state = (company: Twin) => company.stateOf('intake.fields', 'collection.contact-form');

  test('submissions of declared fields are kept; one entry of another field is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await fillsIn(company, 'contact-form', ADA);
      expect(await state(company)).toBe('kept');

      await company.rows(
        `update evidence_entry set body = jsonb_set(body::jsonb, '{fields}', '["name", "date-of-birth"]')::text
         where kind = 'collection.received'`,
      );
      expect(await state(company)).toBe('broken');

      await company.rows("delete from evidence_entry where kind = 'collection.received'");
      expect(await state(company)).toBe('unproven');
    }));

  test('a field that nobody declared is not forgotten behind a thousand healthy submissions, nor by the next version', () =>
    withCompany(async (company) => {
      await fillsIn(company, 'contact-form', ADA);
      await company.rows(
        `update evidence_entry set body = jsonb_set(body::jsonb, '{fields}', '["name", "date-of-birth"]')::text
         where kind = 'collection.received'`,
      );
      await fillsIn(company, 'contact-form', { name: 'Bo', email: 'bo@people.example' });
      await company.rows(
        `insert into evidence_entry (id, at, kind, actor, body, commitment, promise)
         select (substr(id::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, at, kind, actor, body, commitment, promise
         from evidence_entry, generate_series(1, 1000) n
         where kind = 'collection.received' and not body::jsonb -> 'fields' ? 'date-of-birth'`,
      );
      expect(await state(company)).toBe('broken');

      await company.editPolicy((files) => ({ ...files, 'notice.md': `${files['notice.md']}\nThank you.\n` }));
      await company.travelTo('2026-11-24');
      expect(await state(company)).toBe('broken');
    }));

  test('what came in at one form says nothing of another', () =>
    withCompany(async (company) => {
      await fillsIn(company, 'application-form', { ...ADA, letter: 'I make pots.' });

      expect(await state(company)).toBe('unproven');
    }));
});

describe('notice.jit', () => {
  const state = (company: Twin) => company.stateOf('notice.jit', 'collection.contact-form');

  test('a record under the notice in force is kept; one under a notice that never was is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await fillsIn(company, 'contact-form', ADA);
      expect(await state(company)).toBe('kept');

      await company.rows("update record set notice_version = 'what nobody ever saw'");
      expect(await state(company)).toBe('broken');

      await company.rows('delete from record');
      expect(await state(company)).toBe('unproven');
    }));

  test('a record stays under its notice when that is replaced, and when it comes back', () =>
    withCompany(async (company) => {
      await fillsIn(company, 'contact-form', ADA);
      const first = await noticeOf(company);
      await company.editPolicy((files) => ({ ...files, 'notice.md': `${files['notice.md']}\nThank you.\n` }));
      await company.travelTo('2026-11-24');
      expect(await state(company)).toBe('kept');

      await company.editPolicy((files) => ({
        ...files,
        'notice.md': (files['notice.md'] ?? '').replace('\nThank you.\n', ''),
      }));

      expect(await noticeOf(company)).toBe(first);
      expect(await state(company)).toBe('kept');
    }));
});

describe('intake.formnostore', () => {
  const state = (company: Twin) => company.stateOf('intake.formnostore', 'collection.passing-form');

  test('a message passed on is kept; a stored record of that form is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await fillsIn(company, 'passing-form', { ...ADA, message: 'Is the kiln hot?' });
      expect(await state(company)).toBe('kept');

      await company.rows(
        `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
         values (gen_random_uuid(), gen_random_uuid(), 'passing-form', 'nowhere', '\\x00', 'any', now())`,
      );
      expect(await state(company)).toBe('broken');

      await company.rows('delete from record');
      expect(await state(company)).toBe('kept');
      await company.rows("delete from evidence_entry where kind = 'collection.relayed'");
      expect(await state(company)).toBe('unproven');
    }));
});

describe('intake.fields of an account', () => {
  const state = (company: Twin) => company.stateOf('intake.fields', 'collection.account');
  const registers = (company: Twin, name: string) =>
    fillsIn(company, 'account', {
      'first-name': name,
      'last-name': 'Lovelace',
      email: `${name}@people.example`,
      password: 'correct horse battery',
    });
  const confirms = async (company: Twin) => {
    await company.work();
    const [link = ''] = /\/activate\/\S+/.exec((await company.mails()).at(-1)?.text ?? '') ?? [];
    expect((await company.submitForm(link, {})).status).toBe(200);
  };

  test('what is open without a confirmation, and what nobody let lapse, is broken', () =>
    withRegistrations(async (company) => {
      await registers(company, 'ada');
      await confirms(company);
      expect(await state(company)).toBe('kept');
      await company.rows("update evidence_entry set kind = 'gone' where kind = 'collection.confirmed'");
      expect(await state(company)).toBe('broken');
      await company.rows("update evidence_entry set kind = 'collection.confirmed' where kind = 'gone'");
      expect(await state(company)).toBe('kept');

      await registers(company, 'grace');
      expect(await state(company)).toBe('kept');
      await company.rows(
        `insert into event (person_id, id, kind, at, recorded_at)
         select person_id, gen_random_uuid(), 'account-started', stored_at, stored_at from record order by stored_at desc limit 1`,
      );
      expect(await state(company)).toBe('broken');
      await company.rows(
        "delete from event where kind = 'account-started' and at = (select max(stored_at) from record)",
      );
      expect(await state(company)).toBe('kept');
      await company.rows(
        "update record set stored_at = stored_at - interval '9 days' where not exists (select from event e where e.id = record.id)",
      );
      expect(await state(company)).toBe('broken');
      await company.travelTo('2026-11-24');
      expect(await state(company)).toBe('kept');
      expect(await company.rows('select id from record')).toHaveLength(1);
    }));
});

describe('intake.fields of a guarded field', () => {
  test('a home address that was shown for another purpose than its own is broken', () =>
    withQuotes(async (company) => {
      const state = () => company.stateOf('intake.fields', 'collection.quote-request');
      await fillsIn(company, 'quote-request', {
        'full-name': 'Ada',
        email: 'ada@people.example',
        address: '1 Analytical Row',
        'address-kind': 'home',
      });
      const [{ id } = { id: '' }] = await company.rows<{ id: string }>('select id from record');
      const look = { reason: 'a-question' };
      const hidden = await company.call('POST', `/api/records/${id}/look`, look);
      expect(hidden.text).not.toContain('Analytical');
      const shown = await company.call('POST', `/api/records/${id}/look`, { ...look, for: 'accounts' });
      expect(shown.text).toContain('Analytical');
      expect(await state()).toBe('kept');

      await company.rows(
        "update evidence_entry set body = (body::jsonb - 'for')::text where kind = 'record.looked-at'",
      );
      expect(await state()).toBe('broken');
    }));
});

describe('intake.casefiles of files that name people', () => {
  test('one that was set aside, and can be read all the same, is broken', () =>
    withRegistrations(async (company) => {
      const state = () => company.stateOf('intake.casefiles', 'collection.support-case');
      const people = ['Anna Kiln', 'Peter Loom', 'Maria Press', 'Thomas Vane', 'Olga Spire', 'Daniel Weir'];
      const content = Buffer.from(people.join('\n')).toString('base64');
      const sent = await company.call('POST', '/api/collection/support-case', {
        fields: { name: 'Ada', email: 'ada@people.example' },
        notice: await noticeOf(company),
        files: [{ field: 'sample-data', name: 'people.txt', content }],
      });
      expect(sent.status).toBe(201);
      expect(await state()).toBe('kept');
      await company.rows('update record_file set fenced = false');
      expect(await state()).toBe('broken');
    }));
});

const noticeOf = async (company: Twin): Promise<string | undefined> =>
  /data-version="([0-9a-f]{64})"/.exec((await company.visit('/notice')).text)?.[1];
