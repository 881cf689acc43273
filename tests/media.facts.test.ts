import { describe, expect, test } from 'vitest';
import { addDays } from '../src/base/index.ts';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, OPENS } from './company.ts';

const withCompany = companies('media-policy');

const RULE = 'retention.retired-media';
const state = (company: Twin, path = RULE) => company.stateOf('dispose.certificate', path);

/** A disk that was handed to the destroyer on the day on which the company opens. */
async function handed(company: Twin, serial = 'HD-10'): Promise<string> {
  const { id } = await does(company, '/api/retention/media', {
    label: `asset ${serial}`,
    serial,
    kind: 'disk',
  });
  await does(company, `/api/retention/media/${id}/retirement`, {});
  await does(company, '/api/retention/handovers', { media: [id], to: 'shredding' });
  return String(id);
}

const certificate = (company: Twin, serials: string[], number = '1001') =>
  does(company, '/api/retention/destructions', {
    number,
    destroyer: 'shredding',
    method: 'shredded to P-4',
    document: '5'.repeat(64),
    serials,
  });

describe('dispose.certificate', () => {
  test('a disk waits for its certificate until the last day, and is late the day after; without any nothing is shown', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await handed(company);
      expect(await state(company)).toBe('kept');
      await company.rows('update medium set handed_on = $1', [addDays(OPENS, -10)]);
      expect(await state(company)).toBe('at-risk');
      await company.rows('update medium set handed_on = $1', [addDays(OPENS, -11)]);
      expect(await state(company)).toBe('broken');
      expect(await state(company, 'recipients.shredding')).toBe('broken');

      await company.rows('delete from medium');
      expect(await state(company)).toBe('unproven');
    }));

  test('a certificate closes what it names, and is missed once it is taken away', () =>
    withCompany(async (company) => {
      await handed(company);
      await certificate(company, ['HD-10']);
      expect(await state(company)).toBe('kept');
      await company.rows('update medium set handed_on = handed_on - 30, retired_on = retired_on - 30');
      expect(await state(company)).toBe('kept');

      await company.rows('update medium set closed_at = null, certificate = null');
      expect(await state(company)).toBe('broken');
    }));

  test('a number that is none of ours shows, and is broken when nobody says why in time', () =>
    withCompany(async (company) => {
      await handed(company);
      const { id } = await certificate(company, ['HD-10', 'HD-11']);
      expect(await state(company)).toBe('at-risk');
      await company.rows("update destruction set entered_at = entered_at - interval '12 days'");
      expect(await state(company)).toBe('broken');

      await does(company, `/api/retention/destructions/${id}/numbers`, {
        serial: 'HD-11',
        because: 'it belongs to the tenant upstairs',
      });
      expect(await state(company)).toBe('kept');
    }));

  test('a disk that lies in a drawer past its day is late, and one that went to somebody else is broken', () =>
    withCompany(async (company) => {
      const { id } = await does(company, '/api/retention/media', { label: 'a', serial: 'b', kind: 'paper' });
      await does(company, `/api/retention/media/${id}/retirement`, {});
      expect(await state(company)).toBe('kept');
      await company.rows('update medium set retired_on = $1', [addDays(OPENS, -31)]);
      expect(await state(company)).toBe('broken');

      await company.rows("update medium set retired_on = $1, handed_on = $1, handed_to = 'carrier'", [OPENS]);
      expect(await state(company, 'recipients.shredding')).toBe('broken');
    }));

  test('what cannot be is refused, and nothing changes by it', () =>
    withCompany(async (company) => {
      const refused = async (path: string, body: object) =>
        (await company.call('POST', `/api/retention/${path}`, body)).json.code;
      const first = await handed(company);
      const { id } = await does(company, '/api/retention/media', { label: 'a', serial: 'b', kind: 'tape' });
      expect(await refused('media', { label: 'other', serial: 'b', kind: 'tape' })).toBe('medium.known');
      expect(await refused('media', { label: 'c', serial: 'c', kind: 'tape', rule: 'enquiries' })).toBe(
        'medium.no-rule',
      );
      expect(await refused('handovers', { media: [id], to: 'shredding' })).toBe('medium.not-retired');
      expect(await refused('handovers', { media: [first], to: 'shredding' })).toBe('medium.handed-over');
      expect(await refused(`media/${first}/retirement`, {})).toBe('medium.retired');
      expect(await refused(`media/${id}/retirement`, { on: addDays(OPENS, 1) })).toBe('medium.too-late');
      await does(company, `/api/retention/media/${id}/retirement`, {});
      expect(await refused('handovers', { media: [id], to: 'carrier' })).toBe('medium.other-destroyer');
      // Not with the destroyer yet: its number on a certificate closes nothing.
      const { unmatched } = await certificate(company, ['b']);
      expect(unmatched).toEqual(['b']);
      expect(await company.rows('select label, handed_to, closed_at from medium order by label')).toEqual([
        { label: 'a', handed_to: null, closed_at: null },
        { label: 'asset HD-10', handed_to: 'shredding', closed_at: null },
      ]);
    }));
});

describe('ret.schedule', () => {
  test('who does not decide in time puts the promise at risk, and past its day it is broken', () =>
    withCompany(async (company) => {
      const schedule = () => company.stateOf('ret.schedule', 'retention.applications');
      const { text } = await company.visit('/notice');
      await does(company, '/api/collection/application-form', {
        fields: { name: 'Ada', email: address('ada').value, letter: 'I have good hands.' },
        notice: /data-version="([0-9a-f]{64})"/.exec(text)?.[1] ?? '',
        consents: [],
      });
      await does(company, '/api/events', { kind: 'application-rejected', identity: address('ada') });
      await company.rows("update record set stored_at = stored_at - interval '1 year'");
      await company.rows("update event set at = at - interval '1 year' + interval '10 days'");
      await company.travelTo(addDays(OPENS, 1));
      expect(await schedule()).toBe('kept');
      await company.rows('update retention_proposal set decide_by = decide_by - 20');
      expect(await schedule()).toBe('at-risk');
      await company.rows("update retention_proposal set state = 'empty', closed_at = now()");
      expect(await schedule()).toBe('kept');

      await company.rows("update record set stored_at = stored_at - interval '30 days'");
      await company.rows("update event set at = at - interval '30 days'");
      expect(await schedule()).toBe('broken');
    }));
});
