import { type Day, sayDay, weekdayOf } from '../../base/index.ts';
import type { Strip } from '../../requests/index.ts';

/** A shape, a word and a class for each kind of day: never a colour alone. The first that a day has is what is drawn. */
const DAYS = [
  ['received', '●', 'it reached us'],
  ['answered', '✓', 'our answer'],
  ['due', '◆', 'the last day for our answer'],
  ['paused', '‖', 'does not count: we wait for your answer to our question'],
  ['waiting', '‖', 'does not count: we wait for what we asked you for'],
  ['late', '!', 'we are late'],
  ['holiday', '×', 'public holiday'],
  ['weekend', '–', 'weekend'],
] as const;

const drawn = (marks: readonly string[]) => DAYS.find(([mark]) => marks.includes(mark));

/** What moved the last day, as people say it. */
const MOVED: Readonly<Record<string, string>> = {
  'identity-asked': 'we asked you to show that it is you, and wait for that',
  'identity-proven': 'we had what shows that it is you: the month begins then',
  'authority-asked': 'we asked for authority to act, and wait for that',
  'authority-proven': 'we had the authority: the month begins then',
  'fee-asked': 'we asked for a fee, and wait for it',
  'fee-paid': 'the fee was paid: the month begins then',
  'clarification-asked': 'we asked you what you are looking for, and wait for that',
  'clarification-answered': 'you answered: the days between do not count',
  extended: 'we told you that we need longer',
  acknowledged: 'we acknowledged it; the outcome has no fixed day, and comes without delay',
  'passed-on': 'we passed it on to those who decide about it',
  instructed: 'those who decide about it told us what to do',
  refused: 'we told you our decision',
};

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The clock of a request: a strip of days, week by week, and a table that says the same. */
export function RequestClock({ strip }: { strip: Strip }) {
  const [first] = strip.days;
  if (!first) return null;
  const used = DAYS.filter(([mark]) => strip.days.some(({ marks }) => drawn(marks)?.[0] === mark));
  return (
    <section aria-labelledby="clock">
      <h2 id="clock">The days</h2>
      <div className="strip" aria-hidden="true">
        {WEEK.map((weekday) => (
          <span className="weekday" key={weekday}>
            {weekday.charAt(0)}
          </span>
        ))}
        {WEEK.slice(0, weekdayOf(first.on) - 1).map((weekday) => (
          <span key={`before ${weekday}`} />
        ))}
        {strip.days.map(({ on, marks }) => {
          const [mark = 'counts', shape = ''] = drawn(marks) ?? [];
          return (
            <span key={on} className={marks.includes('today') ? `day ${mark} today` : `day ${mark}`}>
              <span className="number">
                {Number(on.slice(8))}
                {(on === first.on || on.endsWith('-01')) && (
                  <span className="month"> {sayDay(on).split(' ')[2]?.slice(0, 3)}</span>
                )}
              </span>
              <span className="shape">{shape}</span>
            </span>
          );
        })}
      </div>
      <ul className="key" aria-hidden="true">
        {used.map(([mark, shape, says]) => (
          <li key={mark}>
            <span className={`day ${mark}`}>
              <span className="shape">{shape}</span>
            </span>{' '}
            {says}
          </li>
        ))}
        <li>
          <span className="day today" /> today
        </li>
      </ul>
      {strip.moves.length > 0 && (
        <ul className="moves">
          {strip.moves.map(({ on, by, from, to }) => (
            <li key={`${on}${by}`}>
              On {sayDay(on)} {MOVED[by] ?? 'something changed'}
              {to
                ? from
                  ? `; the last day moved from ${sayDay(from)} to ${sayDay(to)}.`
                  : `; the last day is ${sayDay(to)}.`
                : '; until then there is no last day.'}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>The same as a table</summary>
        <table>
          <caption>Every day from when it reached us</caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col">What they are</th>
            </tr>
          </thead>
          <tbody>
            {spansOf(strip).map(({ from, to, says }) => (
              <tr key={from}>
                <th scope="row">{from === to ? sayDay(from) : `${sayDay(from)} to ${sayDay(to)}`}</th>
                <td>{says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Neighbouring days that are alike, as one row. */
function spansOf(strip: Strip): { from: Day; to: Day; says: string }[] {
  const spans: { from: Day; to: Day; says: string }[] = [];
  for (const { on, marks } of strip.days) {
    const says = [
      ...DAYS.filter(([mark]) => marks.includes(mark)).map(([, , meaning]) => meaning),
      ...(marks.includes('today') ? ['today'] : []),
    ].join('; ');
    const last = spans.at(-1);
    if (last && last.says === (says || 'counts')) last.to = on;
    else spans.push({ from: on, to: on, says: says || 'counts' });
  }
  return spans;
}
