import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { withPostgres } from './foreign.ts';
import { ann, GOLDEN, type Golden, goldenMap } from './golden.ts';
import { contentOf, scriptOf, wantedOf } from './golden-script.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { carriedOut, connectorTo, said, withHouse } from './planning.ts';

async function holds(url: string, golden: Golden): Promise<void> {
  const before = await contentOf(url, golden);
  const connector = connectorTo(url, goldenMap(golden));
  await withHouse(async (house) => {
    const view = await carriedOut(house, [connector], { who: golden.who ?? ann });

    expect(view.systems.map(({ state, because }) => [state, because])).toEqual([['done', null]]);
    expect(view.state).toBe('done');
    expect(said(view)).toEqual(golden.plan);
  });
  await connector.close();
  expect(await contentOf(url, golden)).toEqual(wantedOf(golden, before));
}

describe.each(Object.entries(GOLDEN))('%s', (_, golden) => {
  test(`PostgreSQL: ${golden.says}`, () =>
    withPostgres([scriptOf(golden, 'postgres')], (url) => holds(url, golden)));

  test(`SQLite: ${golden.says}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-golden-'));
    try {
      const file = join(folder, 'golden.db');
      new DatabaseSync(file).exec(scriptOf(golden, 'sqlite'));
      await holds(`sqlite:${file}`, golden);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test.skipIf(!MARIADB || process.env.KEPT_DEEP !== '1')(
  'all of them on MariaDB',
  () => {
    const scripts = Object.entries(GOLDEN).map(
      ([name, golden]) => `create database \`${name}\`; use \`${name}\`;\n${scriptOf(golden, 'mysql')}`,
    );
    return withMariadb('x', scripts, async (url) => {
      for (const [name, golden] of Object.entries(GOLDEN)) {
        await holds(url.replace('/x?', `/${encodeURIComponent(name)}?`), golden);
      }
    });
  },
  300_000,
);
