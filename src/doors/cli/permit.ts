import type { Screened } from '../../procedures/index.ts';
import { type Declared, EXIT, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = {
  data?: string;
  purpose?: string;
  channel?: string;
  act?: string;
  topic?: string;
  by?: string;
  citing?: string;
  agent?: string;
  identity?: string;
  list?: string;
  out?: string;
  column?: string;
  json?: boolean;
};

const SAYS = { allow: 'Yes', deny: 'No', 'not-yet': 'Not yet' } as const;

export const permit: Declared<Options> = {
  name: 'permit',
  brief: 'May we? One decision of the gate, or a whole list screened',
  flags: {
    '--purpose <name>': 'the purpose, by its name in the policy',
    '--channel <name>': 'email, sms, phone, post or digital (default: email)',
    '--act <act>': 'what would be done: send, use, profile, access, … (default: send)',
    '--topic <name>': 'the topic of the message, where its purpose has topics',
    '--by <role>': 'whose role it is, where the purpose is for some roles only',
    '--agent <reference>': 'who of yours asks, as your systems know them',
    '--citing <number>': 'under which number or by what: an order, an open case, the law',
    '--identity <kind=value>': 'about whom: email=…, phone=… or external=system:id',
    '--list <file>': 'screen a list: CSV with any columns, or NDJSON (.ndjson)',
    '--out <file>': 'where the list goes, its columns and "verdict" and "code"',
    '--column <name>': 'the column with the addresses, by name or number, where it is not plain',
    '--data <dir>': 'the data folder (default: ./data)',
  },
  examples: [
    {
      shows: 'whether the newsletter may go to this address, and why',
      run: 'kept permit --purpose newsletter --channel email --identity email=ada@example.org',
    },
    {
      shows: 'whether support may open her data for that case',
      run: 'kept permit --act use --purpose support --citing 0192f4c1-… --identity email=ada@example.org',
    },
    {
      shows: 'a list screened before an export; every line comes out with its verdict',
      run: 'kept permit --purpose newsletter --channel email --list people.csv --out screened.csv',
    },
  ],
  async run(options) {
    const { Refused } = await import('../../base/index.ts');
    const misuse = misuseOf(options);
    if (misuse) {
      process.stderr.write(`kept: ${misuse}\n`);
      return EXIT.misuse;
    }
    const { house, close } = await openExisting(options);
    try {
      return options.list ? await screen(house, options) : await one(house, options);
    } catch (thrown) {
      if (!(thrown instanceof Refused) || !/^(screen|people|gate)\./.test(thrown.code)) throw thrown;
      process.stderr.write(`kept: ${thrown.message} [${thrown.code}]\n`);
      return EXIT.misuse;
    } finally {
      const { flushDecisions } = await import('../../procedures/index.ts');
      await flushDecisions(house);
      await close();
    }
  },
};

const KINDS = ['email', 'phone', 'external'] as const;

function misuseOf({ purpose, identity, list, out, agent }: Options): string | null {
  if (!purpose) return 'say for which purpose: --purpose NAME';
  if (agent && /[@\s]/.test(agent))
    return '--agent is the short name or number of a colleague, without spaces or @: evidence names nobody by an address';
  if (list && identity) return 'ask about one with --identity, or about many with --list';
  if (list && !out) return 'say where the screened list goes: --out FILE';
  if (list && out && list === out) return '--out is the list itself; name another file';
  if (identity && !KINDS.some((kind) => identity.startsWith(`${kind}=`)))
    return '--identity is written like email=ada@example.org, phone=+441632960000 or external=crm:4711';
  return null;
}

type House = Parameters<typeof import('../../procedures/index.ts').askGate>[0];

async function one(house: House, options: Options) {
  const { askGate } = await import('../../procedures/index.ts');
  const { asAct, validUntil } = await import('../../gate/index.ts');
  const kind = KINDS.find((known) => options.identity?.startsWith(`${known}=`));
  const decided = await askGate(
    house,
    {
      act: asAct(options.act ?? 'send'),
      purpose: options.purpose ?? '',
      channel: options.channel ?? 'email',
      personId: null,
      recipient: '',
      data: [],
      country: '',
      ...(options.topic && { topic: options.topic }),
      ...(options.by && { by: options.by }),
      ...(options.agent && { agent: options.agent }),
      ...(options.citing && { citing: options.citing }),
    },
    kind ? { identity: { kind, value: (options.identity ?? '').slice(kind.length + 1) } } : {},
  );
  const { verdict, code, because, promises, evidence, id } = decided;
  const until = validUntil(decided);
  if (options.json)
    printJson({ verdict, code, because, promises, evidence, validUntil: until, decision: id });
  else {
    print(`${SAYS[verdict]}: ${code}`);
    for (const { says, source } of because) print(`  ${says}${source ? ` (${source})` : ''}`);
    if (verdict === 'not-yet' && until) print(`  It may be otherwise from ${until}.`);
    if (promises.length > 0) print(`  Promises: ${promises.join(', ')}`);
  }
  return verdict === 'allow' ? EXIT.fine : EXIT.no;
}

async function screen(house: House, options: Options) {
  const { createReadStream, createWriteStream, statSync } = await import('node:fs');
  const { pipeline } = await import('node:stream/promises');
  const { screenList } = await import('../../procedures/index.ts');
  const { list = '', out = '' } = options;
  const began = performance.now();
  const size = statSync(list).size;
  const read = { bytes: 0 };
  const progress = process.stderr.isTTY && !options.json;
  const result: { screened: Screened | null } = { screened: null };
  await pipeline(
    createReadStream(list, { highWaterMark: 256 * 1024 }),
    async function* (bytes) {
      for await (const chunk of bytes) {
        read.bytes += chunk.length;
        yield chunk;
      }
    },
    (bytes) =>
      screenList(
        house,
        {
          purpose: options.purpose ?? '',
          channel: options.channel ?? 'email',
          topic: options.topic,
          column: options.column,
          form: /\.(ndjson|jsonl)$/i.test(list) ? 'ndjson' : 'csv',
        },
        bytes as AsyncIterable<Uint8Array>,
        {
          progress: (lines) => {
            if (!progress) return;
            const seconds = (performance.now() - began) / 1000;
            const left = Math.round((seconds / Math.max(read.bytes, 1)) * (size - read.bytes));
            process.stderr.write(
              `\r${lines.toLocaleString('en')} lines, ${Math.round(lines / seconds).toLocaleString('en')} a second, ${left} s left `,
            );
          },
          done: (screened) => {
            result.screened = screened;
          },
        },
      ),
    createWriteStream(out),
  );
  if (progress) process.stderr.write('\r\u001b[K');
  const screened = result.screened ?? { lines: 0, verdicts: { allow: 0, deny: 0, 'not-yet': 0 }, codes: {} };
  if (options.json) printJson({ ...screened, out });
  else {
    for (const [code, count] of Object.entries(screened.codes).sort(([, a], [, b]) => b - a))
      print(`${count.toLocaleString('en').padStart(12)}  ${code}`);
    const { allow, deny, 'not-yet': later } = screened.verdicts;
    print(
      `${screened.lines.toLocaleString('en')} lines: ${allow.toLocaleString('en')} allow, ${deny.toLocaleString('en')} deny, ${later.toLocaleString('en')} not yet. Written to ${out}.`,
    );
  }
  return EXIT.fine;
}
