import { randomInt } from 'node:crypto';
import type { Instant } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';

/** Signs a visitor in, and answers the number of their badge: all they need to sign out, and nothing about them. */
export async function signIn(
  tx: Tx,
  { personId, id, point, now }: { personId: string; id: string; point: string; now: Instant },
): Promise<string> {
  const taken = new Set(
    (
      await rows<{ badge: string }>(
        tx,
        'select badge from visit where point = $1 and signed_out_at is null',
        [point],
      )
    ).map(({ badge }) => badge),
  );
  let badge = String(randomInt(1_000, 10_000));
  while (taken.has(badge) && taken.size < 9_000) badge = String(randomInt(1_000, 10_000));
  await rows(
    tx,
    'insert into visit (person_id, id, point, badge, signed_in_at) values ($1, $2, $3, $4, $5)',
    [personId, id, point, badge, now],
  );
  return badge;
}

/** True when somebody with this badge was in and is out now. */
export async function signOut(
  tx: Tx,
  { point, badge, now }: { point: string; badge: string; now: Instant },
): Promise<boolean> {
  const out = await rows(
    tx,
    'update visit set signed_out_at = $3 where point = $1 and badge = $2 and signed_out_at is null returning id',
    [point, badge, now],
  );
  return out.length > 0;
}

/** Who is in the building now: for the roll call at a fire, and nobody else. */
export async function fireRoll(
  reader: Reader,
  vault: Vault,
  point: string,
): Promise<{ badge: string; since: Instant; fields: Record<string, string> }[]> {
  const inside = await rows<{
    person_id: string;
    id: string;
    badge: string;
    signed_in_at: Instant;
    sealed: Buffer;
  }>(
    reader,
    `select v.person_id, v.id, v.badge, v.signed_in_at, r.sealed
     from visit v join record r on r.person_id = v.person_id and r.id = v.id
     where v.point = $1 and v.signed_out_at is null order by v.signed_in_at`,
    [point],
  );
  return Promise.all(
    inside.map(async (one) => ({
      badge: one.badge,
      since: one.signed_in_at,
      fields: JSON.parse((await vault.open(one.person_id, one.sealed, `record:${one.id}`)).toString('utf8')),
    })),
  );
}
