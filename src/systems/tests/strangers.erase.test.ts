import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import { openDatabase } from '../database/open.ts';
import { fixture, withPostgres } from './foreign.ts';
import { type Case, leavesTheSame } from './leaving.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { email } from './planning.ts';

/*
 * Databases with the habits of programs that nobody wrote for us. Each is scanned, its draft taken with a handful of edits, and
 * some people leave it.
 */

const of = (name: string, leavers: Case['leavers']): Case => ({
  name,
  on: '2026-11-22' as Day,
  before: '2020-11-22',
  leavers,
});

test('an optician’s card index: no types, no keys, numbers as text beside texts as numbers, days with points', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-kartei-'));
  try {
    const [planned = '', other = ''] = ['planned', 'other'].map((name) => join(folder, `${name}.db`));
    const first = new DatabaseSync(planned);
    first.exec(fixture('kundenkartei'));
    first.close();
    copyFileSync(planned, other);
    const hand = new DatabaseSync(other);
    await leavesTheSame(
      of('kundenkartei', async () => [
        { id: 20001, who: [email('KUNDE1@post.example')] },
        { id: 20007, who: [{ kind: 'external', value: 'kundenkartei:KUNDE/20007' }] },
        { id: 20009, who: [{ kind: 'phone', value: '+49 561 900009' }] },
      ]),
      `sqlite:${planned}`,
      `sqlite:${other}`,
      (sql) => hand.exec(sql),
    );
    hand.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a site of two frameworks: uuids kept as text, types that are rows of a list, logs of changes', () =>
  withPostgres([fixture('hub')], (planned) =>
    withPostgres([fixture('hub')], async (other, client) => {
      await leavesTheSame(
        of('hub', async (database) =>
          (
            await database.rows(
              "select id::text as id, email from accounts.member where email ~* '^person(3|6|13)@' order by email",
            )
          ).map((row) => ({ id: String(row.id), who: [email(String(row.email).toLowerCase())] })),
        ),
        planned,
        other,
        async (sql) => {
          await client.query(`begin; ${sql} commit;`);
        },
      );
    }),
  ));

test.skipIf(!MARIADB)('a shop on a blog: a prefix, values by key, serialised texts, zero for nobody', () => {
  const scripts = ['planned', 'other'].map(
    (name) => `create database ${name}; use ${name}; ${fixture('tea-shop')}`,
  );
  return withMariadb('planned', scripts, async (planned) => {
    const other = planned.replace('/planned?', '/other?');
    const hand = await openDatabase(other, { readOnly: false });
    await leavesTheSame(
      of('tea-shop', async () => [
        { id: 7, who: [email('shopper7@mail.example')] },
        { id: 15, who: [email('Shopper15@Mail.example')] },
      ]),
      planned,
      other,
      async (sql) => {
        for (const statement of sql.split(';').filter((one) => one.replaceAll(/^--.*$/gm, '').trim() !== ''))
          await hand.run(statement);
      },
    );
    expect(await hand.rows('select 1 from wpx7_users where user_login = ?', ['shopper7'])).toEqual([]);
    await hand.close();
  });
});
