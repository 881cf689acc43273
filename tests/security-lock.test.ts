import { expect, test } from 'vitest';
import { instant, millisecondsOf } from '../src/base/index.ts';
import { TEST_START } from '../src/store/testing.ts';
import { withApi } from './api-server.ts';
import { browserOn, halfSignedIn, PASSWORD } from './staff-client.ts';

test(
  'fifty failures from everywhere together close an address to every place for a quarter of an hour',
  () =>
    withApi(async (api) => {
      const { email } = await halfSignedIn(api);
      const from = async (ip: string, password: string) =>
        (await browserOn(api.app, { ip }).send('POST', '/staff/auth/sign-in/email', { email, password }))
          .status;
      // Four from each place: none of them is closed by itself.
      const guesses = async (count: number, first: number) => {
        const said = [];
        for (let n = first; n < first + count; n += 1)
          said.push(await from(`10.2.${Math.floor(n / 4)}.1`, 'not the password at all'));
        return said;
      };

      expect(new Set(await guesses(49, 0))).toEqual(new Set([401]));
      const locks = () =>
        api.store.rows<{ failures: number }>(
          `select (body::jsonb ->> 'failures')::int as failures from evidence_entry where kind = 'staff.locked'`,
        );
      expect(await locks()).toEqual([]);

      expect(await guesses(1, 49)).toEqual([401]);
      expect(await locks()).toEqual([{ failures: 50 }]);
      expect(await from('10.9.9.9', PASSWORD)).toBe(429);

      api.store.clock.set(instant(millisecondsOf(TEST_START) + 16 * 60_000));
      expect(await from('10.9.9.9', PASSWORD)).toBe(200);
    }),
  240_000,
);

test('whoever gets in after a few failures starts again from none', () =>
  withApi(async (api) => {
    const { email } = await halfSignedIn(api);
    const from = async (password: string) =>
      (
        await browserOn(api.app, { ip: '10.3.0.1' }).send('POST', '/staff/auth/sign-in/email', {
          email,
          password,
        })
      ).status;
    const tries = [
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      PASSWORD,
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      PASSWORD,
    ];
    const said = [];
    for (const password of tries) said.push(await from(password));

    expect(said).toEqual([401, 401, 401, 401, 200, 401, 401, 401, 401, 200]);
  }));
