import { expect, test } from 'vitest';
import { proposePolicy, takeMail, takePermission } from '../index.ts';
import { email, FILES, type Houses, withHouses } from './houses.ts';

const ONE_MAILBOX = {
  ...FILES,
  'policy.yaml': (FILES['policy.yaml'] ?? '').replace('stop@larkhill.example', 'privacy@larkhill.example'),
};

const writes = (name: string, text: string) =>
  [`From: ${email(name).value}`, 'To: privacy@larkhill.example', 'Subject: Hello', '', text].join('\r\n');

const stopped = async ({ store }: Houses) =>
  (
    await store.rows<{ n: number }>(
      `select count(*)::int as n from permission where purpose = 'news' and state = 'withdrawn'`,
    )
  )[0]?.n;

test.each([
  ['asks for a copy', 'Please send me a copy of all you hold about me.', 'access', 0],
  ['asks for something that nobody can tell', 'No more of this, please.', 'question', 1],
])('at a mailbox for requests and for opt-outs, whoever %s has a case', async (_, text, kind, stops) =>
  withHouses(async (houses) => {
    await proposePolicy(houses.one, ONE_MAILBOX);
    await takePermission(houses.one, {
      identities: [email('ada')],
      purpose: 'news',
      channel: 'email',
      state: 'granted',
      wording: 'newsletter-2026',
      source: 'form',
      at: houses.one.clock.now(),
    });

    expect(await takeMail(houses.one, writes('ada', text))).toBe('request');

    expect(await houses.store.rows('select kind, route from request')).toEqual([{ kind, route: 'email' }]);
    expect(await stopped(houses)).toBe(stops);
  }),
);
