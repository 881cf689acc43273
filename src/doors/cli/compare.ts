import { type Declared, dayOf, EXIT, print, printJson } from './command.ts';

type Options = { json?: boolean };

export const compare: Declared<Options> = {
  name: 'compare',
  arguments: '<old> <new>',
  brief: 'What changes for people between two policies, and whether they must be told first',
  flags: {},
  examples: [{ shows: 'what a draft would change', run: 'kept compare my-policy my-policy-draft' }],
  async run(options, [before = '', after = '']) {
    const { comparePolicies, loadPolicy } = await import('../../policy/index.ts');
    const [old, now] = [loadPolicy(before), loadPolicy(after)];
    const unreadable = [before, after].filter((_, index) => [old, now][index]?.policy === null);
    if (!old.policy || !now.policy) {
      process.stderr.write(
        `kept: ${unreadable.join(' and ')} cannot be read; see "kept check ${unreadable[0]}".\n`,
      );
      return EXIT.fault;
    }
    const changes = comparePolicies(old.policy, now.policy);
    const { startsIn } = await import('../../assurance/index.ts');
    const starts = startsIn(old.policy, now.policy, await dayOf({}));
    if (options.json) printJson({ changes, starts });
    else if (changes.length === 0) print('Nothing changes for people.');
    else {
      for (const { says, material, because } of changes)
        print(`${material ? '!' : '·'} ${says}${material ? `\n    ${because}` : ''}`);
      const material = changes.filter((change) => change.material).length;
      print(
        `\n${changes.length} changes, ${material} of them material: ${material > 0 ? 'people are told before they take effect.' : 'they may take effect at once.'}`,
      );
    }
    for (const { path, decided } of options.json ? [] : starts)
      print(
        decided
          ? `Starts ${path}: decided by the ${decided.by} on ${decided.on}.`
          : `Starts ${path}: nobody has decided what that means for the notice ("changes: decisions").`,
      );
    return EXIT.fine;
  },
};
