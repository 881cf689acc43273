import { type Declared, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; json?: boolean };

export const links: Declared<Options> = {
  name: 'links',
  arguments: '[what] [address]',
  brief:
    'The addresses of others that the notice relies on: what the last look found, look now, or say that one was read',
  flags: { '--data <dir>': 'where data is kept (default: ./data)' },
  examples: [
    { shows: 'each address with its last look; ends with 1 when one is dead', run: 'kept links' },
    { shows: 'looks at all of them now', run: 'kept links look' },
    {
      shows: 'says that somebody has read what a page says by now',
      run: 'kept links read https://policies.example/privacy',
    },
    { shows: 'for a machine', run: 'kept links --json' },
  ],
  async run(options, [what = 'list', address]) {
    if (!['list', 'look', 'read'].includes(what) || (what === 'read') !== (address !== undefined)) {
      process.stderr.write('kept: say "kept links", "kept links look" or "kept links read ADDRESS".\n');
      return EXIT.misuse;
    }
    const { house, close } = await openExisting(options);
    try {
      const { listLinks, lookAtLinks, noteLinkRead } = await import('../../procedures/index.ts');
      const { FAILED_LOOKS } = await import('../../assurance/index.ts');
      if (what === 'look' && !house.web) {
        process.stderr.write(
          'kept: looking is switched off (KEPT_LOOK_AT_LINKS), or this is a demonstration.\n',
        );
        return EXIT.fault;
      }
      if (what === 'look') await lookAtLinks(house, { all: true });
      if (address !== undefined) await noteLinkRead(house, address, 'command-line');
      const found = await listLinks(house);
      if (options.json) printJson({ links: found });
      for (const { address: at, known, by } of options.json ? [] : found) {
        const said = known
          ? `${known.says}${known.looked_at ? `, looked at ${known.looked_at}` : ''}`
          : 'not looked at yet';
        print(`${at}\n  ${said} (${by.join(', ')})`);
        if (known?.changed_at)
          print(`  it says something else since ${known.changed_at}: read it, then "kept links read"`);
        if (known?.certificate_until) print(`  its certificate ends ${known.certificate_until}`);
      }
      if (found.length === 0 && !options.json) print('The notice relies on no address of others.');
      return found.some(({ known }) => (known?.failures ?? 0) >= FAILED_LOOKS) ? EXIT.no : EXIT.fine;
    } finally {
      await close();
    }
  },
};
