import { createHash } from 'node:crypto';
import { instant, millisecondsOf } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import type { House } from '../../procedures/index.ts';
import { rows } from '../../store/index.ts';
import { locked, wrong } from './staff-bridge.ts';

/** How many failures in a row close a door, and for how long, in milliseconds. */
const LOCKED_FOR = 15 * 60_000;
/** From one place: somebody who forgot, or guesses. */
const FROM_ONE_PLACE = 5;
/** From all places together: high enough that nobody is locked out by a stranger in passing. */
const FROM_ANYWHERE = 50;

type Subject = { hash: Buffer; most: number };

/** Kept under a keyed hash of what was typed, whether or not anybody has that address. */
const subjectsOf = ({ vault }: House, address: string, ip: string): Subject[] => [
  { hash: vault.lookupHash('staff-lock', `${address.toLowerCase()} ${ip}`), most: FROM_ONE_PLACE },
  { hash: vault.lookupHash('staff-lock', address.toLowerCase()), most: FROM_ANYWHERE },
];

/** Refuses `staff.locked`. */
export async function refuseLocked(house: House, address: string, ip: string): Promise<void> {
  const hashes = subjectsOf(house, address, ip).map(({ hash }) => hash);
  const found = await house.store.rows(
    'select 1 from staff_lock where subject = any($1) and locked_until > $2',
    [hashes, house.clock.now()],
  );
  if (found.length > 0) throw locked();
}

/** Counts a failure; the one that is too many locks, and the ledger hears of it. */
export async function countFailure(house: House, address: string, ip: string): Promise<void> {
  const now = house.clock.now();
  const until = instant(millisecondsOf(now) + LOCKED_FOR);
  const old = instant(millisecondsOf(now) - LOCKED_FOR);
  await house.store.inTransaction(async (tx) => {
    for (const { hash, most } of subjectsOf(house, address, ip)) {
      const [counted] = await rows<{ failures: number }>(
        tx,
        `insert into staff_lock as kept (subject, failures, last_at) values ($1, 1, $2)
         on conflict (subject) do update set last_at = $2,
           failures = case when kept.last_at < $4 then 1 else kept.failures + 1 end,
           locked_until = case when kept.last_at >= $4 and kept.failures + 1 >= $5 then $3::timestamptz end
         returning failures`,
        [hash, now, until, old, most],
      );
      if (counted?.failures === most)
        await appendEvidence(tx, {
          kind: 'staff.locked',
          at: now,
          actor: 'system',
          body: { failures: most, until },
        });
    }
    await rows(tx, 'delete from staff_lock where last_at < $1', [old]);
  });
}

/** Somebody got in: what they mistyped on the way is forgotten. */
export const forgetFailures = async (house: House, address: string, ip: string): Promise<void> => {
  const hashes = subjectsOf(house, address, ip).map(({ hash }) => hash);
  await house.store.rows('delete from staff_lock where subject = any($1)', [hashes]);
};

/** How long a code of an authenticator may be right at most, in milliseconds: its own half minute and one on each side. */
const CODE_LIVES = 120_000;

/**
 * Takes a code for somebody; a second time it is wrong, however right it is: who looks over a shoulder has seconds. Kept
 * before it is tried, so that of two at once one is the second. Refuses `staff.wrong`.
 */
export async function spendCode(house: House, userId: string, code: string): Promise<void> {
  // By the machine's clock, as codes are: they are between a phone and this machine.
  const now = instant(Date.now());
  await house.store.rows('delete from staff_used_code where user_id = $1 and at < $2', [
    userId,
    instant(Date.now() - CODE_LIVES),
  ]);
  const taken = await house.store.rows(
    'insert into staff_used_code (user_id, code, at) values ($1, $2, $3) on conflict do nothing returning 1',
    [userId, createHash('sha256').update(code).digest(), now],
  );
  if (taken.length === 0) throw wrong();
}
