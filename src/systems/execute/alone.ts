import type pg from 'pg';
import { Refused } from '../../base/index.ts';

/** The server takes a moment to notice that the process which held a lock is dead. */
const ATTEMPTS = 30;
const BETWEEN = 100;

/**
 * `work` while nobody else does the same: the lock is the connection's, so it goes with the process, however that ends.
 *
 * @throws Refused `systems.plan-busy`
 */
export async function alone<T>(pool: pg.Pool, planId: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    let held = false;
    for (let attempt = 0; attempt < ATTEMPTS && !held; attempt++) {
      if (attempt > 0) await new Promise((later) => setTimeout(later, BETWEEN));
      const { rows } = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 15)) as held',
        [planId],
      );
      held = rows[0]?.held ?? false;
    }
    if (!held) {
      throw new Refused('systems.plan-busy', 'This plan is being carried out already.');
    }
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 15))', [planId]);
    }
  } finally {
    client.release();
  }
}
