import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { boardQuery } from '../api/board.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { State } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';
import { Missing } from '../shell/missing.tsx';

/** One sentence: what keeps it, the facts, and the entries of the ledger that they stand on. */
export function Promised() {
  const { id = '' } = useParams({ strict: false });
  const found = useQuery(boardQuery);
  return (
    <Loaded from={found} what="the promise">
      {({ promises }) => {
        const row = promises.find((one) => one.id === id);
        if (!row) return <Missing />;
        const figures = Object.entries(row.figures).filter(([, value]) => value !== null);
        return (
          <Page title={row.says} lede={`${row.id}, in “${row.section}”`}>
            <p>
              <State of={row.state} />
            </p>
            <p>{row.because}</p>
            {figures.length > 0 && (
              <>
                <h2>Figures</h2>
                <dl className="facts">
                  {figures.map(([name, value]) => (
                    <div key={name} style={{ display: 'contents' }}>
                      <dt>
                        {name
                          .replaceAll(/([A-Z])/g, ' $1')
                          .replaceAll('-', ' ')
                          .toLowerCase()}
                      </dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              </>
            )}
            <h2>What keeps it</h2>
            <Table
              caption={`Controls of ${row.id}`}
              rows={row.controls}
              keyOf={(one) => `${one.control} ${one.path}`}
              empty="No control looks at it yet."
              columns={[
                { head: 'State', value: (one) => one.state, show: (one) => <State of={one.state} /> },
                {
                  head: 'Control',
                  value: (one) => one.control,
                  show: (one) => (
                    <Link to="/board" search={{ control: one.control }}>
                      {one.control}
                    </Link>
                  ),
                },
                { head: 'Keeps', value: (one) => one.path, show: (one) => <code>{one.path}</code> },
                { head: 'Because', value: (one) => one.because, wide: true },
              ]}
            />
            {row.missing.length > 0 && <p className="quiet">Not built yet: {row.missing.join(', ')}.</p>}
            <h2>Entries of the ledger</h2>
            {row.entries.length === 0 ? (
              <p className="quiet">None. The state is counted from the registers themselves.</p>
            ) : (
              <ul>
                {row.entries.map((entry) => (
                  <li key={entry}>
                    <Link to="/ledger/$id" params={{ id: entry }} className="mono">
                      {entry}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}
