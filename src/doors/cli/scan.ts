import { existsSync, writeFileSync } from 'node:fs';
import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { out?: string; explain?: boolean; json?: boolean };

export const scan: Declared<Options> = {
  name: 'scan',
  arguments: '<url>',
  brief: 'Looks into a database, finds what is personal in it and whose it is, and drafts its map',
  flags: {
    '--out <file>': 'write the draft of systems/<name>.yaml to this file',
    '--explain': 'how each table reaches a person, and why each column was named',
  },
  examples: [
    { shows: 'what is personal in a database', run: 'kept scan postgres://reader@localhost/shop' },
    { shows: 'why, and how each table leads to a person', run: 'kept scan sqlite:shop.db --explain' },
    {
      shows: 'a first map, to be read and corrected',
      run: 'kept scan mysql://reader@db/shop --out systems/shop.yaml',
    },
  ],
  async run(options, words) {
    const { draftSystem, openDatabase, scanDatabase, scanJson, scanReport } = await import(
      '../../systems/index.ts'
    );
    const [url] = words;
    if (url === undefined) return EXIT.misuse;
    if (options.out && existsSync(options.out)) {
      process.stderr.write(
        `kept: ${options.out} is there already. Name a new file: nothing of yours is overwritten.\n`,
      );
      return EXIT.no;
    }
    const database = await openDatabase(url);
    try {
      const found = await scanDatabase(database, process.stderr.isTTY ? { progress: showProgress } : {});
      if (options.out) writeFileSync(options.out, draftSystem(found), { flag: 'wx' });
      if (options.json) printJson(scanJson(found));
      else {
        print(scanReport(found, { explain: options.explain ?? false }));
        if (options.out) print(`\nThe draft is in ${options.out}. Read it table by table before it is used.`);
      }
      return EXIT.fine;
    } finally {
      await database.close();
    }
  },
};

function showProgress(done: number, of: number): void {
  process.stderr.write(`\r${done} of ${of} tables${done === of ? '\n' : ''}`);
}
