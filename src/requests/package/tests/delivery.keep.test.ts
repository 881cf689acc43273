import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { newId } from '../../../base/index.ts';
import { rows, type Vault } from '../../../store/index.ts';
import { type TestStore, withVault } from '../../../store/testing.ts';
import { dropExpiredPackages, readPackage, writePackage } from '../delivery.ts';
import { listed } from './unpacked.ts';

const now = '2026-11-22T10:00:00.000Z';
const expiresOn = '2026-12-22';
const ids = () => ({ personId: newId(now), requestId: newId(now) });

const read = async (
  store: TestStore,
  vault: Vault,
  whose: { personId: string; requestId: string; formerIds?: string[] },
  today: `${number}-${number}-${number}` = '2026-11-23',
): Promise<Buffer> => buffer((await readPackage({ reader: store.db, vault }, { ...whose, today })).stream);

const left = async (store: TestStore): Promise<unknown> =>
  (
    await rows(
      store.db,
      'select (select count(*)::int from package) as packages, (select count(*)::int from package_chunk) as chunks',
    )
  )[0];

test('what was written comes back byte for byte, in chunks whose bytes say nothing', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    const content = Buffer.concat([Buffer.from('ada@client.example'), randomBytes(5_000_000)]);

    const written = await writePackage(
      { store, vault },
      { ...whose, stream: listed(content.subarray(0, 3), content.subarray(3)), expiresOn, now },
    );

    expect(written.bytes).toBe(content.length);
    expect((await read(store, vault, whose)).equals(content)).toBe(true);
    const sealed = await rows<{ sealed: Buffer }>(store.db, 'select sealed from package_chunk');
    expect(sealed).toHaveLength(3);
    for (const chunk of sealed) expect(chunk.sealed.includes('ada@')).toBe(false);
  }));

test('it is there through its last day, gone on the next, and then deleted', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    await writePackage({ store, vault }, { ...whose, stream: listed(Buffer.from('x')), expiresOn, now });

    expect(await store.inTransaction((tx) => dropExpiredPackages(tx, { today: expiresOn, now }))).toBe(0);
    expect((await read(store, vault, whose, expiresOn)).toString()).toBe('x');
    await expect(read(store, vault, whose, '2026-12-23')).rejects.toMatchObject({
      code: 'requests.package-gone',
    });
    expect(await store.inTransaction((tx) => dropExpiredPackages(tx, { today: '2026-12-23', now }))).toBe(1);
    expect(await left(store)).toEqual({ packages: 0, chunks: 0 });
  }));

test('whoever is erased has no package any more, not even one that is just being fetched', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    await writePackage(
      { store, vault },
      { ...whose, stream: listed(randomBytes(3_000_000)), expiresOn, now },
    );
    const { stream } = await readPackage({ reader: store.db, vault }, { ...whose, today: '2026-11-23' });
    const fetching = stream[Symbol.asyncIterator]();
    await fetching.next();

    await vault.forget(whose.personId, now);

    await expect(fetching.next()).rejects.toMatchObject({ code: 'requests.package-gone' });
    await expect(read(store, vault, whose)).rejects.toMatchObject({ code: 'requests.package-gone' });
  }));

test('nobody fetches another’s, and who was merged fetches their own', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    await writePackage({ store, vault }, { ...whose, stream: listed(Buffer.from('x')), expiresOn, now });
    const stranger = newId(now);

    await expect(read(store, vault, { ...whose, personId: stranger })).rejects.toMatchObject({
      code: 'requests.package-gone',
    });
    const merged = { ...whose, personId: stranger, formerIds: [whose.personId] };
    expect((await read(store, vault, merged)).toString()).toBe('x');
  }));

test('a chunk in the place of another does not open', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    await writePackage(
      { store, vault },
      { ...whose, stream: listed(randomBytes(5_000_000)), expiresOn, now },
    );
    await rows(
      store.db,
      'update package_chunk set number = case number when 0 then 1 when 1 then 0 else 2 end + 10',
    );
    await rows(store.db, 'update package_chunk set number = number - 10');

    await expect(read(store, vault, whose)).rejects.toMatchObject({ code: 'vault.sealed-otherwise' });
  }));

test('a package that breaks off while it is made leaves nothing to fetch', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    async function* broken(): AsyncGenerator<Buffer> {
      yield randomBytes(3_000_000);
      throw new Error('the connection was lost');
    }

    const writing = writePackage({ store, vault }, { ...whose, stream: broken(), expiresOn, now });

    await expect(writing).rejects.toThrow('the connection was lost');
    expect(await left(store)).toEqual({ packages: 0, chunks: 0 });
    await rows(
      store.db,
      'insert into package (person_id, id, request_id, made_at, expires_on) values ($1, $2, $3, $4, $5)',
      [whose.personId, newId(now), whose.requestId, now, expiresOn],
    );
    await expect(read(store, vault, whose)).rejects.toMatchObject({ code: 'requests.package-gone' });
    const dayAfter = { today: '2026-11-24', now: '2026-11-24T10:00:00.000Z' } as const;
    expect(await store.inTransaction((tx) => dropExpiredPackages(tx, dayAfter))).toBe(1);
  }));

test('who is erased while it is written keeps no chunk of it', () =>
  withVault(async (store, vault) => {
    const whose = ids();
    async function* meanwhile(): AsyncGenerator<Buffer> {
      yield randomBytes(3_000_000);
      await rows(store.db, 'delete from package');
      yield randomBytes(10);
    }

    const writing = writePackage({ store, vault }, { ...whose, stream: meanwhile(), expiresOn, now });

    await expect(writing).rejects.toMatchObject({ code: 'requests.package-gone' });
    expect(await store.inTransaction((tx) => dropExpiredPackages(tx, { today: '2026-11-22', now }))).toBe(0);
    expect(await left(store)).toEqual({ packages: 0, chunks: 0 });
  }));
