import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { boardOnQuery } from '../api/board.ts';
import { ChangeOf } from '../parts/change.tsx';
import { sayDay } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { Totals } from '../parts/totals.tsx';

/** The board as it stood at the end of a day: what was not kept then, why, and what changed on that day. */
export function BoardOn() {
  const { day = '' } = useParams({ strict: false });
  const found = useQuery(boardOnQuery(day));
  const { state = '' } = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  return (
    <Page
      title={`The promises on ${sayDay(day)}`}
      lede={
        <>
          As they stood at the end of that day, in the words of the notice that was in force then.{' '}
          <Link to="/board">Back to today</Link>
        </>
      }
    >
      <Loaded from={found} what="that day">
        {({ promises, totals }) => {
          if (promises.length === 0)
            return (
              <p className="empty">
                Nobody had looked at the promises by then: nothing is known of that day.
              </p>
            );
          const shown = promises.filter(
            (row) =>
              (state === '' && (row.onThatDay.length > 0 || row.to === 'broken' || row.to === 'at-risk')) ||
              row.to === state,
          );
          return (
            <>
              <Totals
                of={totals}
                chosen={state}
                onChoose={(chosen) =>
                  void navigate({
                    to: '/board/on/$day',
                    params: { day },
                    search: chosen === '' ? {} : { state: chosen },
                    replace: true,
                  })
                }
              />
              <h2>{state === '' ? 'Not kept then, or changed on that day' : 'Those'}</h2>
              {shown.length === 0 && <p className="empty">None.</p>}
              <ol className="changes">
                {shown.map((row) => (
                  <li key={row.promise}>
                    <p className="says">
                      <Link to="/board/$id" params={{ id: row.promise }}>
                        {row.says}
                      </Link>{' '}
                      <span className="quiet small nowrap">{row.promise}</span>
                    </p>
                    {(row.onThatDay.length > 0 ? row.onThatDay : [row]).map((change) => (
                      <ChangeOf key={change.id} change={change} />
                    ))}
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
