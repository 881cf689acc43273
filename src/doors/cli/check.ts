import { readFileSync } from 'node:fs';
import { type Declared, dayOf, EXIT, folderOf, print, printJson } from './command.ts';

type Options = { policy?: string; prose?: string; on?: string; json?: boolean };

export const check: Declared<Options> = {
  name: 'check',
  arguments: '[dir]',
  brief: 'Says what is wrong with a policy, in the language, in law and against its own notice',
  flags: {
    '--policy <dir>': 'the policy folder (default: .)',
    '--prose <file>': 'check a privacy policy in plain text instead',
    '--on <date>': 'judge by the law of that day (default: today)',
  },
  examples: [
    { shows: 'the policy in this folder', run: 'kept check' },
    { shows: 'an existing privacy policy in plain text', run: 'kept check --prose policy.txt' },
    { shows: 'what will be wrong by then', run: 'kept check examples/outserve --on 2027-06-01' },
  ],
  async run(options, words) {
    const on = await dayOf(options);
    const folder = folderOf(words, options);
    const { checked, sources } = options.prose
      ? await checkText(options.prose, on)
      : await checkFolder(folder, on);
    const summary = {
      errors: count(checked, 'error'),
      warnings: count(checked, 'warning'),
      infos: count(checked, 'info'),
      on,
    };
    if (options.json) printJson({ findings: checked, summary });
    else {
      const { tellFindings } = await import('../../policy/check/index.ts');
      print(tellFindings(checked, { sources, colour: process.stdout.isTTY, on }));
    }
    return summary.errors > 0 ? EXIT.no : EXIT.fine;
  },
};

const count = (findings: readonly { severity: string }[], severity: string): number =>
  findings.filter((one) => one.severity === severity).length;

async function checkFolder(folder: string, on: Awaited<ReturnType<typeof dayOf>>) {
  // This door alone: drafts, comparisons and published pages are no part of a check, and take time to load.
  const { checkPolicy, loadPolicy } = await import('../../policy/check/index.ts');
  const { policy, findings, files } = loadPolicy(folder);
  return { checked: policy ? [...findings, ...checkPolicy(policy, { on })] : findings, sources: files };
}

async function checkText(file: string, on: Awaited<ReturnType<typeof dayOf>>) {
  const { checkProse } = await import('../../policy/prose/index.ts');
  const text = readFileSync(file, 'utf8');
  return { checked: checkProse(text, { on, file }), sources: { [file]: text } };
}
