import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { sayDay, sayLeft, sayMoment } from '../parts/dates.ts';
import { LinkRead } from '../parts/link-read.tsx';
import { Loaded, Page } from '../parts/page.tsx';
import { Mark, State } from '../parts/state.tsx';

const GROUPS = [
  { group: 'late', head: 'Late', mark: <Mark as="bad">late</Mark> },
  { group: 'this-week', head: 'Due this week', mark: <Mark as="warn">due</Mark> },
  { group: 'broken', head: 'Broken promises', mark: <State of="broken" /> },
  { group: 'at-risk', head: 'Promises at risk', mark: <State of="at-risk" /> },
  { group: 'waiting', head: 'Waiting for others', mark: <Mark as="wait">waiting</Mark> },
] as const;

const PLACE = {
  request: '/requests/$id',
  promise: '/board/$id',
  mail: '/outbox/$id',
  recipient: '/requests',
  retention: '/retention',
} as const;

/** What needs somebody today, the worst first, and nothing else. */
export function Today() {
  const found = useQuery({
    queryKey: ['today'],
    queryFn: () => answer(api.GET('/api/today')),
    refetchInterval: 60_000,
  });
  return (
    <Page
      title="Today"
      lede={found.data ? `${sayDay(found.data.today)}. Looked at ${sayMoment(found.data.asOf)}.` : ''}
    >
      <Loaded from={found} what="what is due">
        {({ rows, today }) => (
          <>
            {rows.length === 0 && (
              <p className="all-well">
                <Mark as="good">Nothing is late, due this week, broken, at risk or waiting.</Mark>
              </p>
            )}
            {GROUPS.map(({ group, head, mark }) => {
              const here = rows.filter((row) => row.group === group);
              return here.length === 0 ? null : (
                <section className="group" key={group}>
                  <h2>
                    {head} <span className="count">{here.length}</span>
                  </h2>
                  <ul>
                    {here.map((row) => (
                      <li key={`${row.what} ${row.id}`}>
                        {row.what === 'link' ? (
                          <a href={row.id} rel="noreferrer">
                            {row.says}
                          </a>
                        ) : (
                          <Link to={PLACE[row.what]} params={{ id: row.id }}>
                            {row.says}
                          </Link>
                        )}
                        <span className="why">
                          {row.because}
                          {row.what === 'link' && row.due !== null && <LinkRead address={row.id} />}
                        </span>
                        <span className="due">{row.due ? sayLeft(today, row.due) : mark}</span>
                      </li>
                    ))}
                  </ul>
                </section>
              );
            })}
          </>
        )}
      </Loaded>
    </Page>
  );
}
