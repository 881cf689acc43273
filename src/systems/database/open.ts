import { Refused } from '../../base/index.ts';
import type { Database, OpenOptions } from './database.ts';

/**
 * Opens the database that `url` names: `postgres://…`, `mysql://…` (also `mariadb://…`), `sqlite:PATH`. PostgreSQL's
 * socket folder is written percent-encoded in place of the host.
 *
 * @throws Refused `systems.url-unknown`, `systems.unreachable`, `systems.driver-missing`, `systems.file-missing`
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const { readOnly = true, statementTimeout = 30_000 } = options;
  const scheme = /^([a-z0-9+]+):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return (await import('./postgres.ts')).openPostgres(url, { readOnly, statementTimeout });
    case 'mysql':
    case 'mariadb':
      return (await import('./mysql.ts')).openMysql(url, { readOnly, statementTimeout });
    case 'sqlite':
    case 'sqlite3':
    case 'file':
      return (await import('./sqlite.ts')).openSqlite(url, { readOnly });
    default:
      throw new Refused(
        'systems.url-unknown',
        'A database is named by a URL: postgres://user@host/name, mysql://user@host/name or sqlite:path/to/file.db.',
      );
  }
}
