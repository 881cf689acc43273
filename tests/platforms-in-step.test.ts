import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../src/base/index.ts';
import { openLedger } from '../src/evidence/index.ts';
import { aSigningKey } from '../src/evidence/testing.ts';
import { loadPolicy } from '../src/policy/index.ts';
import {
  askGate,
  type House,
  keepInStep,
  proposePolicy,
  stop,
  stopByMail,
  takePermission,
} from '../src/procedures/index.ts';
import { type TestStore, withVault } from '../src/store/testing.ts';
import { secretsOf } from '../src/systems/index.ts';
import { folderOf } from './mutations/mutation.ts';
import { openStandIn, type StandIn } from './stand-in/server.ts';

const PUBLISHED = join(import.meta.dirname, '../../shared/inputs/saas-apis');
const here = describe.skipIf(!existsSync(PUBLISHED));
const DESCRIPTION = join(PUBLISHED, 'mailchimp-marketing-3.0.55.min.json.gz');
const PATIENT = { timeout: 60_000 };

const email = (name: string) => ({ kind: 'email' as const, value: `${name}@people.example` });
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

type Company = {
  house: House;
  store: TestStore;
  standIn: StandIn;
  round(sweep?: boolean): ReturnType<typeof keepInStep>;
};

/** The small company, whose news leaves through a mailing platform: played by a server made from its description. */
const withCompany = (work: (company: Company) => Promise<void>): Promise<void> =>
  withVault(async (store, vault) => {
    const standIn = await openStandIn([DESCRIPTION], () => store.clock.now());
    openLedger(store, aSigningKey());
    const house: House = {
      store,
      vault,
      clock: store.clock,
      log: silentLog,
      mailer: null,
      baseUrl: 'https://privacy.larkhill.example',
    };
    const { policy } = loadPolicy(folderOf());
    await proposePolicy(house, {
      ...policy?.files,
      'systems/mailing-list.yaml': [
        'says: the service that sends our news',
        'kind: http',
        'http:',
        '  pack: mailchimp',
        `  base: ${standIn.url}`,
        '  auth: { basic: { user: kept, password: env:SECRET } }',
        '  settings: { list: news }',
        '  purposes: [news]',
      ].join('\n'),
    });
    const secrets = secretsOf({ SECRET: 'of the account' });
    try {
      await work({
        house,
        store,
        standIn,
        round: (sweep = false) =>
          keepInStep(house, { secrets, pause: 2, attempts: 2, milliseconds: 500, sweep }),
      });
      expect(standIn.wrong).toEqual([]);
    } finally {
      await standIn.close();
    }
  });

