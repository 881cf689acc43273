import { expect, test } from 'vitest';
import { findVersion, toldOf } from '../../assurance/index.ts';
import type { PolicyFiles } from '../../policy/index.ts';
import { carryVersionForward, policyInForce, proposePolicy, takeRequest } from '../index.ts';
import { count, email, FILES, type Houses, POLICY, withHouses } from './houses.ts';

const edited = (find: string, replace: string): PolicyFiles => {
  const text = FILES['policy.yaml'] ?? '';
  if (!text.includes(find)) throw new Error(`"${find}" is not in the policy`);
  return { ...FILES, 'policy.yaml': text.replace(find, () => replace) };
};
const REWORDED: PolicyFiles = { ...FILES, 'notice.md': `${FILES['notice.md']}\nThank you for reading.\n` };
/** Kept for less long: nobody need be told first. Going back to six months is longer, and they must. */
const SHORTER = edited('keep: P6M', 'keep: P3M');
const SUPPLIER = edited(
  'recipients:\n',
  'recipients:\n  supplier: { says: a supplier, role: controller, where: uk }\n',
);

const on = ({ store }: Houses, day: string) => store.clock.set(`${day}T03:00:00.000Z`);
const inForce = async ({ one }: Houses) => (await policyInForce(one)).hash;
const seen = async () => true;
const noticeMails = (houses: Houses) => count(houses, "outbox where purpose = 'notice-change'");
const someoneIsKnown = ({ one }: Houses) =>
  takeRequest(one, { identities: [email('ada')], kind: 'access', route: 'email', receivedOn: null });

test('the first policy takes effect at once; the same again is known', () =>
  withHouses(async (houses) => {
    expect(await inForce(houses)).toBe(POLICY.hash);

    expect(await proposePolicy(houses.other, FILES)).toMatchObject({ outcome: 'known' });
    expect(await count(houses, 'policy_version')).toBe(1);
  }));

test('new words that change nothing for anybody take effect at once', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;

    expect(await proposePolicy(one, REWORDED)).toMatchObject({ outcome: 'at-once' });

    expect(await inForce(houses)).not.toBe(POLICY.hash);
    expect((await findVersion(store.db, POLICY.hash))?.replaced_at).not.toBeNull();
  }));

test('a material change comes on the first day after people had their time, and not before', () =>
  withHouses(async (houses) => {
    const { one, other } = houses;
    await someoneIsKnown(houses);
    expect(await proposePolicy(one, SUPPLIER)).toMatchObject({
      outcome: 'coming',
      effectiveOn: '2026-12-07',
    });
    expect(await proposePolicy(other, SUPPLIER)).toMatchObject({ outcome: 'known' });

    expect(await carryVersionForward(one, seen)).toBe('waiting');
    expect(await noticeMails(houses)).toBe(1);
    on(houses, '2026-12-06');
    expect(await carryVersionForward(one, seen)).toBe('waiting');
    expect(await noticeMails(houses)).toBe(1);
    expect(await inForce(houses)).toBe(POLICY.hash);

    on(houses, '2026-12-07');
    expect(await carryVersionForward(one, seen)).toBe('in-force');
    expect(await inForce(houses)).not.toBe(POLICY.hash);
    expect(await carryVersionForward(one, seen)).toBe('none');
  }));

test('what the site never announced stays in the drawer, however long', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    await proposePolicy(one, SUPPLIER);

    for (const day of ['2026-11-23', '2026-12-07', '2027-12-07']) {
      on(houses, day);
      expect(await carryVersionForward(one, async () => false)).toBe('waiting');
    }

    expect(await inForce(houses)).toBe(POLICY.hash);
  }));

test('a later proposal takes the place of one that was coming', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;
    await proposePolicy(one, SUPPLIER);
    store.clock.set('2026-11-22T11:00:00.000Z');

    expect(await proposePolicy(one, REWORDED)).toMatchObject({ outcome: 'at-once' });

    expect(await carryVersionForward(one, seen)).toBe('none');
    on(houses, '2027-01-01');
    expect(await carryVersionForward(one, seen)).toBe('none');
    expect((await policyInForce(one)).recipients.supplier).toBeUndefined();
  }));

test('an earlier version that comes back at once is the one in force again, and the only one', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;
    await proposePolicy(one, REWORDED);
    store.clock.set('2026-11-22T11:00:00.000Z');

    expect(await proposePolicy(one, FILES)).toMatchObject({ outcome: 'at-once' });

    expect(await inForce(houses)).toBe(POLICY.hash);
    expect(await count(houses, 'policy_version where in_force_at is not null and replaced_at is null')).toBe(
      1,
    );
    expect(await proposePolicy(one, FILES)).toMatchObject({ outcome: 'known' });
  }));

test('an earlier version that is coming back is still to be read as what it was', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;
    expect(await proposePolicy(one, SHORTER)).toMatchObject({ outcome: 'at-once' });
    store.clock.set('2026-11-22T11:00:00.000Z');

    expect(await proposePolicy(one, FILES)).toMatchObject({ outcome: 'coming' });

    expect((await policyInForce(one)).retention.applications?.keep).toBe('P3M');
    expect((await findVersion(store.db, POLICY.hash))?.in_force_at).not.toBeNull();
  }));

test('people are told anew of an earlier version each time that it comes back', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;
    await someoneIsKnown(houses);
    await proposePolicy(one, SHORTER);
    on(houses, '2026-11-24');
    await proposePolicy(one, FILES);
    await carryVersionForward(one, seen);
    on(houses, '2026-12-09');
    expect(await carryVersionForward(one, seen)).toBe('in-force');
    expect(await noticeMails(houses)).toBe(1);

    on(houses, '2027-02-01');
    expect(await proposePolicy(one, SHORTER)).toMatchObject({ outcome: 'at-once' });
    on(houses, '2027-02-02');
    expect(await proposePolicy(one, FILES)).toMatchObject({ outcome: 'coming' });
    await carryVersionForward(one, seen);

    expect(await noticeMails(houses)).toBe(2);
    expect(await toldOf(store.db, POLICY.hash, 'Europe/London')).toEqual({
      siteSince: '2027-02-02',
      emailOn: '2027-02-02',
    });
  }));
