import { expect, test } from 'vitest';
import { connectVault, newKey, readKeyRing, rows } from '../index.ts';
import { connectKeystore } from '../keystore.ts';
import { KEY_MIGRATIONS } from '../migrate.ts';
import { TEST_START, withClone, withVault } from '../testing.ts';

const LATER = '2026-12-01T00:00:00.000Z';

test('what is sealed opens for the same person and context, and nowhere else', () =>
  withVault(async (_, vault) => {
    const sealed = await vault.seal('p1', 'ada@example.test', 'person.email', TEST_START);
    await vault.seal('p2', 'x', 'person.email', TEST_START);

    expect((await vault.open('p1', sealed, 'person.email')).toString()).toBe('ada@example.test');
    expect(sealed.includes('ada')).toBe(false);
    const otherwise = { code: 'vault.sealed-otherwise' };
    await expect(vault.open('p2', sealed, 'person.email')).rejects.toMatchObject(otherwise);
    await expect(vault.open('p1', sealed, 'person.name')).rejects.toMatchObject(otherwise);
    await expect(vault.open('p3', sealed, 'person.email')).rejects.toMatchObject({
      code: 'vault.unknown-person',
    });
  }));

test('a single changed bit anywhere is noticed', () =>
  withVault(async (_, vault) => {
    const sealed = await vault.seal('p1', 'a', 'c', TEST_START);

    for (let byte = 0; byte < sealed.length; byte++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(byte) ^ 1, byte);
      await expect(vault.open('p1', changed, 'c')).rejects.toMatchObject({ code: 'vault.sealed-otherwise' });
    }
  }));

test('two seals of one text differ, and names that run together do not open each other', () =>
  withVault(async (_, vault) => {
    const one = await vault.seal('p1', 'same', 'c', TEST_START);
    expect(one.equals(await vault.seal('p1', 'same', 'c', TEST_START))).toBe(false);
    await expect(vault.open('p1', await vault.seal('p1', 'a', 'b.c', TEST_START), 'b')).rejects.toThrow();
  }));

test('who is forgotten can be neither opened nor sealed again, in this process and in the next', () =>
  withClone('keys', KEY_MIGRATIONS, async (address) => {
    const ring = readKeyRing(newKey());
    const vault = await connectVault(address, ring, TEST_START);
    const sealed = await vault.seal('p1', 'Ada', 'name', TEST_START);
    const other = await vault.seal('p2', 'Bea', 'name', TEST_START);

    expect(await vault.forget('p1', LATER)).toBe(LATER);
    expect(await vault.forget('p1', '2027-01-01T00:00:00.000Z')).toBe(LATER);
    await vault.purge();

    const next = await connectVault(address, ring, LATER);
    for (const each of [vault, next]) {
      await expect(each.open('p1', sealed, 'name')).rejects.toMatchObject({ code: 'vault.forgotten' });
      await expect(each.seal('p1', 'Ada', 'name', LATER)).rejects.toMatchObject({ code: 'vault.forgotten' });
      await each.warm(['p1', 'p2'], LATER);
      await expect(each.open('p1', sealed, 'name')).rejects.toMatchObject({ code: 'vault.forgotten' });
      expect((await each.open('p2', other, 'name')).toString()).toBe('Bea');
      expect(await each.forgottenSince(TEST_START)).toEqual([{ personId: 'p1', at: LATER }]);
    }
    await vault.close();
    await next.close();
  }));

test('a person who was never known can be forgotten, so that a restored backup stays forgotten', () =>
  withVault(async (_, vault) => {
    await vault.forget('p9', TEST_START);
    await expect(vault.seal('p9', 'x', 'c', TEST_START)).rejects.toMatchObject({ code: 'vault.forgotten' });
  }));

test('sealing and forgetting at once never leaves a usable key behind', () =>
  withVault(async (_, vault) => {
    for (let round = 0; round < 20; round++) {
      const personId = `race${round}`;
      const sealing = vault.seal(personId, 'x', 'c', TEST_START);
      await Promise.allSettled([sealing, vault.forget(personId, LATER)]);
      await expect(vault.seal(personId, 'x', 'c', TEST_START)).rejects.toMatchObject({
        code: 'vault.forgotten',
      });
    }
  }));

