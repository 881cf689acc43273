import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { type Instant, Refused } from '../base/index.ts';
import { type BackupHeader, FIRST_LINE, headerLine, lastLine, quote, quoted } from './backup.rules.ts';
import { type TableShape, tablesOf } from './backup-tables.ts';
import { copyOut } from './copy.ts';
import type { Address } from './door.ts';
import { refuseHalfRestored } from './restore-mark.ts';

/** How far a backup or a restore has come; told often, so whoever shows it must be quick. */
export type Progress = (step: { readonly table: string; readonly rows: number; readonly of: number }) => void;

export interface BackupOptions {
  /** Now. Everything that happens later may be missing in the backup. */
  readonly at: Instant;
  /** What `marks` of the backup will say. */
  readonly marks?: Readonly<Record<string, string>>;
  readonly onProgress?: Progress;
}

/** A backup that is in its file, whole. */
export type WrittenBackup = BackupHeader & { readonly sha256: string; readonly bytes: number };

/** Both ends write and read alike, whatever the server and its role are set to. */
export const COPY_SETTINGS =
  "set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; " +
  "set bytea_output = 'hex'; set extra_float_digits = 1; set statement_timeout = 0; " +
  'set idle_in_transaction_session_timeout = 0; set row_security = off';

/**
 * Writes every table of the database to `file`, as it stands at one moment and while others go on writing: the keys are in
 * another database, so they are in no backup. The file appears when it is whole. Memory does not grow with the data.
 *
 * @throws Refused `store.backup-exists`, `store.no-folder`, `store.half-restored`.
 */
export async function writeBackup(
  address: Address,
  file: string,
  { at, marks = {}, onProgress = () => {} }: BackupOptions,
): Promise<WrittenBackup> {
  if (existsSync(file))
    throw new Refused('store.backup-exists', `${file} is there already; a backup never replaces a file.`);
  if (!existsSync(dirname(resolve(file))))
    throw new Refused('store.no-folder', `There is no folder ${dirname(resolve(file))} to write to.`);
  await refuseHalfRestored(address);
  const client = new pg.Client({ ...address, application_name: 'kept: backup' });
  client.on('error', () => {}); // the query that was running rejects as well
  await client.connect();
  const draft = `${file}.part`;
  try {
    await client.query(COPY_SETTINGS);
    await client.query('begin transaction isolation level repeatable read read only');
    const header = await describe(client, { at, marks });
    const digest = createHash('sha256');
    await rm(draft, { force: true });
    // `writeFile` on an open file goes on where the last one ended, and writes all that it is given.
    const out = await open(draft, 'wx', 0o600);
    try {
      const start = Buffer.from(FIRST_LINE + headerLine(header));
      digest.update(start);
      await out.writeFile(start);
      await pipeline(
        contentOf(client, header, onProgress),
        createGzip({ level: 3, chunkSize: 64 * 1024 }),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            digest.update(chunk);
            await out.writeFile(chunk);
          }
        },
      );
      const sha256 = digest.digest('hex');
      await out.writeFile(lastLine(sha256));
      await out.sync();
      await rename(draft, file);
      return { ...header, sha256, bytes: (await stat(file)).size };
    } finally {
      await out.close().catch(() => {});
    }
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function describe(
  client: pg.Client,
  { at, marks }: { at: Instant; marks: Readonly<Record<string, string>> },
): Promise<BackupHeader> {
  // The first statement of the transaction: it fixes the moment.
  const shapes = await tablesOf(client);
  // A migration that begins now waits until the copy is made.
  await client.query(`lock table ${shapes.map(quoted).join(', ')} in access share mode`);
  const tables: BackupHeader['tables'] = [];
  for (const shape of shapes) {
    const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${quoted(shape)}`);
    tables.push({ ...shape, columns: [...shape.columns], rows: Number(rows[0]?.rows) });
  }
  const { rows: migrations } = await client.query<BackupHeader['migrations'][number]>(
    'select number, name, sha256, compatible from migration order by number',
  );
  return { at, migrations, tables, marks: { ...marks } };
}

async function* contentOf(
  client: pg.Client,
  { tables }: BackupHeader,
  onProgress: Progress,
): AsyncGenerator<Buffer> {
  const of = tables.reduce((sum, table) => sum + table.rows, 0);
  let before = 0;
  for (const table of tables) {
    const copy = copyOut(client, `copy (select ${columnsOf(table)} from ${quoted(table)}) to stdout`);
    for await (const block of copy) {
      yield block;
      onProgress({ table: table.name, rows: before + copy.rows, of });
    }
    if (copy.rows !== table.rows)
      throw new Error(`${quoted(table)} has ${table.rows} rows and gave ${copy.rows}`);
    before += table.rows;
  }
}

export const columnsOf = ({ columns }: TableShape): string => columns.map(quote).join(', ');
