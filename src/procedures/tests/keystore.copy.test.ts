import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../base/index.ts';
import { findOrMakePerson } from '../../people/index.ts';
import { connectVault, KEY_MIGRATIONS, newKey, readKeyRing } from '../../store/index.ts';
import { TEST_START, withClone, withDatabase } from '../../store/testing.ts';
import { copyKeystore, destroyStrayKeys, fillKeystore } from '../keystore.ts';

const now = TEST_START;
const ring = readKeyRing(newKey());
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-keystore-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const address = (name: string) => [{ kind: 'email' as const, value: `${name}@people.example` }];

test('a keystore that was copied opens elsewhere what was sealed; keys of people who went since are destroyed again', () =>
  withDatabase((store) =>
    withClone('keys', KEY_MIGRATIONS, async (from) => {
      const file = join(folder, 'keys.backup');
      const vault = await connectVault(from, ring, now);
      const know = (name: string) =>
        store.inTransaction((tx) => findOrMakePerson(tx, vault, address(name), now));
      const [ada, bea] = [await know('ada'), await know('bea')];
      const sealed = { ada: await vault.seal(ada, 'a', 'c', now), bea: await vault.seal(bea, 'b', 'c', now) };
      const hash = vault.lookupHash('email', 'x');
      await copyKeystore(from, file, { at: now });
      // Ada goes after the copy was made: from the data, and her key from the keystore, which is then lost.
      for (const table of ['identity', 'person'])
        await store.rows(`delete from ${table} where ${table === 'person' ? 'id' : 'person_id'} = $1`, [ada]);
      await vault.forget(ada, now);
      await vault.close();

      await withClone('keys', KEY_MIGRATIONS, async (to) => {
        await fillKeystore(file, { address: to, clock: store.clock, log: silentLog });
        const moved = await connectVault(to, ring, now);
        expect((await moved.open(ada, sealed.ada, 'c')).toString()).toBe('a');

        expect(await destroyStrayKeys(store, moved, now)).toBe(1);

        await expect(moved.open(ada, sealed.ada, 'c')).rejects.toMatchObject({ code: 'vault.forgotten' });
        expect((await moved.open(bea, sealed.bea, 'c')).toString()).toBe('b');
        expect(moved.lookupHash('email', 'x')).toEqual(hash);
        await moved.close();
      });
    }),
  ));

test('a keystore that has keys already is not filled', () =>
  withClone('keys', KEY_MIGRATIONS, async (from) => {
    const file = join(folder, 'keys.backup');
    const vault = await connectVault(from, ring, now);
    await vault.seal('p', 'a', 'c', now);
    await copyKeystore(from, file, { at: now });
    await vault.close();

    await withDatabase((store) =>
      expect(fillKeystore(file, { address: from, clock: store.clock, log: silentLog })).rejects.toMatchObject(
        { code: 'store.not-empty' },
      ),
    );
  }));
