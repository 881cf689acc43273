import { createWriteStream, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Declared, dayOf, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { policy?: string; data?: string; out?: string; on?: string; json?: boolean };

export const exporting: Declared<Options> = {
  name: 'export',
  arguments: '<what>',
  brief: 'Registers and the evidence pack as files: "ropa" or "evidence"',
  flags: {
    '--policy <dir>': 'for ropa: the policy folder (default: .)',
    '--data <dir>': 'for evidence: where data is kept (default: ./data)',
    '--out <file>': 'where to (default: ropa.csv, evidence.ndjson)',
    '--on <date>': 'for ropa: as of that day (default: today)',
  },
  examples: [
    {
      shows: 'the record of processing activities, Art 30',
      run: 'kept export ropa --policy examples/outserve',
    },
    {
      shows: 'everything that an auditor needs to check the ledger without us',
      run: 'kept export evidence --data ./data',
    },
  ],
  async run(options, [what]) {
    if (what === 'ropa') return exportRopa(options);
    if (what === 'evidence') return exportEvidence(options);
    process.stderr.write(`kept: "${what}" cannot be exported; it can be ropa or evidence.\n`);
    return EXIT.misuse;
  },
};

async function exportRopa(options: Options) {
  const { loadPolicy, publishNotice } = await import('../../policy/index.ts');
  const folder = options.policy ?? '.';
  const { policy } = loadPolicy(folder);
  if (!policy) {
    process.stderr.write(
      `kept: the policy in ${folder} has errors; see "kept check ${folder}". Nothing was written.\n`,
    );
    return EXIT.no;
  }
  const out = options.out ?? 'ropa.csv';
  const file =
    publishNotice(policy, { on: await dayOf(options) })[out.endsWith('.json') ? 'ropa.json' : 'ropa.csv'] ??
    '';
  writeFileSync(out, file);
  return told(options, [out]);
}

async function exportEvidence(options: Options) {
  const { signingKeyFor, writePack } = await import('../../evidence/index.ts');
  const { house, close } = await openExisting(options);
  try {
    const out = options.out ?? 'evidence.ndjson';
    const file = createWriteStream(out);
    await writePack(house.store, file);
    await finished(file.end());
    writeFileSync(`${out}.key`, `${signingKeyFor(house.store.db).verifierKey}\n`);
    return told(options, [out, `${out}.key`]);
  } finally {
    await close();
  }
}

function told(options: Options, paths: string[]) {
  if (options.json) printJson({ paths });
  else print(`Written:\n${paths.map((path) => `  ${path}`).join('\n')}`);
  return EXIT.fine;
}
