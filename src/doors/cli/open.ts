/**
 * The house of a data folder that is there, for a command that works on it and ends: nothing is made where nothing is, and
 * only the command itself speaks. Close it at the end. Refuses as `readConfig` and `openHouse`.
 */
export async function openExisting(options: { data?: string }) {
  const [{ readConfig }, { openHouse }, { silentLog }] = await Promise.all([
    import('../config.ts'),
    import('../house.ts'),
    import('../../base/index.ts'),
  ]);
  return openHouse(readConfig(process.env, options), { log: silentLog, existing: true });
}
