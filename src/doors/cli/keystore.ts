import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type Day, Refused } from '../../base/index.ts';
import { showProgress } from './backup.ts';
import { type Declared, EXIT, type Exit, print, printJson } from './command.ts';

type Options = { data?: string; json?: boolean };

export const keystore: Declared<Options> = {
  name: 'keystore',
  arguments: '<what> <where>',
  brief: 'The keys of personal data: copies them for 14 days, or fills an empty keystore from a copy',
  flags: { '--data <dir>': 'where data is kept (default: ./data)' },
  examples: [
    {
      shows: 'a copy of today in a folder that holds no backup of the data; copies of over 14 days ago go',
      run: 'kept keystore copy /safe/keys',
    },
    {
      shows: 'the keystore as it was copied, in its place; keys of people who are gone are destroyed again',
      run: 'kept keystore restore /safe/keys/kept-keys-2026-11-22T021500Z.backup',
    },
    {
      shows: 'the move to a server: copy, then fill the empty database of the keys there',
      run: 'KEPT_KEYS_URL=postgres://… DATABASE_URL=postgres://… kept keystore restore /safe/keys/kept-keys-2026-11-22T021500Z.backup',
    },
  ],
  async run(options, [what = '', where = '']) {
    if (what === 'copy' && where !== '') return copy(options, where);
    if (what === 'restore' && where !== '') return restore(options, where);
    process.stderr.write('kept: "kept keystore copy <folder>" or "kept keystore restore <file>".\n');
    return EXIT.misuse;
  },
};

const NAME = /^kept-keys-(\d{4}-\d\d-\d\d)T\d{6}Z\.backup$/;

async function copy(options: Options, folder: string): Promise<Exit> {
  const { readConfig, openKeystoreDatabase, copyKeystore, KEYSTORE_BACKUPS_KEPT_DAYS, systemClock } =
    await parts();
  if (!existsSync(folder)) throw new Refused('store.no-folder', `There is no folder ${folder} to write to.`);
  const config = readConfig(process.env, options);
  if (!config.keysUrl && !existsSync(join(config.dataDir, 'keys', 'cluster')))
    throw new Refused(
      'store.none',
      `There is no keystore in ${config.dataDir}. Name its folder with --data.`,
    );
  const now = systemClock.now();
  const file = join(folder, `kept-keys-${now.slice(0, 19).replaceAll(':', '')}Z.backup`);
  const { address, embedded } = await openKeystoreDatabase({ ...config, now });
  const shown = showProgress('copying keys');
  try {
    const { tables } = await copyKeystore(address, file, { at: now, onProgress: shown.onProgress });
    shown.clear();
    // What is older would bring back whoever was erased since, and certificates say that it is gone by then.
    const before = addDays(now.slice(0, 10) as Day, -KEYSTORE_BACKUPS_KEPT_DAYS);
    const old = readdirSync(folder).filter((name) => (NAME.exec(name)?.[1] ?? before) < before);
    for (const name of old) rmSync(join(folder, name));
    const keys = tables.find(({ name }) => name === 'data_key')?.rows ?? 0;
    if (options.json) printJson({ file, keys, removed: old });
    else
      print(
        `${file}: the keys of ${keys.toLocaleString('en')} people, each wrapped under KEPT_KEY, which is not in it. ` +
          `${old.length} copies of more than ${KEYSTORE_BACKUPS_KEPT_DAYS} days ago were removed. Keep it apart from backups of the data.`,
      );
    return EXIT.fine;
  } finally {
    shown.clear();
    await embedded?.stop();
  }
}

async function restore(options: Options, file: string): Promise<Exit> {
  const {
    readConfig,
    openKeystoreDatabase,
    fillKeystore,
    destroyStrayKeys,
    openHouse,
    silentLog,
    systemClock,
  } = await parts();
  const config = readConfig(process.env, options);
  const { address, embedded } = await openKeystoreDatabase({ ...config, now: systemClock.now() });
  let keys = 0;
  try {
    keys = await fillKeystore(file, { address, clock: systemClock, log: silentLog });
  } finally {
    await embedded?.stop();
  }
  const { databaseUrl, dataDir } = config;
  let destroyed: number | null = null;
  if (databaseUrl || existsSync(join(dataDir, 'postgres', 'cluster'))) {
    const { house, close } = await openHouse(config, { log: silentLog, existing: true });
    try {
      destroyed = await destroyStrayKeys(house.store, house.vault, systemClock.now());
    } finally {
      await close();
    }
  }
  if (options.json) printJson({ file, rows: keys, destroyed });
  else
    print(
      `The keystore is filled from ${file}. ` +
        (destroyed === null
          ? 'There are no data here yet to compare with: restore those next, and whoever was erased since is erased again.'
          : `${destroyed} keys of people whom the data do not know any more were destroyed again.`),
    );
  return EXIT.fine;
}

async function parts() {
  const [{ readConfig }, { openHouse }, store, procedures, { silentLog, systemClock }] = await Promise.all([
    import('../config.ts'),
    import('../house.ts'),
    import('../../store/index.ts'),
    import('../../procedures/index.ts'),
    import('../../base/index.ts'),
  ]);
  return { readConfig, openHouse, ...store, ...procedures, silentLog, systemClock };
}
