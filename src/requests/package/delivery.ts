import { createHash } from 'node:crypto';
import { type Day, type Instant, newId, Refused } from '../../base/index.ts';
import { type Reader, rows, type Store, type Tx, type Vault } from '../../store/index.ts';

/** What is sealed at a time. */
const CHUNK = 2_000_000;

export interface WrittenPackage {
  readonly id: string;
  readonly bytes: number;
  /** Of the whole, as the person gets it: hex. */
  readonly sha256: string;
  readonly expiresOn: Day;
}

type House = { readonly store: Pick<Store, 'inTransaction'>; readonly vault: Vault };

/**
 * Keeps a finished package under the person's key, a few megabytes at a time, until `expiresOn`. Each chunk is a transaction of
 * its own, for a large package takes longer than a transaction should; it is there for its person only once all of it is
 * written. A stream that fails leaves nothing that could be fetched, and throws its own fault.
 *
 * @throws Refused `vault.forgotten` where the person was erased meanwhile
 */
export async function writePackage(
  { store, vault }: House,
  {
    requestId,
    personId,
    stream,
    expiresOn,
    now,
  }: {
    readonly requestId: string;
    readonly personId: string;
    readonly stream: AsyncIterable<Uint8Array>;
    readonly expiresOn: Day;
    readonly now: Instant;
  },
): Promise<WrittenPackage> {
  const id = newId(now);
  const hash = createHash('sha256');
  let bytes = 0;
  let chunks = 0;
  await store.inTransaction((tx) =>
    rows(
      tx,
      'insert into package (person_id, id, request_id, made_at, expires_on) values ($1, $2, $3, $4, $5)',
      [personId, id, requestId, now, expiresOn],
    ),
  );
  const keep = async (chunk: Buffer): Promise<void> => {
    const number = chunks++;
    hash.update(chunk);
    bytes += chunk.length;
    const sealed = await vault.seal(personId, chunk, contextOf(id, number), now);
    const [there] = await store.inTransaction((tx) =>
      rows(
        tx,
        `insert into package_chunk (person_id, package_id, number, sealed)
         select person_id, id, $3, $4 from package where person_id = $1 and id = $2 returning number`,
        [personId, id, number, sealed],
      ),
    );
    // The person was erased meanwhile.
    if (!there) throw gone();
  };
  try {
    for await (const chunk of chunksOf(stream)) await keep(chunk);
  } catch (fault) {
    await store.inTransaction((tx) => removePackages(tx, 'p.person_id = $1 and p.id = $2', [personId, id]));
    throw fault;
  }
  const sha256 = hash.digest();
  await store.inTransaction(async (tx) => {
    const done = await rows(
      tx,
      'update package set chunks = $3, bytes = $4, sha256 = $5 where person_id = $1 and id = $2 returning id',
      [personId, id, chunks, bytes, sha256],
    );
    if (done.length === 0) throw gone();
  });
  return { id, bytes, sha256: sha256.toString('hex'), expiresOn };
}

async function* chunksOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + CHUNK - size);
      // Copied, for a stream may use its buffer again.
      waiting.push(Buffer.from(part));
      size += part.length;
      from += part.length;
      if (size < CHUNK) continue;
      yield Buffer.concat(waiting);
      [waiting, size] = [[], 0];
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

const contextOf = (packageId: string, number: number): string => `package:${packageId}:${number}`;

export interface OpenPackage {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly expiresOn: Day;
  readonly madeAt: Instant;
  /** The archive, a chunk at a time. Refuses `requests.package-gone` where the person is erased while it is fetched. */
  readonly stream: AsyncIterable<Buffer>;
}

/**
 * An erasure or a correction was carried out since: the person's copy must not be what brings the data back. Asked of whoever
 * the request belongs to now: it follows a merge, the package does not.
 */
const OUTDATED = `exists (select 1 from request r where r.person_id = (select q.person_id from request q where q.id = p.request_id)
  and r.kind in ('erasure', 'rectification') and r.answered_on >= p.made_at::date)`;

