import { expect, test } from 'vitest';
import { takeSubmission } from '../index.ts';
import { count, email, POLICY, withHouses } from './houses.ts';

const enquiry = (address = email('ada').value) => ({
  fields: { name: 'Ada', email: address, message: 'Is the kiln hot?' },
  consents: [],
  declined: [],
  notice: POLICY.hash,
});

test('the same submission twice is one person with two records', () =>
  withHouses(async (houses) => {
    const { one, other } = houses;
    const first = await takeSubmission(one, 'contact-form', enquiry());
    const second = await takeSubmission(other, 'contact-form', enquiry(' ADA@People.Example '));

    expect(first.record).not.toBe(second.record);
    expect(await count(houses, 'person')).toBe(1);
    expect(await count(houses, 'identity')).toBe(1);
    expect(await count(houses, 'record')).toBe(2);
    expect(await count(houses, "evidence_entry where kind = 'collection.received'")).toBe(2);
  }));

test('several at once for the same new address give one person, and lose nothing', () =>
  withHouses(async (houses) => {
    const { one, other } = houses;
    for (let round = 1; round <= 25; round += 1) {
      await Promise.all(
        [one, other, one, other].map((house) =>
          takeSubmission(house, 'contact-form', enquiry(email(`new-${round}`).value)),
        ),
      );

      expect(await count(houses, 'person')).toBe(round);
      expect(await count(houses, 'identity')).toBe(round);
      expect(await count(houses, 'record')).toBe(4 * round);
    }
    expect(
      await count(houses, 'record r where not exists (select 1 from person where id = r.person_id)'),
    ).toBe(0);
  }));

test('a refused submission leaves nothing behind', () =>
  withHouses(async (houses) => {
    const sent = enquiry();
    for (const [wrong, code] of [
      [{ ...sent, fields: { ...sent.fields, age: '44' } }, 'collection.undeclared-field'],
      [{ ...sent, fields: { name: 'Ada' } }, 'collection.missing-field'],
      [{ ...sent, fields: { ...sent.fields, email: 'not an address' } }, 'people.identity-invalid'],
      [{ ...sent, notice: null }, 'collection.missing-notice'],
      [{ ...sent, consents: ['offers'] }, 'collection.undeclared-consent'],
      [{ ...sent, declined: ['news'] }, 'collection.undeclared-consent'],
    ] as const)
      await expect(takeSubmission(houses.one, 'contact-form', wrong)).rejects.toMatchObject({ code });

    for (const table of ['person', 'identity', 'record', 'permission', 'outbox'])
      expect(await count(houses, table)).toBe(0);
  }));

test('a form that passes on has stored nothing when the mail server is away', () =>
  withHouses(async (houses) => {
    const away = {
      ...houses.one,
      mailer: { send: () => Promise.reject(new Error('connection refused')), close() {} },
    };

    await expect(takeSubmission(away, 'passing-form', enquiry())).rejects.toThrow();
    await expect(takeSubmission({ ...away, mailer: null }, 'passing-form', enquiry())).rejects.toMatchObject({
      code: 'collection.relay-unavailable',
    });

    for (const table of ['person', 'record', 'outbox', "evidence_entry where kind = 'collection.relayed'"])
      expect(await count(houses, table)).toBe(0);
  }));
