import { type Declared, dayOf, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; asOf?: string; column?: string; json?: boolean };

export const callList: Declared<Options> = {
  name: 'call-list',
  arguments: '<list> <file>',
  brief: 'Take in the list of a register of numbers that want no marketing calls: tps or ctps',
  flags: {
    '--as-of <date>': 'the date of the list (default: today); after 28 days it counts no more',
    '--column <name>': 'the column with the numbers, by name or number, where it is not plain',
    '--data <dir>': 'the data folder (default: ./data)',
  },
  examples: [
    {
      shows: 'the list is taken whole or not at all; until both registers are in date nobody is called',
      run: 'kept call-list tps tps-2026-11.csv --as-of 2026-11-20',
    },
  ],
  async run(options, [list = '', file = '']) {
    const { Refused } = await import('../../base/index.ts');
    const { CALL_LISTS } = await import('../../permission/index.ts');
    const known = CALL_LISTS.find((one) => one === list.toLowerCase());
    if (!known) {
      process.stderr.write(`kept: the lists are ${CALL_LISTS.join(' and ')}\n`);
      return EXIT.misuse;
    }
    const { createReadStream, statSync } = await import('node:fs');
    const { takeCallList } = await import('../../procedures/index.ts');
    const size = statSync(file).size;
    const { house, close } = await openExisting(options);
    const asOf = await dayOf({ on: options.asOf ?? house.clock.today('Europe/London') });
    const shown = process.stderr.isTTY && !options.json;
    const bytes = createReadStream(file, { highWaterMark: 256 * 1024 });
    try {
      const taken = await takeCallList(house, known, {
        asOf,
        bytes,
        column: options.column,
        by: 'staff',
        progress: (numbers) => {
          if (shown)
            process.stderr.write(
              `\r${numbers.toLocaleString('en')} numbers, ${Math.floor((100 * bytes.bytesRead) / Math.max(size, 1))} % `,
            );
        },
      });
      if (shown) process.stderr.write('\r\u001b[K');
      if (options.json) printJson({ list: known, asOf, ...taken });
      else
        print(
          `The ${known.toUpperCase()} list of ${asOf} with ${taken.numbers.toLocaleString('en')} numbers is the one that counts now.`,
        );
      return EXIT.fine;
    } catch (thrown) {
      if (!(thrown instanceof Refused) || !/^(screen|permission|day)\./.test(thrown.code)) throw thrown;
      process.stderr.write(`${shown ? '\r\u001b[K' : ''}kept: ${thrown.message} [${thrown.code}]\n`);
      return EXIT.no;
    } finally {
      await close();
    }
  },
};
