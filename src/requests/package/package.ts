import { once } from 'node:events';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Day, Instant } from '../../base/index.ts';
import type { Policy } from '../../policy/index.ts';
import { dossierHtml, type Subject } from './dossier.ts';
import { gather, type Redactor } from './gather.ts';
import type { Attachment, Held } from './held.ts';
import { uniquePaths } from './names.rules.ts';
import { mayBeTaken } from './portable.rules.ts';
import { openSpool, type Spool } from './spool.ts';
import { asCsv, asJson } from './tables.ts';

export interface PackageOptions {
  readonly policy: Policy;
  /** `access`: everything (Art 15). `portability`: what may be taken elsewhere (Art 20). */
  readonly kind: 'access' | 'portability';
  readonly subject: Subject;
  /** The day by which the law and the regulator are named. */
  readonly on: Day;
  /** When it is made: the time of every file in it, so that the same data give the same bytes. */
  readonly now: Instant;
  readonly held: AsyncIterable<Held>;
  readonly attachments?: AsyncIterable<Attachment>;
  readonly notHere?: readonly string[];
  /** Takes out what is about others; nothing unless told. */
  readonly redact?: Redactor;
}

/** The page to begin with. */
export const DOSSIER = 'your-data.html';

/** How many rows of each table are on it. */
const SAMPLE = 50;

/**
 * A person's package as a zip archive: the page `your-data.html`, each table as CSV and JSON in `data/`, files in `files/`. It is
 * made while it is read, and takes the same memory whatever its size. Destroyed with the fault that a source met.
 */
export function personPackage(options: PackageOptions): Readable {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  zip.on('error', (fault: Error) => out.destroy(fault));
  write(zip, out, options).catch((fault: unknown) => {
    if (!out.destroyed) out.destroy(fault instanceof Error ? fault : new Error(String(fault)));
  });
  return out;
}

async function write(zip: yazl.ZipFile, out: Readable, options: PackageOptions): Promise<void> {
  const stopped = new AbortController();
  out.once('close', () => stopped.abort());
  const mtime = new Date(options.now);
  /** The next one is begun when this one is read to its end: only one is ever open. */
  const add = async (
    path: string,
    content: AsyncIterable<Uint8Array | string>,
    compress = true,
  ): Promise<void> => {
    const stream = Readable.from(content, { objectMode: false });
    zip.addReadStream(stream, path, { mtime, mode: 0o100600, compress });
    try {
      await once(stream, 'end', { signal: stopped.signal });
    } finally {
      stream.destroy();
    }
  };
  const spool = await openSpool();
  try {
    await fill(spool, options, stopped.signal, add);
  } finally {
    await spool.close();
  }
  zip.end();
}

async function fill(
  spool: Spool,
  options: PackageOptions,
  signal: AbortSignal,
  add: (path: string, content: AsyncIterable<Uint8Array | string>, compress?: boolean) => Promise<void>,
): Promise<void> {
  const { policy, kind, attachments, redact = (text) => text } = options;
  const pathOf = uniquePaths();
  const gathering = await gather(until(options.held, signal), spool, {
    policy,
    onlyPortable: kind === 'portability',
    redact,
    sample: SAMPLE,
    pathOf,
  });
  for (const table of gathering.tables) {
    await add(`${table.path}.csv`, asCsv(table, spool));
    await add(`${table.path}.json`, asJson(table, spool));
  }
  for (const { path, piece } of gathering.files)
    await add(
      path,
      one(() => spool.read(piece)),
    );
  const attached: string[] = [];
  for await (const { name, system, content, category = null, origin } of attachments ?? none()) {
    const taken = kind === 'access' || mayBeTaken(policy, category, { ...(origin && { origin }) });
    if (!taken) continue;
    const path = pathOf('files', system, name);
    attached.push(path);
    await add(path, content);
  }
  const page = dossierHtml({
    policy,
    kind,
    on: options.on,
    subject: options.subject,
    gathering,
    attachments: attached,
    notHere: options.notHere ?? [],
  });
  await add(
    DOSSIER,
    one(async () => page),
  );
}

/** Whoever reads the package may go away: then its sources are not read to their end. */
async function* until<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted();
    yield item;
  }
}

async function* one<T>(make: () => Promise<T>): AsyncGenerator<T> {
  yield await make();
}

async function* none(): AsyncGenerator<never> {}
