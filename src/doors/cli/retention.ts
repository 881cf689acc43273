import { type Declared, dayOf, EXIT, type Exit, print, printJson } from './command.ts';

type Options = { data?: string; on?: string; json?: boolean };

export const retention: Declared<Options> = {
  name: 'retention',
  arguments: '<what>',
  brief: 'What goes when and why: previews any day, or does now what the night would do',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--on <date>': 'preview that day (default: today)',
  },
  examples: [
    { shows: 'what tonight’s run would find', run: 'kept retention preview' },
    { shows: 'what would be gone by a day', run: 'kept retention preview --on 2027-06-01' },
    { shows: 'the run itself, now', run: 'kept retention run' },
  ],
  async run(options, [what = '']) {
    if (what !== 'preview' && what !== 'run') {
      process.stderr.write('kept: "kept retention preview" or "kept retention run".\n');
      return EXIT.misuse;
    }
    const on = options.on ? await dayOf(options) : null;
    const [{ readConfig }, { openHouse }, { silentLog }] = await Promise.all([
      import('../config.ts'),
      import('../house.ts'),
      import('../../base/index.ts'),
    ]);
    const { house, close } = await openHouse(readConfig(process.env, options), {
      log: silentLog,
      existing: true,
    });
    try {
      const { disposeDue, previewRetention } = await import('../../procedures/index.ts');
      if (what === 'preview') return tellPreview(await previewRetention(house, on), options.json === true);
      const disposals = await disposeDue(house);
      if (options.json) printJson({ disposals });
      else if (disposals.length === 0) print('Nothing is due.');
      for (const one of options.json ? [] : disposals)
        print(
          `${one.rule}: ${one.records} records went, ${one.redacted} lost a part, of ${one.people} people; ` +
            `${one.forgotten} people were forgotten${one.kept > 0 ? `; ${one.kept} stay because something holds them` : ''}.`,
        );
      return disposals.every(({ verified }) => verified) ? EXIT.fine : EXIT.no;
    } finally {
      await close();
    }
  },
};

type Preview = Awaited<ReturnType<typeof import('../../procedures/index.ts')['previewRetention']>>;

function tellPreview(preview: Preview, json: boolean): Exit {
  if (json) {
    printJson(preview);
    return EXIT.fine;
  }
  for (const { rule, says, then, due, people, kept, samples } of preview.rules) {
    print(`${rule}: ${due} of ${people} people, then ${then}. ${says}.`);
    const staying = Object.entries(kept).map(([kind, n]) => `${n} by a ${kind}`);
    if (staying.length > 0) print(`  stays for now: ${staying.join(', ')}`);
    for (const one of samples)
      print(
        `  ${one.record}  ${one.point}  counted from ${one.countedFrom}, goes ${one.goesOn}: ${one.because}`,
      );
  }
  const total = preview.rules.reduce((sum, { due }) => sum + due, 0);
  print(
    `${preview.on}: ${total} due by ${preview.rules.length} rules.${total > 0 ? ' The night does it, or "kept retention run".' : ''}`,
  );
  return EXIT.fine;
}
