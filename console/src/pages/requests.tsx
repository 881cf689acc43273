import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { KIND_WORDS, type Kind, type Listed, WAIT_WORDS } from '../api/requests.ts';
import { sayDay, sayLeft, today } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

const STATES = ['open', 'answered', 'all'] as const;
const KINDS = Object.keys(KIND_WORDS) as Kind[];

/** What people asked of us: open ones unless told otherwise. */
export function Requests() {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const state = STATES.find((one) => one === search.state) ?? 'open';
  const kind = KINDS.find((one) => one === search.kind);
  const { person } = search;
  const navigate = useNavigate();
  const choose = (more: Record<string, string>) =>
    void navigate({ to: '/requests', search: { ...search, ...more } });
  const requests = usePaged(['requests', state, kind ?? ''], async (cursor) => {
    const query = {
      limit: 100,
      ...(cursor && { cursor }),
      ...(state !== 'all' && { state }),
      ...(kind && { kind }),
    };
    const { requests: rows, next } = await answer(api.GET('/api/requests', { params: { query } }));
    return { rows, next };
  });
  return (
    <Page title="Requests" lede="What people asked of us, and by when it has to be answered.">
      <div className="fields">
        <NativeSelect
          label="Show"
          value={state}
          onChange={(event) => choose({ state: event.currentTarget.value })}
          data={[
            { value: 'open', label: 'open' },
            { value: 'answered', label: 'answered' },
            { value: 'all', label: 'all' },
          ]}
        />
        <NativeSelect
          label="Kind"
          value={kind ?? ''}
          onChange={(event) => choose({ kind: event.currentTarget.value })}
          data={[{ value: '', label: 'all' }, ...KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))]}
        />
      </div>
      {person && (
        <p>
          Only those of one person. <Link to="/requests">Show everybody’s</Link>
        </p>
      )}
      <Loaded from={requests} what="the requests">
        {(rows) => (
          <Table
            caption="Requests"
            rows={[...rows].filter((row) => !person || row.person === person).sort(bySoonest)}
            keyOf={(row) => row.id}
            empty={state === 'open' ? 'Nothing is open.' : 'There is no such request.'}
            more={requests.more}
            columns={[
              {
                head: 'State',
                value: (row) => stateOf(row).word,
                show: (row) => <Mark as={stateOf(row).as}>{stateOf(row).word}</Mark>,
              },
              {
                head: 'What they ask',
                wide: true,
                value: (row) => KIND_WORDS[row.kind],
                show: (row) => (
                  <>
                    <Link to="/requests/$id" params={{ id: row.id }}>
                      {KIND_WORDS[row.kind]}
                    </Link>
                    {row.waitsFor && (
                      <span className="why">
                        We wait {WAIT_WORDS[row.waitsFor] ?? `for ${row.waitsFor}`}.
                      </span>
                    )}
                    {row.outcome && <span className="why">{row.outcome.replaceAll('-', ' ')}</span>}
                  </>
                ),
              },
              {
                head: 'Received',
                value: (row) => row.received,
                show: (row) => <span className="nowrap">{sayDay(row.received)}</span>,
              },
              {
                head: 'Answer by',
                value: (row) => row.due ?? '9999',
                show: (row) => (row.due ? <span className="nowrap">{sayDay(row.due)}</span> : '–'),
              },
              { head: 'Who answers', value: (row) => row.owner.replaceAll('-', ' ') },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

const bySoonest = (a: Listed, b: Listed): number =>
  Number(a.answered !== null) - Number(b.answered !== null) ||
  (a.due ?? '9999').localeCompare(b.due ?? '9999');

function stateOf({ answered, due, waitsFor }: Listed): {
  as: 'good' | 'wait' | 'warn' | 'bad';
  word: string;
} {
  if (answered) return { as: 'good', word: 'answered' };
  if (waitsFor) return { as: 'wait', word: 'waiting' };
  if (!due) return { as: 'wait', word: 'open' };
  const left = sayLeft(today(), due);
  return { as: left.endsWith('late') ? 'bad' : due.slice(0, 10) <= soon() ? 'warn' : 'wait', word: left };
}

const soon = (): string => new Date(Date.parse(today()) + 7 * 86_400_000).toISOString().slice(0, 10);
