import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { data?: string; json?: boolean };

export const verify: Declared<Options> = {
  name: 'verify',
  brief: 'Checks the ledger from its first entry to its last: nothing changed, removed, moved or added',
  flags: { '--data <dir>': 'where data is kept (default: ./data)' },
  examples: [{ shows: 'the ledger of the system in ./data', run: 'kept verify --data ./data' }],
  async run(options) {
    const [{ readConfig }, { openHouse }, { ledgerReader, verifyLedger, loadSigningKey }, { silentLog }] =
      await Promise.all([
        import('../config.ts'),
        import('../house.ts'),
        import('../../evidence/index.ts'),
        import('../../base/index.ts'),
      ]);
    const config = readConfig(process.env, options);
    const { house, close } = await openHouse(config, { log: silentLog });
    try {
      const { verifierKey } = loadSigningKey(config.dataDir, {
        origin: `${new URL(config.baseUrl).host}/ledger`,
      });
      const found = await verifyLedger(ledgerReader(house.store), verifierKey);
      if (options.json) printJson(found);
      else {
        print(
          `${found.entries} entries, ${found.unsequenced} of them not in the tree yet, ${found.erased} erased. Root ${found.root}.`,
        );
        for (const problem of found.problems.slice(0, 20)) print(`✕ ${problem.where}: ${problem.what}`);
        print(
          found.valid
            ? 'The ledger is as it was written.'
            : `The ledger is not as it was written: ${found.problems.length} problems.`,
        );
      }
      return found.valid ? EXIT.fine : EXIT.no;
    } finally {
      await close();
    }
  },
};
