import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Log, Refused } from '../base/index.ts';
import { loadSigningKey, openLedger } from '../evidence/index.ts';
import { smtpMailer } from '../mail/index.ts';
import type { House } from '../procedures/index.ts';
import { openStore, openVault, type Store } from '../store/index.ts';
import { publicWeb } from '../systems/index.ts';
import type { Config } from './config.ts';
import { connectWith } from './connect.ts';
import { clockFor, demonstrationIn } from './demonstration.ts';

/**
 * Opens a house on what the configuration names, and all of it is closed together. `existing`: for commands that look at an
 * installation and must not make one. A demonstration goes by its own clock. Refuses `store.none`.
 */
export async function openHouse(
  config: Config,
  { log, clock = clockFor(config), existing = false }: { log: Log; clock?: Clock; existing?: boolean },
): Promise<{ house: House; close(): Promise<void> }> {
  const { dataDir, databaseUrl, keysUrl, key, smtpUrl, baseUrl, looksAtLinks } = config;
  if (existing && !databaseUrl && !existsSync(join(dataDir, 'postgres')))
    throw new Refused(
      'store.none',
      `There is no data of Kept in ${dataDir}. Name its folder with --data, or start one with "kept up".`,
    );
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const store = await openStore({ databaseUrl, dataDir, clock, log });
  try {
    const vault = await openVault({ key, keysUrl, databaseUrl, dataDir, now: clock.now(), log });
    openLedger(store, loadSigningKey(dataDir, { origin: await ledgerOrigin(store, baseUrl) }));
    const mailer = smtpUrl ? smtpMailer(smtpUrl) : null;
    const close = async () => {
      mailer?.close();
      await vault.close();
      await store.close();
    };
    const connect = connectWith({ vault }, { env: process.env, at: process.cwd() });
    const demonstration = demonstrationIn(dataDir) !== null;
    return {
      house: {
        store,
        vault,
        clock,
        log,
        mailer,
        baseUrl,
        leastFillSeconds: 2,
        connect,
        demonstration,
        // What is made up asks nobody outside.
        ...(looksAtLinks && !demonstration && { web: publicWeb({ contact: baseUrl }) }),
      },
      close,
    };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

/** The ledger's name is given once, with its first address, and stays: checkpoints are signed under it for ever. */
async function ledgerOrigin(store: Store, baseUrl: string): Promise<string> {
  await store.rows(
    `insert into meta (name, value) values ('ledger-origin', $1) on conflict (name) do nothing`,
    [`${new URL(baseUrl).host}/ledger`],
  );
  const [kept] = await store.rows<{ value: string }>(`select value from meta where name = 'ledger-origin'`);
  return kept?.value ?? '';
}
