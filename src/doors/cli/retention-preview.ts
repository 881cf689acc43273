type Preview = Awaited<ReturnType<typeof import('../../procedures/index.ts')['previewRetention']>>;

/** What would go on a day, in lines for a terminal: by rule, with what stays, and a few of each. */
export function sayPreview({ on, rules, rows }: Preview): string[] {
  const due = [...rules, ...rows.filter((one) => one.due > 0)];
  const total = due.reduce((sum, one) => sum + one.due, 0);
  return [
    ...rules.flatMap((one) => [
      `${one.rule}: ${one.due} of ${one.people} people, then ${one.then}. ${sayRule(one)}`,
      ...sayKept(one.kept),
      ...one.samples.map((sample) => `  ${sample.record}  ${sample.point}  ${sayDue(sample)}`),
    ]),
    ...rows.flatMap((one) => [
      `${one.rule}: ${one.more ? 'at least ' : ''}${one.due} rows of ${one.system}.${one.table}, then ${one.then}. ${sayRule(one)}`,
      ...(one.fault ? [`  nothing of it goes by itself: ${one.fault}`] : []),
      ...sayKept(one.kept),
      ...(one.withoutDay > 0 ? [`  ${one.withoutDay} more have no day to count from`] : []),
      ...one.samples.map((sample) => `  ${sample.key.join(' ')}  ${sayDue(sample)}`),
    ]),
    `${on}: ${total} due by ${due.length} rules.${total > 0 ? ' The night does it, or "kept retention run".' : ''}`,
  ];
}

/** What the rule says; one without words of its own is known by its reason, and not by its name once more. */
const sayRule = ({ rule, says, because }: { rule: string; says: string; because: string }): string =>
  (says === rule ? because : says).replace(/^./, (first) => first.toUpperCase()).replace(/[.\s]*$/, '.');

const sayKept = (kept: Readonly<Record<string, number>>): string[] =>
  Object.keys(kept).length === 0
    ? []
    : [
        `  stays for now: ${Object.entries(kept)
          .map(([kind, n]) => `${n} by a ${kind}`)
          .join(', ')}`,
      ];

const sayDue = (one: { countedFrom: string; goesOn: string; because: string }): string =>
  `counted from ${one.countedFrom}, goes ${one.goesOn}: ${one.because}`;
