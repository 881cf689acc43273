import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type BoardRow, boardQuery, sayFigures } from '../api/board.ts';
import { sayMoment } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { STATE_WORDS, STATES, State } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';
import { Totals } from '../parts/totals.tsx';
import { Trend } from '../parts/trend.tsx';

/** The sentences of the notice, each with its state and what shows it. */
export function Board() {
  const found = useQuery(boardQuery);
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const choose = (more: Record<string, string>) =>
    void navigate({ to: '/board', search: { ...search, ...more }, replace: true, resetScroll: false });
  return (
    <Page
      title="Promises"
      lede={
        found.data
          ? `The sentences of the notice, as facts show them. Looked at ${sayMoment(found.data.asOf)}.`
          : ''
      }
    >
      <Loaded from={found} what="the promises">
        {({ promises, totals }) => {
          const shown = promises.filter((row) => fits(row, search));
          const sections = [...new Set(promises.map((row) => row.section))];
          const controls = [...new Set(promises.flatMap(controlsOf))].sort();
          return (
            <>
              <Totals of={totals} chosen={search.state ?? ''} onChoose={(state) => choose({ state })} />
              <Trend />
              <h2>Sentence by sentence</h2>
              <div className="fields">
                <TextInput
                  label="Find words"
                  value={search.q ?? ''}
                  onChange={(event) => choose({ q: event.currentTarget.value })}
                />
                <NativeSelect
                  label="State"
                  value={search.state ?? ''}
                  onChange={(event) => choose({ state: event.currentTarget.value })}
                  data={[
                    { value: '', label: 'all' },
                    ...STATES.map((value) => ({ value, label: STATE_WORDS[value].word })),
                  ]}
                />
                <NativeSelect
                  label="Section"
                  value={search.section ?? ''}
                  onChange={(event) => choose({ section: event.currentTarget.value })}
                  data={[{ value: '', label: 'all' }, ...sections]}
                />
                <NativeSelect
                  label="Control"
                  value={search.control ?? ''}
                  onChange={(event) => choose({ control: event.currentTarget.value })}
                  data={[{ value: '', label: 'all' }, ...controls]}
                />
              </div>
              <Table<BoardRow>
                caption="Promises"
                rows={shown}
                keyOf={(row) => row.id}
                empty="No promise is like that."
                columns={[
                  { head: 'State', value: (row) => row.state, show: (row) => <State of={row.state} /> },
                  {
                    head: 'Promise',
                    wide: true,
                    value: (row) => row.says,
                    show: (row) => (
                      <>
                        <Link to="/board/$id" params={{ id: row.id }}>
                          {row.says}
                        </Link>
                        <span className="why">{row.because}</span>
                      </>
                    ),
                  },
                  { head: 'Figures', value: (row) => sayFigures(row.figures) },
                  {
                    head: 'Id',
                    value: (row) => row.id,
                    show: (row) => <span className="quiet small nowrap">{row.id}</span>,
                  },
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const controlsOf = (row: BoardRow): string[] => [...row.controls.map((one) => one.control), ...row.missing];

function fits(
  row: BoardRow,
  { q = '', state = '', section = '', control = '' }: Record<string, string>,
): boolean {
  return (
    (state === '' || row.state === state) &&
    (section === '' || row.section === section) &&
    (control === '' || controlsOf(row).includes(control)) &&
    (q === '' || `${row.id} ${row.says} ${row.because}`.toLowerCase().includes(q.toLowerCase()))
  );
}
