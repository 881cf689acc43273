import { type Day, dayIn, type Instant, newId } from '../base/index.ts';
import type { PolicyFiles } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Told } from './version.rules.ts';

export type StoredVersion = {
  hash: string;
  files: PolicyFiles;
  material: boolean;
  changes: readonly string[];
  proposed_at: Instant;
  effective_on: Day | null;
  in_force_at: Instant | null;
  replaced_at: Instant | null;
};

const COLUMNS = 'hash, files, material, changes, proposed_at, effective_on, in_force_at, replaced_at';

/** The version that the system runs and people read. */
export async function versionInForce(reader: Reader): Promise<StoredVersion | null> {
  const [version] = await rows<StoredVersion>(
    reader,
    `select ${COLUMNS} from policy_version where in_force_at is not null and replaced_at is null`,
  );
  return version ?? null;
}

/** Put forward, not in force (perhaps again), and nothing else has taken effect since. */
const COMING = `select hash from policy_version
  where (in_force_at is null or (replaced_at is not null and proposed_at > in_force_at))
    and proposed_at >= coalesce((select max(in_force_at) from policy_version), '-infinity')
  order by proposed_at desc limit 1`;

/** The version that people are being told of, or whose telling has failed: the newest that has not taken effect. */
export async function versionComing(reader: Reader): Promise<StoredVersion | null> {
  const [version] = await rows<StoredVersion>(
    reader,
    `select ${COLUMNS} from policy_version where hash = (${COMING})`,
  );
  return version ?? null;
}

export const versions = (reader: Reader): Promise<Omit<StoredVersion, 'files'>[]> =>
  rows(
    reader,
    `select ${COLUMNS.replace('files, ', '')} from policy_version where in_force_at is not null order by in_force_at desc`,
  );

export async function findVersion(reader: Reader, hash: string): Promise<StoredVersion | null> {
  const [version] = await rows<StoredVersion>(
    reader,
    `select ${COLUMNS} from policy_version where hash = $1`,
    [hash],
  );
  return version ?? null;
}

/**
 * Puts a version forward. The same content twice is one version. One that was replaced, or set aside for another, may come
 * back and is told anew; until it has taken effect again it stays on record as what it was.
 */
export async function proposeVersion(
  tx: Tx,
  version: {
    hash: string;
    files: PolicyFiles;
    material: boolean;
    changes: readonly string[];
    effectiveOn: Day | null;
    now: Instant;
  },
): Promise<boolean> {
  const added = await rows(
    tx,
    `insert into policy_version (hash, files, material, changes, proposed_at, effective_on) values ($1, $2, $3, $4, $5, $6)
     on conflict (hash) do update set proposed_at = excluded.proposed_at, material = excluded.material, changes = excluded.changes,
       effective_on = excluded.effective_on
     where (policy_version.in_force_at is null or policy_version.replaced_at is not null)
       and policy_version.hash is distinct from (${COMING}) returning hash`,
    [
      version.hash,
      JSON.stringify(version.files),
      version.material,
      JSON.stringify(version.changes),
      version.now,
      version.effectiveOn,
    ],
  );
  return added.length > 0;
}

/** From now on this is what the system runs. */
export async function takeEffect(tx: Tx, hash: string, now: Instant): Promise<void> {
  await rows(
    tx,
    'update policy_version set replaced_at = $1 where in_force_at is not null and replaced_at is null and hash <> $2',
    [now, hash],
  );
  await rows(tx, 'update policy_version set in_force_at = $1, replaced_at = null where hash = $2', [
    now,
    hash,
  ]);
}

/** Keeps that people were told of a version, and how. */
export async function recordTold(
  tx: Tx,
  told: { hash: string; way: 'site' | 'email'; people: number | null; now: Instant },
): Promise<string> {
  const id = newId(told.now);
  await rows(tx, 'insert into change_told (id, hash, by_way, people, told_at) values ($1, $2, $3, $4, $5)', [
    id,
    told.hash,
    told.way,
    told.people,
    told.now,
  ]);
  return id;
}

/** Since which day people have been told of a version, by each way; what they were told before it was last put forward is past. */
export async function toldOf(reader: Reader, hash: string, zone: string): Promise<Told> {
  const told = await rows<{ by_way: string; first: Instant }>(
    reader,
    `select by_way, min(told_at) as first from change_told join policy_version using (hash)
     where hash = $1 and told_at >= proposed_at group by by_way`,
    [hash],
  );
  const since = (way: string): Day | null => {
    const first = told.find((one) => one.by_way === way)?.first;
    return first ? dayIn(zone, first) : null;
  };
  return { siteSince: since('site'), emailOn: since('email') };
}
