import { expect, test } from 'vitest';
import { newId } from '../../base/index.ts';
import type { Store } from '../../store/index.ts';
import {
  appendAllEvidence,
  eraseEntry,
  forgetPeople,
  latestCheckpoint,
  ledgerReader,
  sequence,
  type Verification,
  verifyLedger,
} from '../index.ts';
import { aSigningKey, withLedger } from '../testing.ts';

const at = '2026-11-22T10:00:00.000Z';
const TABLES = ['evidence_entry', 'evidence_about', 'evidence_tile', 'evidence_checkpoint'] as const;
const FORGOTTEN = newId(at);

/** 620 leaves under three checkpoints (two full tiles, a partial one, one above them), an erasure, a person forgotten, 4 unsequenced. */
async function aLedger(store: Store): Promise<void> {
  const append = (count: number, personId: (i: number) => string | null) =>
    store.inTransaction((tx) =>
      appendAllEvidence(
        tx,
        Array.from({ length: count }, (_, i) => {
          const aboutPerson = personId(i);
          const body = { figure: i, note: `café ${i}` };
          return {
            kind: 'test.done',
            at,
            actor: 'staff-7',
            body,
            ...(aboutPerson === null ? {} : { aboutPerson }),
          };
        }),
      ),
    );
  const [first] = await append(618, (i) => (i % 3 === 0 ? newId(at) : i % 3 === 1 ? null : FORGOTTEN));
  await store.inTransaction((tx) => eraseEntry(tx, { id: first?.id ?? '', actor: 'dpo', at }));
  await store.inTransaction((tx) => forgetPeople(tx, { people: [FORGOTTEN], actor: 'dpo', at }));
  await sequence(store, at, { batch: 250 });
  await append(4, () => newId(at));
}

/** Runs each statement on the same ledger, and puts the ledger back after it. */
async function withEach(
  tampering: (store: Store) => Promise<readonly string[]>,
  expectThat: (statement: string, verified: Verification) => void,
): Promise<void> {
  await withLedger(async (store, { verifierKey }) => {
    await aLedger(store);
    expect(await verifyLedger(ledgerReader(store), verifierKey)).toMatchObject({
      entries: 624,
      unsequenced: 4,
      erased: 1,
      checkpoints: 3,
      size: 620,
      valid: true,
      problems: [],
    });
    for (const table of TABLES) await store.rows(`create table kept_${table} as table ${table}`);
    // Whoever may alter rows may also take away what would refuse some of it: an index over what entries say.
    const indexes = await store.rows<{ name: string }>(
      "select indexrelid::regclass::text as name from pg_index where indrelid = 'evidence_entry'::regclass and (indexprs is not null or indpred is not null)",
    );
    for (const { name } of indexes) await store.rows(`drop index ${name}`);
    for (const statement of await tampering(store)) {
      const changed = await store.rows(`${statement} returning 1`);
      expect(changed.length, statement).toBeGreaterThan(0);
      expectThat(statement, await verifyLedger(ledgerReader(store), verifierKey));
      const [, table] = /(?:update|delete from|insert into) (\w+)/.exec(statement) ?? [];
      await store.rows(`delete from ${table}`);
      await store.rows(`insert into ${table} select * from kept_${table}`);
    }
    expect((await verifyLedger(ledgerReader(store), verifierKey)).valid).toBe(true);
  });
}

/** Rows of each table that stand for their like, as conditions, with what the finding must name. */
async function witnessesIn(store: Store): Promise<{ table: string; row: string; names: RegExp }[]> {
  const entries = await store.rows<{ id: string; leaf: number | null }>(
    `(select id, leaf from evidence_entry where leaf in (1, 256, 499, 619))
     union all (select id, leaf from evidence_entry where salt is null)
     union all (select id, leaf from evidence_entry where kind like 'ledger.%')
     union all (select id, leaf from evidence_entry where leaf is null limit 1)`,
  );
  const abouts = await store.rows<{ entry_id: string }>('select entry_id from evidence_about limit 2');
  const tiles = await store.rows<{ level: number; number: number }>(
    'select level, number from evidence_tile',
  );
  const checkpoints = await store.rows<{ size: number }>('select size from evidence_checkpoint');
  return [
    ...entries.map(({ id, leaf }) => ({
      table: 'evidence_entry',
      row: `id = '${id}'`,
      names: leaf === null ? /evidence_entry/ : new RegExp(`evidence_entry.*(${id}|leaf ${leaf}\\))`),
    })),
    ...abouts.map(({ entry_id: id }) => ({
      table: 'evidence_about',
      row: `entry_id = '${id}'`,
      names: /evidence_about/,
    })),
    ...tiles.map(({ level, number }) => ({
      table: 'evidence_tile',
      row: `level = ${level} and number = ${number}`,
      names: new RegExp(`evidence_tile ${level}/${number}`),
    })),
    ...checkpoints.map(({ size }) => ({
      table: 'evidence_checkpoint',
      row: `size = ${size}`,
      // A checkpoint that is gone is noticed at the one after it.
      names: /evidence_checkpoint/,
    })),
  ];
}

