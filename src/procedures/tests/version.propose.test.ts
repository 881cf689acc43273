import { describe, expect, test } from 'vitest';
import { findVersion, toldOf } from '../../assurance/index.ts';
import type { PolicyFiles } from '../../policy/index.ts';
import { carryVersionForward, policyInForce, proposePolicy, takeRequest } from '../index.ts';
import { count, email, FILES, type Houses, POLICY, policyNamed, withHouses } from './houses.ts';

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

describe('a policy that must pass its check', () => {
  const WORDS = policyNamed('notice-words-policy').files;
  const words = (find: string, replace: string): PolicyFiles => ({
    ...WORDS,
    'policy.yaml': (WORDS['policy.yaml'] ?? '').replace(find, () => replace),
  });
  const RED = words('"09990041"', '"0999"');

  test('is refused with errors, with rule, file and line; what is in force stays, and mended it goes live', () =>
    withHouses(
      async (houses) => {
        const { one } = houses;
        const before = await inForce(houses);

        await expect(proposePolicy(one, RED)).rejects.toMatchObject({
          code: 'policy.has-errors',
          message: expect.stringMatching(/policy\.yaml:\d+:\d+ language-company-number: "0999" is no/),
        });

        expect([await inForce(houses), await count(houses, 'policy_version')]).toEqual([before, 1]);
        expect(await proposePolicy(one, words('"09990041"', '"09990042"'))).toMatchObject({
          outcome: 'at-once',
        });
      },
      { policy: 'notice-words-policy' },
    ));

  test('that is the first is refused as well, but for a company that is only shown', () =>
    withHouses(async ({ one, store }) => {
      await store.rows('delete from policy_version');
      await expect(proposePolicy(one, RED)).rejects.toMatchObject({ code: 'policy.has-errors' });

      const shown = {
        ...RED,
        'policy.yaml': (RED['policy.yaml'] ?? '').replace(
          'organisation:\n',
          'organisation:\n  illustration: true\n',
        ),
      };

      expect(await proposePolicy(one, shown)).toMatchObject({ outcome: 'first' });
    }));

  test('that was sound when people were told of it does not take effect on a day on which it is not', () =>
    withHouses(
      async (houses) => {
        const { one } = houses;
        const before = await inForce(houses);
        const supplier = words(
          'recipients:\n',
          'recipients:\n  binder: { name: Foldwell, says: a binder, role: controller, where: uk }\n',
        );
        const coming = {
          ...supplier,
          'policy.yaml': (supplier['policy.yaml'] ?? '').replace(
            'expires: 2027-03-16',
            'expires: 2026-11-30',
          ),
        };
        expect(await proposePolicy(one, coming)).toMatchObject({ outcome: 'coming' });
        expect(await carryVersionForward(one, seen)).toBe('waiting');

        on(houses, '2026-12-20');

        expect(await carryVersionForward(one, seen)).toBe('waiting');
        expect(await inForce(houses)).toBe(before);

        expect(await proposePolicy(one, supplier)).toMatchObject({ outcome: 'coming' });
        await carryVersionForward(one, seen);
        on(houses, '2027-01-05');
        expect(await carryVersionForward(one, seen)).toBe('in-force');
      },
      { policy: 'notice-words-policy' },
    ));
});
