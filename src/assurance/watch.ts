import { Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type Relied, reliedOn, type Watched } from './watch.rules.ts';

const COLUMNS = `address, looked_at, tried_at, outcome, says, failures, failed_since, digest, read_digest, changed_at, certificate_until`;

/** What is known of the addresses that the policy relies on. Without `known`: nobody has looked yet. */
export async function watchedBy(
  reader: Reader,
  policy: Policy,
): Promise<(Relied & { known: Watched | undefined })[]> {
  const relied = reliedOn(policy);
  const found = await rows<Watched>(
    reader,
    `select ${COLUMNS} from watched_address where address = any($1)`,
    [relied.map(({ address }) => address)],
  );
  const known = new Map(found.map((one) => [one.address, one]));
  return relied.map((one) => ({ ...one, known: known.get(one.address) }));
}

/** Keeps what looks found, each in the place of the one before. */
export async function keepWatched(tx: Tx, watched: readonly Watched[]): Promise<void> {
  await rows(
    tx,
    `insert into watched_address (${COLUMNS})
     select ${COLUMNS} from jsonb_to_recordset($1::jsonb) as w (address text, looked_at timestamptz, tried_at timestamptz,
       outcome text, says text, failures int, failed_since timestamptz, digest text, read_digest text, changed_at timestamptz,
       certificate_until timestamptz)
     on conflict (address) do update set (looked_at, tried_at, outcome, says, failures, failed_since, digest, read_digest, changed_at, certificate_until)
       = (excluded.looked_at, excluded.tried_at, excluded.outcome, excluded.says, excluded.failures, excluded.failed_since,
          excluded.digest, excluded.read_digest, excluded.changed_at, excluded.certificate_until)`,
    [JSON.stringify(watched)],
  );
}

/** Looking is switched off: what was found before says nothing of today. */
export async function stopWatching(tx: Tx): Promise<void> {
  await rows(
    tx,
    `update watched_address set outcome = 'off', says = 'looking is switched off' where outcome <> 'off'`,
  );
}

/**
 * Somebody has read what an address says by now. Answers the digest of those words. Refuses `link.unknown` (the policy in
 * force does not rely on it) and `link.unchanged` (nothing waits to be read there).
 */
export async function markRead(tx: Tx, policy: Policy, address: string): Promise<string> {
  if (!reliedOn(policy).some((one) => one.address === address))
    throw new Refused(
      'link.unknown',
      `The notice in force does not rely on "${address.slice(0, 200)}". "kept links" lists the addresses that it does.`,
    );
  const [found] = await rows<{ digest: string }>(
    tx,
    `update watched_address set read_digest = digest, changed_at = null
     where address = $1 and changed_at is not null and digest is not null returning digest`,
    [address],
  );
  if (!found)
    throw new Refused('link.unchanged', `Nothing has changed at ${address} since somebody last read it.`);
  return found.digest;
}
