import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies('mailing-policy');

const says = (company: Twin, name: string, purpose: string, state = 'granted', channel = 'email') =>
  does(company, '/api/permissions', {
    identity: address(name),
    purpose,
    channel,
    state,
    wording: 'newsletter-2026',
    source: 'shop',
  });

const approval = (purpose: string, more: object = {}) => ({
  purpose,
  approvedBy: 'shopkeeper',
  promotes: 'pots like yours',
  relevance: 'they bought one of them',
  ...more,
});

/** A mailing to one person. */
async function mails(company: Twin, name: string, purpose: string, more: object = {}): Promise<void> {
  await does(company, '/api/mailings', {
    purpose,
    subject: 'News',
    text: 'A kiln was opened.',
    to: [address(name)],
    ...more,
  });
  await company.work();
}

describe('mkt.content', () => {
  test('a mail with its approval is kept; without it, or with one that came later, it is broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.content', 'purposes.offers');
      expect(await state()).toBe('unproven');
      await says(company, 'ada', 'offers');
      const { id } = await does(
        company,
        '/api/campaigns',
        approval('offers', { similar: 'like the pots they bought' }),
      );
      await mails(company, 'ada', 'offers', { campaign: id });
      expect(await state()).toBe('kept');

      await company.rows("update campaign set approved_at = approved_at + interval '2 days'");
      expect(await state()).toBe('broken');
      await company.rows("update campaign set approved_at = approved_at - interval '2 days'");
      expect(await state()).toBe('kept');
      await company.rows("update campaign set approved_by = 'manager'");
      expect(await state()).toBe('broken');
      await company.rows('delete from campaign');
      expect(await state()).toBe('broken');
    }));
});

describe('mkt.partners', () => {
  test('a mail about the partner on a yes is kept; without that decision, or with a list that left, it is broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.partners', 'purposes.partner-news');
      await says(company, 'ada', 'partner-news');
      expect(await state()).toBe('unproven');
      await mails(company, 'ada', 'partner-news');
      expect(await state()).toBe('kept');

      await company.rows("update decision set code = 'send.soft-opt-in' where act = 'send'");
      expect(await state()).toBe('broken');
      await company.rows("update decision set code = 'send.consent' where act = 'send'");
      await company.rows(
        `insert into list_stamp (id, kind, purpose, recipient, people, left_out, policy, made_at, expires_at)
         values (gen_random_uuid(), 'handover', 'partner-news', 'glaze-maker', 9, '{}', '', $1, $1)`,
        [company.now()],
      );
      expect(await state()).toBe('broken');
      await company.rows("update list_stamp set purpose = 'news'");
      expect(await state()).toBe('broken');
      await company.rows("update list_stamp set recipient = 'somebody-else'");
      expect(await state()).toBe('kept');
    }));
});

describe('mkt.tracking', () => {
  test('an opening of somebody who agreed is kept; when the yes goes, or comes later, it is broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.tracking', 'purposes.news');
      for (const purpose of ['news', 'count-readers']) await says(company, 'ada', purpose);
      expect(await state()).toBe('unproven');
      await mails(company, 'ada', 'news', { html: '<p>News</p>' });
      const [mail] = await company.mails();
      const picture = new URL(/<img[^>]+src="([^"]+)"/.exec(mail?.html ?? '')?.[1] ?? 'https://none');
      await company.visit(`${picture.pathname}${picture.search}`);
      expect(await company.rows('select kind from engagement')).toEqual([{ kind: 'opened' }]);
      expect(await state()).toBe('kept');

      await company.rows("update permission set at = at + interval '1 hour' where purpose = 'count-readers'");
      expect(await state()).toBe('broken');
      await company.rows("delete from permission where purpose = 'count-readers'");
      expect(await state()).toBe('broken');
      await company.rows('delete from engagement');
      expect(await state()).toBe('kept');
    }));
});

describe('mkt.platform', () => {
  test('a list that went to the platform is kept, then has to be told as deleted; one that went elsewhere is broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.platform', 'purposes.news');
      await says(company, 'ada', 'news');
      expect(await state()).toBe('unproven');
      await does(company, '/api/lists', {
        kind: 'handover',
        purpose: 'news',
        recipient: 'mailing-platform',
        to: 'everyone',
      });
      expect(await state()).toBe('kept');

      await company.rows("update list_stamp set expires_at = expires_at - interval '8 days'");
      expect(await state()).toBe('at-risk');
      await company.rows('update list_stamp set ended_at = expires_at');
      expect(await state()).toBe('kept');
      await company.rows("update list_stamp set recipient = 'network'");
      expect(await state()).toBe('broken');
      await company.rows('delete from list_stamp');
      expect(await state()).toBe('unproven');
    }));
});

describe('mkt.audience', () => {
  test('an audience is kept, at risk near its end, broken past it, and kept again when it is told as deleted', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.audience', 'purposes.advertisements');
      await says(company, 'ada', 'advertisements', 'granted', 'digital');
      expect(await state()).toBe('unproven');
      await does(company, '/api/lists', {
        kind: 'audience',
        purpose: 'advertisements',
        recipient: 'network',
        to: 'everyone',
      });
      expect(await state()).toBe('kept');

      const ages = (days: number) =>
        company.rows(
          `update list_stamp set made_at = made_at - $1::int * interval '1 day', expires_at = expires_at - $1::int * interval '1 day'`,
          [days],
        );
      await ages(26);
      expect(await state()).toBe('at-risk');
      await ages(5);
      expect(await state()).toBe('broken');
      await company.rows('update list_stamp set ended_at = made_at');
      expect(await state()).toBe('kept');
      await company.rows("update list_stamp set expires_at = made_at + interval '90 days'");
      expect(await state()).toBe('broken');
    }));
});

