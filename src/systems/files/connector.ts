import { readFile, unlink } from 'node:fs/promises';
import { Refused } from '../../base/index.ts';
import type { Applied, Connector, Leftover, PlannedRows, ReadRows, Step } from '../connector.ts';
import type { Row, Value } from '../database/database.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { openCsv, removeRows } from './csv.ts';
import { type Matcher, matcherOf } from './match.rules.ts';
import { kindOf, passagesOf } from './text.ts';
import { codeOf, filesBelow, markOfPath, type Place, placeAt, rootOf } from './walk.ts';

export interface FilesOptions {
  /** Where it is; relative ones are the caller's to resolve. */
  readonly folder: string;
  /** Files of more bytes are searched by name only. */
  readonly largest: number;
  /** What becomes of a file that names the person inside and is not theirs by its name: somebody looks, or it goes. */
  readonly mentions: 'ask' | 'delete';
  readonly byHand?: { readonly who: string; readonly days: number };
}

/** Files that are the person's, whole. */
const FILES = 'files';
/** Places in other files that name them. */
const MENTIONS = 'mentions';
/** Files whose contents nobody looked into. */
const UNSEARCHED = 'unsearched';

const FILE_KEY = ['file'];
const ROW_KEY = ['file', 'row'];
const AT_ONCE = 200;

/** What a walk of the folder comes to. */
type Met =
  | { readonly what: 'file'; readonly place: Place }
  | { readonly what: 'mention'; readonly place: Place }
  | {
      readonly what: 'rows';
      readonly place: Place;
      readonly marks: readonly string[];
      readonly rows: readonly Row[];
    }
  | { readonly what: 'unsearched'; readonly place: Place };

/**
 * A folder of files as a connector. A file is the person's where a part of its path, without its ending, is one of their
 * addresses or ids; a row of a CSV file is theirs where a cell of it is. Everything else that names them is shown to a person,
 * who decides: software can't tell a letter of theirs from a list of clients.
 */
export function filesConnector(name: string, { folder, largest, mentions, byHand }: FilesOptions): Connector {
  async function* walk(identities: readonly KnownAs[]): AsyncGenerator<Met> {
    const matcher = matcherOf(name, identities);
    for await (const place of filesBelow(folder)) {
      if (isTheirs(place.path, matcher)) yield { what: 'file', place };
      else if (kindOf(place.path) === 'other' || place.bytes > largest) {
        if (matcher.in(place.path)) yield { what: 'mention', place };
        else yield { what: 'unsearched', place };
      } else {
        try {
          yield* inside(place, matcher);
        } catch (fault) {
          if (!isUnreadable(fault)) throw fault;
          yield { what: 'unsearched', place };
        }
      }
    }
  }

  async function* read(identities: readonly KnownAs[]): AsyncGenerator<ReadRows> {
    const matcher = matcherOf(name, identities);
    for await (const met of walk(identities)) {
      if (met.what === 'rows') yield { ...rowsOf(met.place, met.marks), rows: met.rows };
      else if (met.what === 'file') {
        const { place } = met;
        const content = place.bytes <= largest ? await contentOf(place) : null;
        const row = {
          path: place.path,
          bytes: place.bytes,
          changed: new Date(place.changed).toISOString(),
          content,
        };
        yield { ...wholeFiles([place]), rows: [row] };
      } else if (met.what === 'mention') yield* mentionsIn(met.place, matcher);
    }
  }

  return {
    describe: () => ({
      name,
      kind: 'files',
      can: { find: true, read: true, change: false, erase: true, verify: true },
      ...(byHand && { byHand }),
    }),
    async *find(identities) {
      for await (const met of walk(identities)) {
        if (met.what === 'rows') yield rowsOf(met.place, met.marks);
        else if (met.what === 'file') yield wholeFiles([met.place]);
        else if (met.what === 'mention') yield { ...wholeFiles([met.place]), table: MENTIONS };
      }
    },
    read,
    async *plan({ intent, identities }) {
      const unsearched: Place[] = [];
      for await (const met of walk(identities)) {
        if (met.what === 'unsearched') unsearched.push(met.place);
        else if (met.what === 'rows') yield { ...rowsOf(met.place, met.marks), ...fateOf(intent, 'row') };
        else if (met.what === 'file') yield { ...wholeFiles([met.place]), ...fateOf(intent, 'file') };
        else if (intent === 'read' || (intent === 'erase' && mentions === 'delete'))
          yield {
            ...wholeFiles([met.place]),
            ...(intent === 'read' && { table: MENTIONS }),
            ...fateOf(intent, 'file'),
          };
        else yield { ...wholeFiles([met.place]), table: MENTIONS, act: 'blocked', because: LOOK };
      }
      if (unsearched.length > 0)
        yield {
          ...keyedFiles(unsearched.slice(0, AT_ONCE)),
          table: UNSEARCHED,
          act: 'blocked',
          because: `${unsearched.length} ${UNREAD}`,
        };
    },
    apply: async (steps) => {
      const root = await rootOf(folder);
      const done: Applied[] = [];
      for (const step of steps) done.push({ id: step.id, written: await applyOne(root, step) });
      return done;
    },
    async verify(identities, written, stays) {
      const left = new Map<string, number>();
      const add = (table: string, count: number) => left.set(table, (left.get(table) ?? 0) + count);
      const seen = new Set<string>();
      for await (const met of walk(identities)) {
        if (met.what === 'unsearched' || (met.what === 'mention' && mentions === 'ask')) continue;
        const found = met.what === 'rows' ? rowsOf(met.place, met.marks) : wholeFiles([met.place]);
        for (const key of found.keys) {
          seen.add(JSON.stringify([found.table, key]));
          if (!stays(found.table, key)) add(found.table, 1);
        }
      }
      // A file may be there again under a name that no longer says whose it is.
      const marks = new Set<string>();
      for await (const { mark } of filesBelow(folder)) marks.add(mark);
      for await (const { act, table, keys } of written) {
        if (act !== 'delete' || table !== FILES) continue;
        for (const key of keys)
          if (marks.has(String(key[0])) && !seen.has(JSON.stringify([table, key]))) add(table, 1);
      }
      return [...left].map(
        ([table, count]): Leftover => ({ table, count, because: 'still found in the folder' }),
      );
    },
    close: async () => {},
  };
}

