import type pg from 'pg';
import { Refused } from '../../base/index.ts';

/** The server takes a moment to notice that the process which held a lock is dead. */
const ATTEMPTS = 60;
const BETWEEN = 50;

/**
 * `work` while nobody else does the same: the lock is the connection's, so it goes with the process, however that ends.
 *
 * @throws Refused `systems.plan-busy`
 */
export async function alone<T>(pool: pg.Pool, planId: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let held = false;
  try {
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
    return await work();
  } finally {
    // Nobody has to wait for it: the lock goes with the connection, should that break now.
    if (held)
      client.query('select pg_advisory_unlock(hashtextextended($1, 15))', [planId]).then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    else client.release();
  }
}
