import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId, silentLog } from '../../base/index.ts';
import {
  appendEvidence,
  latestCheckpoint,
  ledgerReader,
  openLedger,
  sequence,
  signingKeyOf,
  verifyLedger,
} from '../../evidence/index.ts';
import { aSigningKey } from '../../evidence/testing.ts';
import { findOrMakePerson, findPerson, identitiesOf } from '../../people/index.ts';
import {
  connectVault,
  KEY_MIGRATIONS,
  loadBackup,
  newKey,
  readBackup,
  readKeyRing,
  refuseHalfRestored,
  rows,
  type Store,
  type Vault,
} from '../../store/index.ts';
import { TEST_START, type TestStore, withClone, withDatabase, withVault } from '../../store/testing.ts';
import { backUp, type RestoreInto, restore } from '../backup.ts';
import { noteErasures } from '../keystore.ts';

const now = TEST_START;
const LATER = '2026-11-25T10:00:00.000Z';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-backup-'));
  file = join(folder, 'kept.backup');
});
afterEach(() => rmSync(folder, { recursive: true }));

type Scene = {
  store: TestStore;
  vault: Vault;
  key: ReturnType<typeof aSigningKey>;
  /** A person known by a name, with a row in each table that has any of theirs. */
  make(name: string): Promise<string>;
};

const email = (name: string) => ({ kind: 'email' as const, value: `${name}@people.example` });

const withScene = (work: (scene: Scene) => Promise<void>) =>
  withVault(async (store, vault) => {
    const key = aSigningKey();
    openLedger(store, key);
    const make = (name: string) =>
      store.inTransaction(async (tx) => {
        const id = await findOrMakePerson(tx, vault, [email(name)], now);
        const said = await vault.seal(id, `${name} said hello`, 'record', now);
        const sql = (text: string, ...values: unknown[]) => rows(tx, text, [id, newId(now), ...values]);
        await sql("insert into record values ($1, $2, 'contact', 'enquiry', $3, 'v1', $4)", said, now);
        await sql("insert into event values ($1, $2, 'signed-up', $3, $3)", now);
        await sql("insert into relationship values ($1, $2, 'client-work', '2026-01-01')");
        await sql(
          "insert into permission values ($1, $2, 'news', 'email', 'granted', '1', 'form', '{}', $3, $3)",
          now,
        );
        await sql(
          "insert into request values ($1, $2, 'access', 'web', '2026-11-22', '2026-12-22', $3)",
          now,
        );
        await sql(
          "insert into outbox values ($1, $2, 'service', 'news', 'email', $3, 'queued', null, $4)",
          said,
          now,
        );
        await sql(
          "insert into decision values ($1, $2, 'send', null, null, null, 'allow', 'fine', '{}', 'p', $3)",
          now,
        );
        await appendEvidence(tx, {
          kind: 'permission.granted',
          at: now,
          actor: 'system',
          body: { n: 1 },
          aboutPerson: id,
        });
        return id;
      });
    await work({ store, vault, key, make });
  });

const houseOf = ({ store, vault }: Scene) => ({ store, vault, clock: store.clock });

const named = (key: Scene['key']) => (origin: string) => signingKeyOf(origin, key.privateKey);

const into = ({ vault, key, store }: Scene, target: TestStore): RestoreInto => {
  store.clock.set(LATER);
  target.clock.set(LATER);
  return { address: target.address, vault, keyNamed: named(key), clock: target.clock, log: silentLog };
};

/** In how many rows of all tables the person's id stands, read without knowing which they are. */
const rowsNaming = async (store: Pick<Store, 'rows'>, id: string): Promise<string[]> => {
  const tables = await store.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const found: string[] = [];
  for (const { name } of tables)
    if (
      (await store.rows(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [id])).length >
      0
    )
      found.push(name);
  return found.sort();
};

