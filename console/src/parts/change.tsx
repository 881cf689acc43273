import { Link } from '@tanstack/react-router';
import { type Change, sayFigure, sayName } from '../api/board.ts';
import { sayMoment } from './dates.ts';
import { STATE_WORDS, State } from './state.tsx';

const sayState = (state: string): string => STATE_WORDS[state as keyof typeof STATE_WORDS]?.word ?? state;

/** One change of a promise's state: what caused it, and the facts before and after. */
export function ChangeOf({ change }: { change: Change }) {
  const { from, to, since, because, control, path, earlier, shown, between, why } = change;
  const names = Object.keys(shown?.figures ?? {}).filter(
    (name) => earlier !== null && String(earlier.figures[name] ?? '') !== String(shown?.figures[name] ?? ''),
  );
  const stoodOn = [...new Set([...(shown?.entries ?? [])])];
  return (
    <article className="change">
      <h3>
        <State of={to} /> <time dateTime={since}>{sayMoment(since)}</time>
      </h3>
      <p>
        {because}
        {from && <span className="quiet"> It was {sayState(from)} before.</span>}
      </p>
      <p className="quiet small">
        {why}
        {control && (
          <>
            {' '}
            Decided by <code>{control}</code> on <code>{path}</code>.
          </>
        )}
      </p>
      {names.length > 0 && (
        <table className="figures">
          <caption className="hidden">The facts before and after</caption>
          <thead>
            <tr>
              <th scope="col">Fact</th>
              <th scope="col">{earlier ? sayMoment(earlier.at) : 'Before'}</th>
              <th scope="col">{shown ? sayMoment(shown.at) : 'After'}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{sayName(name)}</th>
                <td>{sayFigure(earlier?.figures[name])}</td>
                <td>{sayFigure(shown?.figures[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Entries ids={between} says="What happened" />
      {between.length === 0 && <Entries ids={stoodOn} says="The entries that it stood on" />}
    </article>
  );
}

/** Entries of the ledger, each a way to its proof. */
export function Entries({ ids, says }: { ids: readonly string[]; says: string }) {
  if (ids.length === 0) return null;
  return (
    <details className="entries">
      <summary>
        {says}: {ids.length} {ids.length === 1 ? 'entry' : 'entries'} of the ledger
      </summary>
      <ul>
        {ids.map((entry) => (
          <li key={entry}>
            <Link to="/ledger/$id" params={{ id: entry }} className="mono">
              {entry}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
