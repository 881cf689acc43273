import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { KIND_WORDS, type Kind, requestQuery, type Seen, WAIT_WORDS } from '../api/requests.ts';
import { useMay } from '../api/session.ts';
import { Answer } from '../parts/answer.tsx';
import { Clock } from '../parts/clock.tsx';
import { sayDay, sayMoment } from '../parts/dates.ts';
import { Others } from '../parts/others.tsx';
import { Loaded, Page } from '../parts/page.tsx';
import { Plan } from '../parts/plan.tsx';
import { Mark } from '../parts/state.tsx';
import { Thread } from '../parts/thread.tsx';

/** Kinds for which something is done in systems, and those that end in a copy; the others are answered with words. */
const PLANNED: ReadonlySet<Kind> = new Set(['access', 'portability', 'rectification', 'erasure']);
const COPIED: ReadonlySet<Kind> = new Set(['access', 'portability']);

/** One request: left its clock and who asks, in the middle what would be done, right what was said. */
export function Request() {
  const { id = '' } = useParams({ strict: false });
  const found = useQuery(requestQuery(id));
  const may = useMay()('requests', true);
  return (
    <Loaded from={found} what="the request">
      {(one) => (
        <Page
          title={KIND_WORDS[one.kind]}
          lede={`Received ${sayDay(one.received)} by ${one.route.replaceAll('-', ' ')}. The ${one.owner.replaceAll('-', ' ')} answers.`}
        >
          <div className="three">
            <section aria-labelledby="clock">
              <h2 id="clock">Clock and identity</h2>
              <Due of={one} />
              <Clock of={one.clock} />
              <Who of={one} />
            </section>
            <section aria-labelledby="plan">
              <h2 id="plan">What would be done</h2>
              {PLANNED.has(one.kind) && (
                <Plan
                  id={id}
                  may={may}
                  open={one.answered === null}
                  asksWhat={
                    one.kind === 'rectification' && !one.events.some(({ kind }) => kind === 'self-corrected')
                  }
                />
              )}
              {COPIED.has(one.kind) && one.answered === null && <Others id={id} may={may} />}
              <Decided of={one} />
              {may && <Answer id={id} of={one} />}
            </section>
            <section aria-labelledby="thread">
              <h2 id="thread">What was said</h2>
              <Thread id={id} may={may} />
            </section>
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function Due({ of: { answered, due, waitsFor, outcome, clock } }: { of: Seen }) {
  if (answered)
    return (
      <p className="clock-figure">
        <Mark as="good">{`Answered ${sayDay(answered)}`}</Mark>
        {outcome && <span className="small quiet"> {outcome.replaceAll('-', ' ')}</span>}
      </p>
    );
  if (waitsFor) return <p className="clock-figure">We wait {WAIT_WORDS[waitsFor] ?? `for ${waitsFor}`}</p>;
  if (!due) return <p className="clock-figure">Nothing is due</p>;
  const left = clock.workingDaysLeft;
  return (
    <>
      <p className="clock-figure">by {sayDay(due)}</p>
      {left !== null &&
        (left < 0 ? (
          <Mark as="bad">{`${-left} working ${left === -1 ? 'day' : 'days'} late`}</Mark>
        ) : (
          <Mark
            as={left <= 5 ? 'warn' : 'wait'}
          >{`${left} working ${left === 1 ? 'day' : 'days'} left`}</Mark>
        ))}
      {clock.extended && <p className="small">Extended by two months.</p>}
    </>
  );
}

function Who({ of }: { of: Seen }) {
  return (
    <dl className="facts" style={{ marginTop: '1.5rem' }}>
      <dt>Who asks</dt>
      <dd>
        <Link to="/people/$id" params={{ id: of.person }}>
          the person
        </Link>
        {of.agent && ', through somebody else'}
      </dd>
      <dt>Identity</dt>
      <dd>{of.confirmed ? `not in doubt since ${sayDay(of.confirmed)}` : 'not shown yet'}</dd>
      {of.about && (
        <>
          <dt>About</dt>
          <dd>{of.about}</dd>
        </>
      )}
      {of.repeats && (
        <>
          <dt>Repeats</dt>
          <dd>
            <Link to="/requests/$id" params={{ id: of.repeats }}>
              one answered before
            </Link>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Refusals, what was stopped, and whom we told. */
function Decided({ of: { refusals, stopped, tellings, handOvers, events } }: { of: Seen }) {
  const review = events.findLast(({ kind }) => kind === 'reviewed');
  return (
    <>
      {refusals.map((one) => (
        <p key={one.id} className="note">
          Refused {one.extent === 'part' && 'in part '}on {sayDay(one.on)}: {one.ground.replaceAll('-', ' ')}
          {one.article && ` (${one.article})`}.
        </p>
      ))}
      {stopped.map((one) => (
        <p key={`${one.kind} ${one.since}`} className="note">
          {one.kind === 'restriction'
            ? 'Stored and nothing else'
            : `Not used for ${one.purpose ?? 'anything'}`}{' '}
          since {sayMoment(one.since)}
          {one.lifted && `, lifted ${sayMoment(one.lifted)}`}.
        </p>
      ))}
      {review && (
        <p className="note">
          Looked at again on {sayDay(review.on)} by {review.by}:{' '}
          {review.facts.result === 'changed' ? 'the decision is changed' : 'the decision stands'}.
        </p>
      )}
      {handOvers.map((one) => (
        <p key={one.id} className="note">
          Straight to {one.recipient ?? 'whom they named'}, by {sayDay(one.due)}:{' '}
          {one.fetched
            ? `fetched ${sayMoment(one.fetched)}`
            : one.sent
              ? `sent ${sayMoment(one.sent)}, not fetched yet`
              : one.confirmed
                ? 'goes when the file is ready'
                : 'waits for their word'}
          .
        </p>
      ))}
      {tellings.length > 0 && (
        <>
          <h3>Recipients to be told</h3>
          <ul>
            {tellings.map((one) => (
              <li key={one.recipient}>
                {one.recipient}:{' '}
                {one.answered
                  ? `answered, ${one.outcome ?? ''}`
                  : one.told
                    ? `told ${sayMoment(one.told)}`
                    : 'not told yet'}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
