import { describe, expect, test } from 'vitest';
import type { SentMail, Twin } from '../src/controls/index.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies();
const NEWS = 'purposes.news';

const saysYes = (company: Twin, name: string) =>
  does(company, '/api/permissions', {
    identity: address(name),
    purpose: 'news',
    state: 'granted',
    wording: 'newsletter-2026',
    source: 'shop',
  });

/** A mailing to one person; answers the mail as it arrived, if it did. */
async function getsNews(company: Twin, name: string, subject: string): Promise<SentMail | undefined> {
  const to = [address(name)];
  await does(company, '/api/mailings', { purpose: 'news', subject, text: 'A kiln was opened.', to });
  await company.work();
  return (await company.mails()).find((mail) => mail.subject === subject);
}

const stops = async (company: Twin, mail: SentMail | undefined) => {
  const link = /\/unsubscribe\/[^>\s]+/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[0] ?? 'no link';
  return company.submitForm(link, { 'List-Unsubscribe': 'One-Click' });
};

describe('mkt.gate', () => {
  const state = (company: Twin) => company.stateOf('mkt.gate', NEWS);

  test('a mail with its decision is kept; the same mail without it is broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await saysYes(company, 'ada');
      expect(await state(company)).toBe('unproven');
      await getsNews(company, 'ada', 'First');
      expect(await state(company)).toBe('kept');

      await company.rows("delete from decision where act = 'send'");

      expect(await state(company)).toBe('broken');
    }));

  test('a decision that refused, or that was made for another moment, is no basis of a mail that left', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      await getsNews(company, 'ada', 'First');

      await company.rows("update decision set verdict = 'deny'");
      expect(await state(company)).toBe('broken');
      await company.rows("update decision set verdict = 'allow'");
      expect(await state(company)).toBe('kept');
      await company.rows("update decision set decided_at = decided_at - interval '1 day'");
      expect(await state(company)).toBe('broken');
    }));

  test('mails of more than a year ago say nothing of today', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      await getsNews(company, 'ada', 'First');

      await company.rows("update outbox set settled_at = settled_at - interval '2 years'");

      expect(await state(company)).toBe('unproven');
    }));
});

describe('mkt.optout', () => {
  const state = (company: Twin) => company.stateOf('mkt.optout', NEWS);

  test('an opt-out is kept until a mail is found that left after it', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      const mail = await getsNews(company, 'ada', 'First');
      expect(await state(company)).toBe('unproven');
      await stops(company, mail);
      expect(await state(company)).toBe('kept');

      await company.rows(
        `insert into outbox (person_id, id, class, purpose, channel, state, queued_at, settled_at)
         select person_id, gen_random_uuid(), 'marketing', 'news', 'email', 'sent', at, at + interval '1 minute'
         from permission where state = 'withdrawn'`,
      );

      expect(await state(company)).toBe('broken');
    }));

  test('a mail after a fresh yes does not break an earlier opt-out', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      await stops(company, await getsNews(company, 'ada', 'First'));
      await company.travelTo('2026-11-24');
      await saysYes(company, 'ada');
      await company.travelTo('2026-11-25');

      expect(await getsNews(company, 'ada', 'Second')).toBeDefined();

      expect(await state(company)).toBe('kept');
    }));

  test('without the opt-outs there is nothing to show', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      await stops(company, await getsNews(company, 'ada', 'First'));

      await company.rows("delete from permission where state = 'withdrawn'");

      expect(await state(company)).toBe('unproven');
    }));
});

describe('mkt.unsubscribe', () => {
  const state = (company: Twin) => company.stateOf('mkt.unsubscribe', NEWS);

  test('a mail that left with its link is kept; one that left without is broken', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      expect(await state(company)).toBe('unproven');
      await getsNews(company, 'ada', 'First');
      expect(await state(company)).toBe('kept');

      await company.rows(
        `update evidence_entry set body = jsonb_set(body::jsonb, '{unsubscribe}', 'false')::text where kind = 'mail.sent'`,
      );
      expect(await state(company)).toBe('broken');

      await company.rows("delete from evidence_entry where kind = 'mail.sent'");
      expect(await state(company)).toBe('broken');
      await company.rows('delete from outbox');
      expect(await state(company)).toBe('unproven');
    }));
});
