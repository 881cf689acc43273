import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openDatabase } from '../database/open.ts';
import { type Scan, scanDatabase } from '../scan.ts';
import { INPUTS, input, withForeign } from './foreign.ts';

interface Labels {
  readonly dataset: readonly {
    readonly collections: readonly {
      readonly name: string;
      readonly fields: readonly {
        readonly name: string;
        readonly data_categories: readonly string[];
        readonly fides_meta?: { readonly identity?: string };
      }[];
    }[];
  }[];
}

/** Columns by label: personal is what is of the user, or what the labels themselves call an identity. */
function labelsOf(file: string): Map<string, boolean> {
  const labels = parse(input(file)) as Labels;
  return new Map(
    labels.dataset.flatMap((set) =>
      set.collections.flatMap((table) =>
        table.fields.map((field): [string, boolean] => [
          `${table.name}.${field.name}`,
          field.data_categories.some((one) => one.startsWith('user')) ||
            field.fides_meta?.identity !== undefined,
        ]),
      ),
    ),
  );
}

function measure(name: string, scan: Scan, labels: ReadonlyMap<string, boolean>) {
  const found = new Set(
    scan.columns
      .filter((one) => one.schema !== 'backup_schema')
      .map((one) => `${one.table}.${one.column}`)
      .filter((one) => labels.has(one)),
  );
  const personal = [...labels].filter(([, is]) => is).map(([column]) => column);
  const missed = personal.filter((column) => !found.has(column));
  const wrong = [...found].filter((column) => !labels.get(column));
  const precision = (found.size - wrong.length) / found.size;
  const recall = (personal.length - missed.length) / personal.length;
  console.log(
    `${name}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${labels.size} columns, ${personal.length} personal; missed ${missed.join(', ') || 'none'}; wrong ${wrong.join(', ') || 'none'})`,
  );
  return { precision, recall };
}

async function scanWithSqlite(sql: string): Promise<Scan> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-labels-'));
  const file = join(folder, 'labels.db');
  const made = new DatabaseSync(file);
  for (const [statement] of sql.matchAll(/CREATE TABLE[\s\S]*?\);/g)) made.exec(statement);
  made.close();
  const database = await openDatabase(`sqlite:${file}`);
  try {
    return await scanDatabase(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!existsSync(INPUTS))('columns labelled by others', () => {
  test.each(['labels/sample_project_postgres_labels.yml', 'labels/postgres_example_test_dataset.yml'])(
    '%s: nine in ten personal columns are found, nine in ten found are personal',
    (file) =>
      withForeign([input('labels/sample_project_postgres.sql')], async (database) => {
        const measured = measure(file, await scanDatabase(database), labelsOf(file));

        expect(measured.precision).toBeGreaterThanOrEqual(0.9);
        expect(measured.recall).toBeGreaterThanOrEqual(0.9);
      }),
  );

  test('the same by names and types alone, without a single row', async () => {
    const scan = await scanWithSqlite(input('labels/mysql_example.sql'));

    const measured = measure('mysql_example', scan, labelsOf('labels/mysql_example_test_dataset.yml'));

    expect(measured.precision).toBeGreaterThanOrEqual(0.9);
    expect(measured.recall).toBeGreaterThanOrEqual(0.9);
  });
});
