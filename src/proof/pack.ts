import { createHash } from 'node:crypto';
import {
  type Excerpt,
  excerptOf,
  faultOfExcerpt,
  parseVerifierKey,
  signDocument,
  signingKeyFor,
  verifyDocument,
} from '../evidence/index.ts';
import { rows, type Store } from '../store/index.ts';
import type { Board } from './board.ts';
import { changesOf, type PastChange } from './change.ts';
import { type BoardRow, PROMISE_STATES } from './row.ts';

/*
 * The board, or one promise of it, as one file that anyone can check without us: NDJSON.
 *   {"kept-board-pack":1,"ledger":"name+id+key"}
 *   {"board":{organisation,policy,asOf,withinMinutes,only,totals}}
 *   {"promise":row}  {"change":change}  {"entry":row,"proof":"c2sp.org/tlog-proof@v1 …"}
 *   {"end":[lines before this one,"SHA-256 of them in hex"],"signed":"JWS of the same, by the ledger's key"}
 * Every entry that a row or a change names is in it, and every change has the entry that told of it.
 */
const VERSION = 1;

type Head = {
  organisation: string;
  policy: string;
  asOf: string;
  withinMinutes: number;
  /** The one promise that it is about; null: the whole board. */
  only: string | null;
  totals: Board['totals'];
};

/** Makes the pack of a board, or of the one promise `only`. */
export async function boardPack(
  store: Pick<Store, 'db'>,
  board: Board,
  { organisation, policy, only }: Pick<Head, 'organisation' | 'policy' | 'only'>,
): Promise<string> {
  const key = signingKeyFor(store.db);
  const promises = board.promises.filter(({ id }) => only === null || id === only);
  const changes: PastChange[] = [];
  for (const { id } of promises) changes.push(...(await changesOf(store.db, id)));
  const told = await rows<{ id: string }>(
    store.db,
    `select id from evidence_entry where kind = 'promise.state' and body::jsonb ->> 'promise' = any ($1) order by id`,
    [promises.map(({ id }) => id)],
  );
  const named = namedIn(promises, changes);
  const excerpts = await excerptOf(store, [...named, ...told.map(({ id }) => id)]);
  const { asOf, withinMinutes, totals } = board;
  const head: Head = { organisation, policy, asOf, withinMinutes, only, totals };
  const lines = [
    { 'kept-board-pack': VERSION, ledger: key.verifierKey },
    { board: head },
    ...promises.map((promise) => ({ promise })),
    ...changes.map((change) => ({ change })),
    ...excerpts,
  ].map((line) => `${JSON.stringify(line)}\n`);
  const end = [lines.length, digestOf(lines)];
  const signed = await signDocument(key, { type: 'certificate', issuedAt: asOf, statement: { pack: end } });
  return `${lines.join('')}${JSON.stringify({ end, signed })}\n`;
}

const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('')).digest('hex');

const namedIn = (promises: readonly BoardRow[], changes: readonly PastChange[]): Set<string> =>
  new Set([
    ...promises.flatMap(({ entries, controls }) => [...entries, ...controls.flatMap((one) => one.entries)]),
    ...changes.flatMap(({ between, shown, earlier }) => [
      ...between,
      ...(shown?.entries ?? []),
      ...(earlier?.entries ?? []),
    ]),
  ]);

export type PackVerification = {
  promises: number;
  changes: number;
  entries: number;
  /** Entries whose proof is their signed promise alone. */
  unsequenced: number;
  asOf: string;
  valid: boolean;
  problems: { where: string; what: string }[];
};

/** Checks a board's pack with nothing but the ledger's `verifierKey`. Refuses `evidence.bad-verifier-key`. */
export async function verifyBoardPack(text: string, verifierKey: string): Promise<PackVerification> {
  const log = parseVerifierKey(verifierKey);
  const problems: PackVerification['problems'] = [];
  const wrong = (where: string, what: string) => problems.push({ where, what });
  const lines = text.split('\n').map((line) => `${line}\n`);
  if (lines.pop() !== '\n') wrong('the end', 'the last line is cut off');
  const read = lines.map((line, at) => {
    const value = parsed(line);
    if (value === null) wrong(`line ${at + 1}`, 'it is no JSON object');
    return value ?? {};
  });
  const [first = {}, second = {}] = read;
  const last = read.at(-1) ?? {};
  if (first['kept-board-pack'] !== VERSION)
    wrong('line 1', 'the pack does not begin as packs of this version do');
  if (first.ledger !== verifierKey) wrong('line 1', 'it is of another ledger than the key that was given');
  const end = [lines.length - 1, digestOf(lines.slice(0, -1))];
  if (JSON.stringify(last.end) !== JSON.stringify(end))
    wrong('the end', 'the lines before it are not those that were written: altered, moved or missing');
  const signed = await verifyDocument(String(last.signed ?? ''), log.publicKey).catch(() => null);
  if (JSON.stringify(signed?.statement) !== JSON.stringify({ pack: end }))
    wrong('the end', 'the ledger’s key did not sign this pack');

  const promises = read.flatMap((line) => (line.promise ? [line.promise as BoardRow] : []));
  const changes = read.flatMap((line) => (line.change ? [line.change as PastChange] : []));
  const excerpts = read.flatMap((line) => (line.entry ? [line as unknown as Excerpt] : []));
  for (const one of excerpts) {
    const fault = faultOfExcerpt(one, log);
    if (fault !== null) wrong(`entry ${one.entry.id}`, fault);
  }
  const there = new Set(excerpts.map(({ entry }) => entry.id));
  for (const id of namedIn(promises, changes))
    if (!there.has(id)) wrong(`entry ${id}`, 'a row or a change stands on it, and it is not in the pack');
  for (const change of changes)
    if (!excerpts.some((one) => tellsOf(one, change)))
      wrong(
        `${change.promise} on ${change.since}`,
        'no entry of the ledger tells of this change of its state',
      );
  const head = second.board as Head | undefined;
  if (!head) wrong('line 2', 'it does not say which board this is');
  else if (head.only === null)
    for (const state of PROMISE_STATES)
      if (head.totals[state] !== promises.filter((row) => row.state === state).length)
        wrong('line 2', `it does not have as many promises that are ${state} as it says`);
  return {
    promises: promises.length,
    changes: changes.length,
    entries: excerpts.length,
    unsequenced: excerpts.filter(({ proof }) => proof === null).length,
    asOf: head?.asOf ?? '',
    valid: problems.length === 0,
    problems,
  };
}

function tellsOf({ entry }: Excerpt, { promise, since, to, from }: PastChange): boolean {
  if (entry.kind !== 'promise.state' || entry.at !== since) return false;
  const said = parsed(entry.body ?? '') ?? {};
  return said.promise === promise && said.to === to && (said.from ?? null) === from;
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
