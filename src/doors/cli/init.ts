import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Activity, Answers } from '../../policy/index.ts';
import { type Declared, dayOf, EXIT, Misuse, print, printJson } from './command.ts';

type Options = {
  name?: string;
  email?: string;
  jurisdiction?: string;
  nation?: string;
  does?: string;
  on?: string;
  json?: boolean;
};

const NATIONS = ['england-and-wales', 'scotland', 'northern-ireland'] as const;

export const init: Declared<Options> = {
  name: 'init',
  arguments: '[dir]',
  brief: 'Asks a few questions and writes a small policy that passes "kept check", with comments that teach',
  flags: {
    '--name <name>': 'the legal name of the organisation',
    '--email <address>': 'where people write about their data',
    '--jurisdiction <law>': 'uk, or eu-ie, eu-de, … (default: uk)',
    '--nation <nation>': `where requests are handled in the UK: ${NATIONS.join(', ')}`,
    '--does <list>':
      'what you do with personal data, separated by commas: enquiries, newsletter, customers, applicants, staff, statistics',
    '--on <date>': 'the day the draft is dated (default: today)',
  },
  examples: [
    { shows: 'asks, and writes into the folder my-policy', run: 'kept init my-policy' },
    {
      shows: 'asks nothing',
      run: 'kept init my-policy --name "Rose & Daughters Ltd" --email privacy@rose.example --does enquiries,newsletter',
    },
  ],
  async run(options, [folder = '.']) {
    const { ACTIVITIES, checkPolicy, draftPolicy, parsePolicy } = await import('../../policy/index.ts');
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      process.stderr.write(
        `kept: ${folder} is not empty. Name a new folder: nothing of yours is overwritten.\n`,
      );
      return EXIT.no;
    }
    const { jurisdiction = 'uk', nation: named } = options;
    if (!/^(uk|eu-[a-z]{2})$/.test(jurisdiction))
      throw new Misuse(
        `--jurisdiction is uk, or eu- and the two letters of a state like eu-fr, not "${jurisdiction}".`,
      );
    const nation = NATIONS.find((one) => one === named);
    if (named && !nation) throw new Misuse(`--nation is ${NATIONS.join(', ')}, not "${named}".`);
    const known = Object.keys(ACTIVITIES) as Activity[];
    const asked =
      options.name && options.email && options.does
        ? null
        : createInterface({ input: process.stdin, output: process.stderr });
    if (asked && !process.stdin.isTTY) {
      asked.close();
      process.stderr.write('kept: there is nobody to ask here; give --name, --email and --does.\n');
      return EXIT.misuse;
    }
    try {
      const name = options.name ?? (await ask(asked, 'What is the organisation’s legal name?'));
      const email =
        options.email ?? (await ask(asked, 'To which e-mail address do people write about their data?'));
      const does: Activity[] = options.does
        ? known.filter((one) => options.does?.split(',').includes(one))
        : [];
      if (!options.does)
        for (const one of known)
          if (
            /^y/i.test(
              await ask(asked, `${ACTIVITIES[one].replace(/^./, (first) => first.toUpperCase())}? (y/n)`),
            )
          )
            does.push(one);
      const unknown = (options.does?.split(',') ?? []).filter(
        (one) => !known.some((activity) => activity === one),
      );
      if (unknown.length > 0 || !/^\S+@\S+\.\S+$/.test(email)) {
        process.stderr.write(
          unknown.length > 0
            ? `kept: --does knows ${known.join(', ')}, not "${unknown.join(', ')}".\n`
            : `kept: "${email}" is not an e-mail address.\n`,
        );
        return EXIT.misuse;
      }
      const answers: Answers = {
        name,
        email,
        jurisdiction,
        ...(nation && { nation }),
        does,
        processors: [],
        today: await dayOf(options),
      };
      const files = draftPolicy(answers);
      const { policy, findings } = parsePolicy(files);
      if (!policy) {
        process.stderr.write(
          `kept: with these answers the draft would not be a policy: ${findings[0]?.message ?? ''} ${findings[0]?.todo ?? ''}\n`,
        );
        return EXIT.no;
      }
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text, { flag: 'wx' });
      }
      const paths = Object.keys(files).map((file) => join(folder, file));
      const errors = checkPolicy(policy, { on: answers.today }).filter(
        (one) => one.severity === 'error',
      ).length;
      if (options.json) printJson({ paths, errors });
      else {
        const assessed = paths.filter((path) => path.includes('assessments'));
        print(`Written:\n${paths.map((path) => `  ${path}`).join('\n')}\n`);
        if (assessed.length > 0)
          print(
            `Read ${assessed.join(' and ')} before you publish: it is dated today in your name, and you answer for it.\n`,
          );
        print(`Next:  kept check ${folder}\n       kept prove ${folder}\n       kept up --policy ${folder}`);
      }
      return EXIT.fine;
    } finally {
      asked?.close();
    }
  },
};

/** Asks until there is an answer; an end of input is a misuse that the caller sees as an error. */
async function ask(door: Interface | null, question: string): Promise<string> {
  if (!door) throw new Error('nobody to ask');
  for (;;) {
    const answer = (await door.question(`${question} `)).trim();
    if (answer !== '') return answer;
  }
}
