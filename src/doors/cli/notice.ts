import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Declared, dayOf, EXIT, folderOf, print, printJson, warnOfErrors } from './command.ts';

type Options = { policy?: string; out?: string; on?: string; json?: boolean };

export const notice: Declared<Options> = {
  name: 'notice',
  arguments: '[dir]',
  brief: 'Writes the notice and the registers that belong to it, as files',
  flags: {
    '--policy <dir>': 'the policy folder (default: .)',
    '--out <dir>': 'where to (default: ./notice)',
    '--on <date>': 'as of that day (default: today)',
  },
  examples: [
    { shows: 'the notice of the Outserve example', run: 'kept notice examples/outserve --out published' },
  ],
  async run(options, words) {
    const folder = folderOf(words, options);
    const { loadPolicy, publishNotice } = await import('../../policy/index.ts');
    const { policy, findings } = loadPolicy(folder);
    if (!policy) {
      process.stderr.write(
        `kept: the policy in ${folder} has ${findings.length} errors; see "kept check ${folder}". Nothing was written.\n`,
      );
      return EXIT.no;
    }
    const on = await dayOf(options);
    await warnOfErrors(policy, folder, on);
    const out = options.out ?? 'notice';
    mkdirSync(out, { recursive: true });
    const paths = Object.entries(publishNotice(policy, { on })).map(([file, text]) => {
      writeFileSync(join(out, file), text);
      return join(out, file);
    });
    if (options.json) printJson({ paths });
    else print(`Written:\n${paths.map((path) => `  ${path}`).join('\n')}`);
    return EXIT.fine;
  },
};
