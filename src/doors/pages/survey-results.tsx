import { type Results, sayField } from '../../collection/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';

/** Results of a survey as figures about groups, each also as a bar; nothing below the smallest group. */
export const surveyResultsPage = (
  site: Site,
  { point, results }: { point: string; results: Results },
): string =>
  documentOf(site, {
    title: `Results: ${sayField(point)}`,
    here: null,
    children: (
      <>
        <h1>Results: {sayField(point)}</h1>
        <p className="lede">
          {results.answers === null
            ? `Fewer than ${results.minimumGroup} people have answered, so there is nothing to show yet.`
            : `${results.answers} people have answered.`}
        </p>
        <p>
          We show totals of at least {results.minimumGroup} people, and never what somebody wrote in their own
          words.
        </p>
        {results.questions
          .filter(({ cells }) => cells.length > 0)
          .map(({ field, answered, cells, withheld }) => (
            <section key={field} aria-labelledby={`question-${field}`}>
              <h2 id={`question-${field}`}>{sayField(field)}</h2>
              <table className="bars">
                <caption className="hidden">{sayField(field)}: answers and how many gave them</caption>
                <thead>
                  <tr>
                    <th scope="col">Answer</th>
                    <th scope="col">People</th>
                    <th scope="col">Share</th>
                  </tr>
                </thead>
                <tbody>
                  {cells.map(({ label, count }) => (
                    <tr key={label}>
                      <th scope="row">{label}</th>
                      <td>{count}</td>
                      <td>
                        <meter
                          min={0}
                          max={answered ?? count}
                          value={count}
                          aria-label={`${count} of ${answered}`}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {withheld && <p className="hint">Answers that fewer people gave are left out.</p>}
            </section>
          ))}
      </>
    ),
  });
