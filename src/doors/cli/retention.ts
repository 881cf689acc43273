import { type Declared, dayOf, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';
import { misuse, type Options, type Part, tellRefusal } from './retention-options.ts';

/** What people do about it, beside looking and running: each is loaded when it is asked for. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  forecast: async () => (await import('./retention-forecast.ts')).forecastPart,
  review: async () => (await import('./retention-review.ts')).reviewPart,
  hold: async () => (await import('./retention-holds.ts')).holdPart,
  lift: async () => (await import('./retention-holds.ts')).liftPart,
  certificates: async () => (await import('./retention-certificates.ts')).certificatesPart,
  media: async () => (await import('./retention-media.ts')).mediaPart,
};

export const retention: Declared<Options> = {
  name: 'retention',
  arguments: '<what> [more...]',
  brief: 'What goes when and why: preview, forecast, run, review, hold, lift, certificates, media',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--on <date>': 'preview that day; media: the day of what is noted (default: today)',
    '--approve <hash>': 'review: agree to what the proposal with this hash says',
    '--as <address>': 'review: who agrees; password and code are asked for',
    '--stop': 'review: say no to it, or stop it before it goes',
    '--because <text>': 'review, hold, media: why, in words and without a name',
    '--again <date>': 'review: the day from which it is asked again',
    '--outcome <outcome>': 'review of one record: keep, erase or returned',
    '--rule <rule>': 'review of one record, media: under which rule',
    '--kind <kind>': 'hold: legal-claim, request, incident, …; media: disk, laptop, tape, paper, …',
    '--owner <officer>': 'hold: who answers for it',
    '--review-on <date>': 'hold: when to look at it again',
    '--identity <kind=value...>': 'hold: whose data, like email=ada@people.example',
    '--point <name...>': 'hold: everybody’s data that came in there',
    '--kinds <name...>': 'hold: only these kinds of data',
    '--client-told <date>': 'hold of what is kept for a client: when the client was told',
    '--client-how <text>': 'hold of what is kept for a client: how the client was told',
    '--out <file>': 'certificates: where to write one',
    '--label <label>': 'media: what we call it',
    '--serial <number...>': 'media: its number; the numbers on a certificate',
    '--to <recipient>': 'media: the destroyer',
    '--number <number>': 'media: of the certificate',
    '--method <method>': 'media: how it was destroyed',
    '--document <file>': 'media: the certificate itself; only its hash is kept',
    '--medium <id>': 'media: which one a number on a certificate really is',
  },
  examples: [
    { shows: 'what tonight’s run would find', run: 'kept retention preview' },
    { shows: 'what would be gone by a day', run: 'kept retention preview --on 2027-06-01' },
    { shows: 'how much goes in each of the next weeks', run: 'kept retention forecast' },
    { shows: 'the run itself, now', run: 'kept retention run' },
    { shows: 'what waits for people to agree, or for its day', run: 'kept retention review' },
    {
      shows: 'agreeing to it, in your name',
      run: 'kept retention review 0199… --approve 8c1f… --as olive@rose.example',
    },
    {
      shows: 'a claim was made: what they told us stays until it is settled',
      run: 'kept retention hold --kind legal-claim --because "a claim over an order" --owner manager --review-on 2027-06-01 --identity email=ada@people.example',
    },
    {
      shows: 'one certificate as a file that anybody can check',
      run: 'kept retention certificates 0199… --out gone.json',
    },
  ],
  async run(options, [what = '', ...more]) {
    const part = Object.hasOwn(PARTS, what) ? PARTS[what] : undefined;
    if (!part && what !== 'preview' && what !== 'run')
      return misuse(
        `"kept retention ${what}" is nothing: it is preview, run, ${Object.keys(PARTS).join(', ')}.`,
      );
    const on = options.on ? await dayOf(options) : null;
    const { house, close } = await openExisting(options);
    try {
      if (part) return await (await part())(house, options, more).catch(tellRefusal);
      const { disposeDue, previewRetention } = await import('../../procedures/index.ts');
      if (what === 'preview') {
        const { sayPreview } = await import('./retention-preview.ts');
        const preview = await previewRetention(house, on);
        if (options.json) printJson(preview);
        else print(sayPreview(preview).join('\n'));
        return EXIT.fine;
      }
      const disposals = await disposeDue(house);
      if (options.json) printJson({ disposals });
      else if (disposals.length === 0) print('Nothing is due.');
      for (const one of options.json ? [] : disposals)
        if (one.system !== undefined)
          print(
            `${one.rule}: ${one.records} rows went, ${one.redacted} lost what names somebody, by ${one.system}.${one.table}` +
              `${one.kept > 0 ? `; ${one.kept} stay because something holds them` : ''}${one.fault ? `. Not all was done: ${one.fault}` : '.'}`,
          );
        else
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
