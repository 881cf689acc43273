import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asAdministrator } from '../databases.ts';
import {
  type Address,
  connectVault,
  createDatabase,
  DATA_MIGRATIONS,
  type Embedded,
  finishRestore,
  inTransaction,
  KEY_MIGRATIONS,
  loadBackup,
  migrate,
  newKey,
  openForRestore,
  readBackup,
  readKeyRing,
  refuseHalfRestored,
  rows,
  siblingOf,
  startEmbedded,
  writeBackup,
} from '../index.ts';
import { readMigrations } from '../migrate.ts';
import { TEST_START, withClone, withDatabase } from '../testing.ts';
import { digestsOf, fillWithPeople } from './people.ts';

const now = TEST_START;
const LATER = '2026-12-01T00:00:00.000Z';
let folder: string;
let file: string;
let nothing: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-backup-'));
  nothing = mkdtempSync(join(tmpdir(), 'kept-nothing-'));
  file = join(folder, 'kept.backup');
});
afterEach(() => {
  for (const each of [folder, nothing]) rmSync(each, { recursive: true });
});

/** A database without a table, as a new installation's before it starts. */
const inNewDatabase = <T>(work: (address: Address) => Promise<T>): Promise<T> =>
  withClone('empty', nothing, async (address) => {
    await asAdministrator(address, (client) => client.query('drop table migration'));
    return work(address);
  });

const finish = (address: Address) =>
  asAdministrator(address, (client) => client.query('drop table half_restored'));

const backUp = (address: Address) => writeBackup(address, file, { at: now });
const load = async (address: Address, migrations = DATA_MIGRATIONS) =>
  loadBackup(address, await readBackup(file), { now: LATER, migrations });

test(
  'twenty thousand people come back equal, table by table, and the database is ready to be used',
  () =>
    withDatabase(async (store) => {
      await fillWithPeople(store.address, 20_000);
      const before = await digestsOf(store.address);

      const written = await backUp(store.address);
      await inNewDatabase(async (address) => {
        const told: number[] = [];
        const loaded = await loadBackup(address, await readBackup(file), {
          now: LATER,
          onProgress: ({ rows }) => void told.push(rows),
        });

        expect(await digestsOf(address)).toEqual(before);
        expect(before['"public"."event"']).toMatch(/^60000 /);
        expect(loaded).toEqual({ rows: rowsOf(written), leftOut: [] });
        expect(told).toEqual([...told].sort((a, b) => a - b));
        expect(told.at(-1)).toBe(rowsOf(written));
        expect(await migrate(address, DATA_MIGRATIONS, { now: LATER })).toEqual([]);
      });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder)).toEqual(['kept.backup']);
    }),
  120_000,
);

const rowsOf = ({ tables }: { tables: readonly { rows: number }[] }) =>
  tables.reduce((sum, { rows }) => sum + rows, 0);

test('it says in its first lines what is in it', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 3);
    await writeBackup(store.address, file, { at: now, marks: { ledger: 'l' } });

    const [first, second] = readFileSync(file, 'latin1').split('\n');
    const header = JSON.parse(second ?? '');
    expect(first).toBe('kept-backup 1');
    expect(header).toMatchObject({ at: now, marks: { ledger: 'l' } });
    expect(header.migrations).toHaveLength(readMigrations(DATA_MIGRATIONS).length);
    expect(header.tables).toContainEqual({
      schema: 'public',
      name: 'person',
      columns: expect.arrayContaining(['id', 'made_at']),
      rows: 3,
    });
    expect(header.tables.map(({ name }: { name: string }) => name)).not.toContain('job');
  }));

test('every value comes back to the bit: empty, missing, awkward, endless and long', () =>
  withDatabase(async (store) => {
    const awkward = ['', '\\.', '\\N', 'a\tb\nc\r\nd\\e', '“é”\u{1F511}', `${'x'.repeat(300_000)}\n`];
    await asAdministrator(store.address, async (client) => {
      for (const [i, value] of awkward.entries())
        await client.query('insert into meta values ($1, $2)', [`${i}`, value]);
      await client.query(`
        insert into schedule values ('never', null), ('fine', '2026-11-22 10:00:00.123456+00'), ('end', 'infinity');
        insert into suppression values ('', 'a', 'b', '-infinity'), ('\\x00ff0a5c', 'a', 'b', '0044-03-15 BC');
        insert into api_key values (gen_random_uuid(), 'n', 'h', '{"a,b",NULL,"","{}"}', now());
        insert into permission values (gen_random_uuid(), gen_random_uuid(), 'p', 'c', 'asked', null, 's',
          '{"a": "\\\\ \\n \\"", "n": 12345678901234567890.123}', now(), now())`);
    });
    const before = await digestsOf(store.address);

    await backUp(store.address);
    await inNewDatabase(async (address) => {
      await load(address);

      expect(await digestsOf(address)).toEqual(before);
    });
  }));