const FLIPS = (column: string) => [
  `set_byte(${column}, 0, get_byte(${column}, 0) # 1)`,
  `set_byte(${column}, length(${column}) - 1, get_byte(${column}, length(${column}) - 1) # 128)`,
  `${column} || '\\x00'::bytea`,
  `substring(${column} from 2)`,
];
const OTHERS: Record<string, (column: string) => string[]> = {
  bytea: (column) => [...FLIPS(column), 'null'],
  text: (column) => [
    `${column} || ' '`,
    `overlay(${column} placing chr(ascii(${column}) + 1) from 1)`,
    `left(${column}, -1)`,
    'null',
  ],
  bigint: (column) => [`${column} + 1000`, `-1 - ${column}`, `${column} + 9007199254740993`, 'null'],
  smallint: (column) => [`${column} + 3`, `-1 - ${column}`],
  uuid: () => ['gen_random_uuid()'],
  'timestamp with time zone': (column) => [
    `${column} + interval '1 ms'`,
    `${column} - interval '4000 years'`,
    "'infinity'",
  ],
};

test(
  'whichever column of whichever table is changed, it is found and its row is named',
  () =>
    withEach(
      async (store) => {
        const columns = await store.rows<{ table: string; name: string; type: string; nullable: boolean }>(
          `select table_name as table, column_name as name, data_type as type, is_nullable = 'YES' as nullable
           from information_schema.columns where table_name = any($1)`,
          [TABLES],
        );
        expect(columns.length).toBe(19);
        const statements: string[] = [];
        for (const { table, row } of await witnessesIn(store)) {
          for (const { name, type, nullable } of columns.filter((column) => column.table === table)) {
            for (const value of OTHERS[type]?.(name) ?? []) {
              if (value === 'null' && !nullable) continue;
              // Only what really is another value: null stays null whatever is added to it.
              const [other] = await store.rows<{ differs: boolean }>(
                `select ${name} is distinct from ${value} as differs from ${table} where ${row}`,
              );
              if (other?.differs) statements.push(`update ${table} set ${name} = ${value} where ${row}`);
            }
          }
        }
        expect(statements.length).toBeGreaterThan(200);
        return statements;
      },
      (statement, { valid, problems }) => {
        expect(valid, statement).toBe(false);
        const [, table] = /^update (\S+)/.exec(statement) ?? [];
        const row = /(?:id = '(\S+)'|number = (\d+)|size = (\d+))$/.exec(statement);
        const named = problems.map(({ where }) => where).join('; ');
        expect(named, statement).toContain(table);
        if (table === 'evidence_entry' && !/set (id|leaf) =/.test(statement))
          expect(named).toContain(row?.[1]);
        // One alteration is at most a few findings: not an avalanche under which it can't be seen.
        expect(problems.length, `${statement}: ${named}`).toBeLessThan(5);
      },
    ),
  120_000,
);

test(
  'whichever row is removed, it is found, unless it was not sequenced yet',
  () =>
    withEach(
      async (store) =>
        (await witnessesIn(store))
          .filter(({ table }) => table !== 'evidence_entry')
          .map(({ table, row }) => `delete from ${table} where ${row}`)
          .concat(
            [0, 1, 255, 256, 499, 500, 618, 619].map(
              (leaf) => `delete from evidence_entry where leaf = ${leaf}`,
            ),
          ),
      (statement, { valid, problems }) => {
        const [, table, row] = /^delete from (\S+) where (.*)$/.exec(statement) ?? [];
        expect(valid, statement).toBe(false);
        const named = problems.map(({ where }) => where).join('; ');
        expect(named, statement).toContain(table);
        const leaf = /^leaf = (\d+)/.exec(row ?? '')?.[1];
        if (leaf !== undefined) expect(named, statement).toContain(`evidence_entry (leaf ${leaf})`);
      },
    ),
  60_000,
);

