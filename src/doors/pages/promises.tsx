import type { Instant } from '../../base/index.ts';
import type { Board, BoardRow, PromiseState } from '../../proof/index.ts';
import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { STATE_WORDS, StateMark, sayTotals } from './state.tsx';
import { TotalsPicture } from './totals.tsx';
import { sayMoment } from './words.rules.ts';

/** A row, and since when it is as it is, where that was noted. */
type ShownRow = BoardRow & { since?: Instant | null };
type ShownBoard = Omit<Board, 'promises'> & { promises: readonly ShownRow[] };

/** Every sentence of the notice that promises something, with what the running system says of it now. */
export const promisesPage = (
  site: Site,
  { board, only = null }: { board: ShownBoard; only?: PromiseState | null },
): string => {
  const shown = board.promises.filter(({ state }) => only === null || state === only);
  const sections = [...new Set(shown.map(({ section }) => section))];
  const notKept = board.promises.filter(({ state }) => state === 'broken' || state === 'at-risk');
  return documentOf(site, {
    title: 'Promises',
    here: '/promises',
    children: (
      <>
        <h1>What we promise, and whether it holds</h1>
        <p className="lede">
          {sayTotals(board.totals)} These states are computed, never typed in: from what our systems did, from
          trial runs, and from what named roles signed for. Last looked at {sayMoment(site, board.asOf)}; none
          is older than {board.withinMinutes} minutes.
        </p>
        <TotalsPicture totals={board.totals} href={(state) => `/promises?state=${state}#by-section`} />
        <NotKept site={site} rows={notKept} />
        <section aria-labelledby="complain">
          <h2 id="complain">If you think that we broke one</h2>
          <p>
            Write to <Contact contact={site.contact.privacy} /> and name the promise by its number. You can
            also go to{' '}
            {site.regulator ? (
              <a href={site.regulator.href}>{site.regulator.name}</a>
            ) : (
              'the data protection authority'
            )}{' '}
            at any time.
          </p>
        </section>
        <nav className="contents flat" aria-labelledby="by-section">
          <h2 id="by-section">
            {only === null
              ? 'Promises by section'
              : `Promises that are ${STATE_WORDS[only].word}, by section`}
          </h2>
          {only !== null && (
            <p>
              <a href="/promises#by-section">Show all {board.promises.length}</a>
            </p>
          )}
          {shown.length === 0 && <p>None is.</p>}
          <ul>
            {sections.map((section, at) => (
              <li key={section}>
                <a href={`#section-${at + 1}`}>{section}</a>
              </li>
            ))}
          </ul>
        </nav>
        {sections.map((section, at) => (
          <section key={section} className="promises">
            <h2 id={`section-${at + 1}`}>{section}</h2>
            <ul>
              {shown
                .filter((row) => row.section === section)
                .map((row) => (
                  <PromiseRow key={row.id} {...row} />
                ))}
            </ul>
          </section>
        ))}
      </>
    ),
  });
};

const PromiseRow = ({ id, says, state, because }: ShownRow) => (
  <li id={id}>
    <p className="says">{says}</p>
    <p className="because">
      <StateMark state={state} /> <span>{because}</span>
    </p>
    <a className="number" href={`#${id}`} aria-label={`Link to promise ${id}`}>
      {id}
    </a>
  </li>
);

function NotKept({ site, rows }: { site: Site; rows: readonly ShownRow[] }) {
  return (
    <section aria-labelledby="not-kept">
      <h2 id="not-kept">What we do about those not kept</h2>
      {rows.length === 0 ? (
        <p>
          None is broken or at risk now. When one is, it stands here, with the reason, until it holds again.
        </p>
      ) : (
        <>
          <p>
            Each of these stands here, with the reason, until the facts say that it holds again. If one of
            them concerns you, tell us, and we put right what we can.
          </p>
          <ul className="not-kept">
            {rows.map(({ id, says, state, because, since, next }) => (
              <li key={id}>
                <StateMark state={state} /> <a href={`#${id}`}>{says}</a>{' '}
                <span className="why">
                  {because}
                  {since && ` Since ${sayMoment(site, since)}.`}
                </span>
                {next && <span className="why">What we do: {next.says}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