describe('mkt.channels', () => {
  test('whoever agreed may be reached by digital channels; whoever is reached by them on anything else makes it broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('mkt.channels', 'purposes.advertisements');
      const asks = (name: string) =>
        does(company, '/api/decisions', {
          act: 'send',
          purpose: 'advertisements',
          channel: 'digital',
          identity: address(name),
        });
      expect(await state()).toBe('unproven');
      await says(company, 'ada', 'advertisements', 'granted', 'digital');
      expect(await asks('ada')).toMatchObject({ verdict: 'allow' });
      expect(await asks('bob')).toMatchObject({ verdict: 'deny' });
      expect(await state()).toBe('kept');

      await company.rows("update decision set code = 'send.interest' where verdict = 'allow'");
      expect(await state()).toBe('broken');
    }));
});

describe('message.service', () => {
  test('a message that arrived is kept; one that was lost, or that left as marketing, is broken', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('message.service', 'messages.change-notice');
      await does(company, '/api/events', { kind: 'terms-changed', identity: address('ada') });
      expect(await state()).toBe('unproven');
      await does(company, '/api/messages', {
        message: 'change-notice',
        identity: address('ada'),
        subject: 'Notice',
        text: 'One thing changes.',
      });
      await company.work();
      expect(await state()).toBe('kept');

      await company.rows("update outbox set state = 'refused'");
      expect(await state()).toBe('broken');
      await company.rows("update outbox set state = 'sent', class = 'marketing'");
      expect(await state()).toBe('broken');
      await company.rows('delete from outbox');
      expect(await state()).toBe('unproven');
    }));
});

describe('message.duty', () => {
  test('what is owed is kept while there is time, at risk near its end, broken past it; and opened, or broken all the same', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('message.duty', 'messages.answer');
      expect(await state()).toBe('unproven');
      await does(company, '/api/events', { kind: 'question-asked', identity: address('ada') });
      await company.work();
      expect(await state()).toBe('kept');

      await company.rows("update message_duty set due_at = due_at - interval '4 days 12 hours'");
      expect(await state()).toBe('at-risk');
      await company.rows("update message_duty set due_at = due_at - interval '2 days'");
      expect(await state()).toBe('broken');
      await company.rows("update message_duty set evidenced_at = $1, evidence = 'told:phone'", [
        company.now(),
      ]);
      expect(await state()).toBe('at-risk');
      // Half a year later that is not forgotten; and whoever waits since the year before last waits on.
      const aged = (by: string) =>
        company.rows(
          `update message_duty set opened_at = opened_at - $1::interval, due_at = due_at - $1::interval, evidenced_at = evidenced_at - $1::interval`,
          [by],
        );
      await aged('180 days');
      expect(await state()).toBe('at-risk');
      await company.rows('update message_duty set evidenced_at = null');
      await aged('400 days');
      expect(await state()).toBe('broken');
      await aged('-580 days');
      await company.rows("update message_duty set evidenced_at = due_at - interval '1 hour'");
      expect(await state()).toBe('kept');
      // It happened, and the ledger does not say so.
      await company.rows("update evidence_entry set kind = 'gone' where kind = 'event.recorded'");
      expect(await state()).toBe('broken');
      await company.rows("update evidence_entry set kind = 'event.recorded' where kind = 'gone'");
      // Nobody opened it, and it is long past.
      await company.rows('delete from message_duty');
      expect(await state()).toBe('unproven');
      await company.rows("update event set at = at - interval '6 days'");
      await company.rows("update policy_version set in_force_at = in_force_at - interval '10 days'");
      expect(await state()).toBe('broken');
      // Nor does it fade with the next version.
      await company.editPolicy((files) => ({ ...files, 'notice.md': `${files['notice.md']}\nThank you.\n` }));
      expect(await state()).toBe('broken');
    }));
});

test('what happened before the next version came into force is owed all the same, where both owe it', () =>
  withCompany(async (company) => {
    await does(company, '/api/events', { kind: 'question-asked', identity: address('ada') });
    await company.editPolicy((files) => ({
      ...files,
      'policy.yaml': `${files['policy.yaml'] ?? ''}\n# The same, written on another day.\n`,
    }));
    await company.travelTo('2026-11-24');
    // The worker stood still from the evening before until after the next version came into force.
    await company.rows('delete from message_duty');
    await company.rows("update event set at = '2026-11-23T21:00:00Z'");
    await company.rows(
      `update policy_version set replaced_at = '2026-11-24T08:00:00Z' where replaced_at is not null`,
    );
    await company.rows(
      `update policy_version set in_force_at = '2026-11-24T08:00:00Z' where replaced_at is null`,
    );
    await company.travelTo('2026-11-25');
    const owed = await company.rows<{ message: string }>('select message from message_duty');
    expect(owed).toEqual([{ message: 'answer' }]);
  }));
