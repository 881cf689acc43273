import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { boardOf, builtControls } from '../src/proof/index.ts';
import { address, companies, does, OPENS, policy } from './company.ts';

const withCompany = companies();

/** A recipient more: a material change. */
const withSupplier = (name: string) => (files: Record<string, string>) => ({
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace(
    'recipients:\n',
    `recipients:\n  ${name}: { says: a supplier, role: controller, where: uk }\n`,
  ),
});

const MUTATIONS_FOLDER = join(import.meta.dirname, 'mutations');

test('between them the small policies have a promise for every control that is built', () => {
  const notices = readdirSync(MUTATIONS_FOLDER)
    .filter((name) => name.endsWith('policy'))
    .map((name) => readFileSync(join(MUTATIONS_FOLDER, name, 'notice.md'), 'utf8'));
  const named = notices.flatMap((text) =>
    [...text.matchAll(/control="([^"]+)"/g)].flatMap(([, ids]) => (ids ?? '').split(' ')),
  );

  expect(builtControls().filter((control) => !named.includes(control))).toEqual([]);
});

describe('the board', () => {
  test('where nothing has happened yet nothing is kept, but for the notice that is published', () =>
    withCompany(async (company) => {
      const { promises } = (await company.call('GET', '/api/board')).json as {
        promises: { controls: { control: string; state: string }[] }[];
      };
      const states = promises.flatMap(({ controls }) => controls);

      expect(states.length).toBeGreaterThan(10);
      expect(states.filter(({ state }) => state !== 'unproven')).toEqual([
        expect.objectContaining({ control: 'notice.publish', state: 'kept' }),
      ]);
    }));

  test('a proof counts for the version that it was run on, where it held, and where there are no facts', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('rights.clock', 'rights.access');
      await company.rows(
        `insert into proof_run (hash, control, path, verdict, proven_at)
         select hash, 'rights.clock', 'rights.access', 'proven', now() from policy_version`,
      );
      expect(await state()).toBe('proven');

      await company.rows("update proof_run set verdict = 'refuted'");
      expect(await state()).toBe('unproven');
      await company.rows("update proof_run set verdict = 'proven', hash = 'another version'");
      expect(await state()).toBe('unproven');

      await company.rows('update proof_run set hash = (select hash from policy_version)');
      await does(company, '/api/requests', { kind: 'access', identity: address('ada'), route: 'email' });
      await company.rows('update request set due_on = $1::date - 1', [OPENS]);
      expect(await state()).toBe('broken');
    }));
});

describe('notice.publish', () => {
  const state = (company: Twin) => company.stateOf('notice.publish', 'changes');

  test('the notice is kept until its review is near, and broken when that has passed', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('kept');

      await company.travelTo('2027-05-02');
      expect(await state(company)).toBe('at-risk');
      await company.travelTo('2027-06-01');
      expect(await state(company)).toBe('at-risk');
      await company.travelTo('2027-06-02');
      expect(await state(company)).toBe('broken');
    }));

  test('without a version in force it is broken', () =>
    withCompany(async (company) => {
      await company.rows('update policy_version set replaced_at = in_force_at');
      const live = {
        now: company.now(),
        today: company.today(),
        inForceSince: company.today(),
        policyOf: () => Promise.resolve(policy()),
        rows: company.rows,
      };

      const board = await boardOf(policy(), live, new Set());

      expect(board.promises.find(({ id }) => id === 'MUT-013')).toMatchObject({ state: 'broken' });
    }));
});

describe('notice.change', () => {
  const state = (company: Twin) => company.stateOf('notice.change', 'changes');
  /** Somebody to write to, and a material change that takes its whole course. */
  const changes = async (company: Twin) => {
    await does(company, '/api/requests', { kind: 'access', identity: address('ada'), route: 'email' });
    await company.editPolicy(withSupplier('supplier'));
    expect(await state(company)).toBe('unproven');
    await company.travelTo('2026-11-24');
    await company.travelTo('2026-12-09');
  };

  test.each(['site', 'email'])(
    'a change that people were told of is kept; without the telling by %s it is broken',
    (way) =>
      withCompany(async (company) => {
        expect(await state(company)).toBe('unproven');
        await changes(company);
        expect(await state(company)).toBe('kept');

        await company.rows('delete from change_told where by_way = $1', [way]);

        expect(await state(company)).toBe('broken');
      }),
  );

  test('a change that people were told of a day too late is broken', () =>
    withCompany(async (company) => {
      await changes(company);

      await company.rows(
        "update change_told set told_at = told_at + interval '1 day' where by_way = 'email'",
      );

      expect(await state(company)).toBe('broken');
    }));

  test('a change whose day has passed untold is at risk; one that another has taken the place of is not', () =>
    withCompany(async (company) => {
      await company.editPolicy(withSupplier('supplier'));
      await company.rows('update policy_version set effective_on = $1::date - 1 where in_force_at is null', [
        OPENS,
      ]);
      expect(await state(company)).toBe('at-risk');

      await company.travelTo(OPENS, '09:30');
      await company.editPolicy(withSupplier('another-supplier'));

      expect(await state(company)).toBe('unproven');
    }));
});