const member = async ({ standIn }: Company, name: string, status: string) => {
  const { value } = email(name);
  const answer = await fetch(`${standIn.url}/lists/news/members/${md5(value)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: 'Basic x' },
    body: JSON.stringify({ email_address: value, status, status_if_new: status }),
  });
  if (!answer.ok) throw new Error(`not taken: ${standIn.wrong.join('; ')}`);
};
const statusOf = ({ standIn }: Company, name: string) =>
  standIn.things.get(`/lists/news/members/${md5(email(name).value)}`)?.status;

const saysYes = ({ house }: Company, name: string) =>
  takePermission(house, {
    identities: [email(name)],
    purpose: 'news',
    channel: 'email',
    state: 'granted',
    wording: 'newsletter-2026',
    source: 'form',
    at: house.clock.now(),
  });

const mayGetNews = async ({ house }: Company, name: string): Promise<string> => {
  const act = {
    act: 'send',
    purpose: 'news',
    channel: 'email',
    personId: null,
    recipient: '',
    data: [],
    country: '',
  } as const;
  return (await askGate(house, act, { identity: email(name) })).verdict;
};

const entries = async ({ store }: Company, kind: string): Promise<number> =>
  (
    await store.rows<{ n: number }>('select count(*)::int as n from evidence_entry where kind = $1', [kind])
  )[0]?.n ?? -1;

here('a platform kept in step', () => {
  test(
    'who stopped it over there has stopped it here, once, also where we do not know them yet',
    PATIENT,
    () =>
      withCompany(async (company) => {
        const { round, store } = company;
        await saysYes(company, 'ada');
        await member(company, 'ada', 'subscribed');
        expect(await mayGetNews(company, 'ada')).toBe('allow');
        store.clock.set('2026-11-22T11:00:00.000Z');
        for (const name of ['ada', 'stranger']) await member(company, name, 'unsubscribed');
        store.clock.set('2026-11-22T12:00:00.000Z');

        expect(await round()).toEqual([{ system: 'mailing-list', heard: 2, told: 0, swept: 0 }]);
        expect(await round()).toEqual([{ system: 'mailing-list', heard: 0, told: 0, swept: 0 }]);

        expect(await mayGetNews(company, 'ada')).toBe('deny');
        expect(await entries(company, 'permission.withdrawn')).toBe(1);
        // A later import of the stranger as somebody who once said yes.
        await takePermission(company.house, {
          identities: [email('stranger')],
          purpose: 'news',
          channel: 'email',
          state: 'granted',
          wording: 'x',
          source: 'import',
          at: '2026-01-01T00:00:00.000Z',
        });
        expect(await mayGetNews(company, 'stranger')).toBe('deny');
      }),
  );

  test('a yes that was said after they stopped it over there stands', PATIENT, () =>
    withCompany(async (company) => {
      await member(company, 'ada', 'unsubscribed');
      company.store.clock.set('2026-11-22T13:00:00.000Z');
      await saysYes(company, 'ada');

      expect(await company.round()).toMatchObject([{ heard: 0 }]);
      expect(await mayGetNews(company, 'ada')).toBe('allow');
      // Nobody is put back on a list by a programme: that is for her and them.
      expect(statusOf(company, 'ada')).toBe('unsubscribed');
    }),
  );

  test('a bounce over there closes the address here, and not the person', PATIENT, () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada');
      await member(company, 'ada', 'cleaned');
      expect(await company.round()).toMatchObject([{ heard: 1 }]);
      expect(await company.round()).toMatchObject([{ heard: 0 }]);
      expect(await mayGetNews(company, 'ada')).toBe('deny');
      expect(await company.store.rows('select kind from channel_event')).toEqual([{ kind: 'bounced-hard' }]);
    }),
  );

  test('a no here is told there; a crash between the two tells it again and not less', PATIENT, () =>
    withCompany(async (company) => {
      const { house, standIn, round } = company;
      const { personId } = await saysYes(company, 'ada');
      await saysYes(company, 'bob');
      for (const name of ['ada', 'bob']) await member(company, name, 'subscribed');
      await stop(house, personId, ['news'], 'unsubscribe-link');
      standIn.trouble([{ kind: 'status', status: 503 }]);
      expect(await round()).toMatchObject([{ told: 1 }]);
      expect(statusOf(company, 'ada')).toBe('unsubscribed');
      expect(statusOf(company, 'bob')).toBe('subscribed');

      const asked = () => standIn.seen.filter(({ method }) => method === 'PATCH').length;
      const once = asked();
      await round();
      expect(asked()).toBe(once);
      // As if the process had died before it could note that it told them.
      await company.store.rows('delete from platform_told');
      expect(await round()).toMatchObject([{ told: 1 }]);
      expect(asked()).toBe(once + 1);
      expect(statusOf(company, 'ada')).toBe('unsubscribed');
    }),
  );

  test('a platform that is away is tried again, and nothing is taken for told', PATIENT, () =>
    withCompany(async (company) => {
      const { house, standIn, round } = company;
      const { personId } = await saysYes(company, 'ada');
      await member(company, 'ada', 'subscribed');
      await stop(house, personId, ['news'], 'unsubscribe-link');
      standIn.trouble([{ kind: 'silence' }, { kind: 'silence' }]);
      await expect(round()).rejects.toThrow(/did not answer/);
      expect(statusOf(company, 'ada')).toBe('subscribed');
      expect(await round()).toMatchObject([{ told: 1 }]);
      expect(statusOf(company, 'ada')).toBe('unsubscribed');
    }),
  );

  test(
    'their whole list is gone through: who must get nothing is taken off, and who was erased goes for good',
    PATIENT,
    () =>
      withCompany(async (company) => {
        const { house, store, round } = company;
        await saysYes(company, 'bob');
        for (const name of ['bob', 'stranger', 'gone']) await member(company, name, 'subscribed');
        // Somebody we do not know wrote to us; only the hash of the address is kept.
        await stopByMail(house, email('stranger').value);
        await store.rows(
          `insert into suppression (hash, scope, reason, suppressed_at) values ($1, 'marketing', 'erased', $2)`,
          [house.vault.suppressionHash('email', email('gone').value), house.clock.now()],
        );

        expect(await round(true)).toMatchObject([{ swept: 2 }]);

        expect(statusOf(company, 'stranger')).toBe('unsubscribed');
        expect(statusOf(company, 'gone')).toBeUndefined();
        expect(statusOf(company, 'bob')).toBe('subscribed');
        expect(await round(true)).toMatchObject([{ swept: 0 }]);
      }),
  );
});
