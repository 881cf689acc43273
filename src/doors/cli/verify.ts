import { createReadStream, existsSync, readFileSync } from 'node:fs';
import type { Verification } from '../../evidence/index.ts';
import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { data?: string; pack?: string; key?: string; json?: boolean };

export const verify: Declared<Options> = {
  name: 'verify',
  brief: 'Checks the ledger from its first entry to its last: nothing changed, removed, moved or added',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--pack <file>': 'an evidence pack instead: needs no database and nobody’s help',
    '--key <key>':
      'the ledger’s public key, which you got from somebody you trust (default: the file <pack>.key)',
  },
  examples: [
    { shows: 'the ledger of the system in ./data', run: 'kept verify --data ./data' },
    {
      shows: 'a pack that somebody handed you',
      run: 'kept verify --pack evidence.ndjson --key "privacy.example.org/ledger+…"',
    },
  ],
  async run(options) {
    const found = options.pack ? await verifyFile(options.pack, options.key) : await verifyData(options);
    if (!found) return EXIT.misuse;
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
  },
};

async function verifyFile(file: string, key: string | undefined): Promise<Verification | null> {
  const beside = `${file}.key`;
  const trusted = key ?? (existsSync(beside) ? readFileSync(beside, 'utf8').trim() : undefined);
  if (!existsSync(file) || !trusted) {
    process.stderr.write(
      `kept: ${existsSync(file) ? `give the ledger’s public key with --key; there is no ${beside}` : `there is no ${file}`}.\n`,
    );
    return null;
  }
  const { verifyPack } = await import('../../evidence/index.ts');
  return verifyPack(createReadStream(file), trusted);
}

async function verifyData(options: Options): Promise<Verification> {
  const [{ readConfig }, { openHouse }, { ledgerReader, signingKeyFor, verifyLedger }, { silentLog }] =
    await Promise.all([
      import('../config.ts'),
      import('../house.ts'),
      import('../../evidence/index.ts'),
      import('../../base/index.ts'),
    ]);
  const { house, close } = await openHouse(readConfig(process.env, options), {
    log: silentLog,
    existing: true,
  });
  try {
    return await verifyLedger(ledgerReader(house.store), signingKeyFor(house.store.db).verifierKey);
  } finally {
    await close();
  }
}
