import type { Board, BoardRow } from '../../proof/index.ts';
import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { StateMark, sayTotals } from './state.tsx';
import { TotalsPicture } from './totals.tsx';
import { sayMoment } from './words.rules.ts';

/** Every sentence of the notice that promises something, with what the running system says of it now. */
export const promisesPage = (site: Site, { board }: { board: Board }): string => {
  const sections = [...new Set(board.promises.map(({ section }) => section))];
  const notKept = board.promises.filter(({ state }) => state === 'broken' || state === 'at-risk');
  return documentOf(site, {
    title: 'Promises',
    here: '/promises',
    children: (
      <>
        <h1>What we promise, and whether it holds</h1>
        <p className="lede">
          {sayTotals(board.totals)} These states are computed, never typed in: from what our systems did, from
          trial runs, and from what named roles signed for. Last looked at {sayMoment(site, board.asOf)}.
        </p>
        <TotalsPicture totals={board.totals} />
        <NotKept rows={notKept} />
        <section aria-labelledby="complain">
          <h2 id="complain">If you think that we broke one</h2>
          <p>
            Write to <Contact contact={site.contact.privacy} /> and name the promise by its number. You can
            also go to{' '}
            {site.regulator ? (
              <a href={site.regulator.href}>{site.regulator.name}</a>
            ) : (
              'the data protection regulator'
            )}{' '}
            at any time.
          </p>
        </section>
        <nav className="contents flat" aria-labelledby="by-section">
          <h2 id="by-section">Promises by section</h2>
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
              {board.promises
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

const PromiseRow = ({ id, says, state, because }: BoardRow) => (
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

function NotKept({ rows }: { rows: readonly BoardRow[] }) {
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
            {rows.map(({ id, says, state, because }) => (
              <li key={id}>
                <StateMark state={state} /> <a href={`#${id}`}>{says}</a>{' '}
                <span className="why">{because}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
