import type { Instant } from '../base/index.ts';

/**
 * Every table of the database, by name. A room adds its own where it owns them, beside its writers:
 *
 * ```ts
 * declare module '../store/index.ts' {
 *   interface Tables {
 *     retention_hold: { id: string; person_id: string; ground: string; placed_at: Instant };
 *   }
 * }
 * ```
 */
export interface Tables {
  meta: { name: string; value: string };
  schedule: { name: string; last_run_at: Instant | null };
}
