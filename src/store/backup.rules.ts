import { z } from 'zod';
import { Refused } from '../base/index.ts';

/*
 * A backup is one file:
 *   kept-backup 1                      the format and its version
 *   {"at":…,"migrations":…,"tables":…} what is in it, one line of JSON
 *   <gzip>                             the tables' rows in the order of that line, as PostgreSQL's COPY writes text
 *   sha256 <64 hexadecimal digits>     of every byte before this line
 * `head -2` shows what it is. Rows are delimited by their number, which that line gives.
 */
export const FORMAT = 1;
const NAME = 'kept-backup';
export const FIRST_LINE = `${NAME} ${FORMAT}\n`;

export const lastLine = (sha256: string): string => `\nsha256 ${sha256}\n`;
export const LAST_LINE_BYTES = lastLine('0'.repeat(64)).length;

/** A schema and a table in it. */
export type TableName = { readonly schema: string; readonly name: string };

const HEADER = z.strictObject({
  /** The moment that it shows, or a little before. */
  at: z.iso.datetime(),
  migrations: z.array(
    z.strictObject({ number: z.int(), name: z.string(), sha256: z.string(), compatible: z.boolean() }),
  ),
  tables: z.array(
    z.strictObject({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int().nonnegative(),
    }),
  ),
  /** What the maker wants to find again before anything is restored: which ledger, which keystore. */
  marks: z.record(z.string(), z.string()),
});
export type BackupHeader = z.infer<typeof HEADER>;

export const headerLine = (header: BackupHeader): string => `${JSON.stringify(header)}\n`;

/** Refuses `store.no-backup` and `store.newer-backup`. */
export function checkFirstLine(line: string, file: string): void {
  const [, version] = new RegExp(`^${NAME} (\\d{1,6})$`).exec(line) ?? [];
  if (version === undefined)
    throw new Refused('store.no-backup', `${file} is not a backup made by kept backup.`);
  if (Number(version) === FORMAT) return;
  throw new Refused(
    'store.newer-backup',
    `${file} was written by a later release, in version ${version} of the format; this release reads ${FORMAT}. ` +
      'Restore it with that release.',
    { version: Number(version), reads: FORMAT },
  );
}

/** Refuses `store.backup-damaged`: the digest held, so it was written wrongly or by hand. */
export function readHeader(line: string, file: string): BackupHeader {
  try {
    return HEADER.parse(JSON.parse(line));
  } catch (cause) {
    throw new Refused('store.backup-damaged', `${file} does not say what is in it as a backup does.`, {
      cause: cause instanceof Error ? cause.name : 'unknown',
    });
  }
}

/**
 * Refuses `store.backup-cut-off` where the last line is not what ends a backup. Answers its digest as it stands: one that is
 * no digest any more was damaged, and is found so by comparing it.
 */
export function readLastLine(text: string, file: string): string {
  const [, sha256] = /^\nsha256 (\S{64})\n$/.exec(text) ?? [];
  if (sha256 !== undefined) return sha256;
  throw new Refused(
    'store.backup-cut-off',
    `${file} does not end as a backup ends: a part is missing. Copy it again from where it was made.`,
  );
}

/** `"public"."person"`: quoted as SQL wants it. */
export const quoted = ({ schema, name }: TableName): string => `${quote(schema)}.${quote(name)}`;
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Tables so ordered that each comes after those it refers to, and by name where nothing else decides; a table may refer to
 * itself. A circle of references is a fault: no order loads it.
 */
export function parentsFirst<Table extends TableName>(
  tables: readonly Table[],
  references: readonly { child: string; parent: string }[],
): Table[] {
  const waiting = new Map(tables.map((table) => [quoted(table), table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const blocked = new Set(
      references
        .filter(({ child, parent }) => child !== parent && waiting.has(parent))
        .map(({ child }) => child),
    );
    const free = [...waiting.keys()].filter((name) => !blocked.has(name)).sort();
    if (free.length === 0)
      throw new Error(`tables that refer to each other in a circle: ${[...waiting.keys()]}`);
    for (const name of free) {
      const table = waiting.get(name);
      if (table) ordered.push(table);
      waiting.delete(name);
    }
  }
  return ordered;
}
