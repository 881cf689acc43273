import type { PromiseState } from '../../proof/index.ts';
import { STATE_WORDS, STATES, StateMark, sayTotals } from './state.tsx';

type Totals = Readonly<Record<PromiseState, number>>;

/** Below these shares of the whole a part has no room for its shape and number, on any or on a small screen. */
const NO_ROOM = 0.05;
const NO_ROOM_ON_SMALL = 0.15;

/** How many promises are in which state: a bar, and a table that says the same. `href`: where those of a state are shown. */
export function TotalsPicture({ totals, href }: { totals: Totals; href?: (state: PromiseState) => string }) {
  const all = STATES.reduce((sum, state) => sum + totals[state], 0);
  if (all === 0) return null;
  return (
    <figure className="totals">
      <Bar totals={totals} all={all} />
      <table>
        <caption>The same as a table</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Promises</th>
            <th scope="col">What it means</th>
          </tr>
        </thead>
        <tbody>
          {STATES.map((state) => (
            <tr key={state}>
              <th scope="row">
                {href && totals[state] > 0 ? (
                  <a href={href(state)}>
                    <StateMark state={state} />
                  </a>
                ) : (
                  <StateMark state={state} />
                )}
              </th>
              <td className="number">{totals[state]}</td>
              <td>{STATE_WORDS[state].means}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Widths in per cent are attributes of SVG, which a strict policy for styles allows. */
function Bar({ totals, all }: { totals: Totals; all: number }) {
  const shown = STATES.filter((state) => totals[state] > 0);
  return (
    <svg className="bar-chart" width="100%" height="40" role="img" aria-label={sayTotals(totals)}>
      {shown.map((state, at) => {
        const share = totals[state] / all;
        const before = shown.slice(0, at).reduce((sum, earlier) => sum + totals[earlier], 0) / all;
        return (
          <g key={state} className={state}>
            <rect x={percent(before)} y="0" width={percent(share)} height="40" />
            {share >= NO_ROOM && (
              <text
                x={percent(before + share / 2)}
                y="26"
                textAnchor="middle"
                className={share < NO_ROOM_ON_SMALL ? 'tight' : undefined}
              >
                {STATE_WORDS[state].shape} {totals[state]}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
