import { createHash } from 'node:crypto';
import { Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type Act, bulkStatement, decide, type FactsRow, factsOf, type Verdict } from '../gate/index.ts';
import { canonicalOrNull, type IdentityKind } from '../people/index.ts';
import { channelSaid } from '../permission/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { decoded, fieldsOf, recordsOf, type Shape, shapeOf, withVerdict } from './screen-csv.rules.ts';
import { addressKind } from './suppression.ts';
import { outdatedWordings } from './wordings.ts';

/** What a list is screened for. `column` names the one with the addresses, where its name or its contents do not show it. */
export type Screening = {
  purpose: string;
  channel: string;
  topic?: string | undefined;
  column?: string | undefined;
  form: 'csv' | 'ndjson';
};

export type Screened = { lines: number; verdicts: Record<Verdict, number>; codes: Record<string, number> };

/** Lines that are looked up in one statement, and how many statements are under way while others are written. */
const AT_ONCE = 5_000;
const AHEAD = 2;

type Found = { verdict: Verdict; code: string };

/**
 * Screens a list of any length in the memory of a few thousand lines: every line comes out as it came in, with what the gate
 * says of it. The same facts and the same rules as for a single question, in sets. Ends with an entry in the ledger that
 * counts; the lines themselves are kept nowhere. A screening lets nothing leave: the gate is asked again at each send.
 * Refuses `screen.unknown-purpose`, `screen.no-column` and `screen.unclosed-quote`.
 */
export async function* screenList(
  house: House,
  screening: Screening,
  bytes: AsyncIterable<Uint8Array | string>,
  tell: { progress?: (lines: number) => void; done?: (screened: Screened) => void } = {},
): AsyncGenerator<Buffer> {
  const look = await lookFor(house, screening);
  const screened: Screened = { lines: 0, verdicts: { allow: 0, deny: 0, 'not-yet': 0 }, codes: {} };
  const format = screening.form === 'csv' ? csvFormat(screening, look.kind) : ndjsonFormat(look.kind);
  const waiting: Promise<string>[] = [];
  const judge = async (records: readonly string[]): Promise<string> => {
    const found = await look.judge(records.map(format.address));
    let out = '';
    for (const [index, record] of records.entries()) {
      const { verdict, code } = found[index] ?? NOTHING;
      screened.verdicts[verdict] += 1;
      screened.codes[code] = (screened.codes[code] ?? 0) + 1;
      out += format.written(record, verdict, code);
    }
    screened.lines += records.length;
    tell.progress?.(screened.lines);
    return out;
  };
  for await (const records of batchesOf(recordsOf(bytes, screening.form === 'csv'))) {
    const head = format.begin(records);
    if (head.text) yield Buffer.from(head.text, 'latin1');
    if (head.records.length > 0) waiting.push(judge(head.records));
    // A fault in one that nobody waits for yet is thrown when its turn comes.
    waiting.at(-1)?.catch(() => {});
    if (waiting.length > AHEAD) yield Buffer.from((await waiting.shift()) ?? '', 'latin1');
  }
  for (const one of waiting) yield Buffer.from(await one, 'latin1');
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'screening.done',
      at: house.clock.now(),
      actor: 'integrator',
      body: {
        purpose: screening.purpose,
        channel: screening.channel,
        policy: look.policy,
        lines: screened.lines,
        codes: screened.codes,
      },
    }),
  );
  tell.done?.(screened);
}

const NOTHING: Found = { verdict: 'deny', code: 'screen.malformed' };

async function* batchesOf(
  chunks: AsyncIterable<{ records: string[]; newline: string }>,
): AsyncGenerator<string[] & { newline?: string }> {
  let held: string[] & { newline?: string } = [];
  for await (const { records, newline } of chunks) {
    for (const record of records) {
      held.push(record);
      if (held.length < AT_ONCE) continue;
      yield Object.assign(held, { newline });
      held = [];
    }
    held.newline = newline;
  }
  if (held.length > 0) yield held;
}

type Format = {
  /** What stands before the first line, and the lines that remain. */
  begin(records: string[] & { newline?: string }): { text: string; records: string[] };
  address(record: string): string | null;
  written(record: string, verdict: string, code: string): string;
};

