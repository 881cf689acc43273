import { Command } from 'commander';
import { type Day, Refused } from '../../base/index.ts';
import type { Policy } from '../../policy/index.ts';

/** 0 fine · 1 the answer is no · 2 misuse · 3 could not run. */
export const EXIT = { fine: 0, no: 1, misuse: 2, fault: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export type Example = { shows: string; run: string };

/** A command as a value: declared, run and exampled in one place; what it needs is loaded only when it runs. */
export type Declared<Options extends object> = {
  name: string;
  /** Positional arguments as commander writes them: `[dir]`. */
  arguments?: string;
  brief: string;
  flags: Readonly<Record<string, string>>;
  examples: readonly Example[];
  run(options: Options, words: string[]): Promise<Exit>;
};

export function commandOf<Options extends object>(declared: Declared<Options>): Command {
  const command = new Command(declared.name).description(declared.brief).exitOverride();
  if (declared.arguments) command.arguments(declared.arguments);
  for (const [flag, says] of Object.entries(declared.flags)) command.option(flag, says);
  command.option('--json', 'for machines: one JSON document on standard output');
  const examples = declared.examples.map(({ shows, run }) => `  ${run}\n      ${shows}`).join('\n');
  command.addHelpText(
    'after',
    `\nExamples:\n${examples}\n\nExit: 0 fine, 1 the answer is no, 2 misuse, 3 could not run.`,
  );
  command.action(async (...given: unknown[]) => {
    const words = given
      .slice(0, -2)
      .flat()
      .filter((word): word is string => typeof word === 'string');
    process.exitCode = await declared.run(command.opts<Options>(), words);
  });
  return command;
}

/** The policy folder that a command is about: its argument, else --policy, else here. */
export const folderOf = (words: readonly string[], options: { policy?: string }): string =>
  words[0] ?? options.policy ?? '.';

/** What was typed is no command of ours: exit 2, with what to type. */
export class Misuse extends Refused {
  constructor(message: string) {
    super('cli.misuse', message);
  }
}

/** `--on DATE` or the machine's today. A word that is no day is a misuse. */
export async function dayOf(options: { on?: string }) {
  const { day, systemClock } = await import('../../base/index.ts');
  try {
    return options.on ? day(options.on) : systemClock.today('Europe/London');
  } catch (thrown) {
    throw thrown instanceof Refused ? new Misuse(thrown.message) : thrown;
  }
}

/** What is written or tried of a policy with errors may be wrong where they are: said beside the result, once. */
export async function warnOfErrors(policy: Policy, folder: string, on: Day): Promise<number> {
  const { checkPolicy } = await import('../../policy/index.ts');
  const errors = checkPolicy(policy, { on }).filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    process.stderr.write(
      `kept: this policy has ${errors} ${errors === 1 ? 'error' : 'errors'}; run "kept check ${folder}".\n`,
    );
  return errors;
}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** What went wrong, for a person: what, where, what to do. Faults of ours show where they happened. */
export function tellFault(thrown: unknown): Exit {
  if (thrown instanceof Misuse) {
    process.stderr.write(`kept: ${thrown.message}\n`);
    return EXIT.misuse;
  }
  if (thrown instanceof Refused) {
    process.stderr.write(`kept: ${thrown.message} [${thrown.code}]\n`);
    return EXIT.fault;
  }
  if (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    String(thrown.code).startsWith('commander.')
  ) {
    const asked = ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(
      String(thrown.code),
    );
    return asked ? EXIT.fine : EXIT.misuse;
  }
  const known = sayWorld(thrown);
  if (known) {
    process.stderr.write(`kept: ${known}\n`);
    return EXIT.fault;
  }
  process.stderr.write(
    `kept: something broke that is our fault, please report it.\n${thrown instanceof Error ? thrown.stack : String(thrown)}\n`,
  );
  return EXIT.fault;
}

/** What the world did, and not we: said plainly, with what to do. */
function sayWorld(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  const path = 'path' in thrown ? String(thrown.path) : '';
  const said: Record<string, string> = {
    EADDRINUSE: 'something else listens on that port. Choose another with --port.',
    EACCES: `we may not open ${path || 'that port'}.`,
    ENOENT: `there is no ${path}.`,
    EISDIR: 'that is a folder, and a file was asked for.',
    ECONNREFUSED: 'the database does not answer. Is DATABASE_URL right, and the server running?',
    ENOTFOUND: 'the database’s host is not known. Is DATABASE_URL right?',
    '3D000': 'the server of DATABASE_URL has no such database. Make it first.',
    '28P01': 'the server of DATABASE_URL refused the password.',
    '28000': 'the server of DATABASE_URL refused the user.',
  };
  return said[String(thrown.code)] ?? null;
}