test('who was erased since the backup is erased again, from every table, and the ledger says so and verifies', () =>
  withScene(async (scene) => {
    const { store, vault, key, make } = scene;
    const [ada, bea] = [await make('ada'), await make('bea')];
    await store.rows('insert into suppression values ($1, $2, $3, $4)', [
      vault.suppressionHash('email', 'ada@people.example'),
      'marketing',
      'asked',
      now,
    ]);
    await sequence(store, now);
    await backUp(houseOf(scene), file);
    expect((await rowsNaming(store, ada)).length).toBeGreaterThanOrEqual(10);
    await vault.forget(ada, LATER);

    await withDatabase(async (target) => {
      const restored = await restore(file, into(scene, target));

      expect(restored).toMatchObject({ madeAt: now, people: 1, leftOut: [] });
      expect(await rowsNaming(target, ada)).toEqual([]);
      expect(await rowsNaming(target, bea)).toEqual(await rowsNaming(store, bea));
      expect(await findPerson(target.db, vault, [email('ada')])).toBeNull();
      expect(await identitiesOf(target.db, vault, bea)).toEqual([email('bea')]);
      expect(await target.rows('select scope from suppression')).toEqual([{ scope: 'marketing' }]);
      await refuseHalfRestored(target.address);

      openLedger(target, key);
      await sequence(target, LATER);
      const known = (await store.rows<{ note: string }>('select note from evidence_checkpoint')).map(
        ({ note }) => note,
      );
      const found = await verifyLedger(ledgerReader(target), key.verifierKey, { known });
      expect(found.problems).toEqual([]);
      expect(found).toMatchObject({ valid: true, entries: 4, unsequenced: 0 });
      expect((await latestCheckpoint(target.db))?.size).toBe(4);
      const [entry] = await target.rows<{ body: string }>(
        "select body from evidence_entry where kind = 'backup.restored'",
      );
      expect(JSON.parse(entry?.body ?? '')).toMatchObject({
        madeAt: now,
        people: 1,
        erased: restored.erased,
      });
    });
  }));

test('a row that was erased since, of somebody who stays, is erased again; what nobody erased comes back', () =>
  withScene(async (scene) => {
    const { store, vault, make } = scene;
    const [ada, bea] = [await make('ada'), await make('bea')];
    await backUp(houseOf(scene), file);
    store.clock.set(LATER);
    await store.rows('delete from record where person_id = $1', [ada]);
    expect(await store.rows('select table_name from erasure_to_note')).toEqual([{ table_name: 'record' }]);
    expect(await noteErasures(houseOf(scene))).toBe(1);
    expect(await store.rows('select table_name from erasure_to_note')).toEqual([]);

    await withDatabase(async (target) => {
      const restored = await restore(file, into(scene, target));

      expect(restored).toMatchObject({ people: 0, erased: 1 });
      expect(await target.rows('select person_id from record')).toEqual([{ person_id: bea }]);
      expect(await identitiesOf(target.db, vault, ada)).toEqual([email('ada')]);
    });
  }));

test('an erasure that is undone with its transaction is not noted', () =>
  withScene(async ({ store, make }) => {
    const ada = await make('ada');

    await store
      .inTransaction(async (tx) => {
        await rows(tx, 'delete from record where person_id = $1', [ada]);
        throw new Error('undone');
      })
      .catch(() => {});

    expect(await store.rows('select * from erasure_to_note')).toEqual([]);
  }));

test('an erasure that was under way when the backup was made is done again, though its key went before', () =>
  withScene(async (scene) => {
    const ada = await scene.make('ada');
    // The erasure began, and dated the key's end, before the backup; its rows went after.
    scene.store.clock.set('2026-11-22T10:00:20.000Z');
    await backUp(houseOf(scene), file);
    await scene.vault.forget(ada, now);

    await withDatabase(async (target) => {
      expect(await restore(file, into(scene, target))).toMatchObject({ people: 1 });
      expect(await rowsNaming(target, ada)).toEqual([]);
    });
  }));

