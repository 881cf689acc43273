import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, fillsIn, OPENS } from './company.ts';

const withCompany = companies();

describe('rights.clock', () => {
  const state = (company: Twin) => company.stateOf('rights.clock', 'rights.access');
  const asks = (company: Twin, kind = 'access') =>
    does(company, '/api/requests', { kind, identity: address('ada'), route: 'email' });

  test('a request in time is kept, near its day at risk, past it broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await asks(company);
      expect(await state(company)).toBe('kept');

      await company.rows('update request set due_on = $1::date + 10', [OPENS]);
      expect(await state(company)).toBe('at-risk');
      await company.rows('update request set due_on = $1::date', [OPENS]);
      expect(await state(company)).toBe('at-risk');
      await company.rows('update request set due_on = $1::date - 1', [OPENS]);
      expect(await state(company)).toBe('broken');
      await company.rows('delete from request');
      expect(await state(company)).toBe('unproven');
    }));

  test('an answer that came too late stays broken for a year', () =>
    withCompany(async (company) => {
      const { id } = await asks(company);
      await does(company, `/api/requests/${String(id)}/decisions`, { outcome: 'sent' });
      expect(await state(company)).toBe('kept');

      await company.rows('update request set due_on = answered_on - 1');
      expect(await state(company)).toBe('broken');
      await company.rows('update request set due_on = due_on - 400, answered_on = answered_on - 400');
      expect(await state(company)).toBe('unproven');
    }));

  test('a request of another kind says nothing of this one', () =>
    withCompany(async (company) => {
      await asks(company, 'erasure');

      expect(await state(company)).toBe('unproven');
    }));
});

describe('ret.applicant', () => {
  const state = (company: Twin) => company.stateOf('ret.applicant', 'retention.applications');
  const applies = (company: Twin) =>
    fillsIn(company, 'application-form', {
      name: 'Ada',
      email: address('ada').value,
      letter: 'I make pots.',
    });
  const isRejected = (company: Twin) =>
    does(company, '/api/events', { kind: 'application-rejected', identity: address('ada') });

  test('a file before its day is kept; with the rejection set back a year it is broken', () =>
    withCompany(async (company) => {
      await applies(company);
      expect(await state(company)).toBe('unproven');
      await isRejected(company);
      expect(await state(company)).toBe('kept');

      await company.rows(
        "update record set stored_at = stored_at - interval '1 year'; update event set at = at - interval '1 year'",
      );

      expect(await state(company)).toBe('broken');
    }));

  test('the night makes good what was overdue, and only its certificate shows it', () =>
    withCompany(async (company) => {
      await applies(company);
      await isRejected(company);
      await company.rows("update record set stored_at = stored_at - interval '1 year'");
      await company.rows("update event set at = at - interval '1 year'");
      expect(await state(company)).toBe('broken');

      await company.travelTo('2026-11-24');
      expect(await state(company)).toBe('kept');

      await company.rows("delete from evidence_entry where kind = 'retention.disposed'");
      expect(await state(company)).toBe('unproven');
    }));
});

describe('attest.calendar', () => {
  const state = (company: Twin) => company.stateOf('attest.calendar', 'attestations.training');
  const signs = (company: Twin) =>
    does(company, '/api/attestations', {
      name: 'training',
      role: 'manager',
      signedOn: OPENS,
      evidence: 'list 12',
    });

  test('a signature is attested, near its end at risk, past it broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await signs(company);
      expect(await state(company)).toBe('attested');

      await company.rows("update attestation set signed_on = $1::date - interval '1 year'", [OPENS]);
      expect(await state(company)).toBe('at-risk');
      await company.rows('update attestation set signed_on = signed_on - 1');
      expect(await state(company)).toBe('broken');
    }));

  test('a row that nobody signed by a door counts for nothing: no entry, another role, a day to come', () =>
    withCompany(async (company) => {
      await company.rows(
        `insert into attestation (id, name, by_role, signed_on, evidence, signed_at)
         values (gen_random_uuid(), 'training', 'manager', $1, 'list 12', now())`,
        [OPENS],
      );
      expect(await state(company)).toBe('unproven');

      await signs(company);
      expect(await state(company)).toBe('attested');
      await company.rows("update attestation set by_role = 'cleaner'");
      expect(await state(company)).toBe('unproven');
      await company.rows("update attestation set by_role = 'manager', signed_on = $1::date + 1", [OPENS]);
      expect(await state(company)).toBe('unproven');
    }));

  test('nobody ever signed: nothing is shown, and after the first interval it is broken', () =>
    withCompany(async (company) => {
      await signs(company);
      await company.rows('delete from attestation');
      expect(await state(company)).toBe('unproven');

      await company.rows("update policy_version set in_force_at = in_force_at - interval '13 months'");

      expect(await state(company)).toBe('broken');
    }));

  test('a signature under another duty says nothing of this one', () =>
    withCompany(async (company) => {
      await signs(company);

      await company.rows("update attestation set name = 'something-else'");

      expect(await state(company)).toBe('unproven');
    }));
});
