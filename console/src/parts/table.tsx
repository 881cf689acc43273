import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { csvOf, save } from './csv.ts';
import { Trouble } from './page.tsx';

export type Column<Row> = {
  head: string;
  /** What a spreadsheet gets, and what rows are sorted by. */
  value: (row: Row) => string | number;
  /** What the page shows, where that is more than the value. */
  show?: (row: Row) => ReactNode;
  number?: boolean;
  /** Takes what room is left. */
  wide?: boolean;
};

type Props<Row> = {
  /** Names the table for those who do not see it, and its file. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  empty: string;
  /** Where there are more than these: how to get the next page. */
  more?: { has: boolean; busy: boolean; next: () => Promise<unknown>; all: () => Promise<readonly Row[]> };
};

/** A table that sorts by a press on its heads, goes on by pages, and saves itself as CSV. */
export function Table<Row>({ caption, columns, rows, keyOf, empty, more }: Props<Row>) {
  const [sort, setSort] = useState<{ by: number; down: boolean } | null>(null);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const by = sort === null ? undefined : columns[sort.by];
  const shown = by
    ? [...rows].sort((a, b) => (sort?.down ? -1 : 1) * compare(by.value(a), by.value(b)))
    : rows;

  const exported = async () => {
    setSaving(true);
    setTrouble(null);
    try {
      const all = more?.has ? await more.all() : shown;
      const lines = all.map((row) => columns.map((column) => String(column.value(row))));
      save(
        `${caption.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.csv`,
        'text/csv',
        csvOf([columns.map(({ head }) => head), ...lines]),
      );
    } catch (thrown) {
      setTrouble(thrown);
    } finally {
      setSaving(false);
    }
  };

  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <>
      <Trouble with={trouble} />
      <table className="rows">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th
                key={column.head}
                scope="col"
                className={column.number ? 'number' : undefined}
                aria-sort={sort?.by === at ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  onClick={() => setSort({ by: at, down: sort?.by === at ? !sort.down : false })}
                >
                  {column.head}
                  <span aria-hidden="true">{sort?.by === at ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td
                  key={column.head}
                  data-head={column.head}
                  className={
                    [column.number && 'number', column.wide && 'wide'].filter(Boolean).join(' ') || undefined
                  }
                >
                  {column.show ? column.show(row) : column.value(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="table-foot">
        <span role="status">
          {rows.length} {rows.length === 1 ? 'row' : 'rows'}
          {more?.has ? ', and there are more' : ''}
        </span>
        {more?.has && (
          <Button variant="default" size="xs" loading={more.busy} onClick={() => void more.next()}>
            Show more
          </Button>
        )}
        <Button variant="subtle" size="xs" loading={saving} onClick={() => void exported()}>
          Save as CSV
        </Button>
      </div>
    </>
  );
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true });
