import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { data?: string; all?: boolean; json?: boolean };

export const board: Declared<Options> = {
  name: 'board',
  brief: 'The live state of every promise, from facts',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--all': 'also those that nothing shows yet',
  },
  examples: [
    { shows: 'what is broken, at risk or kept now', run: 'kept board' },
    { shows: 'for a machine', run: 'kept board --json' },
  ],
  async run(options) {
    const [{ readConfig }, { openHouse }, { currentBoard }, { silentLog }] = await Promise.all([
      import('../config.ts'),
      import('../house.ts'),
      import('../live.ts'),
      import('../../base/index.ts'),
    ]);
    const { house, close } = await openHouse(readConfig(process.env, options), {
      log: silentLog,
      existing: true,
    });
    try {
      const current = await currentBoard(house);
      if (options.json) printJson(current);
      else {
        const { tellBoard } = await import('./board-report.ts');
        print(tellBoard(current, { all: options.all ?? false, colour: process.stdout.isTTY }));
      }
      return current.totals.broken > 0 ? EXIT.no : EXIT.fine;
    } finally {
      await close();
    }
  },
};
