import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HttpSystem } from '../src/policy/index.ts';
import { httpConnector, openPlatform, type Platform, type Step, secretsOf } from '../src/systems/index.ts';
import { openStandIn, type StandIn } from './stand-in/server.ts';

/** What the suppliers published; absent outside the place where Kept is made. */
const PUBLISHED = join(import.meta.dirname, '../../shared/inputs/saas-apis');
const here = describe.skipIf(!existsSync(PUBLISHED));
const FILES = {
  mailchimp: ['mailchimp-marketing-3.0.55.min.json.gz'],
  hubspot: ['hubspot-crm-contacts-v3.json', 'hubspot-communication-preferences-v3.json'],
};
const ADA = 'ada@people.example';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const secrets = secretsOf({ SECRET: 'a-secret-of-the-account' });
const QUICK = { secrets, milliseconds: 500, pause: 5 };

const system = (pack: 'mailchimp' | 'hubspot', base: string): HttpSystem => ({
  pack,
  base,
  auth: pack === 'mailchimp' ? { basic: { user: 'kept', password: 'env:SECRET' } } : { bearer: 'env:SECRET' },
  settings: pack === 'mailchimp' ? { list: ['first', 'second'] } : { subscription: ['77'] },
});

/** Somebody else's programme fills the account, through the same published interface. */
async function put(standIn: StandIn, method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${standIn.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: path.startsWith('/lists') ? 'Basic x' : 'Bearer x',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${standIn.wrong.join('; ')}`);
}
const member = (standIn: StandIn, list: string, email: string, status = 'subscribed') =>
  put(standIn, 'PUT', `/lists/${list}/members/${md5(email)}`, {
    email_address: email,
    status_if_new: status,
  });
const contact = (standIn: StandIn, email: string, properties: Record<string, string> = {}) =>
  put(standIn, 'POST', '/crm/v3/objects/contacts', {
    properties: { email, ...properties },
    associations: [],
  });

async function withStandIn(
  pack: 'mailchimp' | 'hubspot',
  work: (standIn: StandIn, platform: Platform) => Promise<void>,
): Promise<void> {
  const standIn = await openStandIn(FILES[pack].map((file) => join(PUBLISHED, file)));
  try {
    await work(standIn, openPlatform(system(pack, standIn.url), QUICK));
    // Every request was one that the supplier describes, and so was every answer.
    expect(standIn.wrong).toEqual([]);
  } finally {
    await standIn.close();
  }
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

here('a person in an account', () => {
  test('Mailchimp: is found in every list, read whole, deleted for good, and looked for again', () =>
    withStandIn('mailchimp', async (standIn) => {
      for (const list of ['first', 'second']) await member(standIn, list, ADA);
      await member(standIn, 'first', 'bob@people.example');
      const connector = httpConnector('mailing-list', system('mailchimp', standIn.url), QUICK);
      const identities = [{ kind: 'email' as const, value: ' Ada@People.Example' }];

      const [found] = await all(connector.find(identities));
      expect(found).toMatchObject({ table: 'record', key: ['list', 'id'], count: 2 });
      const read = await all(connector.read(identities));
      expect(
        read.flatMap(({ table, rows }) => (table === 'profile' ? rows.map((row) => row.email_address) : [])),
      ).toEqual([ADA, ADA]);

      const [planned] = await all(connector.plan({ intent: 'erase', identities, on: '2026-11-22' }));
      const step: Step = {
        id: 'one',
        act: 'delete',
        table: 'record',
        key: planned?.key ?? [],
        keys: planned?.keys ?? [],
      };
      expect(await connector.apply([step])).toEqual([{ id: 'one', written: 2 }]);
      // The process died before it could note that: asked again, it changes nothing more.
      expect(await connector.apply([step])).toEqual([{ id: 'one', written: 0 }]);
      const written = async function* () {
        yield step;
      };
      expect(await connector.verify(identities, written(), () => false)).toEqual([]);
      expect([...standIn.things.values()].map(({ email_address }) => email_address)).toEqual([
        'bob@people.example',
      ]);
      await member(standIn, 'second', ADA);
      expect(await connector.verify(identities, written(), () => false)).toMatchObject([{ count: 1 }]);
    }));

  test('HubSpot: is found, corrected, deleted under its law, and taken off the subscription', () =>
    withStandIn('hubspot', async (standIn, platform) => {
      await contact(standIn, ADA, { firstname: 'Ada' });
      const connector = httpConnector('crm', system('hubspot', standIn.url), QUICK);
      const identities = [{ kind: 'email' as const, value: ADA }];

      const [change] = await all(
        connector.plan({
          intent: 'change',
          identities,
          on: '2026-11-22',
          changes: [{ what: 'last-name', becomes: 'Byron' }],
        }),
      );
      await connector.apply([
        {
          id: 'c',
          act: 'change',
          table: 'record',
          key: change?.key ?? [],
          keys: change?.keys ?? [],
          columns: change?.columns ?? {},
        },
      ]);
      const read = await all(connector.read(identities));
      expect(read[0]?.rows[0]?.properties).toContain('"lastname":"Byron"');

      await platform.suppress(ADA);
      const again = await all(connector.read(identities));
      expect(again.find(({ table }) => table === 'subscriptions')?.rows).toMatchObject([
        { id: '77', status: 'NOT_SUBSCRIBED' },
      ]);

      const [ref] = await platform.find(ADA);
      if (!ref) throw new Error('she is there');
      await platform.erase(ref);
      await platform.erase(ref);
      expect(await platform.find(ADA)).toEqual([]);
    }));

  test('nobody with that address is nobody, and not a fault', () =>
    withStandIn('mailchimp', async (_, platform) => {
      expect(await platform.find(ADA)).toEqual([]);
      await platform.suppress(ADA);
    }));
});

/** Every page of a listing, as a process that notes where it is would read it. */
async function pages<Item>(
  read: (mark: string) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[][]> {
  const found: Item[][] = [];
  for (let mark: string | null = ''; mark !== null; ) {
    const page: { items: Item[]; next: string | null } = await read(mark);
    found.push(page.items);
    mark = page.next;
  }
  return found;
}

here('lists in pages', () => {
  test('Mailchimp: all opt-outs and bounces of all lists since a moment, however short the pages are', () =>
    withStandIn('mailchimp', async (standIn, platform) => {
      const people = Array.from({ length: 7 }, (_, number) => `reader-${number}@people.example`);
      for (const email of people) await member(standIn, 'first', email, 'unsubscribed');
      await member(standIn, 'second', ADA, 'cleaned');
      await member(standIn, 'second', 'bob@people.example');
      standIn.shortPages(3);

      const found = await pages((mark) => platform.optOuts('2020-01-01T00:00:00.000Z', mark));

      expect(
        found
          .flat()
          .map(({ email, means }) => `${email} ${means}`)
          .sort(),
      ).toEqual([...people.map((email) => `${email} withdrawn`), `${ADA} bounced`].sort());
      expect(await platform.optOuts('2999-01-01T00:00:00.000Z', '')).toMatchObject({ items: [] });
      const members = await pages((mark) => platform.members(mark));
      expect(members.flat()).toEqual([{ email: 'bob@people.example' }]);
    }));

  test('HubSpot: by their mark, only those who stopped, and only since then', () =>
    withStandIn('hubspot', async (standIn, platform) => {
      for (let number = 0; number < 5; number += 1)
        await contact(standIn, `reader-${number}@people.example`, {
          hs_email_optout: number % 2 === 0 ? 'true' : 'false',
          lastmodifieddate: `2026-11-0${number + 1}T00:00:00.000Z`,
        });
      standIn.shortPages(1);

      const found = await pages((mark) => platform.optOuts('2026-11-02T00:00:00.000Z', mark));

      expect(found.flat()).toEqual([
        { email: 'reader-2@people.example', at: '2026-11-03T00:00:00.000Z', means: 'withdrawn' },
        { email: 'reader-4@people.example', at: '2026-11-05T00:00:00.000Z', means: 'withdrawn' },
      ]);
      expect((await pages((mark) => platform.members(mark))).flat()).toHaveLength(5);
    }));
});

here('when the supplier fails', () => {
  test('too many requests, faults, silence and broken answers are tried again, and the work is done once', () =>
    withStandIn('mailchimp', async (standIn, platform) => {
      await member(standIn, 'first', ADA);
      standIn.trouble([
        { kind: 'status', status: 429, retryAfter: '0' },
        { kind: 'status', status: 503 },
        { kind: 'cut' },
        { kind: 'silence' },
      ]);
      expect(await platform.find(ADA)).toMatchObject([{ list: 'first', id: md5(ADA) }]);

      const [ref] = await platform.find(ADA);
      if (!ref) throw new Error('she is there');
      standIn.trouble([{ kind: 'done-and-lost' }]);
      await platform.erase(ref);
      expect([...standIn.things.keys()]).toEqual([]);
    }));

  test('one that stays away is unreachable, never "nothing found"', () =>
    withStandIn('mailchimp', async (standIn) => {
      await member(standIn, 'first', ADA);
      standIn.trouble(Array.from({ length: 5 }, () => ({ kind: 'status' as const, status: 500 })));
      const connector = httpConnector('mailing-list', system('mailchimp', standIn.url), QUICK);
      await expect(all(connector.find([{ kind: 'email', value: ADA }]))).rejects.toMatchObject({
        code: 'systems.unreachable',
      });
    }));

  test('an answer that sends us to another host is not followed, and the secret stays', () =>
    withStandIn('mailchimp', async (standIn, platform) => {
      const other = await openStandIn(FILES.mailchimp.map((file) => join(PUBLISHED, file)));
      try {
        standIn.trouble([{ kind: 'redirect', to: `${other.url}/lists` }]);
        await expect(platform.find(ADA)).rejects.toMatchObject({ code: 'http.redirected-away' });
        expect(other.seen).toEqual([]);
      } finally {
        await other.close();
      }
    }));

  test('what goes wrong says neither the address of a person nor the secret', () =>
    withStandIn('mailchimp', async (standIn, platform) => {
      await standIn.close();
      const fault = await platform.find(ADA).catch((thrown: unknown) => thrown);
      expect(String(fault)).not.toMatch(/ada|secret|members|127/i);
    }));
});
