import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type BoardControl, type BoardRow, promiseQuery, sayFigure, sayName } from '../api/board.ts';
import { ChangeOf, Entries } from '../parts/change.tsx';
import { sayMoment } from '../parts/dates.ts';
import { SavePack } from '../parts/pack.tsx';
import { Loaded, Page } from '../parts/page.tsx';
import { State } from '../parts/state.tsx';
import { Missing } from '../shell/missing.tsx';

/** One sentence: what keeps it, the facts, the entries of the ledger that they stand on, and how it came to be so. */
export function Promised() {
  const { id = '' } = useParams({ strict: false });
  const found = useQuery(promiseQuery(id));
  return (
    <Loaded from={found} what="the promise">
      {({ promise, controls, changes, messages }) => {
        if (!promise) return <Missing />;
        return (
          <Page
            title={promise.says}
            lede={`${promise.id}, in “${promise.section}”. Our ${sayName(promise.owner)} answers for it.`}
            actions={<SavePack promise={promise.id} />}
          >
            <Standing row={promise} />
            <h2>What keeps it</h2>
            {promise.controls.length === 0 && <p className="quiet">No control looks at it yet.</p>}
            <ul className="controls">
              {promise.controls.map((one) => (
                <li key={`${one.control} ${one.path}`}>
                  <Control one={one} does={controls[one.control] ?? ''} />
                </li>
              ))}
            </ul>
            {promise.missing.length > 0 && (
              <p className="quiet">
                Not built in this release: {promise.missing.join(', ')}. Nothing shows that part.
              </p>
            )}
            <h2>How it came to be so</h2>
            {changes.length === 0 ? (
              <p className="quiet">Nobody has looked yet. The worker notes every change.</p>
            ) : (
              <ol className="changes">
                {changes.map((change) => (
                  <li key={change.id}>
                    <ChangeOf change={change} />
                  </li>
                ))}
              </ol>
            )}
            {messages.length > 0 && (
              <>
                <h2>Who was told</h2>
                <ul className="plain">
                  {messages.map((one) => (
                    <li key={`${one.at} ${one.kind}`}>
                      {sayMoment(one.at)}: our {sayName(one.role)}, that it{' '}
                      {one.kind === 'broken' ? 'broke' : 'was mended'}
                      {one.state === 'sent' ? '.' : `. The mail ${WAITS[one.state] ?? 'waits'}.`}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}

const WAITS: Readonly<Record<string, string>> = {
  queued: 'waits to leave',
  sending: 'is leaving',
  refused: 'was refused by the mail server',
};

/** Where it stands, since when, and what to do. */
function Standing({ row }: { row: BoardRow }) {
  return (
    <div className="standing">
      <p>
        <State of={row.state} />
        {row.since && <span className="quiet"> since {sayMoment(row.since)}</span>}
      </p>
      <p>{row.because}</p>
      {row.next && (
        <p>
          <strong>What to do:</strong> {row.next.says} {row.next.at && <Link to={row.next.at}>Go there</Link>}
        </p>
      )}
      <p className="quiet small">
        {row.lookedAt
          ? `The facts were last looked at ${sayMoment(row.lookedAt)}.`
          : 'Nobody has looked yet.'}
      </p>
    </div>
  );
}

/** A control on its declaration, with its facts and entries. */
function Control({ one, does }: { one: BoardControl; does: string }) {
  const figures = Object.entries(one.figures).filter(([, value]) => value !== null);
  return (
    <>
      <h3>
        <State of={one.state} />{' '}
        <Link to="/board" search={{ control: one.control }}>
          {one.control}
        </Link>{' '}
        on <code>{one.path}</code>
      </h3>
      <p>{one.because}</p>
      <p className="quiet small">{does}</p>
      {figures.length > 0 && (
        <dl className="facts">
          {figures.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{sayName(name)}</dt>
              <dd>{sayFigure(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Entries ids={one.entries} says="It stands on" />
    </>
  );
}
