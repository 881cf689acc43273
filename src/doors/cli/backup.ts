import { type Declared, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; json?: boolean };

export const backup: Declared<Options> = {
  name: 'backup',
  arguments: '<file>',
  brief: 'Writes everything but the keys to one file, while the system runs',
  flags: { '--data <dir>': 'where data is kept (default: ./data)' },
  examples: [
    {
      shows: 'the system in ./data, to a file of its own for the day',
      run: 'kept backup kept-2026-11-22.backup',
    },
    {
      shows: 'the same of a system on a PostgreSQL server',
      run: 'DATABASE_URL=postgres://… KEPT_KEYS_URL=postgres://… kept backup kept-2026-11-22.backup',
    },
  ],
  async run(options, [file = '']) {
    const { backUp } = await import('../../procedures/index.ts');
    const { house, close } = await openExisting(options);
    const shown = showProgress('backing up');
    try {
      const { at, tables, bytes, sha256 } = await backUp(house, file, shown.onProgress);
      shown.clear();
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      if (options.json) printJson({ file, at, tables: tables.length, rows, bytes, sha256 });
      else
        print(
          `${file}: ${rows.toLocaleString('en')} rows of ${tables.length} tables as of ${at}, ${megabytes(bytes)}. SHA-256 ${sha256}.\n` +
            'It holds no key. To restore it you also need the keystore, KEPT_KEY (or kept.key) and ledger-key.pem: keep those elsewhere.',
        );
      return EXIT.fine;
    } finally {
      shown.clear();
      await close();
    }
  },
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** One line on a terminal that is written over, and nothing where nobody watches. */
export function showProgress(doing: string): {
  onProgress(step: { table: string; rows: number; of: number }): void;
  clear(): void;
} {
  let next = 0;
  let drawn = false;
  return {
    onProgress({ table, rows, of }) {
      if (!process.stderr.isTTY || performance.now() < next) return;
      next = performance.now() + 100;
      drawn = true;
      const percent = of > 0 ? Math.floor((rows / of) * 100) : 100;
      process.stderr.write(`\r\x1b[K${doing}: ${percent} % of ${of.toLocaleString('en')} rows, ${table}`);
    },
    clear() {
      if (drawn) process.stderr.write('\r\x1b[K');
      drawn = false;
    },
  };
}
