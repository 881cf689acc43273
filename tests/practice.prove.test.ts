import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordScene } from '../src/controls/index.ts';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { twinsOn, withTwin } from '../src/doors/twin/twin.ts';
import { loadPolicy } from '../src/policy/index.ts';
import { provePolicy } from '../src/proof/index.ts';

const START = '2026-11-23';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const { policy } = loadPolicy(join(import.meta.dirname, 'mutations/practice-policy'));
if (!policy) throw new Error('the policy of the practice has errors');

test('a policy as small companies write them is proven: one mailbox, roles that alone may, health, a year of account', async () => {
  const { promises } = await provePolicy(policy, twinsOn(ground, policy.files, START));

  expect(
    promises
      .filter(({ verdict }) => verdict !== 'proven')
      .map(({ id, verdict, because }) => `${id} is ${verdict}: ${because}`),
  ).toEqual([]);
}, 120_000);

test('a twin reaches no platform, and asks for no key to one', async () => {
  const files = {
    ...policy.files,
    'systems/list.yaml': `says: the service that sends our letters
kind: http
http:
  pack: mailchimp
  base: https://us1.api.mailchimp.com/3.0
  auth: { basic: { user: kept, password: env:NOBODY_HAS_SET_THIS } }
  settings: { list: a1 }
  purposes: [plan-news]
`,
  };

  await withTwin(ground, files, START, recordScene().scene, async (twin) => {
    await twin.travelTo('2026-12-24');
    expect(twin.today()).toBe('2026-12-24');
  });
});
