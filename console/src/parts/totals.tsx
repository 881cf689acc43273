import { STATE_WORDS, STATES, State } from './state.tsx';

const WIDTH = 1000;

/** The states as one bar, and the same figures as buttons that filter. */
export function Totals({
  of,
  chosen,
  onChoose,
}: {
  of: Readonly<Record<string, number>>;
  chosen: string;
  onChoose: (state: string) => void;
}) {
  const all = STATES.reduce((sum, state) => sum + (of[state] ?? 0), 0);
  let from = 0;
  const parts = STATES.map((state) => {
    const width = all === 0 ? 0 : ((of[state] ?? 0) / all) * WIDTH;
    const part = { state, from, width };
    from += width;
    return part;
  });
  return (
    <>
      <svg className="bar-chart" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
        {parts.map(({ state, from: x, width }) => (
          <rect key={state} className={`fill-${state}`} x={x} y="0" width={width} height="10" />
        ))}
      </svg>
      <ul className="tiles" aria-label={`${all} promises by state`}>
        {STATES.map((state) => (
          <li key={state}>
            <button
              type="button"
              aria-pressed={chosen === state}
              title={STATE_WORDS[state].means}
              onClick={() => onChoose(chosen === state ? '' : state)}
            >
              <State of={state} />
              <span className="figure">{of[state] ?? 0}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
