import type { Proofs, Ran } from '../../proof/index.ts';
import { type Declared, dayOf, EXIT, folderOf, print, printJson, warnOfErrors } from './command.ts';

type Options = {
  data?: string;
  policy?: string;
  promise?: string[];
  on?: string;
  json?: boolean;
  all?: boolean;
  calls?: boolean;
};

export const prove: Declared<Options> = {
  name: 'prove',
  arguments: '[dir]',
  brief: 'Runs the controls of every promise on a twin of the company, and says which promises hold',
  flags: {
    '--policy <dir>': 'the policy folder (default: .)',
    '--promise <id...>': 'only these promises',
    '--on <date>': 'the day on which the twin begins (default: today)',
    '--data <dir>': 'also keep the result on the board of the system in this data folder',
    '--all': 'show what was done for every promise, not only for those refuted',
    '--calls': 'the same, with what went through the doors: each form, call, mail and answer',
  },
  examples: [
    { shows: 'every promise of the Outserve example', run: 'kept prove examples/outserve' },
    {
      shows: 'one promise, with all that was done and seen',
      run: 'kept prove examples/outserve --promise OUT-048 --all',
    },
  ],
  async run(options, words) {
    const folder = folderOf(words, options);
    const on = await dayOf(options);
    const { compile, loadPolicy } = await import('../../policy/index.ts');
    const { policy, findings } = loadPolicy(folder);
    if (!policy) {
      process.stderr.write(
        `kept: the policy in ${folder} has errors; see "kept check ${folder}".\n${findings
          .slice(0, 3)
          .map((one) => `  ${one.file}:${one.line}:${one.column} ${one.message}`)
          .join('\n')}\n`,
      );
      return EXIT.fault;
    }
    const known = compile(policy).promises.map(({ id }) => id);
    const unknown = (options.promise ?? []).filter((id) => !known.includes(id));
    if (unknown.length > 0) {
      process.stderr.write(
        `kept: ${unknown.join(', ')} ${unknown.length === 1 ? 'is no promise' : 'are no promises'} of this notice.\n`,
      );
      return EXIT.misuse;
    }
    // A company cannot even be shown that may not begin: each of its proofs would break down at that.
    const errors = await warnOfErrors(policy, folder, on);
    if (errors > 0 && policy.changes['must-pass-check']) {
      process.stderr.write(
        'kept: nothing was tried. With "must-pass-check: true" no version with an error is published, so there is no such company.\n',
      );
      return EXIT.fault;
    }
    const { loadTsx } = await import('../tsx-loader.ts');
    await loadTsx();
    const { provePolicy } = await import('../../proof/index.ts');
    const { twinsOn } = await import('../twin/twin.ts');
    const { openGround } = await import('../twin/ground.ts');
    const { openCrew } = await import('../twin/crew.ts');
    const began = performance.now();
    const ground = await openGround();
    // A thread takes a second to be ready: a few promises are done by then.
    const crew = options.promise ? null : openCrew(ground, policy.files, on);
    try {
      const progress = options.json ? null : tellProgress(began);
      const proofs = await provePolicy(policy, twinsOn(ground, policy.files, on), {
        ...(options.promise && { only: new Set(options.promise) }),
        ...(crew && { beside: crew.tries }),
        ...(progress && { onProgress: progress }),
      });
      if (progress && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      if (options.data) await keepOnBoard(options.data, policy.hash, proofs);
      if (options.json) printJson(proofs);
      else {
        const { tellProofs } = await import('./prove-report.ts');
        print(
          tellProofs(proofs, {
            all: options.all ?? options.calls ?? false,
            calls: options.calls ?? false,
            seconds: (performance.now() - began) / 1000,
            colour: process.stdout.isTTY,
            zone: policy.organisation.zone,
          }),
        );
      }
      return proofs.totals.refuted > 0 ||
        proofs.promises.some((one) => one.ran.some((ran) => ran.outcome === 'fault'))
        ? EXIT.no
        : EXIT.fine;
    } finally {
      await crew?.close();
      await ground.close();
    }
  },
};

/** How often a log that is no terminal hears how far it is. */
const SAID_EVERY_SECONDS = 20;

/** How far it is and how long it will take: in place on a terminal, now and then in a log. */
function tellProgress(began: number): (done: number, all: number, ran: Ran) => void {
  let saidAt = began;
  return (done, all, ran) => {
    const now = performance.now();
    const left = Math.ceil((((now - began) / done) * (all - done)) / 1000);
    if (process.stderr.isTTY)
      process.stderr.write(
        `\r\u001b[K  ${done} of ${all} tried, about ${left} s more: ${ran.control} on ${ran.path}`,
      );
    else if (now - saidAt > SAID_EVERY_SECONDS * 1000) {
      saidAt = now;
      process.stderr.write(`kept: ${done} of ${all} tried, about ${left} s more.\n`);
    }
  };
}

/** The board shows what was proven only for the very version of the policy that it was proven for. */
async function keepOnBoard(data: string, hash: string, proofs: Proofs): Promise<void> {
  const [{ readConfig }, { openHouse }, { keepProofs }, { silentLog }] = await Promise.all([
    import('../config.ts'),
    import('../house.ts'),
    import('../../proof/index.ts'),
    import('../../base/index.ts'),
  ]);
  const { house, close } = await openHouse(readConfig(process.env, { data }), {
    log: silentLog,
    existing: true,
  });
  try {
    await house.store.inTransaction((tx) => keepProofs(tx, hash, proofs, house.clock.now()));
  } finally {
    await close();
  }
}
