import { type Clock, type Instant, instant, type Log, millisecondsOf, Refused } from '../base/index.ts';
import {
  appendEvidence,
  forgetPeople,
  openLedger,
  parseVerifierKey,
  type SigningKey,
  signingKeyFor,
} from '../evidence/index.ts';
import {
  type Address,
  type Backup,
  connect,
  eraseRows,
  eraseRowsOf,
  finishRestore,
  loadBackup,
  type Progress,
  peopleStillThere,
  readBackup,
  type Store,
  type Tx,
  type Vault,
  type WrittenBackup,
  writeBackup,
} from '../store/index.ts';
import type { House } from './house.ts';

/**
 * Writes everything but the keys to `file`: neither the keystore, nor KEPT_KEY, nor the ledger's signing key is in it, for
 * whoever holds a backup must not be able to open what it seals nor to sign in the ledger's name. It says which ledger and
 * which keystore it belongs to. Refuses as `writeBackup`.
 */
export const backUp = (
  { store, vault, clock }: Pick<House, 'store' | 'vault' | 'clock'>,
  file: string,
  onProgress: Progress = () => {},
): Promise<WrittenBackup> =>
  writeBackup(store.address, file, {
    at: clock.now(),
    marks: { ledger: signingKeyFor(store.db).verifierKey, keystore: fingerprintsOf(vault)[0] ?? '' },
    onProgress,
  });

/** Where a backup goes, and what it can't do without. */
export interface RestoreInto {
  readonly address: Address;
  readonly vault: Vault;
  /** The ledger's key, under the name that the backup's ledger has. */
  readonly keyNamed: (origin: string) => SigningKey;
  readonly clock: Clock;
  readonly log: Log;
  readonly onProgress?: Progress;
}

export interface Restored {
  /** The moment that the installation is at now. */
  readonly madeAt: Instant;
  readonly rows: number;
  /** People whom the backup had brought back, and who were erased again. */
  readonly people: number;
  /** Rows that were erased since, with their people or by themselves. */
  readonly erased: number;
  /** Tables that are not Kept's, and were not restored. */
  readonly leftOut: readonly string[];
}

/**
 * Fills an empty installation from `file`, erases again whoever was erased since, and records both in the ledger. Until
 * that is done the installation refuses to open, and the same restore can be begun again at any point.
 *
 * @throws Refused `backup.other-keystore` and `backup.other-ledger` when the keys are not those of the backup,
 * `backup.not-of-a-house` when it names none, and as `readBackup` and `loadBackup`.
 */
export async function restore(file: string, into: RestoreInto): Promise<Restored> {
  const { address, vault, clock, log } = into;
  const backup = await readBackup(file);
  const key = checkedKeys(backup, into);
  const loaded = await loadBackup(address, backup, { ...into, now: clock.now() });
  const store = connect(address, { clock, log });
  try {
    openLedger(store, key);
    const again = await eraseAgain(store, vault, backup);
    return { madeAt: backup.at, ...loaded, ...again };
  } finally {
    await store.close();
  }
}

/** With another keystore nothing opens and the erased come back; with another key the ledger ends: both are looked at first. */
function checkedKeys({ file, marks }: Backup, { vault, keyNamed }: RestoreInto): SigningKey {
  const { ledger, keystore } = marks;
  if (ledger === undefined || keystore === undefined)
    throw new Refused(
      'backup.not-of-a-house',
      `${file} does not say which ledger and which keystore it belongs to; kept backup writes that.`,
    );
  if (!fingerprintsOf(vault).includes(keystore))
    throw new Refused(
      'backup.other-keystore',
      `The keystore is not the one that ${file} belongs to: what is sealed in it could not be opened, and nobody would know ` +
        'who was erased since. Nothing was restored. Give the keystore (KEPT_KEYS_URL, or the folder "keys" of the data ' +
        'folder) and KEPT_KEY (or kept.key) of the installation that made it.',
    );
  const key = keyNamed(parseVerifierKey(ledger).name);
  if (key.verifierKey === ledger) return key;
  throw new Refused(
    'backup.other-ledger',
    `The ledger in ${file} is signed by ${ledger}, and the key given here is ${key.verifierKey}. Nothing was restored. ` +
      'Put ledger-key.pem of the installation that made it in the data folder.',
    { backup: ledger, given: key.verifierKey },
  );
}

/** The same for one keystore always, and of no use to anybody else: a keyed hash of nothing, under each version. */
const fingerprintsOf = (vault: Vault): string[] =>
  vault.lookupHashes('keystore', '').map((hash) => hash.toString('hex'));

/** Clocks differ, and a long erasure destroys the key as of the moment that it began. */
const DOUBT_MILLISECONDS = 24 * 3_600_000;
const PEOPLE_AT_ONCE = 500;

/** The last batch also finishes the restore. */
async function eraseAgain(
  store: Store,
  vault: Vault,
  backup: Backup,
): Promise<{ people: number; erased: number }> {
  const now = store.clock.now();
  const since = instant(millisecondsOf(backup.at) - DOUBT_MILLISECONDS);
  const forgotten = await vault.forgottenSince(since);
  const alone = await vault.erasedSince(since);
  const done = { people: 0, erased: 0 };
  do {
    const batch = forgotten.splice(0, PEOPLE_AT_ONCE);
    const last = forgotten.length === 0;
    const one = await store.inTransaction(async (tx) => {
      const erased = await eraseBatch(tx, batch, backup.at, now);
      const total = { people: done.people + erased.people, erased: done.erased + erased.erased };
      if (!last) return total;
      total.erased += await eraseRows(tx, alone);
      await appendEvidence(tx, {
        kind: 'backup.restored',
        at: now,
        actor: 'system',
        body: { madeAt: backup.at, sha256: backup.sha256, ...total },
      });
      await finishRestore(tx);
      return total;
    });
    Object.assign(done, one);
  } while (forgotten.length > 0);
  return done;
}

async function eraseBatch(
  tx: Tx,
  batch: readonly { personId: string; at: Instant }[],
  madeAt: Instant,
  now: Instant,
): Promise<{ people: number; erased: number }> {
  const ids = batch.map(({ personId }) => personId);
  // Of somebody whose erasure was in the backup already, only what was kept on purpose is left, and it stays.
  const still = new Set(await peopleStillThere(tx, ids));
  const people = batch
    .filter(({ personId, at }) => at >= madeAt || still.has(personId))
    .map(({ personId }) => personId);
  // First, for the ledger has to account for the links that go.
  await forgetPeople(tx, { people, actor: 'system', at: now });
  return { people: still.size, erased: await eraseRowsOf(tx, people) };
}
