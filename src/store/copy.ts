import { once } from 'node:events';
import { Readable } from 'node:stream';
import type pg from 'pg';

declare module 'pg' {
  /** What pg's connections can do beside what its types say: its own parser knows COPY, its queries do not use it. */
  interface Connection {
    sendCopyFromChunk(chunk: Uint8Array): void;
    endCopyFrom(): void;
    sendCopyFail(message: string): void;
  }
}

/** Rows are gathered into blocks of this size: a stream's step costs more than most rows do. */
const BLOCK = 64 * 1024;

/**
 * The rows of `COPY … TO STDOUT` as the server sends them, one line each. It reads no faster than it is read from.
 * Whoever gives up half-way has to end the client: the server goes on sending.
 */
export function copyOut(client: pg.Client, statement: string): CopyOut {
  const copy = new CopyOut(statement);
  client.query(copy);
  return copy;
}

/** Made by `copyOut`. pg calls `submit` and the `handle…` methods. */
export class CopyOut extends Readable implements pg.Submittable {
  /** So far, and in the end what the server says that it sent. */
  rows = 0;
  readonly #statement: string;
  #connection: pg.Connection | undefined;
  #block = Buffer.allocUnsafe(BLOCK);
  #filled = 0;

  constructor(statement: string) {
    super({ highWaterMark: 4 * BLOCK });
    this.#statement = statement;
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#statement);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.rows += 1;
    if (chunk.length > BLOCK - this.#filled) this.#flush();
    // Copied at once, for the parser uses its memory again.
    if (chunk.length > BLOCK) this.#hand(Buffer.from(chunk));
    else this.#filled += chunk.copy(this.#block, this.#filled);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsIn(text);
  }

  handleReadyForQuery(connection: pg.Connection): void {
    this.#flush();
    this.push(null);
    connection.stream.resume(); // the next query's answer is not ours to hold back
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  #flush(): void {
    if (this.#filled === 0) return;
    this.#hand(this.#block.subarray(0, this.#filled));
    this.#block = Buffer.allocUnsafe(BLOCK);
    this.#filled = 0;
  }

  #hand(block: Buffer): void {
    if (!this.push(block)) this.#connection?.stream.pause();
  }
}

/**
 * Feeds `COPY … FROM STDIN` from `chunks`, no faster than the server takes them. Answers how many rows it made; throws what
 * the server says, and what `chunks` throws, and then no row was made.
 */
export async function copyIn(
  client: pg.Client,
  statement: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const copy = new CopyIn(statement);
  client.query(copy);
  try {
    const connection = await copy.asked;
    for await (const chunk of chunks) {
      if (copy.over) break;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain)
        await Promise.race([once(connection.stream, 'drain'), copy.made]);
    }
    if (!copy.over) connection.endCopyFrom();
  } catch (error) {
    copy.giveUp();
    await copy.made.catch(() => {}); // what it was given up for is thrown
    throw error;
  }
  return copy.made;
}

class CopyIn implements pg.Submittable {
  /** When the server asks for the rows. */
  readonly asked: Promise<pg.Connection>;
  /** When the rows are made, or are not. */
  readonly made: Promise<number>;
  over = false;
  readonly #statement: string;
  readonly #settle: {
    asked: PromiseWithResolvers<pg.Connection>;
    made: PromiseWithResolvers<number>;
  } = { asked: Promise.withResolvers(), made: Promise.withResolvers() };
  #connection: pg.Connection | undefined;
  #rows = 0;

  constructor(statement: string) {
    this.#statement = statement;
    this.asked = this.#settle.asked.promise;
    this.made = this.#settle.made.promise;
    for (const promise of [this.asked, this.made]) promise.catch(() => {}); // `copyIn` may wait for the other one
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: pg.Connection): void {
    this.#connection = connection;
    this.#settle.asked.resolve(connection);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = rowsIn(text);
  }

  handleReadyForQuery(): void {
    this.over = true;
    this.#settle.made.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.over = true;
    this.#settle.asked.reject(error);
    this.#settle.made.reject(error);
  }

  giveUp(): void {
    if (!this.over) this.#connection?.sendCopyFail('given up');
  }
}

/** `COPY 123`. */
const rowsIn = (tag: string): number => Number(/^COPY (\d+)$/.exec(tag)?.[1] ?? Number.NaN);
