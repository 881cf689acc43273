import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { companies, fillsIn } from './company.ts';

const withCompany = companies();
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

const noticeOf = async (company: Twin): Promise<string | undefined> =>
  /data-version="([0-9a-f]{64})"/.exec((await company.visit('/notice')).text)?.[1];
