import { expect, test } from 'vitest';
import { addDays } from '../../base/index.ts';
import { cancelEvent, correctEvent, disposeDue, previewRetention, takeEvent } from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { email, type Houses, withHouses } from './houses.ts';
import { at } from './shop.ts';

/* An event that is cancelled or corrected moves what hangs on it: days, relationships, and what goes by them. */

const ACCOUNT = { policy: 'retention-policy' };

async function anAccountEnds(houses: Houses): Promise<string> {
  const { one, store } = houses;
  const [{ hash } = { hash: '' }] = await store.rows<{ hash: string }>('select hash from policy_version');
  at(houses, '2026-11-23', 10);
  await takeSubmission(one, 'account-form', {
    fields: { name: 'Ada', email: email('ada').value },
    consents: [],
    declined: [],
    notice: hash,
  });
  await takeEvent(one, { id: null, kind: 'account-started', identities: [email('ada')], at: null });
  at(houses, '2026-12-01', 10);
  const { id } = await takeEvent(one, {
    id: null,
    kind: 'account-ended',
    identities: [email('ada')],
    at: null,
  });
  return id;
}

const dueOn = async (houses: Houses, day: Parameters<typeof previewRetention>[1]) =>
  (await previewRetention(houses.one, day)).rules.find(({ rule }) => rule === 'accounts')?.due ?? 0;

const standing = async ({ store }: Houses) =>
  (
    await store.rows<{ ended_on: string | null }>("select ended_on from relationship where kind = 'account'")
  )[0]?.ended_on;

test('an end that is cancelled starts no clock: the account goes on, and nothing goes', () =>
  withHouses(async (houses) => {
    const id = await anAccountEnds(houses);
    expect(await dueOn(houses, '2027-03-01')).toBe(1);

    await cancelEvent(houses.one, id, 'integrator');
    expect(await standing(houses)).toBeNull();
    expect(await dueOn(houses, '2030-01-01')).toBe(0);
    at(houses, '2027-03-01');
    expect(await disposeDue(houses.one)).toEqual([]);
    await expect(cancelEvent(houses.one, id, 'integrator')).rejects.toMatchObject({ code: 'event.unknown' });
  }, ACCOUNT));

test('an end that is corrected moves the day with it, earlier and later', () =>
  withHouses(async (houses) => {
    const id = await anAccountEnds(houses);
    expect(await dueOn(houses, '2027-02-28')).toBe(0);

    await correctEvent(houses.one, id, '2026-11-25T09:00:00.000Z', 'integrator');
    expect(await standing(houses)).toBe('2026-11-25');
    expect(await dueOn(houses, '2027-02-22')).toBe(0);
    expect(await dueOn(houses, '2027-02-23')).toBe(1);

    at(houses, '2027-01-10', 10);
    await correctEvent(houses.one, id, '2027-01-09T09:00:00.000Z', 'integrator');
    expect(await dueOn(houses, addDays('2027-01-09', 89))).toBe(0);
    at(houses, addDays('2027-01-09', 90));
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'accounts', records: 1 }]);
    await expect(
      correctEvent(houses.one, id, '2099-01-01T00:00:00.000Z', 'integrator'),
    ).rejects.toMatchObject({ code: 'event.from-the-future' });
    const kinds = await houses.store.rows<{ n: number }>(
      "select count(*)::int as n from evidence_entry where kind = 'event.corrected'",
    );
    expect(kinds[0]?.n).toBe(2);
  }, ACCOUNT));
