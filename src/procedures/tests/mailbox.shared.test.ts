import { expect, test } from 'vitest';
import { takeMail } from '../index.ts';
import { email, type Houses, withHouses } from './houses.ts';

const writes = (name: string, text: string) =>
  [`From: ${email(name).value}`, 'To: desk@quarrylane.example', 'Subject: Hello', '', text].join('\r\n');

const stopped = async ({ store }: Houses) =>
  (
    await store.rows<{ n: number }>(
      `select count(*)::int as n from permission where purpose = 'plan-news' and state = 'objected'`,
    )
  )[0]?.n;

test.each([
  ['asks for a copy', 'Please send me a copy of all you hold about me.', 'access', 0],
  ['asks for something that nobody can tell', 'No more of this, please.', 'question', 1],
])('at a mailbox for requests and for opt-outs, whoever %s has a case', async (_, text, kind, stops) =>
  withHouses(
    async (houses) => {
      expect(await takeMail(houses.one, writes('ada', text))).toBe('request');

      expect(await houses.store.rows('select kind, route from request')).toEqual([{ kind, route: 'email' }]);
      expect(await stopped(houses)).toBe(stops);
    },
    { policy: 'practice-policy' },
  ),
);
