import pg from 'pg';
import type { Address } from './door.ts';
import { VALUES } from './values.ts';

/** What every connection of ours is: our values, UTC, ISO dates, and a name that an administrator understands. */
export const connection = (address: Address, max: number): pg.PoolConfig => ({
  ...address,
  max,
  types: VALUES,
  options: '-c timezone=UTC -c datestyle=ISO',
  application_name: 'kept',
  allowExitOnIdle: false,
});

/**
 * A pool whose connections may break at any moment, lent out or idle, without ending the process: who uses one is told by
 * the next query on it, and everybody else gets another.
 */
export function openPool(address: Address, max: number, lost: () => void = () => {}): pg.Pool {
  const pool = new pg.Pool(connection(address, max));
  pool.on('error', lost);
  // A lent connection has no listener of the pool's; between two queries of a transaction nobody else would hear.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
