import { type Declared, EXIT } from './command.ts';
import { openExisting } from './open.ts';

type Options = {
  data?: string;
  all?: boolean;
  state?: string;
  promise?: string;
  section?: string;
  control?: string;
  owner?: string;
  on?: string;
  pack?: string;
  json?: boolean;
};

export const board: Declared<Options> = {
  name: 'board',
  brief:
    'The live state of every promise, from facts; what to do about each, and why it was otherwise on another day',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--all': 'also those that nothing shows yet',
    '--state <state>': 'only broken, at-risk, unproven, proven, attested or kept',
    '--promise <id>': 'one promise: its controls, facts, entries and history',
    '--section <words>': 'only the sections of the notice whose heading has these words',
    '--control <id>': 'only what this control keeps',
    '--owner <role>': 'only what this role answers for',
    '--on <date>': 'as it stood at the end of that day, and why',
    '--pack <file>': 'writes the evidence of it, with --promise of that one, for "kept verify --pack"',
  },
  examples: [
    { shows: 'what is broken, at risk or kept now', run: 'kept board' },
    { shows: 'what somebody has to see to', run: 'kept board --state broken' },
    { shows: 'one promise, down to its ledger entries, and its history', run: 'kept board --promise OS-052' },
    { shows: 'why it was red on 3 March', run: 'kept board --on 2026-03-03 --state broken' },
    { shows: 'evidence that an auditor checks without us', run: 'kept board --pack board.ndjson' },
    { shows: 'for a machine', run: 'kept board --json' },
  ],
  async run(options) {
    const { PROMISE_STATES } = await import('../../proof/index.ts');
    const state = PROMISE_STATES.find((one) => one === options.state);
    if (options.state !== undefined && !state) {
      process.stderr.write(
        `kept: "${options.state}" is no state of a promise; there are ${PROMISE_STATES.join(', ')}.\n`,
      );
      return EXIT.misuse;
    }
    if (options.on !== undefined && options.pack !== undefined) {
      process.stderr.write('kept: a pack is of the board as it stands now; leave --on away.\n');
      return EXIT.misuse;
    }
    const { house, close } = await openExisting(options);
    try {
      const { showBoard, showDay, showPromise, writeBoardPack } = await import('./board-run.ts');
      const wanted = { ...options, state };
      if (options.pack !== undefined) return await writeBoardPack(house, options.pack, wanted);
      if (options.on !== undefined) return await showDay(house, options.on, wanted);
      if (options.promise !== undefined) return await showPromise(house, options.promise, wanted);
      return await showBoard(house, wanted);
    } finally {
      await close();
    }
  },
};
