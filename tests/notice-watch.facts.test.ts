import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addDays, Refused } from '../src/base/index.ts';
import type { Twin } from '../src/controls/index.ts';
import { companies, does, OPENS } from './company.ts';

const withCompany = companies('notice-watch-policy');

const OPT_OUT = 'https://opt-out.example/tool';
const POLICY = 'https://post-room.example/privacy';

const state = (company: Twin, path = 'links.opt-out') => company.stateOf('notice.links', path);

const aged = (company: Twin, days: number) =>
  company.rows(
    `update watched_address set looked_at = looked_at - make_interval(days => $1), tried_at = tried_at - make_interval(days => $1)`,
    [days],
  );

const linksToday = async (company: Twin) => {
  const { json } = await company.call('GET', '/api/today');
  return (json.rows as { what: string; id: string }[])
    .filter(({ what }) => what === 'link')
    .map(({ id }) => id);
};

describe('notice.links', () => {
  test('a look counts until the next is due, and without one nothing is shown', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await company.travelTo(addDays(OPENS, 1));
      expect(await state(company)).toBe('kept');
      await aged(company, 7);
      expect(await state(company)).toBe('kept');
      await aged(company, 1);
      expect(await state(company)).toBe('at-risk');

      await company.rows('delete from watched_address');
      expect(await state(company)).toBe('unproven');
    }));

  test('one failed look is a risk, two are broken, and whoever shuts software out is not dead', () =>
    withCompany(async (company) => {
      await company.travelTo(addDays(OPENS, 1));
      const fails = (failures: number) =>
        company.rows(`update watched_address set failures = $1, outcome = 'dead', says = 'it answers 404'`, [
          failures,
        ]);
      await fails(1);
      expect([await state(company), await linksToday(company)]).toEqual(['at-risk', []]);
      await fails(2);
      expect(await state(company)).toBe('broken');
      expect(await linksToday(company)).toContain(OPT_OUT);

      company.web.shows(OPT_OUT, { status: 403 });
      await company.travelTo(addDays(OPENS, 2));
      expect(await state(company)).toBe('kept');
    }));

  test('words that nobody reads in a month are broken, and no other address can be marked as read', () =>
    withCompany(async (company) => {
      await company.travelTo(addDays(OPENS, 1));
      company.web.shows(POLICY, { status: 200, text: 'We sell it now.' });
      await company.travelTo(addDays(OPENS, 8));
      expect(await state(company, 'recipients.post-room')).toBe('at-risk');
      await company.rows(`update watched_address set changed_at = changed_at - interval '31 days'`);
      expect(await state(company, 'recipients.post-room')).toBe('broken');

      const refused = async (address: string) =>
        (await company.call('POST', '/api/links/read', { address })).json.code;
      expect(await refused('https://elsewhere.example/')).toBe('link.unknown');
      expect(await refused(OPT_OUT)).toBe('link.unchanged');
      await does(company, '/api/links/read', { address: POLICY });
      expect(await state(company, 'recipients.post-room')).toBe('kept');
      expect(
        await company.rows(
          `select body::jsonb ->> 'address' as address from evidence_entry where kind = 'link.read'`,
        ),
      ).toEqual([{ address: POLICY }]);
    }));

  test('when nobody answers at all it is our way out: not dead, and a risk once the look is too old', () =>
    withCompany(async (company) => {
      await company.travelTo(addDays(OPENS, 1));
      const everywhere = [
        OPT_OUT,
        POLICY,
        'https://post-room.example/protection',
        'https://regulator.example',
      ];
      for (const address of everywhere) company.web.shows(address, { fault: 'unknown-name' });
      await company.travelTo(addDays(OPENS, 8));
      await company.travelTo(addDays(OPENS, 9));
      expect([await state(company), await linksToday(company)]).toEqual(['at-risk', []]);

      company.web.shows('https://regulator.example', { status: 200 });
      await company.travelTo(addDays(OPENS, 10));
      await company.travelTo(addDays(OPENS, 11));
      expect([await state(company), await state(company, 'links.regulator')]).toEqual(['broken', 'kept']);
    }));

  test('only addresses of the policy in force are looked at', () =>
    withCompany(async (company) => {
      await company.editPolicy((files) => ({
        ...files,
        'policy.yaml': (files['policy.yaml'] ?? '').replace(OPT_OUT, 'https://new.example/tool'),
        'notice.md': `${files['notice.md']}\nSee [elsewhere](https://elsewhere.example).\n`,
      }));
      await company.travelTo(addDays(OPENS, 1));
      expect([...company.web.asked()].sort()).toEqual([
        'https://new.example/tool',
        POLICY,
        'https://post-room.example/protection',
        'https://regulator.example',
      ]);
    }));
});

