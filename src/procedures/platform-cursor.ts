import { rows, type Tx } from '../store/index.ts';
import type { Platform } from '../systems/index.ts';
import type { House } from './house.ts';

/** A connected platform as a round works with it. */
export type Connected = { name: string; purposes: readonly string[]; platform: Platform };

type Direction = 'optouts' | 'sweep' | 'out';

/** How far a system was read in a direction; empty: never. */
export async function cursorOf(house: House, system: string, direction: Direction): Promise<string> {
  const [found] = await house.store.rows<{ cursor: string }>(
    'select cursor from platform_cursor where system = $1 and direction = $2',
    [system, direction],
  );
  return found?.cursor ?? '';
}

/** Notes it together with what was done, so that a crash does a page again and never skips one. */
export const moveCursor = (
  tx: Tx,
  system: string,
  direction: Direction,
  cursor: string,
  now: string,
): Promise<unknown> =>
  rows(
    tx,
    `insert into platform_cursor (system, direction, cursor, at) values ($1, $2, $3, $4)
     on conflict (system, direction) do update set cursor = excluded.cursor, at = excluded.at`,
    [system, direction, cursor, now],
  );
