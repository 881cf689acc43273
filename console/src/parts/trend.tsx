import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { sayDay, sayShortDay } from './dates.ts';
import { STATE_WORDS, STATES } from './state.tsx';

const [WIDTH, HEIGHT] = [900, 130];
const SEEN: readonly string[] = ['broken', 'at-risk'];
const LEAST = 4;

/** How the promises stood day by day: a picture, and the table that says the same. */
export function Trend() {
  const { data } = useQuery({
    queryKey: ['board-history'],
    queryFn: () => answer(api.GET('/api/board/history', { params: { query: { days: 90 } } })),
  });
  const days = data?.days ?? [];
  if (days.length < 2) return null;
  const most = Math.max(...days.map(({ totals }) => STATES.reduce((sum, one) => sum + totals[one], 0)));
  const step = WIDTH / days.length;
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">The last {days.length} days</h2>
      <svg className="chart" viewBox={`0 -12 ${WIDTH} ${HEIGHT + 32}`} aria-hidden="true">
        {days.map(({ on, totals }, at) => {
          let top = HEIGHT;
          return STATES.map((state) => {
            // What is broken is seen however few they are among many.
            const least = totals[state] > 0 && SEEN.includes(state) ? LEAST : 0;
            const height = Math.max((totals[state] / most) * HEIGHT, least);
            top -= height;
            return height === 0 ? null : (
              <rect
                key={`${on} ${state}`}
                className={`fill-${state}`}
                x={at * step}
                y={top}
                width={Math.max(step - 1, 1)}
                height={height}
              />
            );
          });
        })}
        <text x="0" y={HEIGHT + 16}>
          {sayShortDay(days[0]?.on ?? '')}
        </text>
        <text x={WIDTH} y={HEIGHT + 16} textAnchor="end">
          {sayShortDay(days.at(-1)?.on ?? '')}
        </text>
      </svg>
      <details>
        <summary>The same as a table</summary>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Day</th>
              {STATES.map((state) => (
                <th key={state} scope="col" className="number">
                  {STATE_WORDS[state].word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ on, totals }) => (
              <tr key={on}>
                <th scope="row">{sayDay(on)}</th>
                {STATES.map((state) => (
                  <td key={state} className="number">
                    {totals[state]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
