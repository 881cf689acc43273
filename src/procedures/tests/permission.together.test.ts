import { expect, test } from 'vitest';
import { rows } from '../../store/index.ts';
import { askGate, queueMailing, sendWaiting, takePermission } from '../index.ts';
import { email, type Houses, withHouses } from './houses.ts';

const say = (
  { one }: Houses,
  name: string,
  state: 'granted' | 'withdrawn' = 'granted',
  wording: string | null = 'v1',
) =>
  takePermission(one, {
    identities: [email(name)],
    purpose: 'news',
    channel: 'email',
    state,
    wording,
    source: 'form',
    at: one.clock.now(),
  });

const statesOf = async ({ store }: Houses, personId: string): Promise<string[]> =>
  (
    await store.rows<{ state: string }>(
      'select state from permission where person_id = $1 order by at, recorded_at, id',
      [personId],
    )
  ).map(({ state }) => state);

test('what many say at once is each taken by itself: once, with its entry, whoever else is refused', () =>
  withHouses(async (houses) => {
    const { store } = houses;
    const known = await say(houses, 'known');
    store.clock.set('2026-11-22T11:00:00.000Z');

    const said = await Promise.allSettled([
      say(houses, 'new-1'),
      say(houses, 'known', 'withdrawn', null),
      say(houses, 'new-2', 'granted', null),
      ...Array.from({ length: 30 }, (_, n) => say(houses, `many-${n}`)),
      say(houses, 'new-1', 'withdrawn', null),
    ]);

    const refused = said.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'permission.no-wording' } }]);
    expect(await statesOf(houses, known.personId)).toEqual(['granted', 'withdrawn']);
    // Two of one person in one go: one after the other, to one and the same person.
    const [first] = said;
    const last = said.at(-1);
    if (first?.status !== 'fulfilled' || last?.status !== 'fulfilled')
      throw new Error('both were to be taken');
    expect(last.value.personId).toBe(first.value.personId);
    expect((await statesOf(houses, first.value.personId)).sort()).toEqual(['granted', 'withdrawn']);
    const [counts] = await store.rows(
      `select (select count(*)::int from permission) as said, (select count(*)::int from person) as people,
         (select count(*)::int from evidence_entry where kind like 'permission.%') as entries,
         (select count(distinct body::jsonb ->> 'permission')::int from evidence_entry where kind like 'permission.%') as named,
         (select count(*)::int from suppression) as suppressed`,
    );
    expect(counts).toEqual({ said: 34, people: 32, entries: 34, named: 34, suppressed: 2 });
  }));

test('a person whom somebody holds keeps nobody else waiting', () =>
  withHouses(async (houses) => {
    const { personId } = await say(houses, 'held');
    houses.store.clock.set('2026-11-22T11:00:00.000Z');
    const order: string[] = [];
    const release = Promise.withResolvers<void>();
    const holding = houses.store.inTransaction(async (tx) => {
      await rows(tx, 'select 1 from person where id = $1 for update', [personId]);
      await release.promise;
    });
    const waits = say(houses, 'held', 'withdrawn', null).then(() => order.push('held'));
    await Promise.all(Array.from({ length: 10 }, (_, n) => say(houses, `free-${n}`)));
    order.push('free');
    release.resolve();
    await Promise.all([holding, waits]);

    expect(order).toEqual(['free', 'held']);
    expect(await statesOf(houses, personId)).toEqual(['granted', 'withdrawn']);
  }));

test('no mail is handed over, and no leave to send is given, before its decision is on disk', () =>
  withHouses(async (houses) => {
    const { one, store, mail } = houses;
    for (let n = 0; n < 5; n++) await say(houses, `reader-${n}`);
    const decided = async () =>
      (
        await store.rows<{ n: number }>(
          "select count(*)::int as n from decision where act = 'send' and verdict = 'allow'",
        )
      )[0]?.n ?? 0;
    const early: string[] = [];
    const { mailer } = one;
    if (!mailer) throw new Error('the house has a mail server');
    const watched: typeof one = {
      ...one,
      mailer: {
        ...mailer,
        send: async (letter, id) => {
          if ((await decided()) < 5) early.push(letter.to);
          return mailer.send(letter, id);
        },
      },
    };
    await queueMailing(watched, {
      purpose: 'news',
      subject: 'First',
      text: 'A kiln was opened.',
      to: 'everyone',
    });
    await sendWaiting(watched);

    expect(mail.arrived).toHaveLength(5);
    expect(early).toEqual([]);

    const asked = await askGate(
      one,
      {
        act: 'send',
        purpose: 'news',
        channel: 'email',
        personId: null,
        recipient: '',
        data: [],
        country: '',
      },
      { identity: email('reader-1') },
    );
    expect(asked.verdict).toBe('allow');
    expect(await store.rows('select verdict from decision where id = $1', [asked.id])).toEqual([
      { verdict: 'allow' },
    ]);
  }));