test('a rotation re-wraps: all still opens and hashes stay, with the new key alone', () =>
  withClone('keys', KEY_MIGRATIONS, async (address) => {
    const [old, young] = [newKey(1), newKey(2)];
    const before = await connectVault(address, readKeyRing(old), TEST_START);
    const sealed = await before.seal('p1', 'Ada', 'name', TEST_START);
    await before.seal('p2', 'Bea', 'name', TEST_START);
    await before.forget('p2', LATER);
    const hash = before.suppressionHash('email', 'ada@example.test');
    await before.close();

    const both = await connectVault(address, readKeyRing(`${old},${young}`), LATER);
    expect(await both.rotate()).toBe(2); // one data key and the root of the hashes
    expect(await both.rotate()).toBe(0);
    await both.close();

    const after = await connectVault(address, readKeyRing(young), LATER);
    expect((await after.open('p1', sealed, 'name')).toString()).toBe('Ada');
    expect(after.suppressionHash('email', 'ada@example.test')).toEqual(hash);
    await expect(after.open('p2', sealed, 'name')).rejects.toMatchObject({ code: 'vault.forgotten' });
    await after.close();
    await expect(connectVault(address, readKeyRing(old), LATER)).rejects.toMatchObject({
      code: 'vault.key-version-missing',
    });
    await expect(connectVault(address, readKeyRing(newKey(2)), LATER)).rejects.toMatchObject({
      code: 'vault.wrong-key',
    });
  }));

test('a hash tells kinds, uses and versions apart, and old versions are still found', () =>
  withVault(async (_, vault) => {
    const first = vault.lookupHash('email', 'ada@example.test');
    expect(first).toHaveLength(33);
    expect(first[0]).toBe(1);
    expect(vault.lookupHash('email', 'ada@example.test')).toEqual(first);
    expect(vault.lookupHash('phone', 'ada@example.test')).not.toEqual(first);
    expect(vault.suppressionHash('email', 'ada@example.test')).not.toEqual(first);

    expect(await vault.newHashVersion(LATER)).toBe(2);

    expect(vault.lookupHash('email', 'ada@example.test')[0]).toBe(2);
    expect(vault.lookupHashes('email', 'ada@example.test')[1]).toEqual(first);
  }));

test('the keystore holds no key in the clear', () =>
  withClone('keys', KEY_MIGRATIONS, async (address) => {
    const keystore = connectKeystore(address, readKeyRing(newKey()));
    const keys = await keystore.dataKeys(['p1'], TEST_START);
    const again = await keystore.dataKeys(['p1'], LATER);
    await keystore.close();

    expect(again).toEqual(keys);
    const { default: pg } = await import('pg');
    const client = new pg.Client(address);
    await client.connect();
    const { rows: stored } = await client.query('select wrapped from data_key');
    await client.end();
    expect(stored[0].wrapped.includes(keys.get('p1'))).toBe(false);
  }));

test.each(['', 'short', '1:abc', '0:q', `${newKey(1)},${newKey(1)}`])('"%s" is no KEPT_KEY', (text) => {
  expect(() => readKeyRing(text)).toThrow(expect.objectContaining({ code: 'vault.bad-key' }));
});

test('reads and writes of a room go through its own tables', () =>
  withVault(async (store, vault) => {
    await store.rows('create table example_note (id text primary key, sealed bytea not null)');
    const sealed = await vault.seal('p1', 'hello', 'example_note.sealed', TEST_START);
    await store.inTransaction((tx) => tx.insertInto('example_note').values({ id: 'n1', sealed }).execute());

    const note = await store.db
      .selectFrom('example_note')
      .select('sealed')
      .where('id', '=', 'n1')
      .executeTakeFirstOrThrow();
    const [same] = await rows<{ sealed: Buffer }>(store.db, 'select sealed from example_note where id = $1', [
      'n1',
    ]);

    expect((await vault.open('p1', note.sealed, 'example_note.sealed')).toString()).toBe('hello');
    expect(same).toEqual(note);
  }));

declare module '../index.ts' {
  interface Tables {
    /** An example: how a room adds a table of its own. Made by the test that uses it. */
    example_note: { id: string; sealed: Buffer };
  }
}
