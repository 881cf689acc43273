import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { sayMoment } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

/** Everything that happened, the newest first; nobody can change it quietly. */
export function Ledger() {
  const { kind = '' } = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const entries = usePaged(['ledger', kind], async (cursor) => {
    const query = { limit: 50, ...(cursor && { cursor }), ...(kind && { kind }) };
    const { entries: rows, next } = await answer(api.GET('/api/ledger/entries', { params: { query } }));
    return { rows, next };
  });
  return (
    <Page title="Ledger" lede="What happened, in the order it happened. It carries no personal data.">
      <Checkpoint />
      <form
        className="fields"
        onSubmit={(event) =>
          void navigate({ to: '/ledger', search: { kind: (fieldsOf(event).kind ?? '').trim() } })
        }
      >
        <TextInput
          key={kind}
          name="kind"
          label="Kind"
          description="One, or all of a room with a dot: permission."
          defaultValue={kind}
        />
        <Button type="submit" variant="default">
          Show
        </Button>
      </form>
      <Loaded from={entries} what="the ledger">
        {(rows) => (
          <Table
            caption="Ledger entries"
            rows={rows}
            keyOf={(row) => row.id}
            empty="The ledger has no such entry."
            more={entries.more}
            columns={[
              {
                head: 'When',
                value: (row) => row.at,
                show: (row) => <span className="nowrap">{sayMoment(row.at)}</span>,
              },
              {
                head: 'What',
                value: (row) => row.kind ?? 'erased',
                show: (row) => (
                  <Link to="/ledger/$id" params={{ id: row.id }}>
                    {row.kind ?? 'its content was erased'}
                  </Link>
                ),
              },
              {
                head: 'By',
                value: (row) => row.actor ?? '',
                show: (row) => (
                  <span className="small">
                    {row.actor?.replace(/:([0-9a-f]{8})[0-9a-f-]+$/, ' $1…') ?? ''}
                  </span>
                ),
              },
              {
                head: 'Says',
                value: (row) => JSON.stringify(row.body ?? ''),
                show: (row) => <Body of={row.body} />,
                wide: true,
              },
              {
                head: 'Place',
                number: true,
                value: (row) => row.leaf ?? -1,
                show: (row) => row.leaf ?? 'soon',
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** The least that tells what an entry is about; all of it is on its own page. */
function Body({ of }: { of: unknown }) {
  const said = Object.entries((of ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .slice(0, 4)
    .map(([name, value]) => `${name}: ${String(value).slice(0, 60)}`);
  return <span className="small">{said.join(', ')}</span>;
}

function Checkpoint() {
  const found = useQuery({
    queryKey: ['checkpoint'],
    queryFn: () => answer(api.GET('/api/ledger/checkpoint', { parseAs: 'text' })),
    retry: false,
  });
  const [origin, size, root] = (typeof found.data === 'string' ? found.data : '').split('\n');
  if (!size)
    return <p className="note">The ledger has no signed checkpoint yet. The first comes within a minute.</p>;
  return (
    <div className="note" style={{ marginBottom: '1.5rem' }}>
      <p>
        <strong>{Number(size).toLocaleString('en-GB')} entries are sealed</strong> under one signed root of{' '}
        {origin}. Change one of them, and the root would be another.
      </p>
      <details>
        <summary>The signed root</summary>
        <code>{root}</code>
      </details>
    </div>
  );
}