test('it shows one moment, though others write meanwhile, and parents come before their children', () =>
  withDatabase(async (store) => {
    let stop = false;
    const writer = (async () => {
      for (let i = 0; !stop; i++) {
        await store.inTransaction(async (tx) => {
          await rows(
            tx,
            "insert into policy_version (hash, files, material, changes, proposed_at) values ($1, '{}', false, '{}', $2)",
            [`h${i}`, now],
          );
          await rows(tx, "insert into meta values ($1, 'policy')", [`h${i}`]);
        });
        await store.rows(
          "insert into change_told (id, hash, by_way, told_at) values (gen_random_uuid(), $1, 'site', $2)",
          [`h${i}`, now],
        );
      }
    })();
    const { tables } = await (async () => {
      try {
        await expect
          .poll(async () => (await store.rows('select 1 from change_told')).length)
          .toBeGreaterThan(20);
        return await backUp(store.address);
      } finally {
        stop = true;
        await writer;
      }
    })();

    const names = tables.map(({ name }) => name);
    expect(names.indexOf('policy_version')).toBeLessThan(names.indexOf('change_told'));
    await inNewDatabase(async (address) => {
      await load(address);
      const [counts] = await asAdministrator(address, (client) =>
        client
          .query(
            'select (select count(*)::int from policy_version) as versions, (select count(*)::int from meta) as metas',
          )
          .then(({ rows }) => rows),
      );
      expect(counts.versions).toBe(counts.metas);
      expect(counts.versions).toBeGreaterThan(20);
    });
  }));

test('who was forgotten after a backup can’t be read from it, with the keystore that is in use', () =>
  withDatabase((store) =>
    withClone('keys', KEY_MIGRATIONS, async (keys) => {
      const kek = newKey();
      const vault = await connectVault(keys, readKeyRing(kek), now);
      const seal = (person: string, text: string) => vault.seal(person, text, 'meta.value', now);
      for (const person of ['ada', 'bea'])
        await store.rows('insert into meta values ($1, $2)', [
          person,
          (await seal(person, 'secret')).toString('hex'),
        ]);
      await backUp(store.address);
      await vault.forget('ada', LATER);
      await vault.purge();

      await inNewDatabase(async (address) => {
        await load(address);
        const { rows: found } = await asAdministrator(address, (client) =>
          client.query('select name, value from meta order by name'),
        );
        const open = (i: number) =>
          vault.open(found[i].name, Buffer.from(found[i].value, 'hex'), 'meta.value');

        expect(found.map(({ name }) => name)).toEqual(['ada', 'bea']);
        await expect(open(0)).rejects.toMatchObject({ code: 'vault.forgotten' });
        expect((await open(1)).toString()).toBe('secret');
      });
      await vault.close();
    }),
  ));

describe('another server', () => {
  let other: Embedded | undefined;
  let home: string;
  let source: Address;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'kept-other-'));
    // Where the suite runs on a server, the other one is embedded; where it runs embedded, a second cluster.
    other = await startEmbedded({ dataDir: home, durable: false });
    await createDatabase(other.address('postgres'), 'source');
    source = other.address('source');
    await migrate(source, DATA_MIGRATIONS, { now });
    await fillWithPeople(source, 500);
  });
  afterAll(async () => {
    await other?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('takes a backup of an embedded one, and gives one back that is equal', () =>
    inNewDatabase(async (address) => {
      const before = await digestsOf(source);
      await backUp(source);
      await load(address);
      expect(await digestsOf(address)).toEqual(before);

      await finish(address);
      rmSync(file);
      await backUp(address);
      await createDatabase(siblingOf(source, 'postgres'), 'back');
      await load(siblingOf(source, 'back'));
      expect(await digestsOf(siblingOf(source, 'back'))).toEqual(before);
    }));
});

test('a new data folder is a place to restore to', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5);
    await backUp(store.address);
    const { address, close } = await openForRestore({ dataDir: join(folder, 'data') });

    await load(address);

    expect(await digestsOf(address)).toEqual(await digestsOf(store.address));
    await close();
  }));

