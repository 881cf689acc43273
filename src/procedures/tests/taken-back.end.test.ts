import { expect, test } from 'vitest';
import { addDays, type Day, startOf } from '../../base/index.ts';
import {
  disposeDue,
  endTakenBack,
  eraseHosted,
  policyInForce,
  sendWaiting,
  takeEvent,
  takePermission,
  takeRequest,
  takeStop,
} from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { email, type Houses, withHouses } from './houses.ts';

/** A company whose list of contacts is kept "while: subscription" and "at-once-on: [withdrawal, objection, request]". */
const withSubscribers = (work: (houses: Houses) => Promise<void>) =>
  withHouses(work, { policy: '../../examples/outserve' });

const NEWS = 'contact-newsletter';

async function subscribes(houses: Houses, name: string): Promise<void> {
  await signsUp(houses, name);
  await says(houses, name, 'confirmed');
}

async function signsUp({ one }: Houses, name: string): Promise<void> {
  const { hash } = await policyInForce(one);
  await takeSubmission(one, 'newsletter', {
    fields: { email: email(name).value },
    consents: [NEWS],
    declined: [],
    notice: hash,
  });
}

const says = ({ one }: Pick<Houses, 'one'>, name: string, state: 'confirmed' | 'granted' | 'withdrawn') =>
  takePermission(one, {
    identities: [email(name)],
    purpose: NEWS,
    channel: 'email',
    state,
    wording: 'newsletter-1',
    source: 'test',
    at: one.clock.now(),
  });

/** Some minutes go by: who says something says it later than what came before. */
const later = ({ store }: Houses, minutes = 5) =>
  store.clock.set(new Date(Date.parse(store.clock.now()) + minutes * 60_000).toISOString());

async function night({ one, store }: Houses, on: Day): Promise<void> {
  store.clock.set(new Date(Date.parse(startOf(on, 'Europe/London')) + 2 * 3_600_000).toISOString());
  await sendWaiting(one);
  await endTakenBack(one);
  await disposeDue(one);
}

const still = async ({ store }: Houses) => {
  const [found] = await store.rows<{ records: number; people: number; going: number }>(
    `select (select count(*)::int from record where point = 'newsletter') as records,
       (select count(*)::int from identity) as people,
       (select count(*)::int from relationship where kind = 'subscription' and ended_on is null) as going`,
  );
  return found;
};

test('whoever takes the consent back is off the list the next night, and their no is remembered', () =>
  withSubscribers(async (houses) => {
    const { one, store } = houses;
    await subscribes(houses, 'ada');
    await subscribes(houses, 'bob');
    later(houses);
    await takeStop(one, {
      identity: email('ada'),
      route: 'phone',
      at: one.clock.now(),
      purposes: [],
      reference: null,
    });
    expect(await still(houses)).toEqual({ records: 2, people: 2, going: 2 });

    await night(houses, addDays(one.clock.today('Europe/London'), 1));

    expect(await still(houses)).toEqual({ records: 1, people: 1, going: 1 });
    const [left] = await store.rows<{ n: number }>('select count(*)::int as n from suppression');
    expect(left?.n).toBeGreaterThan(0);
    const [certified] = await store.rows<{ records: number }>(
      `select (body::jsonb ->> 'records')::int as records from evidence_entry
       where kind = 'retention.disposed' and body::jsonb ->> 'rule' = 'marketing-contacts'`,
    );
    expect(certified?.records).toBe(1);
  }));

test('whoever says yes again before the night stays; a no of one who was never on the list ends nothing', () =>
  withSubscribers(async (houses) => {
    await subscribes(houses, 'ada');
    later(houses);
    await says(houses, 'ada', 'withdrawn');
    later(houses);
    await says(houses, 'ada', 'granted');
    await says(houses, 'stranger', 'withdrawn');

    expect(await endTakenBack(houses.one)).toBe(0);
    expect(await still(houses)).toMatchObject({ records: 1, going: 1 });
  }));

test('a sign-up that nobody confirms is gone after thirty days, and one that was confirmed on the last of them stays', () =>
  withSubscribers(async (houses) => {
    const { one } = houses;
    await signsUp(houses, 'ada');
    await signsUp(houses, 'bob');
    const day = one.clock.today('Europe/London');

    await night(houses, addDays(day, 30));
    expect(await still(houses)).toEqual({ records: 2, people: 2, going: 2 });
    await says(houses, 'bob', 'confirmed');
    await night(houses, addDays(day, 31));

    expect(await still(houses)).toEqual({ records: 1, people: 1, going: 1 });
  }));

test('a relationship of another kind is not ended by a no to our mails', () =>
  withSubscribers(async (houses) => {
    const { one, store } = houses;
    await subscribes(houses, 'ada');
    await takeEvent(one, { id: null, kind: 'service-started', identities: [email('ada')], at: null });
    later(houses);
    await says(houses, 'ada', 'withdrawn');

    expect(await endTakenBack(one)).toBe(1);
    const going = await store.rows<{ kind: string }>(
      'select kind from relationship where ended_on is null order by kind',
    );
    expect(going).toEqual([{ kind: 'service' }]);
  }));

test('whoever was erased because they asked is not kept as a subscriber of nothing', () =>
  withSubscribers(async (houses) => {
    const { one } = houses;
    await subscribes(houses, 'ada');
    later(houses);
    const { id } = await takeRequest(one, {
      kind: 'erasure',
      identities: [email('ada')],
      route: 'in-person',
      receivedOn: null,
      vouched: true,
      actor: 'test',
    });
    await eraseHosted(one, { id, by: 'test' });
    expect((await still(houses))?.records).toBe(0);

    await night(houses, addDays(one.clock.today('Europe/London'), 9));

    expect(await still(houses)).toEqual({ records: 0, people: 0, going: 0 });
  }));