type Row = {
  person_id: string;
  id: string;
  chunks: number;
  bytes: string;
  sha256: Buffer;
  expires_on: Day;
  made_at: Instant;
};

/**
 * The newest finished package of a request, for the person whose it is and nobody else.
 * @param formerIds ids that the person had before they were merged: a package stays under the id it was made for
 * @throws Refused `requests.package-gone`: there is none (any more), it expired, or the person was erased
 */
export async function readPackage(
  { reader, vault }: { readonly reader: Reader; readonly vault: Vault },
  {
    requestId,
    personId,
    formerIds = [],
    today,
  }: {
    readonly requestId: string;
    readonly personId: string;
    readonly formerIds?: readonly string[];
    readonly today: Day;
  },
): Promise<OpenPackage> {
  const [found] = await rows<Row>(
    reader,
    `select person_id, id, chunks, bytes::text, sha256, expires_on, made_at from package p
     where request_id = $1 and person_id = any($2::uuid[]) and chunks is not null and expires_on >= $3 and not ${OUTDATED}
     order by made_at desc, id desc limit 1`,
    [requestId, [personId, ...formerIds], today],
  );
  if (!found) throw gone();
  return {
    id: found.id,
    bytes: Number(found.bytes),
    sha256: found.sha256.toString('hex'),
    expiresOn: found.expires_on,
    madeAt: found.made_at,
    stream: opened(reader, vault, found),
  };
}

async function* opened(reader: Reader, vault: Vault, found: Row): AsyncGenerator<Buffer> {
  for (let number = 0; number < found.chunks; number++) {
    const [chunk] = await rows<{ sealed: Buffer }>(
      reader,
      'select sealed from package_chunk where person_id = $1 and package_id = $2 and number = $3',
      [found.person_id, found.id, number],
    );
    if (!chunk) throw gone();
    yield await vault
      .open(found.person_id, chunk.sealed, contextOf(found.id, number))
      .catch((fault: unknown) => {
        throw fault instanceof Refused && fault.code === 'vault.forgotten' ? gone() : fault;
      });
  }
}

const gone = () =>
  new Refused(
    'requests.package-gone',
    'There is no copy to fetch: it has expired, or the data were erased. Ask for a new one.',
  );

/** How long a package may be in the writing before it counts as broken off. */
const WRITING_HOURS = 24;

/** Deletes what has expired, and what a crash or an erasure left half written. Answers how many packages went. */
export async function dropExpiredPackages(
  tx: Tx,
  { today, now }: { readonly today: Day; readonly now: Instant },
): Promise<number> {
  await rows(
    tx,
    `delete from package_chunk c
     where not exists (select 1 from package p where p.person_id = c.person_id and p.id = c.package_id)`,
    [],
  );
  return removePackages(
    tx,
    `p.expires_on < $1 or (p.chunks is null and p.made_at < $2::timestamptz - interval '${WRITING_HOURS} hours')`,
    [today, now],
  );
}

/** Deletes what an erasure or a correction has made untrue since it was made. Answers how many packages went. */
export const dropOutdatedPackages = (tx: Tx): Promise<number> => removePackages(tx, OUTDATED, []);

/** Deletes the copies of people some of whose data are disposed of: what goes must not stay in a copy. */
export const dropPackagesOf = (tx: Tx, people: readonly string[]): Promise<number> =>
  removePackages(tx, 'p.person_id = any($1::uuid[]) and p.chunks is not null', [people]);

async function removePackages(tx: Tx, which: string, parameters: unknown[]): Promise<number> {
  const [removed] = await rows<{ n: number }>(
    tx,
    `with going as (select p.person_id, p.id from package p where ${which}),
       chunks as (delete from package_chunk c using going
         where c.person_id = going.person_id and c.package_id = going.id returning 1),
       packages as (delete from package p using going where p.person_id = going.person_id and p.id = going.id returning 1)
     select (select count(*) from packages)::int as n, (select count(*) from chunks)::int as chunks`,
    parameters,
  );
  return removed?.n ?? 0;
}