describe('a file that is no whole backup is refused before anything is written:', () => {
  const attempt = async (damage: (bytes: Buffer) => Buffer | undefined) => {
    await withDatabase(async (store) => {
      await fillWithPeople(store.address, 50);
      await backUp(store.address);
    });
    const bytes = readFileSync(file);
    writeFileSync(file, damage(bytes) ?? bytes);
    return readBackup(file).then(
      () => 'read',
      (error: { code?: string }) => error.code,
    );
  };
  const flipAt = (where: (bytes: Buffer) => number) => (bytes: Buffer) => {
    const at = where(bytes);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    return bytes;
  };

  test.each([
    ['one bit of the second line', flipAt((bytes) => bytes.indexOf('"person"') + 2), 'store.backup-damaged'],
    ['one bit in the middle', flipAt((bytes) => bytes.length >> 1), 'store.backup-damaged'],
    ['one bit of the digest', flipAt((bytes) => bytes.length - 5), 'store.backup-damaged'],
    ['the last byte is missing', (bytes: Buffer) => bytes.subarray(0, -1), 'store.backup-cut-off'],
    ['the half', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1), 'store.backup-cut-off'],
    ['its first line alone', (bytes: Buffer) => bytes.subarray(0, 14), 'store.backup-cut-off'],
    ['bytes after its end', (bytes: Buffer) => Buffer.concat([bytes, bytes]), 'store.backup-damaged'],
    [
      'a line after its end',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x\n')]),
      'store.backup-cut-off',
    ],
    ['empty', () => Buffer.alloc(0), 'store.no-backup'],
    ['something else', () => Buffer.from('PGDMP and so on\n'.repeat(100)), 'store.no-backup'],
    [
      'a later format',
      (bytes: Buffer) => Buffer.concat([Buffer.from('kept-backup 2\n'), bytes.subarray(14)]),
      'store.newer-backup',
    ],
  ])('%s', async (_, damage, code) => {
    expect(await attempt(damage)).toBe(code);
  });

  test('and one that is not there', async () => {
    await expect(readBackup(join(folder, 'none'))).rejects.toMatchObject({ code: 'store.no-file' });
  });
});

test('any single changed byte is found, wherever it is', () =>
  withDatabase(async (store) => {
    await backUp(store.address);
    const { size } = statSync(file);
    const bytes = readFileSync(file);
    for (let at = 0; at < size; at += Math.ceil(size / 97)) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x20, at);
      writeFileSync(file, changed);
      await expect(readBackup(file), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^store\.(backup-damaged|backup-cut-off|no-backup|newer-backup)$/),
      });
    }
  }));

test('nothing is restored over rows that are there, or into somebody else’s database', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5);
    await backUp(store.address);
    const before = await digestsOf(store.address);

    await expect(load(store.address)).rejects.toMatchObject({
      code: 'store.not-empty',
      message: expect.stringMatching(/rows in .*person.* DATABASE_URL/s),
    });
    expect(await digestsOf(store.address)).toEqual(before);
    await inNewDatabase(async (address) => {
      await asAdministrator(address, (client) => client.query('create table theirs (n integer)'));
      await expect(load(address)).rejects.toMatchObject({ code: 'store.not-empty' });
      expect(Object.keys(await digestsOf(address))).toEqual(['"public"."theirs"']);
    });
  }));

test('tables that were made and never used are no hindrance', () =>
  withDatabase((source) =>
    withDatabase(async (target) => {
      await fillWithPeople(source.address, 5);
      await backUp(source.address);

      await load(target.address);

      expect(await digestsOf(target.address)).toEqual(await digestsOf(source.address));
    }),
  ));

test('one that is killed while it loads says so, and is begun again with the same file', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5_000);
    await backUp(store.address);
    await inNewDatabase(async (address) => {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL('./restoring.ts', import.meta.url)), JSON.stringify({ address, file })],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
        child.kill('SIGKILL');
      });
      await once(child, 'close');

      expect(said).toBe('loading\n');
      await expect(refuseHalfRestored(address)).rejects.toMatchObject({
        code: 'store.half-restored',
        details: { loaded: false },
      });
      await expect(writeBackup(address, join(folder, 'half'), { at: now })).rejects.toMatchObject({
        code: 'store.half-restored',
      });
      await load(address);
      expect(await digestsOf(address)).toEqual(await digestsOf(store.address));
      await finish(address);
      await refuseHalfRestored(address);
    });
  }));

