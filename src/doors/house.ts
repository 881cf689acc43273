import { type Clock, type Log, systemClock } from '../base/index.ts';
import { loadSigningKey, openLedger } from '../evidence/index.ts';
import { smtpMailer } from '../mail/index.ts';
import type { House } from '../procedures/index.ts';
import { openStore, openVault } from '../store/index.ts';
import type { Config } from './config.ts';

/** Opens a house on what the configuration names, and all of it is closed together. */
export async function openHouse(
  config: Config,
  { log, clock = systemClock }: { log: Log; clock?: Clock },
): Promise<{ house: House; close(): Promise<void> }> {
  const { dataDir, databaseUrl, keysUrl, key, smtpUrl, baseUrl } = config;
  const store = await openStore({ databaseUrl, dataDir, clock, log });
  try {
    const vault = await openVault({ key, keysUrl, databaseUrl, dataDir, now: clock.now(), log });
    openLedger(store, loadSigningKey(dataDir, { origin: `${new URL(baseUrl).host}/ledger` }));
    const mailer = smtpUrl ? smtpMailer(smtpUrl) : null;
    const close = async () => {
      mailer?.close();
      await vault.close();
      await store.close();
    };
    return { house: { store, vault, clock, log, mailer, baseUrl }, close };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}
