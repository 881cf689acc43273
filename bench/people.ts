/* What the benches of permission, decision and screening share: a house on a durable PostgreSQL of its own, full of people. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, silentLog, systemClock } from '../src/base/index.ts';
import { openLedger, signingKeyOf } from '../src/evidence/index.ts';
import { loadPolicy, type Policy } from '../src/policy/index.ts';
import { type House, proposePolicy } from '../src/procedures/index.ts';
import {
  connect,
  connectVault,
  createDatabase,
  DATA_MIGRATIONS,
  KEY_MIGRATIONS,
  migrate,
  newKey,
  readKeyRing,
  startEmbedded,
  type Vault,
} from '../src/store/index.ts';

export const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(62)} ${figure}\n`);

export const medianOf = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

export const addressOf = (n: number): string => `person${n}@people.example`;

const POLICY = join(import.meta.dirname, '../tests/mutations/policy');

function policyAt(folder: string): Policy {
  const { policy } = loadPolicy(folder);
  if (!policy) throw new Error(`the policy in ${folder} has errors`);
  return policy;
}

/** The first so many have an address that opens; of the others it is only looked up. */
const SEALED = 10_000;

/** People are filled in by so many at a time. */
const AT_ONCE = 10_000;

/** Gives `work` a house with that many people: six in ten said yes to the news, one took it back, and one is suppressed besides. */
export async function withPeople(
  people: number,
  work: (house: House) => Promise<void>,
  { policy = policyAt(POLICY) }: { policy?: Policy } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-bench-'));
  const embedded = await startEmbedded({ dataDir: join(folder, 'postgres') });
  try {
    const clock = systemClock;
    const now = clock.now();
    for (const [name, migrations] of [
      ['data', DATA_MIGRATIONS],
      ['keys', KEY_MIGRATIONS],
    ] as const) {
      await createDatabase(embedded.address('postgres'), name);
      await migrate(embedded.address(name), migrations, { now });
    }
    const store = connect(embedded.address('data'), { clock });
    const vault = await connectVault(embedded.address('keys'), readKeyRing(newKey()), now);
    const house: House = { store, vault, clock, log: silentLog, mailer: null, baseUrl: 'http://127.0.0.1' };
    openLedger(store, signingKeyOf('bench.example/ledger', generateKeyPairSync('ed25519').privateKey));
    await proposePolicy(house, policy.files);
    for (let from = 0; from < people; from += AT_ONCE)
      await fill(house, vault, from, Math.min(AT_ONCE, people - from));
    await store.rows('vacuum analyze');
    try {
      await work(house);
    } finally {
      await store.close();
      await vault.close();
    }
  } finally {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill({ store }: House, vault: Vault, from: number, count: number): Promise<void> {
  const at = '2026-01-05T10:00:00.000Z';
  const some = Array.from({ length: count }, (_, n) => ({ n: from + n, id: newId(at) }));
  await store.rows(`insert into person (id, made_at) select id, $2 from unnest($1::uuid[]) as made (id)`, [
    some.map(({ id }) => id),
    at,
  ]);
  const opens = some.filter(({ n }) => n < SEALED);
  for (let first = 0; first < opens.length; first += 1_000)
    await vault.warm(
      opens.slice(first, first + 1_000).map(({ id }) => id),
      at,
    );
  const sealed = await Promise.all(
    some.map(({ id, n }) =>
      n < SEALED ? vault.seal(id, addressOf(n), 'identity', at) : Buffer.alloc(64, 0xab),
    ),
  );
  await store.rows(
    `insert into identity (hash, person_id, kind, sealed, added_at)
     select hash, id, 'email', sealed, $3 from unnest($1::bytea[], $2::uuid[], $4::bytea[]) as made (hash, id, sealed)`,
    [some.map(({ n }) => vault.lookupHash('email', addressOf(n))), some.map(({ id }) => id), at, sealed],
  );
  const say = (state: string, when: string, whom: typeof some) =>
    store.rows(
      `insert into permission (person_id, id, purpose, channel, state, wording, source, at, recorded_at)
       select id, gen_random_uuid(), 'news', 'email', $2, 'newsletter-2026', 'form', $3, $3 from unnest($1::uuid[]) as made (id)`,
      [whom.map(({ id }) => id), state, when],
    );
  await say(
    'granted',
    at,
    some.filter(({ n }) => n % 10 < 7),
  );
  const gone = some.filter(({ n }) => n % 10 === 6);
  await say('withdrawn', '2026-03-05T10:00:00.000Z', gone);
  await store.rows(
    `insert into suppression (hash, scope, reason, suppressed_at) select hash, 'news', 'withdrawn', $2 from unnest($1::bytea[]) as made (hash)`,
    [gone.map(({ n }) => vault.suppressionHash('email', addressOf(n))), at],
  );
}