function csvFormat({ column }: Screening, kind: IdentityKind): Format {
  let shape: Shape | null = null;
  return {
    begin(records) {
      if (shape) return { text: '', records };
      const first = records[0] ?? '';
      shape = shapeOf(first, records.newline ?? '\n', kind, column);
      if (!shape.header) return { text: '', records };
      return {
        text: withVerdict(first, shape, 'verdict', 'code') + shape.newline,
        records: records.slice(1),
      };
    },
    address: (record) => {
      const field = shape && fieldsOf(record, shape.delimiter)[shape.at];
      return field ? decoded(field).replace(/^\s*<|>\s*$/g, '') : null;
    },
    written: (record, verdict, code) =>
      shape ? withVerdict(record, shape, verdict, code) + shape.newline : '',
  };
}

/** One JSON object a line, with the address under `email`, `phone`, or `identity: {kind, value}`. */
const ndjsonFormat = (kind: IdentityKind): Format => ({
  begin: (records) => ({ text: '', records }),
  address(record) {
    const said = objectIn(record);
    const identity = said?.identity as { kind?: unknown; value?: unknown } | undefined;
    const value = identity?.kind === kind ? identity.value : said?.[kind];
    return typeof value === 'string' ? value : null;
  },
  written(record, verdict, code) {
    const added = `"verdict":"${verdict}","code":"${code}"}\n`;
    if (!objectIn(record)) return `{${added}`;
    const open = record.trimEnd().slice(0, -1).trimEnd();
    return `${open}${open.endsWith('{') ? '' : ','}${added}`;
  },
});

function objectIn(record: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(record, 'latin1').toString('utf8'));
    return typeof said === 'object' && said !== null && !Array.isArray(said)
      ? (said as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The gate's answer for many addresses, by one statement for all of them. */
async function lookFor(house: House, screening: Screening) {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const purpose = Object.hasOwn(policy.purposes, screening.purpose)
    ? policy.purposes[screening.purpose]
    : undefined;
  if (!purpose)
    throw new Refused(
      'screen.unknown-purpose',
      `"${screening.purpose.slice(0, 80)}" is not a purpose of this policy. It has: ${Object.keys(policy.purposes).join(', ')}.`,
    );
  const kind: IdentityKind = addressKind(screening.channel) ?? 'email';
  const channel = channelSaid(purpose, screening.channel);
  const asked: Act = {
    act: 'send',
    purpose: screening.purpose,
    channel,
    personId: null,
    recipient: '',
    data: [],
    country: '',
    ...(screening.topic && { topic: screening.topic }),
  };
  const outdated = await outdatedWordings(house, policy, screening.purpose);
  const { vault, store } = house;
  const versions = vault.lookupHashes(kind, 'a').length;
  const text = bulkStatement(policy, asked, versions);
  // Prepared under a name of its own text: another list may need other facts.
  const statement = {
    name: `kept_screen_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
    text,
  };
  const judge = async (addresses: readonly (string | null)[]): Promise<Found[]> => {
    const columns: Uint8Array[][] = Array.from({ length: versions * 2 }, () => []);
    const lines: number[] = [];
    for (const [line, address] of addresses.entries()) {
      const text = address === null ? null : canonicalOrNull({ kind, value: address });
      if (text === null) continue;
      lines.push(line);
      for (const [version, hash] of vault.lookupHashes(kind, text).entries()) columns[version]?.push(hash);
      for (const [version, hash] of vault.suppressionHashes(channel, text).entries())
        columns[versions + version]?.push(hash);
    }
    const found: Found[] = addresses.map(() => NOTHING);
    const { rows } = await store.pool.query<FactsRow & { n: number }>({
      ...statement,
      values: [asked.purpose, channel, '', now, today, ...columns],
    });
    for (const row of rows) {
      const line = lines[row.n - 1];
      if (line === undefined) continue;
      const facts = { ...factsOf(row), outdated };
      const { verdict, code } = decide(policy, { ...asked, personId: row.person }, facts, { now, today });
      found[line] = { verdict, code };
    }
    return found;
  };
  return { judge, kind, policy: policy.hash };
}