const LOOK = 'a file names the person and holds other things too: somebody has to look';
const UNREAD =
  'files whose contents are not searched (their kind, or their size): somebody has to look whether they are about the person';

function fateOf(
  intent: 'read' | 'erase' | 'change',
  what: 'row' | 'file',
): Pick<PlannedRows, 'act' | 'because'> {
  if (intent === 'read') return { act: 'read', because: 'held in this folder' };
  if (intent === 'erase')
    return {
      act: 'delete',
      because: what === 'row' ? 'the row is about the person' : 'the file is the person’s',
    };
  return { act: 'blocked', because: 'files are corrected by hand' };
}

const keyedFiles = (places: readonly Place[]) => ({
  table: FILES,
  key: FILE_KEY,
  keys: places.map(({ mark }): Value[] => [mark]),
});

const wholeFiles = (places: readonly Place[]) => ({ ...keyedFiles(places), count: places.length });

/** What nobody could look into is somebody's task, and no reason to leave the rest as it is. */
const isUnreadable = (fault: unknown): boolean =>
  (fault instanceof Refused && fault.code === 'systems.file-unreadable') ||
  ['EACCES', 'EPERM', 'EIO'].includes(codeOf(fault));

const rowsOf = (place: Place, marks: readonly string[]) => ({
  table: place.path,
  key: ROW_KEY,
  keys: marks.map((mark): Value[] => [place.mark, mark]),
  count: marks.length,
});

/** A part of the path, with or without its ending, is one of the person's identities. */
const isTheirs = (path: string, matcher: Matcher): boolean =>
  path.split('/').some((part) => matcher.names(part) || matcher.names(part.replace(/\.[a-z0-9]{1,8}$/i, '')));

async function* inside(place: Place, matcher: Matcher): AsyncGenerator<Met> {
  if (kindOf(place.path) !== 'csv') {
    for await (const passage of passagesOf(place, matcher)) {
      if (passage) return yield { what: 'mention', place };
    }
    if (matcher.in(place.path)) yield { what: 'mention', place };
    return;
  }
  const { columns, rows } = await openCsv(place.absolute);
  let marks: string[] = [];
  let read: Row[] = [];
  let mentioned = matcher.in(place.path);
  for await (const { cells, mark } of rows) {
    if (!cells.some(matcher.is)) {
      mentioned ||= cells.some(matcher.in);
      continue;
    }
    marks.push(mark);
    read.push(Object.fromEntries(cells.map((cell, at) => [columns[at] ?? `column ${at + 1}`, cell])));
    if (marks.length === AT_ONCE) {
      yield { what: 'rows', place, marks, rows: read };
      [marks, read] = [[], []];
    }
  }
  if (marks.length > 0) yield { what: 'rows', place, marks, rows: read };
  if (mentioned) yield { what: 'mention', place };
}

/** The lines of a file that name the person: the rest of it is about others. */
async function* mentionsIn(place: Place, matcher: Matcher): AsyncGenerator<ReadRows> {
  const keyed = { table: MENTIONS, key: FILE_KEY };
  if (kindOf(place.path) === 'other')
    return yield {
      ...keyed,
      keys: [[place.mark]],
      count: 1,
      rows: [{ path: place.path, line: null, text: null }],
    };
  let rows: Row[] = [];
  for await (const { line, text } of passagesOf(place, matcher)) {
    rows.push({ path: place.path, line, text });
    if (rows.length < AT_ONCE) continue;
    yield { ...keyed, keys: rows.map(() => [place.mark]), count: rows.length, rows };
    rows = [];
  }
  if (rows.length > 0) yield { ...keyed, keys: rows.map(() => [place.mark]), count: rows.length, rows };
}

async function contentOf({ absolute }: Place): Promise<Uint8Array | null> {
  try {
    return await readFile(absolute);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function applyOne(root: string, { act, table, keys }: Step): Promise<number> {
  if (act !== 'delete') return 0;
  if (table !== FILES) {
    const place = await placeAt(root, table);
    const marks = new Set(keys.flatMap(([file, row]) => (file === markOfPath(table) ? [String(row)] : [])));
    return place && marks.size > 0 ? removeRows(place, marks) : 0;
  }
  const wanted = new Set(keys.map(([mark]) => String(mark)));
  let written = 0;
  for await (const { path, mark } of filesBelow(root)) {
    if (!wanted.has(mark)) continue;
    // Looked at once more: a folder on the way may have become a link to somewhere else.
    const place = await placeAt(root, path);
    if (!place) continue;
    await unlink(place.absolute);
    written++;
  }
  return written;
}
