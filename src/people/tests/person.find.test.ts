import { expect, test } from 'vitest';
import { Refused } from '../../base/index.ts';
import { rows } from '../../store/index.ts';
import { TEST_START, withVault } from '../../store/testing.ts';
import {
  findOrMakePeople,
  findOrMakePerson,
  findPerson,
  holdPerson,
  type Identity,
  identitiesOf,
} from '../index.ts';

const email = (name: string): Identity => ({ kind: 'email', value: `${name}@people.example` });
const phone: Identity = { kind: 'phone', value: '01632 960961' };
const account: Identity = { kind: 'external', value: 'shop:4711' };

test('a person known by three addresses is found by any of them, however it is written', () =>
  withVault(async (store, vault) => {
    const made = await store.inTransaction(async (tx) => {
      const person = await findOrMakePerson(tx, vault, [email('ada')], TEST_START);
      await findOrMakePerson(tx, vault, [email('Ada'), phone], TEST_START);
      await findOrMakePerson(tx, vault, [phone, account], TEST_START);
      return person;
    });

    for (const identity of [
      { ...email('ada'), value: ' ADA@People.Example ' },
      { ...phone, value: '+44 1632 960 961' },
      account,
    ])
      expect(await findPerson(store.db, vault, [identity])).toBe(made);
    expect(await identitiesOf(store.db, vault, made)).toHaveLength(3);
    expect(await findPerson(store.db, vault, [email('somebody-else')])).toBeNull();
  }));

test('of many lists at once a later one finds whom an earlier one made, and one that names two people is refused alone', () =>
  withVault(async (store, vault) => {
    const people = await store.inTransaction((tx) =>
      findOrMakePeople(
        tx,
        vault,
        [[email('ada')], [email('bo')], [email('ada'), phone], [phone, email('bo')], [email('cy')]],
        TEST_START,
      ),
    );

    expect(people[2]).toBe(people[0]);
    expect(people[3]).toBeInstanceOf(Refused);
    expect(new Set(people).size).toBe(4);
    const [{ n } = { n: 0 }] = await store.rows<{ n: number }>('select count(*)::int as n from person');
    expect(n).toBe(3);
  }));

test('fifty at once for the same new addresses make one person of each', () =>
  withVault(async (store, vault) => {
    const lists = [[email('ada'), phone], [account], [email('bo')]];
    const found = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        store.inTransaction((tx) =>
          findOrMakePeople(tx, vault, turn % 2 === 0 ? lists : lists.toReversed(), TEST_START),
        ),
      ),
    );

    expect(new Set(found.flat()).size).toBe(3);
    const [counted] = await store.rows(
      'select (select count(*)::int from person) as people, (select count(*)::int from identity) as identities',
    );
    expect(counted).toEqual({ people: 3, identities: 4 });
  }));

test('who was merged is held as who they are now', () =>
  withVault(async (store, vault) => {
    await store.inTransaction(async (tx) => {
      const [a, b, c] = [
        await findOrMakePerson(tx, vault, [email('a')], TEST_START),
        await findOrMakePerson(tx, vault, [email('b')], TEST_START),
        await findOrMakePerson(tx, vault, [email('c')], TEST_START),
      ];
      await rows(tx, 'update person set merged_into = $2 where id = $1', [a, b]);
      await rows(tx, 'update person set merged_into = $2 where id = $1', [b, c]);

      expect(await holdPerson(tx, a)).toBe(c);
      expect(await holdPerson(tx, '00000000-0000-7000-8000-000000000000')).toBeNull();
    });
  }));
