import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { queueMailing, sendWaiting, stop, stopByMail, takePermission } from '../index.ts';
import { email, type Houses, withHouses } from './houses.ts';

/** Hundreds of mails through a real mail server: seconds, and more on a machine that has other things to do. */
const DEEP = process.env.KEPT_DEEP === '1';
const PATIENT = { timeout: DEEP ? 1_800_000 : 120_000 };

/** How many race: the whole promise is tried ten thousand times. */
const READERS = DEEP ? 10_000 : 300;

const news = (subject: string) => ({
  purpose: 'news',
  subject,
  text: 'A kiln was opened.',
  to: 'everyone' as const,
});

const sayYes = ({ one }: Houses, name: string, at = one.clock.now()) =>
  takePermission(one, {
    identities: [email(name)],
    purpose: 'news',
    channel: 'email',
    state: 'granted',
    wording: 'newsletter-2026',
    source: 'form',
    at,
  });

/** Everyone says yes; then a mailing leaves through both houses while everyone takes it back, in any order, through both. */
async function race(
  houses: Houses,
  readers: number,
  takeBack: (person: { id: string; name: string }, turn: number) => Promise<void>,
) {
  const names = Array.from({ length: readers }, (_, number) => `reader-${number}`);
  const people: { id: string; name: string }[] = [];
  for (const name of names) people.push({ name, id: (await sayYes(houses, name)).personId });
  await queueMailing(houses.one, news('First'));
  const acknowledged = new Map<string, number>();
  const shuffled = people
    .map((person) => ({ person, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ person }) => person);
  const next = shuffled.entries();
  const stopping = async () => {
    for (const [turn, person] of next) {
      await takeBack(person, turn);
      acknowledged.set(email(person.name).value, performance.now());
      await wait(Math.random() * 2);
    }
  };
  // Whoever withdraws waits while their own mail leaves: many at once, so that most of them do not.
  const many = Array.from({ length: 8 }, stopping);
  await Promise.all([sendWaiting(houses.one), sendWaiting(houses.other), ...many]);
  return acknowledged;
}

test(
  'a withdrawal and a send that race: no mail arrives after the withdrawal was acknowledged',
  PATIENT,
  () =>
    withHouses(
      async (houses) => {
        const { mail, one, other } = houses;
        const acknowledged = await race(houses, READERS, ({ id }, turn) =>
          stop(turn % 2 === 0 ? one : other, id, ['news'], 'unsubscribe-link'),
        );

        // Some of each, or they did not race.
        expect(acknowledged.size).toBe(READERS);
        expect(mail.arrived.length).toBeGreaterThan(10);
        expect(mail.arrived.length).toBeLessThan(READERS - 10);
        expect(mail.arrived.filter(({ to, at }) => at > (acknowledged.get(to) ?? 0))).toEqual([]);
        expect(new Set(mail.arrived.map(({ to }) => to)).size).toBe(mail.arrived.length);

        const before = mail.arrived.length;
        await queueMailing(one, news('Second'));
        expect(await sendWaiting(one)).toEqual({ sent: 0, refused: READERS });
        expect(mail.arrived.length).toBe(before);
      },
      { slow: 10 },
    ),
);

test('an objection by mail and a send that race: no mail arrives after it was taken', PATIENT, () =>
  withHouses(
    async (houses) => {
      const { mail, one, other } = houses;
      const acknowledged = await race(houses, 100, ({ name }, turn) =>
        stopByMail(turn % 2 === 0 ? one : other, email(name).value),
      );

      expect(mail.arrived.length).toBeGreaterThan(10);
      expect(mail.arrived.filter(({ to, at }) => at > (acknowledged.get(to) ?? 0))).toEqual([]);
    },
    { slow: 3 },
  ),
);

test('a yes of before an objection does not lift it, however late it is imported', () =>
  withHouses(async (houses) => {
    const { one, store, mail } = houses;
    // Nobody we know: only the address is suppressed.
    await stopByMail(one, email('stranger').value);
    store.clock.set('2026-11-23T10:00:00.000Z');

    await sayYes(houses, 'stranger', '2025-05-01T10:00:00.000Z');
    await queueMailing(one, news('First'));
    await sendWaiting(one);
    expect(mail.arrived).toEqual([]);

    await sayYes(houses, 'stranger');
    await queueMailing(one, news('Second'));
    await sendWaiting(one);
    expect(mail.arrived).toHaveLength(1);
  }));

test('a yes of between two objections does not lift the second', () =>
  withHouses(async (houses) => {
    const { one, store, mail } = houses;
    for (const moment of ['2026-11-23T10:00:00.000Z', '2026-11-25T10:00:00.000Z']) {
      store.clock.set(moment);
      await stopByMail(one, email('stranger').value);
    }

    await sayYes(houses, 'stranger', '2026-11-24T10:00:00.000Z');
    await queueMailing(one, news('First'));
    await sendWaiting(one);

    expect(mail.arrived).toEqual([]);
  }));
