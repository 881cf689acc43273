import type { House } from '../../procedures/index.ts';
import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = {
  policy?: string;
  data?: string;
  port?: string;
  host?: string;
  webOnly?: boolean;
  workerOnly?: boolean;
  json?: boolean;
};

export const up: Declared<Options> = {
  name: 'up',
  brief: 'Runs the system: public pages, API and worker',
  flags: {
    '--policy <dir>': 'the policy folder to run (default: .)',
    '--data <dir>': 'where data is kept (default: ./data)',
    '--port <number>': 'default 7400',
    '--host <address>': 'default 127.0.0.1: this machine only',
    '--web-only': 'pages and API without the worker',
    '--worker-only': 'the worker without pages and API',
  },
  examples: [
    { shows: 'the Outserve example on the embedded database', run: 'kept up --policy examples/outserve' },
    {
      shows: 'on a PostgreSQL server, web and worker apart',
      run: 'DATABASE_URL=postgres://… KEPT_KEYS_URL=postgres://… kept up --policy my-policy --web-only',
    },
  ],
  async run(options) {
    const began = performance.now();
    const [{ readConfig }, { openHouse }, { putForwardOrStay }, { runHouse }, { createLog }] =
      await Promise.all([
        import('../config.ts'),
        import('../house.ts'),
        import('../put-forward.ts'),
        import('../run.ts'),
        import('../../base/index.ts'),
      ]);
    const log = createLog(options.json ? 'info' : 'warn');
    const config = readConfig(process.env, options);
    const { house, close } = await openHouse(config, { log });
    try {
      const proposed = await putForwardOrStay(house, options.policy ?? '.');
      const running = await runHouse(house, { config, web: !options.workerOnly, worker: !options.webOnly });
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const firstSignIn = running.url ? await firstLink(house) : null;
      if (options.json)
        printJson({
          url: running.url,
          seconds: Number(seconds),
          policy: proposed instanceof Error ? 'refused' : proposed.outcome,
          ...(proposed instanceof Error && { because: proposed.message }),
          firstSignIn,
        });
      else {
        const { welcome } = await import('./welcome.ts');
        print(await welcome(house, { url: running.url, seconds, proposed, config, firstSignIn }));
      }
      await running.stopped;
      return EXIT.fine;
    } finally {
      await close();
    }
  },
};

/** The way in for the first owner; null: there is an owner. In a demonstration whoever looks at it is one more. */
async function firstLink(house: House): Promise<string | null> {
  const [{ inviteFirstOwner, inviteStaff }, { linkOf }, { VISITOR }, { Refused }] = await Promise.all([
    import('../../procedures/index.ts'),
    import('../http/staff-members.ts'),
    import('../demonstration.ts'),
    import('../../base/index.ts'),
  ]);
  const made =
    (await inviteFirstOwner(house)) ??
    (house.demonstration
      ? await inviteStaff(house, { role: 'owner', email: VISITOR, by: 'demonstration' }).catch(
          (thrown: unknown) => {
            // They came in before, and sign in as everybody does.
            if (thrown instanceof Refused && thrown.code === 'staff.address-taken') return null;
            throw thrown;
          },
        )
      : null);
  return made && linkOf(house, made);
}