test('what was kept on purpose of a person erased before the backup stays', () =>
  withScene(async (scene) => {
    const { store, vault, make } = scene;
    const ada = await make('ada');
    for (const table of ['identity', 'record', 'event', 'relationship', 'permission', 'outbox'])
      await store.rows(`delete from ${table} where person_id = $1`, [ada]);
    await store.rows('delete from person where id = $1', [ada]);
    await vault.forget(ada, now);
    store.clock.set('2026-11-22T11:00:00.000Z');
    await backUp(houseOf(scene), file);
    const kept = await rowsNaming(store, ada);
    expect(kept).toContain('request');

    await withDatabase(async (target) => {
      expect(await restore(file, into(scene, target))).toMatchObject({ people: 0, erased: 0 });
      expect(await rowsNaming(target, ada)).toEqual(kept);
    });
  }));

test('a restore that ended between loading and erasing again stays closed, and the second one does the rest', () =>
  withScene(async (scene) => {
    const ada = await scene.make('ada');
    await backUp(houseOf(scene), file);
    await scene.vault.forget(ada, LATER);

    await withDatabase(async (target) => {
      const where = into(scene, target);
      await loadBackup(target.address, await readBackup(file), { now: LATER });
      expect(await rowsNaming(target, ada)).not.toEqual([]);
      await expect(refuseHalfRestored(target.address)).rejects.toMatchObject({ code: 'store.half-restored' });

      expect(await restore(file, where)).toMatchObject({ people: 1 });

      expect(await rowsNaming(target, ada)).toEqual([]);
      await refuseHalfRestored(target.address);
    });
  }));

test('twelve hundred erasures are done again in batches', () =>
  withScene(async (scene) => {
    const { store, vault } = scene;
    const ids = Array.from({ length: 1_200 }, () => newId(now));
    await store.rows('insert into person (id, made_at) select id, $2 from unnest($1::uuid[]) id', [ids, now]);
    await backUp(houseOf(scene), file);
    for (const id of ids) await vault.forget(id, LATER);

    await withDatabase(async (target) => {
      expect(await restore(file, into(scene, target))).toMatchObject({ people: 1_200, erased: 1_200 });
      expect(await target.rows('select 1 from person')).toEqual([]);
      await refuseHalfRestored(target.address);
    });
  }));

test('with another keystore or another ledger’s key nothing is restored', () =>
  withScene(async (scene) => {
    await scene.make('ada');
    await backUp(houseOf(scene), file);

    await withDatabase((target) =>
      withClone('keys', KEY_MIGRATIONS, async (keys) => {
        const where = into(scene, target);
        const vault = await connectVault(keys, readKeyRing(newKey()), now);
        await expect(restore(file, { ...where, vault })).rejects.toMatchObject({
          code: 'backup.other-keystore',
        });
        await expect(
          restore(file, { ...where, keyNamed: (origin) => aSigningKey(origin) }),
        ).rejects.toMatchObject({
          code: 'backup.other-ledger',
        });
        await vault.close();

        await refuseHalfRestored(target.address);
        expect(await target.rows('select 1 from person')).toEqual([]);
      }),
    );
  }));

test('a keystore that has started a new version of its hashes is still the same', () =>
  withScene(async (scene) => {
    await scene.make('ada');
    await backUp(houseOf(scene), file);
    await scene.vault.newHashVersion(LATER);

    await withDatabase(async (target) => {
      expect(await restore(file, into(scene, target))).toMatchObject({ people: 0 });
    });
  }));

test('the file holds no key, no sealed text in the clear, and no address', () =>
  withScene(async (scene) => {
    await scene.make('zoltan');
    await backUp(houseOf(scene), file);
    const { content } = await readBackup(file);
    const text = gunzipSync(readFileSync(file).subarray(content.start, content.end)).toString('latin1');

    expect(text).toContain('signed-up');
    const pkcs8 = scene.key.privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32).toString('hex');
    for (const secret of [
      'zoltan',
      'people.example',
      Buffer.from('zoltan@people').toString('hex'),
      pkcs8,
      'data_key',
    ])
      expect(text, secret).not.toContain(secret);
  }));
