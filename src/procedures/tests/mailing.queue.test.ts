import { expect, test } from 'vitest';
import { queueMailing, sendWaiting, takePermission } from '../index.ts';
import { count, email, type Houses, withHouses } from './houses.ts';

const sayYes = ({ one }: Houses, name: string) =>
  takePermission(one, {
    identities: [email(name)],
    purpose: 'news',
    channel: 'email',
    state: 'granted',
    wording: 'newsletter-2026',
    source: 'form',
    at: one.clock.now(),
  });

const mailing = (subject: string, name: string) => ({
  purpose: 'news',
  subject,
  text: 'A kiln was opened.',
  to: [email(name)],
});

test.each([
  'News\r\nBcc: everyone@people.example',
  'News\nX-Other: 1',
  'News\u2028Bcc: other@people.example',
])('a subject that would begin another header is refused, and nothing waits: %j', (subject) =>
  withHouses(async (houses) => {
    await sayYes(houses, 'ada');

    await expect(queueMailing(houses.one, mailing(subject, 'ada'))).rejects.toMatchObject({
      code: 'mail.header-injection',
    });

    expect(await count(houses, 'outbox')).toBe(0);
  }),
);

test('words that look like headers stay words', () =>
  withHouses(async (houses) => {
    const { one, mail } = houses;
    await sayYes(houses, 'ada');

    await queueMailing(one, {
      ...mailing('Bcc: everyone@people.example', 'ada'),
      text: 'Line\r\n.\r\nBcc: other@people.example\r\n\r\nMAIL FROM:<x@y.example>',
    });
    expect(await sendWaiting(one)).toEqual({ sent: 1, refused: 0 });

    expect(mail.arrived.map(({ to }) => to)).toEqual([email('ada').value]);
    const [headers = ''] = mail.arrived[0]?.raw.split('\r\n\r\n') ?? [];
    expect(headers).not.toMatch(/^bcc:/im);
  }));

test('a purpose that is not marketing, or that nobody declared, has no mailings', () =>
  withHouses(async ({ one }) => {
    for (const [purpose, code] of [
      ['answer-enquiries', 'mailing.not-marketing'],
      ['constructor', 'mailing.unknown-purpose'],
    ])
      await expect(
        queueMailing(one, { ...mailing('News', 'ada'), purpose: purpose ?? '' }),
      ).rejects.toMatchObject({ code });
  }));

test('a purpose that only invites to a survey has no mailings: each is asked about what happened to them, and once', () =>
  withHouses(
    async ({ one }) => {
      await expect(
        queueMailing(one, { ...mailing('How was it?', 'ada'), purpose: 'feedback' }),
      ).rejects.toMatchObject({ code: 'mailing.invites', details: { after: 'open-day-attended' } });
    },
    { policy: 'inout-policy' },
  ));

test('where the mail server is away a mail waits, and is sent once when it is back', () =>
  withHouses(async (houses) => {
    const { one, other, mail } = houses;
    await sayYes(houses, 'ada');
    await queueMailing(one, mailing('News', 'ada'));
    const away = {
      ...one,
      mailer: { send: () => Promise.reject(new Error('connection refused')), close() {} },
    };

    expect(await sendWaiting(away)).toEqual({ sent: 0, refused: 0 });
    expect(mail.arrived).toEqual([]);

    await Promise.all([sendWaiting(one), sendWaiting(other)]);
    expect(mail.arrived).toHaveLength(1);
  }));
