import { createHash } from 'node:crypto';
import { Refused } from '../base/index.ts';

/** A file of SQL that changes the tables once, forward only. */
export interface Migration {
  readonly number: number;
  /** The file's: `0001-store.sql`. */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
  /** Does the previous release keep working on the changed tables? Then both can run side by side during an upgrade. */
  readonly compatible: boolean;
}

/** What the database remembers of a migration. */
export type Applied = Pick<Migration, 'number' | 'name' | 'sha256' | 'compatible'>;

/** Reads a file named `0012-what-it-does.sql` that begins with `--! compatible …` or `--! incompatible …` and the reason. */
export function readMigration(name: string, text: string): Migration {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
  if (!number) throw new Error(`${name}: a migration is named like 0012-what-it-does.sql`);
  // A checkout on Windows must not look like another file.
  const sql = text.replaceAll('\r\n', '\n');
  const kind = /^--! (compatible|incompatible)\b.*\n/.exec(sql)?.[1];
  if (!kind) {
    throw new Error(
      `${name}: its first line says whether the previous release survives it: "--! compatible …"`,
    );
  }
  return {
    number,
    name,
    sql,
    sha256: createHash('sha256').update(sql).digest('hex'),
    compatible: kind === 'compatible',
  };
}

/** Those of `files` that the database does not have, in order. Refuses as `migrate` says. */
export function pendingMigrations(files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  files.forEach((file, index) => {
    if (file.number !== index + 1)
      throw new Error(`migration ${index + 1} is missing or there twice: found ${file.name}`);
  });
  for (const known of applied) {
    const file = files[known.number - 1];
    if (!file && !known.compatible) {
      throw new Refused(
        'store.newer-database',
        `A later release changed this database (${known.name}), and this release does not survive that. ` +
          'Start the later release, or restore a backup made before it.',
        { migration: known.name },
      );
    }
    if (file && file.sha256 !== known.sha256) {
      throw new Refused(
        'store.migration-changed',
        `${file.name} is not the file that was applied to this database. Put it back, and change tables by a new migration.`,
        { migration: file.name },
      );
    }
  }
  const numbers = new Set(applied.map(({ number }) => number));
  return files.filter(({ number }) => !numbers.has(number));
}
