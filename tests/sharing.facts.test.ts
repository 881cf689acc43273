import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies();

const COURIER = { recipient: 'courier', purpose: 'answer-enquiries', data: ['contact-details'], people: 1 };

describe('share.gate', () => {
  const state = (company: Twin) => company.stateOf('share.gate', 'prohibitions.strangers');

  test('refused and listed disclosures are kept; one made to somebody unlisted is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      const refused = await company.call('POST', '/api/disclosures', { ...COURIER, recipient: 'a-stranger' });
      expect(refused.status).toBe(403);
      expect(await state(company)).toBe('kept');

      await company.rows("update disclosure set verdict = 'allow'");
      expect(await state(company)).toBe('broken');
      // Whoever writes past the gate writes what the gate would have written.
      await company.rows("update disclosure set code = 'share.listed'");
      expect(await state(company)).toBe('broken');
      expect(await company.stateOf('share.recipients', 'recipients.courier')).toBe('broken');
      await company.rows("update disclosure set recipient = 'courier'");
      expect(await state(company)).toBe('kept');
      await company.rows("update disclosure set data = '{application}'");
      expect(await state(company)).toBe('broken');

      await company.rows('delete from disclosure');
      expect(await state(company)).toBe('unproven');
    }));
});

describe('share.recipients', () => {
  const state = (company: Twin) => company.stateOf('share.recipients', 'recipients.courier');

  test('what a recipient got as the register says is kept; more than that is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await does(company, '/api/disclosures', COURIER);
      expect(await state(company)).toBe('kept');

      await company.rows("update disclosure set purpose = 'news'");
      expect(await state(company)).toBe('broken');
      await company.rows(
        "update disclosure set purpose = 'answer-enquiries', code = 'share.undeclared-data'",
      );
      expect(await state(company)).toBe('broken');
    }));

  test('a hand-over that does not say of what is refused, and leaves no trace as one that was made', () =>
    withCompany(async (company) => {
      const answer = await company.call('POST', '/api/disclosures', { ...COURIER, data: [] });

      expect([answer.status, answer.json.code]).toEqual([422, 'sharing.no-data']);
      expect(await state(company)).toBe('unproven');
    }));

  test('what others got says nothing of this one', () =>
    withCompany(async (company) => {
      await does(company, '/api/disclosures', COURIER);

      await company.rows("update disclosure set recipient = 'mailing-platform'");

      expect(await state(company)).toBe('unproven');
    }));
});

describe('share.recipients, of one who gets data only with a yes', () => {
  const withPartner = companies('mailing-policy');
  const state = (company: Twin) => company.stateOf('share.recipients', 'recipients.glaze-maker');
  const asked = { recipient: 'glaze-maker', purpose: 'partner-news', data: ['contact-details'] };

  test('what went with the yes of each is kept; where the yes is not among the facts it is broken', () =>
    withPartner(async (company) => {
      const about = [{ identity: address('uma') }];
      const unnamed = await company.call('POST', '/api/disclosures', { ...asked, people: 40 });
      expect([unnamed.status, unnamed.json.code]).toEqual([403, 'share.nobody-named']);
      const silent = await company.call('POST', '/api/disclosures', { ...asked, about });
      expect([silent.status, silent.json.code]).toEqual([403, 'share.no-consent']);
      await does(company, '/api/permissions', {
        identity: address('uma'),
        purpose: 'partner-news',
        channel: 'email',
        state: 'granted',
        wording: 'partners-2026',
        source: 'shop',
      });
      await does(company, '/api/disclosures', { ...asked, about });
      expect(await state(company)).toBe('kept');

      const crowd = await company.call('POST', '/api/disclosures', { ...asked, about, people: 40 });
      expect([crowd.status, crowd.json.code]).toEqual([403, 'share.nobody-named']);
      expect(await state(company)).toBe('kept');

      await company.rows("update decision set facts = '{}' where verdict = 'allow' and act = 'share'");
      expect(await state(company)).toBe('broken');
    }));
});

describe('xfer.gate', () => {
  const state = (company: Twin) => company.stateOf('xfer.gate', 'recipients.mailing-platform');
  const asks = (company: Twin) =>
    does(company, '/api/decisions', {
      act: 'transfer',
      recipient: 'mailing-platform',
      country: 'us',
      purpose: 'news',
    });

  test('what went is judged by the mechanism of its day; past its end it is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      expect(await asks(company)).toMatchObject({ verdict: 'allow' });
      await does(company, '/api/disclosures', { ...COURIER, recipient: 'mailing-platform', purpose: 'news' });
      expect(await state(company)).toBe('kept');

      await company.travelTo('2027-10-02');
      expect(await state(company)).toBe('kept');
      await company.rows('update disclosure set asked_at = $1', [company.now()]);
      expect(await state(company)).toBe('broken');

      await company.rows('delete from disclosure');
      expect(await state(company)).toBe('kept');
      await company.rows('delete from decision');
      expect(await state(company)).toBe('unproven');
    }));

  test('where everything was refused nothing went, and that is kept', () =>
    withCompany(async (company) => {
      await company.travelTo('2027-10-02');

      expect(await asks(company)).toMatchObject({ verdict: 'deny' });

      expect(await state(company)).toBe('kept');
    }));
});
