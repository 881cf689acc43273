import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { data?: string; name?: string; scopes?: string; json?: boolean };

export const key: Declared<Options> = {
  name: 'key',
  brief: 'Makes an API key for a connected system; it is shown once',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--name <name>': 'which system it is for',
    '--scopes <list>': 'what it may do, separated by commas (default: all)',
  },
  examples: [
    {
      shows: 'a key with which a shop reports orders and asks before it writes',
      run: 'kept key --name shop --scopes events,decisions',
    },
  ],
  async run(options) {
    const [{ readConfig }, { openHouse }, { makeApiKey, SCOPES }, { silentLog }] = await Promise.all([
      import('../config.ts'),
      import('../house.ts'),
      import('../http/keys.ts'),
      import('../../base/index.ts'),
    ]);
    const wanted = options.scopes?.split(',').map((one) => one.trim()) ?? [...SCOPES];
    const scopes = SCOPES.filter((scope) => wanted.includes(scope));
    if (!options.name || scopes.length < wanted.length) {
      process.stderr.write(`kept: a key needs --name, and scopes out of: ${SCOPES.join(', ')}.\n`);
      return EXIT.misuse;
    }
    const { house, close } = await openHouse(readConfig(process.env, options), {
      log: silentLog,
      existing: true,
    });
    try {
      const made = await makeApiKey(house.store, { name: options.name, scopes, now: house.clock.now() });
      if (options.json) printJson({ key: made, scopes });
      else
        print(
          `${made}\n\nKeep it where secrets are kept: it cannot be shown again. It may: ${scopes.join(', ')}.`,
        );
      return EXIT.fine;
    } finally {
      await close();
    }
  },
};
