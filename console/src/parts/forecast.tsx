import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { sayDay, sayShortDay } from './dates.ts';
import { Loaded } from './page.tsx';

const [WIDTH, HEIGHT] = [900, 150];

/** What goes in the next twelve weeks, stacked by rule; a press on a week shows its rows. The table says the same. */
export function Forecast({ chosen, onChoose }: { chosen: string; onChoose: (day: string) => void }) {
  const found = useQuery({
    queryKey: ['forecast'],
    queryFn: () => answer(api.GET('/api/retention/forecast', { params: { query: { weeks: 12 } } })),
  });
  return (
    <Loaded from={found} what="the next weeks">
      {({ from, weeks: here, rows }) => {
        const there = rows.flatMap(({ rule, weeks }) =>
          weeks.map((one) => ({ rule, week: one.week, records: one.rows })),
        );
        const weeks = [...here, ...there];
        const unseen = [...new Set(rows.flatMap((one) => (one.lookedOn ? [] : [one.system])))];
        const days = Array.from({ length: 12 }, (_, at) => plus(from, at * 7));
        const rules = [...new Set(weeks.map(({ rule }) => rule))].sort();
        const count = (week: string, rule: string) =>
          weeks.reduce((sum, one) => sum + (one.week === week && one.rule === rule ? one.records : 0), 0);
        const most = Math.max(
          1,
          ...days.map((day) => rules.reduce((sum, rule) => sum + count(day, rule), 0)),
        );
        const step = WIDTH / days.length;
        const untold =
          unseen.length > 0 ? (
            <p className="quiet">Not counted: {unseen.join(', ')}. No night has looked there yet.</p>
          ) : null;
        if (rules.length === 0)
          return (
            <>
              <p className="empty">Nothing goes in the next twelve weeks.</p>
              {untold}
            </>
          );
        return (
          <>
            <h2>The next twelve weeks</h2>
            {untold}
            <svg className="chart" viewBox={`0 -14 ${WIDTH} ${HEIGHT + 34}`} aria-label="Records by week">
              <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
              {days.map((day, at) => {
                let top = HEIGHT;
                const total = rules.reduce((sum, rule) => sum + count(day, rule), 0);
                return (
                  // biome-ignore lint/a11y/useSemanticElements: SVG has no button
                  <g
                    key={day}
                    role="button"
                    tabIndex={0}
                    aria-label={`Week from ${sayDay(day)}: ${total} ${total === 1 ? 'record' : 'records'}`}
                    aria-pressed={chosen === plus(day, 6)}
                    onClick={() => onChoose(plus(day, 6))}
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter' && event.key !== ' ') return;
                      event.preventDefault();
                      onChoose(plus(day, 6));
                    }}
                    style={{ cursor: 'pointer' }}
                  >
                    <rect
                      x={at * step}
                      y="-14"
                      width={step}
                      height={HEIGHT + 34}
                      fill={chosen === plus(day, 6) ? 'var(--panel)' : 'transparent'}
                    />
                    {rules.map((rule, colour) => {
                      const height = (count(day, rule) / most) * HEIGHT;
                      top -= height;
                      return (
                        <rect
                          key={rule}
                          className={`fill-${colour % 6}`}
                          x={at * step + 6}
                          y={top}
                          width={step - 12}
                          height={height}
                        />
                      );
                    })}
                    {total > 0 && (
                      <text x={at * step + step / 2} y={top - 3} textAnchor="middle">
                        {total}
                      </text>
                    )}
                    <text x={at * step + step / 2} y={HEIGHT + 15} textAnchor="middle">
                      {sayShortDay(day)}
                    </text>
                  </g>
                );
              })}
            </svg>
            <ul className="legend">
              {rules.map((rule, colour) => (
                <li key={rule}>
                  <svg className="swatch" viewBox="0 0 1 1" aria-hidden="true">
                    <rect className={`fill-${colour % 6}`} width="1" height="1" />
                  </svg>
                  {rule.replaceAll('-', ' ')}
                </li>
              ))}
            </ul>
            <details>
              <summary>The same as a table</summary>
              <table className="figures">
                <thead>
                  <tr>
                    <th scope="col">Week from</th>
                    {rules.map((rule) => (
                      <th key={rule} scope="col" className="number">
                        {rule.replaceAll('-', ' ')}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {days.map((day) => (
                    <tr key={day}>
                      <th scope="row">{sayDay(day)}</th>
                      {rules.map((rule) => (
                        <td key={rule} className="number">
                          {count(day, rule)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </>
        );
      }}
    </Loaded>
  );
}

const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
