import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../../base/index.ts';
import type { Config } from '../config.ts';
import { showProgress } from './backup.ts';
import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { data?: string; json?: boolean };

export const restore: Declared<Options> = {
  name: 'restore',
  arguments: '<file>',
  brief: 'Fills an empty installation from a backup, and erases again whoever was erased since',
  flags: { '--data <dir>': 'where data is kept (default: ./data)' },
  examples: [
    {
      shows:
        'the data as they were, with the keys that are in ./data still (move ./data/postgres away first)',
      run: 'kept restore kept-2026-11-22.backup',
    },
    {
      shows: 'the same on a PostgreSQL server',
      run: 'DATABASE_URL=postgres://… KEPT_KEYS_URL=postgres://… kept restore kept-2026-11-22.backup',
    },
  ],
  async run(options, [file = '']) {
    const [
      { readConfig },
      { openForRestore, openVault },
      { restore: restoreInto },
      { loadSigningKey },
      { silentLog },
      { clockFor },
    ] = await Promise.all([
      import('../config.ts'),
      import('../../store/index.ts'),
      import('../../procedures/index.ts'),
      import('../../evidence/index.ts'),
      import('../../base/index.ts'),
      import('../demonstration.ts'),
    ]);
    const config = readConfig(process.env, options);
    const { dataDir, databaseUrl, keysUrl, key } = config;
    await refuseWithoutKeys(config);
    const [clock, log] = [clockFor(config), silentLog];
    const vault = await openVault({ key, keysUrl, databaseUrl, dataDir, now: clock.now(), log });
    const shown = showProgress('restoring');
    try {
      const target = await openForRestore({ databaseUrl, dataDir, log });
      try {
        const restored = await restoreInto(file, {
          address: target.address,
          vault,
          keyNamed: (origin) => loadSigningKey(dataDir, { origin }),
          clock,
          log,
          onProgress: shown.onProgress,
        });
        shown.clear();
        if (options.json) printJson({ file, ...restored });
        else {
          print(
            `The installation is as it was at ${restored.madeAt}: ${restored.rows.toLocaleString('en')} rows. ` +
              `${restored.people} people who were erased since were erased again, ${restored.erased} rows.`,
          );
          for (const table of restored.leftOut)
            print(`! ${table} is no table of Kept’s and was not restored.`);
          print(
            'What people told you since then is not in it: withdrawals, objections, requests. Enter those again before anything is sent. Check the ledger with: kept verify',
          );
        }
        return EXIT.fine;
      } finally {
        await target.close();
      }
    } finally {
      shown.clear();
      await vault.close();
    }
  },
};

/** Opening them would make new ones, which fit no backup and stand in the way of the right ones. Refuses `backup.no-keys`. */
async function refuseWithoutKeys({ dataDir, keysUrl, key }: Config): Promise<void> {
  const { KEY_FILE } = await import('../../evidence/index.ts');
  const missing = [
    !keysUrl &&
      !existsSync(join(dataDir, 'keys', 'cluster')) &&
      'the keystore (its folder "keys", or KEPT_KEYS_URL)',
    !key && !existsSync(join(dataDir, 'kept.key')) && 'KEPT_KEY (or kept.key)',
    !existsSync(join(dataDir, KEY_FILE)) && KEY_FILE,
  ].filter((one) => one !== false);
  if (missing.length === 0) return;
  throw new Refused(
    'backup.no-keys',
    `A backup holds no keys, and ${dataDir} lacks ${missing.join(', ')}. ` +
      'Put those of the installation that made the backup there first; without them what is sealed can’t be opened.',
  );
}
