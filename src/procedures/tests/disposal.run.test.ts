import { expect, test } from 'vitest';
import { disposeDue, type House, takeEvent, takeSubmission } from '../index.ts';
import { count, email, type Houses, POLICY, withHouses } from './houses.ts';

/** Somebody applied `files` times, was turned down, and six months have gone by. */
async function aFileFallsDue(houses: Houses, files: number): Promise<string> {
  const { one, store } = houses;
  await takeSubmission(one, 'application-form', {
    fields: { name: 'Ada', email: email('ada').value, letter: 'I make pots.' },
    consents: [],
    declined: [],
    notice: POLICY.hash,
  });
  await store.rows(
    `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
     select person_id, gen_random_uuid(), point, stored_as, sealed, notice_version, stored_at
     from record, generate_series(2, $1::int)`,
    [files],
  );
  await takeEvent(one, { id: null, kind: 'application-rejected', identities: [email('ada')], at: null });
  store.clock.set('2027-05-23T03:00:00.000Z');
  const [person] = await store.rows<{ id: string }>('select id from person');
  return person?.id ?? '';
}

const certified = async ({ store }: Houses) =>
  (
    await store.rows<{ records: number; behind: number }>(
      `select coalesce(sum((body::jsonb ->> 'records')::int), 0)::int as records,
         coalesce(sum((body::jsonb ->> 'leftBehind')::int), 0)::int as behind
       from evidence_entry where kind = 'retention.disposed'`,
    )
  )[0];

/** The house of a process that dies: its store takes `transactions` more, and then the connection is gone. */
const dyingAfter = (house: House, transactions: number): House => {
  let left = transactions;
  const { store } = house;
  return {
    ...house,
    store: {
      ...store,
      inTransaction: (work, options) =>
        left-- > 0 ? store.inTransaction(work, options) : Promise.reject(new Error('connection lost')),
    },
  };
};

test('what is due goes once; a second run finds nothing and certifies nothing', () =>
  withHouses(async (houses) => {
    await aFileFallsDue(houses, 3);

    expect(await disposeDue(houses.one)).toMatchObject([
      { rule: 'applications', records: 3, people: 1, forgotten: 1, verified: true },
    ]);
    expect(await disposeDue(houses.one)).toEqual([]);

    for (const table of ['record', 'person', 'identity', 'event']) expect(await count(houses, table)).toBe(0);
    expect(await certified(houses)).toEqual({ records: 3, behind: 0 });
  }));

test('the day before nothing goes', () =>
  withHouses(async (houses) => {
    await aFileFallsDue(houses, 3);
    houses.store.clock.set('2027-05-21T22:59:00.000Z');

    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await count(houses, 'record')).toBe(3);
  }));

test('a run that is cut off is gone on with by the next, and each record is certified once', () =>
  withHouses(async (houses) => {
    await aFileFallsDue(houses, 2_300);

    await expect(disposeDue(dyingAfter(houses.one, 1))).rejects.toThrow('connection lost');
    expect(await count(houses, 'record')).toBe(300);
    expect(await count(houses, 'person')).toBe(1);
    await disposeDue(houses.one);

    for (const table of ['record', 'person', 'identity']) expect(await count(houses, table)).toBe(0);
    expect(await certified(houses)).toEqual({ records: 2_300, behind: 0 });
  }));

test('of two runs that found the same files due, one certifies them', () =>
  withHouses(async (houses) => {
    const { one, other } = houses;
    await aFileFallsDue(houses, 40);
    const [found, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = disposeDue({
      ...other,
      store: {
        ...other.store,
        async inTransaction(work, options) {
          found.resolve();
          await release.promise;
          return other.store.inTransaction(work, options);
        },
      },
    });
    await found.promise;

    await disposeDue(one);
    release.resolve();
    await slow;

    expect(await count(houses, 'record')).toBe(0);
    expect(await certified(houses)).toEqual({ records: 40, behind: 0 });
  }));

test('a key that a crash left behind is destroyed by the next night', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    const personId = await aFileFallsDue(houses, 1);
    const copy = await one.vault.seal(personId, 'a copy in a backup', 'identity', one.clock.now());
    const dying: House = {
      ...one,
      vault: { ...one.vault, forgetAll: () => Promise.reject(new Error('killed')) },
    };
    await expect(disposeDue(dying)).rejects.toThrow('killed');
    expect(await count(houses, 'person')).toBe(0);

    await disposeDue(one);

    await expect(one.vault.open(personId, copy, 'identity')).rejects.toMatchObject({
      code: 'vault.forgotten',
    });
  }));
