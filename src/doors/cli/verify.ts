import { createReadStream, existsSync, readFileSync } from 'node:fs';
import type { Verification } from '../../evidence/index.ts';
import { type Declared, EXIT, type Exit, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; pack?: string; certificate?: string; key?: string; json?: boolean };

export const verify: Declared<Options> = {
  name: 'verify',
  brief: 'Checks the ledger from its first entry to its last: nothing changed, removed, moved or added',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--pack <file>':
      'an evidence pack instead, of the ledger or of the board: needs no database and nobody’s help',
    '--certificate <file>': 'one certificate of what went instead: needs no database either, only --key',
    '--key <key>':
      'the ledger’s public key, which you got from somebody you trust (default: the file <pack>.key)',
  },
  examples: [
    { shows: 'the ledger of the system in ./data', run: 'kept verify --data ./data' },
    {
      shows: 'a pack that somebody handed you',
      run: 'kept verify --pack evidence.ndjson --key "privacy.example.org/ledger+…"',
    },
    {
      shows: 'a certificate that somebody handed you',
      run: 'kept verify --certificate disposal.json --key "privacy.example.org/ledger+…"',
    },
  ],
  async run(options) {
    if (options.certificate) return verifyOne(options.certificate, options);
    const found = options.pack ? await verifyFile(options.pack, options) : await verifyData(options);
    if (found === null) return EXIT.misuse;
    if (typeof found === 'number') return found;
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

async function verifyFile(file: string, { key, json }: Options): Promise<Verification | Exit | null> {
  const beside = `${file}.key`;
  const trusted = key ?? (existsSync(beside) ? readFileSync(beside, 'utf8').trim() : undefined);
  if (!existsSync(file) || !trusted) {
    process.stderr.write(
      `kept: ${existsSync(file) ? `give the ledger’s public key with --key; there is no ${beside}` : `there is no ${file}`}.\n`,
    );
    return null;
  }
  const { isOfBoard, verifyBoard } = await import('./verify-board.ts');
  if (await isOfBoard(file)) return verifyBoard(file, trusted, { json: json ?? false });
  const { verifyPack } = await import('../../evidence/index.ts');
  return verifyPack(createReadStream(file), trusted);
}

/** One certificate: what it says and whether it holds. */
async function verifyOne(file: string, { key, json }: Options): Promise<Exit> {
  if (!existsSync(file) || !key) {
    const says = existsSync(file) ? 'give the ledger’s public key with --key' : `there is no ${file}`;
    process.stderr.write(`kept: ${says}.\n`);
    return EXIT.misuse;
  }
  const [{ verifyCertificate }, { Refused }] = await Promise.all([
    import('../../evidence/index.ts'),
    import('../../base/index.ts'),
  ]);
  try {
    const found = await verifyCertificate(readFileSync(file, 'utf8'), key.trim());
    if (json) printJson({ holds: true, ...found });
    else {
      print(JSON.stringify(found.statement, null, 2));
      print(
        `✓ It holds: ${found.issuer} signed it on ${found.issuedAt}, and ` +
          (found.sealed
            ? `it is entry ${found.sealed.leaf + 1} of the ${found.sealed.size} that its ledger had by ${found.sealed.at}.`
            : 'has promised to include it in its ledger.'),
      );
    }
    return EXIT.fine;
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.code === 'evidence.bad-verifier-key') throw thrown;
    if (json) printJson({ holds: false, code: thrown.code, because: thrown.message });
    else print(`✕ ${thrown.message}`);
    return EXIT.no;
  }
}

async function verifyData(options: Options): Promise<Verification> {
  const { ledgerReader, signingKeyFor, verifyLedger } = await import('../../evidence/index.ts');
  const { house, close } = await openExisting(options);
  try {
    return await verifyLedger(ledgerReader(house.store), signingKeyFor(house.store.db).verifierKey);
  } finally {
    await close();
  }
}
