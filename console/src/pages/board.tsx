import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type BoardRow, boardQuery, sayFigures, sayName } from '../api/board.ts';
import { sayMoment, today } from '../parts/dates.ts';
import { SavePack } from '../parts/pack.tsx';
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
      actions={<SavePack />}
      lede={
        found.data
          ? `The sentences of the notice, as facts show them at ${sayMoment(found.data.asOf)}. No state here is older than ${found.data.withinMinutes} minutes.`
          : ''
      }
    >
      <Loaded from={found} what="the promises">
        {({ promises, totals }) => {
          const shown = promises.filter((row) => fits(row, search));
          const sections = [...new Set(promises.map((row) => row.section))];
          const controls = [...new Set(promises.flatMap(controlsOf))].sort();
          const owners = [...new Set(promises.map((row) => row.owner))].sort();
          return (
            <>
              <Totals of={totals} chosen={search.state ?? ''} onChoose={(state) => choose({ state })} />
              <Trend />
              <AnotherDay />
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
                <NativeSelect
                  label="Who answers for it"
                  value={search.owner ?? ''}
                  onChange={(event) => choose({ owner: event.currentTarget.value })}
                  data={[
                    { value: '', label: 'all' },
                    ...owners.map((value) => ({ value, label: sayName(value) })),
                  ]}
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
                        {row.next && row.state !== 'unproven' && (
                          <span className="todo">What to do: {row.next.says}</span>
                        )}
                      </>
                    ),
                  },
                  { head: 'Figures', value: (row) => sayFigures(row.figures) },
                  { head: 'Answers for it', value: (row) => sayName(row.owner) },
                  {
                    head: 'Since',
                    value: (row) => row.since ?? '',
                    show: (row) => (row.since ? <span className="nowrap">{sayMoment(row.since)}</span> : '–'),
                  },
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

/** Asks for a day: the board of that day says why it was as it was. */
function AnotherDay() {
  const navigate = useNavigate();
  return (
    <form
      className="another-day"
      onSubmit={(event) => {
        event.preventDefault();
        const day = new FormData(event.currentTarget).get('day');
        if (typeof day === 'string' && day !== '') void navigate({ to: '/board/on/$day', params: { day } });
      }}
    >
      <TextInput
        type="date"
        name="day"
        label="As they stood on, and why"
        max={today()}
        required
        withAsterisk={false}
      />
      <Button type="submit" variant="default">
        Show that day
      </Button>
    </form>
  );
}

const controlsOf = (row: BoardRow): string[] => [...row.controls.map((one) => one.control), ...row.missing];

function fits(
  row: BoardRow,
  { q = '', state = '', section = '', control = '', owner = '' }: Record<string, string>,
): boolean {
  return (
    (state === '' || row.state === state) &&
    (section === '' || row.section === section) &&
    (owner === '' || row.owner === owner) &&
    (control === '' || controlsOf(row).includes(control)) &&
    (q === '' || `${row.id} ${row.says} ${row.because}`.toLowerCase().includes(q.toLowerCase()))
  );
}