describe('register.ico', () => {
  const board = (company: Twin) => company.stateOf('register.ico', 'organisation');
  const ends = (company: Twin, day: string) =>
    company.rows(
      `update policy_version set files = regexp_replace(files::text, '(ZA000031, expires: )[0-9-]{10}', '\\1' || $1)::jsonb, hash = $2`,
      [day, createHash('sha256').update(day).digest('hex')],
    );

  test('it is as the day says that stands in the policy in force, and lapsed from the day after', () =>
    withCompany(async (company) => {
      expect(await board(company)).toBe('kept');
      for (const [days, state] of [
        [61, 'kept'],
        [60, 'at-risk'],
        [0, 'at-risk'],
        [-1, 'broken'],
        [-417, 'broken'],
      ] as const) {
        await ends(company, addDays(OPENS, days));
        expect([days, await board(company)]).toEqual([days, state]);
      }
    }));
});

/** A version with a recipient more, about whom the manager decided on that day; nobody but readers of the site hears of it. */
const withCarrier =
  (decided: string | null, send = false) =>
  (files: Record<string, string>) => ({
    ...files,
    'policy.yaml': (files['policy.yaml'] ?? '')
      .replace(
        /^recipients:$/m,
        'recipients:\n  carrier: { says: carries parcels, role: controller, where: uk }',
      )
      .replace(
        /^changes:$/m,
        decided === null
          ? 'changes:'
          : `changes:\n  decisions:\n    parcels: { says: the notice names them, on: ${decided}, by: manager, affects: [recipients.carrier] }
  announcements:\n    parcels: { way: email, send: ${send}, says: it concerns few, on: ${decided}, by: manager }`,
      ),
  });

describe('notice.change', () => {
  const board = (company: Twin) => company.stateOf('notice.change', 'changes');

  test.each([false, true])(
    'a change about which somebody decided how people hear of it is kept; without that decision it is broken (by mail: %s)',
    (send) =>
      withCompany(async (company) => {
        await company.editPolicy(withCarrier(OPENS, send));
        await company.travelTo(addDays(OPENS, 1));
        await company.travelTo(addDays(OPENS, 17));
        expect(await board(company)).toBe('kept');
        await company.rows(`update change_told set by_way = 'site' where by_way = 'email'`);
        expect(await board(company)).toBe(send ? 'broken' : 'kept');

        await company.rows(`update evidence_entry set kind = 'x' where kind = 'notice.announcing-decided'`);
        expect(await board(company)).toBe('broken');
      }),
  );
});

describe('notice.gate', () => {
  const board = (company: Twin, path = 'changes') => company.stateOf('notice.gate', path);

  const putsForward = async (company: Twin, decided: string | null) => {
    try {
      await company.editPolicy(withCarrier(decided));
      return 'taken';
    } catch (thrown) {
      return thrown instanceof Refused ? thrown.code : String(thrown);
    }
  };

  test('what is new starts with its decision, and without it the board says so', () =>
    withCompany(async (company) => {
      expect([await board(company), await board(company, 'recipients.post-room')]).toEqual([
        'unproven',
        'unproven',
      ]);
      expect(await putsForward(company, null)).toBe('notice.no-decision');
      expect(await putsForward(company, addDays(OPENS, 1))).toBe('notice.no-decision');
      expect(await putsForward(company, OPENS)).toBe('taken');
      expect(await board(company)).toBe('unproven');
      await company.travelTo(addDays(OPENS, 1));
      await company.travelTo(addDays(OPENS, 17));
      expect(await board(company)).toBe('kept');

      await company.rows('update launch set decided_on = $1', [addDays(OPENS, 18)]);
      expect(await board(company)).toBe('broken');
      await company.rows('update launch set decided_on = $1, decision = null', [OPENS]);
      expect(await board(company)).toBe('broken');
      await company.rows(`update launch set gated = false`);
      expect(await board(company)).toBe('kept');
      await company.rows('delete from launch');
      expect(await board(company)).toBe('unproven');
    }));

  test('what our systems want and no notice says is a risk, then broken, until somebody decides', () =>
    withCompany(async (company) => {
      const asks = (recipient: string, purpose = 'answer-enquiries') =>
        does(company, '/api/decisions', { act: 'share', purpose, recipient, data: [] });
      await asks('Somebody & Sons');
      expect(await board(company)).toBe('unproven');
      await asks('carrier');
      expect(await board(company)).toBe('at-risk');
      // The facts of the gate are flushed before anybody looks from outside.
      const aged = () => company.rows(`update decision set decided_at = decided_at - interval '30 days'`);
      await aged();
      expect(await board(company)).toBe('at-risk');
      await company.rows(`update decision set decided_at = decided_at - interval '1 day'`);
      expect(await board(company)).toBe('unproven');
      await asks('carrier');
      expect(await board(company)).toBe('broken');
      expect(await putsForward(company, OPENS)).toBe('taken');
      expect(await board(company)).toBe('unproven');

      await asks('post-room', 'sell-it');
      await aged();
      expect(await board(company)).toBe('at-risk');
    }));
});
