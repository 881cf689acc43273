import { parse } from 'csv-parse/sync';
import { Refused } from '../base/index.ts';
import type { Source } from '../collection/index.ts';

/** One row as it was supplied: the declared fields and what it says of itself. */
export type ImportRow = {
  fields: Record<string, string>;
  source: string;
  evidence: string;
  bought: boolean;
  consentProof: Source['consentProof'];
};

type Sent =
  | { format: 'csv' | 'ndjson'; text: string }
  | { format: 'rows'; rows: readonly Record<string, unknown>[] };

/** Columns that say where a row comes from; every other one is a field, and has to be declared. */
const OF_THE_ROW = ['source', 'evidence', 'bought', 'consent-wording', 'consent-on', 'consent-covers'];

const MOST = 10_000;

/**
 * Rows of a CSV with a head, of NDJSON, or as they are. Refuses `import.unreadable` and `import.too-many`, naming the line.
 * A declared field may have the name of such a column; then it is the field.
 */
export function readRows(sent: Sent, declared: readonly string[]): ImportRow[] {
  const raw =
    sent.format === 'rows' ? sent.rows : sent.format === 'csv' ? csvRows(sent.text) : jsonRows(sent.text);
  if (raw.length > MOST)
    throw new Refused('import.too-many', `At most ${MOST} rows at once; this is ${raw.length}.`);
  const ofTheRow = OF_THE_ROW.filter((column) => !declared.includes(column));
  return raw.map((row) => {
    const text = (column: string): string => (ofTheRow.includes(column) ? textOf(row[column]).trim() : '');
    const wording = text('consent-wording');
    return {
      fields: Object.fromEntries(
        Object.entries(row).flatMap(([column, value]) =>
          ofTheRow.includes(column) || textOf(value) === '' ? [] : [[column, textOf(value)]],
        ),
      ),
      source: text('source'),
      evidence: text('evidence'),
      bought: /^(yes|true|1)$/i.test(text('bought')),
      consentProof: wording ? { wording, on: text('consent-on'), covers: text('consent-covers') } : undefined,
    };
  });
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function csvRows(text: string): Record<string, unknown>[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (fault) {
    throw unreadable(fault instanceof Error ? (/line (\d+)/.exec(fault.message)?.[1] ?? '?') : '?');
  }
}

const jsonRows = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .map((line, index) => [line.trim(), index + 1] as const)
    .filter(([line]) => line !== '')
    .map(([line, number]) => {
      try {
        const row: unknown = JSON.parse(line);
        if (typeof row === 'object' && row !== null && !Array.isArray(row))
          return row as Record<string, unknown>;
      } catch {
        // Said below, without the line: it is somebody's data.
      }
      throw unreadable(String(number));
    });

const unreadable = (line: string) =>
  new Refused('import.unreadable', `Line ${line} cannot be read. Nothing was taken.`);
