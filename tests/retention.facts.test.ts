import { describe, expect, test } from 'vitest';
import { addDays } from '../src/base/index.ts';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, OPENS } from './company.ts';

const withCompany = companies('retention-policy');

/** Somebody fills in a form; answers nothing, for a visitor gets none. */
async function comesIn(company: Twin, point: string, who: string, fields: Record<string, string> = {}) {
  const { text } = await company.visit('/notice');
  const notice = /data-version="([0-9a-f]{64})"/.exec(text)?.[1] ?? '';
  await does(company, `/api/collection/${point}`, {
    fields: { name: who, email: address(who).value, ...fields },
    notice,
    consents: [],
  });
}

const happens = (company: Twin, kind: string, who: string) =>
  does(company, '/api/events', { kind, identity: address(who) });

/** As a clock that the worker never saw would: everything that came in or happened is so many days older. */
async function ages(company: Twin, days: number) {
  await company.rows(`update record set stored_at = stored_at - $1 * interval '1 day'`, [days]);
  await company.rows(`update event set at = at - $1 * interval '1 day'`, [days]);
  await company.rows('update relationship set began_on = began_on - $1::int, ended_on = ended_on - $1::int', [
    days,
  ]);
}

const SCHEDULED = [
  {
    control: 'ret.schedule',
    rule: 'enquiries',
    point: 'contact-form',
    fields: { message: 'Rye?' },
    days: 190,
  },
  {
    control: 'ret.inactive',
    rule: 'enquiries',
    point: 'contact-form',
    fields: { message: 'Rye?' },
    days: 190,
  },
  { control: 'ret.idle', rule: 'enquiries', point: 'contact-form', fields: { message: 'Rye?' }, days: 190 },
  { control: 'ret.marketing', rule: 'subscribers', point: 'list', fields: {}, days: 800 },
  {
    control: 'ret.tax',
    rule: 'invoices',
    point: 'order-form',
    fields: { item: 'flour', invoice: '12' },
    days: 2700,
  },
] as const;

describe.each(SCHEDULED)('$control', ({ control, rule, point, fields, days }) => {
  test('a record before its day is kept; past its day and still there is broken; without it nothing is shown', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf(control, `retention.${rule}`);
      expect(await state()).toBe('unproven');
      await comesIn(company, point, 'ada', fields);
      expect(await state()).toBe('kept');

      await ages(company, days);
      expect(await state()).toBe('broken');
      await company.rows('delete from record');
      expect(await state()).toBe('unproven');
    }));
});

const ENDED = [
  {
    control: 'ret.active',
    rule: 'accounts',
    point: 'account-form',
    end: 'account-ended',
    fields: {},
    days: 100,
  },
  {
    control: 'ret.client',
    rule: 'client-records',
    point: 'order-form',
    end: 'project-ended',
    fields: { item: 'flour', invoice: '12' },
    days: 800,
  },
  {
    control: 'ret.special',
    rule: 'health',
    point: 'works-form',
    end: 'employment-ended',
    fields: { report: 'a bad back' },
    days: 10,
  },
  {
    control: 'dispose.erase',
    rule: 'accounts',
    point: 'account-form',
    end: 'account-ended',
    fields: {},
    days: 100,
  },
] as const;

describe.each(ENDED)('$control', ({ control, rule, point, end, fields, days }) => {
  test('counts from the end of what it waits for: without that end nothing is late', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf(control, `retention.${rule}`);
      await comesIn(company, point, 'ada', fields);
      await happens(company, end, 'ada');
      expect(await state()).toBe('kept');

      await ages(company, days);
      expect(await state()).toBe('broken');
      await company.rows('delete from event where kind = $1', [end]);
      // That a record is kept while its reason goes on is what a rule says; of an erasure it shows nothing.
      expect(await state()).toBe(control === 'dispose.erase' ? 'unproven' : 'kept');
      await company.rows('delete from record');
      expect(await state()).toBe('unproven');
    }));
});

describe('ret.hold', () => {
  const state = (company: Twin) => company.stateOf('ret.hold', 'retention.enquiries');
  const held = (company: Twin) =>
    does(company, '/api/retention/holds', {
      kind: 'legal-claim',
      because: 'a claim that was made',
      owner: 'manager',
      reviewOn: addDays(OPENS, 30),
      identities: [address('ada')],
    });

  test('a hold is kept until the day on which somebody was to look at it again', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await comesIn(company, 'contact-form', 'ada', { message: 'You ruined my oven.' });
      await held(company);
      expect(await state(company)).toBe('kept');

      await company.rows("update retention_hold set review_on = '2026-11-01'");
      expect(await state(company)).toBe('broken');
      await company.rows("update retention_hold set lifted_at = now(), lifted_by = 'test'");
      expect(await state(company)).toBe('kept');
      await company.rows(`update retention_hold set lifted_at = null, review_on = $1, kind = 'incident'`, [
        addDays(OPENS, 30),
      ]);
      expect(await state(company)).toBe('broken');
      await company.rows("update retention_hold set data = '{other-kind}'");
      expect(await state(company)).toBe('kept');
      await company.rows('delete from retention_hold');
      expect(await state(company)).toBe('unproven');
    }));

  test('what a hold keeps past its day is not late, and is once the hold is gone, whatever was written down', () =>
    withCompany(async (company) => {
      const schedule = () => company.stateOf('ret.schedule', 'retention.enquiries');
      await comesIn(company, 'contact-form', 'ada', { message: 'You ruined my oven.' });
      await held(company);
      await ages(company, 190);
      await company.travelTo(addDays(OPENS, 1));
      expect(await schedule()).toBe('kept');

      await company.rows('delete from retention_hold');
      expect(await schedule()).toBe('broken');
    }));
});
