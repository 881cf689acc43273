import type { Seen } from '../api/requests.ts';
import { sayDay, sayShortDay } from './dates.ts';

type Day = Seen['clock']['days'][number];

const GLYPH: Readonly<Record<string, string>> = {
  received: '▸',
  due: '◆',
  answered: '✓',
  late: '✕',
};

const classesOf = ({ marks }: Day, today: string, on: string): string =>
  [
    'day',
    on < today && 'past',
    (marks.includes('weekend') || marks.includes('holiday')) && 'off',
    (marks.includes('paused') || marks.includes('waiting')) && 'stands',
    marks.includes('late') && 'late',
    marks.includes('due') && 'end',
    marks.includes('today') && 'now',
  ]
    .filter(Boolean)
    .join(' ');

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The days of a request as weeks: each day a cell, what happened in it a sign; and the same as a table. */
export function Clock({ of }: { of: Seen['clock'] }) {
  const { days, moves } = of;
  const first = days[0];
  if (!first) return null;
  const today = days.find(({ marks }) => marks.includes('today'))?.on ?? days.at(-1)?.on ?? first.on;
  const lead = (new Date(`${first.on}T00:00:00Z`).getUTCDay() + 6) % 7;
  const told = days.filter(
    ({ marks, happened }) =>
      happened.length > 0 || marks.some((mark) => GLYPH[mark] || mark === 'today' || mark === 'holiday'),
  );
  return (
    <>
      <ol className="strip" aria-hidden="true">
        {WEEK.map((weekday) => (
          <li className="day head" key={weekday}>
            {weekday.charAt(0)}
          </li>
        ))}
        <li style={{ gridColumn: `span ${lead || 1}`, display: lead === 0 ? 'none' : 'block' }} />
        {days.map((day) => (
          <li key={day.on} className={classesOf(day, today, day.on)} title={sayDay(day.on)}>
            {Number(day.on.slice(8))}
            {(day.on.endsWith('-01') || day === first) && (
              <span className="month">{sayShortDay(day.on).slice(-3)}</span>
            )}
            <span className="glyph">
              {day.marks.map((mark) => GLYPH[mark]).find(Boolean) ?? (day.happened.length > 0 ? '•' : '')}
            </span>
          </li>
        ))}
      </ol>
      <p className="small quiet">
        ▸ received · ◆ last day · hatched: the clock stands · outlined: no working day
      </p>
      <details>
        <summary>The same as a table</summary>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ on, marks, happened }) => (
              <tr key={on}>
                <th scope="row">{sayDay(on)}</th>
                <td>
                  {[
                    ...new Set([
                      ...marks.map((mark) => (mark === 'due' ? 'last day to answer' : mark)),
                      ...happened.map((one) => one.replaceAll('-', ' ')),
                    ]),
                  ].join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {moves.length > 0 && (
          <>
            <h3>What moved the last day</h3>
            <ul>
              {moves.map(({ on, by, from, to }) => (
                <li key={`${on} ${by}`}>
                  {sayDay(on)}, {by.replaceAll('-', ' ')}: from {from ? sayDay(from) : 'none'} to{' '}
                  {to ? sayDay(to) : 'none'}
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
    </>
  );
}