test(
  'rows that are added or exchanged are found and named',
  () =>
    withEach(
      async () => [
        // A copy of an entry under another id, in no place, beyond the end, and before the beginning.
        ...['null', '620', '5000', '-7', '9007199254740993'].map(
          (leaf) =>
            `insert into evidence_entry select gen_random_uuid(), at, kind, actor, body, about, salt, commitment, promise, ${leaf}
             from evidence_entry where leaf = 7`,
        ),
        `insert into evidence_about select person_id || 'x', entry_id, salt from (select * from evidence_about limit 1) a`,
        `insert into evidence_tile select 0, 3, hashes from evidence_tile where level = 0 and number = 1`,
        `insert into evidence_tile select 2, 0, hashes from evidence_tile where level = 0 and number = 1`,
        `insert into evidence_checkpoint select 100, 0, note from evidence_checkpoint where size = 250`,
        `insert into evidence_checkpoint select 900, 620, note from evidence_checkpoint where size = 250`,
        // Two entries change places; two checkpoints, two tiles, two links change their content.
        `update evidence_entry set leaf = case leaf when 10 then 1000011 else 1000010 end where leaf in (10, 11)`,
        `update evidence_entry e set body = o.body, salt = o.salt, commitment = o.commitment, promise = o.promise
         from evidence_entry o where e.leaf = 20 and o.leaf = 21`,
        `update evidence_checkpoint e set note = o.note from evidence_checkpoint o where e.size = 250 and o.size = 500`,
        `update evidence_tile e set hashes = o.hashes from evidence_tile o
        where e.level = 0 and e.number = 0 and o.level = 0 and o.number = 1`,
        `update evidence_about a set salt = o.salt from (select * from evidence_about order by entry_id limit 1) o
        where a.entry_id = (select max(entry_id::text)::uuid from evidence_about)`,
        // A whole content gone, as if erased; a link cut, as if forgotten.
        `update evidence_entry set kind = null, actor = null, body = null, about = null, salt = null where leaf = 30`,
      ],
      (statement, { valid, problems }) => {
        const [, table] = /^(?:update|insert into) (\S+)/.exec(statement) ?? [];
        expect(valid, statement).toBe(false);
        expect(problems.map(({ where }) => where).join('; '), statement).toContain(table);
      },
    ),
  60_000,
);

test('exchanged leaves are found, and both are named', () =>
  withLedger(async (store, { verifierKey }) => {
    await aLedger(store);
    await store.rows('update evidence_entry set leaf = -1 where leaf = 300');
    await store.rows('update evidence_entry set leaf = 300 where leaf = 400');
    await store.rows('update evidence_entry set leaf = 400 where leaf = -1');

    const { valid, problems } = await verifyLedger(ledgerReader(store), verifierKey);
    expect(valid).toBe(false);
    expect(problems.map(({ where }) => /leaf \d+/.exec(where)?.[0])).toEqual(['leaf 300', 'leaf 400']);
  }));

test('a rollback to an older state is found by whoever kept a checkpoint', () =>
  withLedger(async (store, { verifierKey }) => {
    await aLedger(store);
    const kept = (await latestCheckpoint(store.db))?.note ?? '';
    const known = [kept];
    expect((await verifyLedger(ledgerReader(store), verifierKey, { known })).valid).toBe(true);

    await store.rows('delete from evidence_entry where leaf >= 500 or leaf is null');
    await store.rows('delete from evidence_checkpoint where size > 500');
    await store.rows(
      'update evidence_tile set hashes = substring(hashes for 244 * 32) where level = 0 and number = 1',
    );
    await store.rows('update evidence_tile set hashes = substring(hashes for 32) where level = 1');
    await store.rows('delete from evidence_tile where number = 2');
    await store.rows('delete from evidence_about where entry_id not in (select id from evidence_entry)');
    const { problems } = await verifyLedger(ledgerReader(store), verifierKey, { known });
    expect(problems.map(({ where }) => where)).toContain('known checkpoint 620');
  }));

test('a ledger is not valid under the key of another', () =>
  withLedger(async (store) => {
    await aLedger(store);
    const other = aSigningKey().verifierKey;
    expect((await verifyLedger(ledgerReader(store), other)).valid).toBe(false);
  }));
