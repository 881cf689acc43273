import { addDays, type Day, dayIn, type Instant } from '../base/index.ts';

/** How long backups of the keystore are kept. */
export const KEYSTORE_BACKUPS_KEPT_DAYS = 14;

/**
 * The day at whose end no copy of a destroyed key is left: the last backup of the keystore that still had it was made
 * before `forgottenAt`, and is kept for `keepsDays`. It holds only where the keystore's own backups really are deleted then.
 */
export const keystoreCopiesGoneOn = (
  forgottenAt: Instant,
  keepsDays: number = KEYSTORE_BACKUPS_KEPT_DAYS,
  zone = 'UTC',
): Day => addDays(dayIn(zone, forgottenAt), keepsDays);