test('one that loaded and went no further is not loaded a second time, and stays closed until it is finished', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5);
    await backUp(store.address);
    await withDatabase(async (target) => {
      await load(target.address);
      await asAdministrator(target.address, (client) =>
        client.query("insert into meta values ('mine', '1')"),
      );

      await load(target.address);

      expect(await target.rows('select name from meta')).toEqual([{ name: 'mine' }]);
      await expect(refuseHalfRestored(target.address)).rejects.toMatchObject({ details: { loaded: true } });
      await inTransaction(target.db, (tx) => finishRestore(tx));
      await refuseHalfRestored(target.address);
      await expect(load(target.address)).rejects.toMatchObject({ code: 'store.not-empty' });
    });
  }));

test('rows that break a constraint are not loaded, and none of the others is', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5);
    await store.rows('alter table permission drop constraint permission_state_check');
    await store.rows("update permission set state = 'maybe' where purpose = 'newsletter'");
    await backUp(store.address);
    await inNewDatabase(async (address) => {
      await expect(load(address)).rejects.toThrow('permission_state_check');

      expect((await digestsOf(address))['"public"."person"']).toMatch(/^0 /);
      await expect(refuseHalfRestored(address)).rejects.toMatchObject({ code: 'store.half-restored' });
    });
  }));

describe('between releases', () => {
  /** This release's migrations and one more. */
  const laterRelease = () => {
    for (const { name } of readMigrations(DATA_MIGRATIONS))
      copyFileSync(join(DATA_MIGRATIONS, name), join(nothing, name));
    const number = String(readMigrations(DATA_MIGRATIONS).length + 1).padStart(4, '0');
    writeFileSync(
      join(nothing, `${number}-flag.sql`),
      "--! compatible (a column)\nalter table person add column flag text not null default 'set';\n",
    );
    return nothing;
  };

  test('a later release loads the tables as they were and brings them up', () =>
    withDatabase((source) =>
      inNewDatabase(async (address) => {
        await fillWithPeople(source.address, 5);
        await backUp(source.address);

        await load(address, laterRelease());

        const { rows: found } = await asAdministrator(address, (client) =>
          client.query('select count(*)::int as n from person where flag = $1', ['set']),
        );
        expect(found).toEqual([{ n: 5 }]);
        await load(address, nothing); // loaded and migrated: only what is left is done
      }),
    ));

  test('an earlier release refuses it, and so does one whose migrations are other ones', () =>
    withDatabase((source) =>
      inNewDatabase(async (address) => {
        await migrate(source.address, laterRelease(), { now });
        await backUp(source.address);
        await expect(load(address)).rejects.toMatchObject({ code: 'store.newer-backup' });

        writeFileSync(
          join(nothing, readMigrations(nothing).at(-1)?.name ?? ''),
          '--! compatible (another)\nselect 1;\n',
        );
        await expect(load(address, nothing)).rejects.toMatchObject({ code: 'store.migration-changed' });
        expect(await digestsOf(address)).toEqual({});
      }),
    ));
});

test('a table that is not Kept’s is named and left out, and all of Kept’s come back', () =>
  withDatabase(async (store) => {
    await store.rows('create schema reports');
    await store.rows(
      'create table reports.monthly as select n, n::text as text from generate_series(1, 1000) n',
    );
    await fillWithPeople(store.address, 5);
    await backUp(store.address);
    await inNewDatabase(async (address) => {
      expect((await load(address)).leftOut).toEqual(['"reports"."monthly"']);

      const { '"reports"."monthly"': _, ...ours } = await digestsOf(store.address);
      expect(await digestsOf(address)).toEqual(ours);
    });
  }));

test('a backup never replaces a file, and one that fails leaves none', () =>
  withDatabase(async (store) => {
    writeFileSync(file, 'precious');
    await expect(backUp(store.address)).rejects.toMatchObject({ code: 'store.backup-exists' });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    rmSync(file);
    await expect(writeBackup(store.address, join(folder, 'no', 'where'), { at: now })).rejects.toMatchObject({
      code: 'store.no-folder',
    });

    await fillWithPeople(store.address, 5_000);
    const dying = writeBackup(store.address, file, {
      at: now,
      onProgress: () => {
        throw new Error('stopped here');
      },
    });
    await expect(dying).rejects.toThrow('stopped here');
    expect(readdirSync(folder)).toEqual([]);
  }));

test('a backup whose server goes away ends, and leaves no file', () =>
  withDatabase(async (store) => {
    await fillWithPeople(store.address, 5_000);
    let cut: Promise<unknown> | undefined;
    const dying = writeBackup(store.address, file, {
      at: now,
      onProgress: () => {
        cut ??= store.rows(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kept: backup' and datname = current_database()",
        );
      },
    });
    await expect(dying).rejects.toThrow();
    await cut;
    expect(existsSync(file)).toBe(false);
  }));
