import { type Day, sayDay } from '../../base/index.ts';
import type { RequestClock as Clock, Strip } from '../../requests/index.ts';
import { Contact, documentOf } from './layout.tsx';
import { RequestClock } from './request-clock.tsx';
import { at, Line } from './request-fields.tsx';
import type { FormError, Site } from './site.ts';

export type StatusMessage = { id: string; on: Day; from: 'us' | 'you'; words: string };

export type HandOverShown = {
  id: string;
  to: string;
  confirmed: boolean;
  sentOn: Day | null;
  fetchedOn: Day | null;
  until: Day | null;
};

export type RequestStatusProps = {
  token: string;
  /** "Your request for a copy of your data" */
  title: string;
  receivedOn: Day;
  owner: string;
  clock: Clock;
  strip: Strip;
  answeredOn: Day | null;
  /** What they still have to say: that it was them, or that the one who asked may act for them. */
  confirm: 'self' | 'agent' | null;
  /** Done, with its day, as plain sentences. */
  done: readonly { on: Day; says: string }[];
  /** What is still to come, and who has to do it. */
  waits: readonly string[];
  /** What stays, why, and until when; what was removed. */
  effects: readonly { title: string; lines: readonly string[] }[];
  messages: readonly StatusMessage[];
  /** The last day on which their file can be fetched; null: there is none. */
  download: Day | null;
  /** Where their file goes straight to; null: nothing of this request can. */
  handOver: readonly HandOverShown[] | null;
  saved: 'confirmed' | 'said' | 'handed' | null;
  errors: readonly FormError[];
  typed: string;
};

const SAVED: Readonly<Record<NonNullable<RequestStatusProps['saved']>, [string, string]>> = {
  confirmed: ['Thank you.', 'We know now that it is you. Nothing more is needed from you.'],
  said: ['Sent.', 'It is with whoever answers your request.'],
  handed: ['Noted.', 'We write to them with a link to your file as soon as it is ready.'],
};

/** A request as the person sees it: where it stands, what moved its clock, what was said, and what they can do. */
export const requestStatusPage = (site: Site, props: RequestStatusProps): string => {
  const { title, token, errors } = props;
  return documentOf(site, {
    title: errors.length > 0 ? `Error: ${title}` : title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        {props.saved && (
          <p className="saved">
            <span aria-hidden="true">✓ </span>
            <strong>{SAVED[props.saved][0]}</strong> {SAVED[props.saved][1]}
          </p>
        )}
        <p className="lede">{standing(props)}</p>
        {props.confirm && (
          <section className="confirm" aria-labelledby="confirm">
            <h2 id="confirm">
              {props.confirm === 'self' ? 'Was it you who asked?' : 'Somebody asked in your name. May they?'}
            </h2>
            <p>
              {props.confirm === 'self'
                ? 'Then say so here. That is how we know that nobody else is asking in your name.'
                : 'If you want that, say so here. Otherwise you need do nothing.'}
            </p>
            <form method="post" action={`/requests/${token}`}>
              <button type="submit" name="do" value="confirm">
                {props.confirm === 'self' ? 'Yes, that was me' : 'Yes, they may act for me'}
              </button>
            </form>
            <p className="after">If not, you need do nothing. Nothing of yours goes out or away.</p>
          </section>
        )}
        {props.download && (
          <section aria-labelledby="download">
            <h2 id="download">Your file</h2>
            <form method="post" action={`/requests/${token}/package`}>
              <button type="submit">Fetch my file</button>
            </form>
            <p className="hint">
              A zip archive; begin with the page “your-data.html” in it. It can be fetched until{' '}
              {sayDay(props.download)}.
            </p>
          </section>
        )}
        {props.handOver && <HandOver {...props} shown={props.handOver} />}
        <RequestClock strip={props.strip} />
        <Steps {...props} />
        {props.effects.map(({ title: heading, lines }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
        <Thread {...props} />
        <section aria-labelledby="not-content">
          <h2 id="not-content">Not content?</h2>
          <p>
            <a href="/complaints/new">Complain to us</a>, or to{' '}
            {site.regulator ? (
              <a href={site.regulator.href}>{site.regulator.name}</a>
            ) : (
              'the data protection authority where you live or work'
            )}
            . You can also write to <Contact contact={site.contact.privacy} />.
          </p>
        </section>
      </>
    ),
  });
};

function standing({ clock, strip, answeredOn, receivedOn }: RequestStatusProps) {
  if (answeredOn) return `It reached us on ${sayDay(receivedOn)}. We answered on ${sayDay(answeredOn)}.`;
  if (clock.dueOn === null)
    return clock.state === 'waiting' || clock.state === 'paused'
      ? `It reached us on ${sayDay(receivedOn)}. The clock waits: we need something from you first, see below.`
      : `It reached us on ${sayDay(receivedOn)}. We are looking into it, and tell you how it goes.`;
  const left = strip.workingDaysLeft ?? 0;
  const days = (n: number) => `${n} working ${n === 1 ? 'day' : 'days'}`;
  const owed =
    clock.owes === 'acknowledgement'
      ? 'We acknowledge it by'
      : clock.owes === 'answer'
        ? 'You have our answer by'
        : 'We do our part by';
  return (
    <>
      It reached us on {sayDay(receivedOn)}. {owed} <strong>{sayDay(clock.dueOn)}</strong>
      {left < 0
        ? `. We are late by ${days(-left)}, and we are sorry.`
        : left === 0
          ? ', which is today.'
          : ` at the latest: ${days(left)} left.`}
    </>
  );
}

/** Straight to another organisation (Art 20(2)): whom they named, what came of it, and a form for one more. */
function HandOver({ token, shown, errors }: RequestStatusProps & { shown: readonly HandOverShown[] }) {
  return (
    <section aria-labelledby="hand-over">
      <h2 id="hand-over">Send it straight to somebody else</h2>
      {shown.map(({ id, to, confirmed, sentOn, fetchedOn, until }) => (
        <div key={id}>
          <p>
            <strong>{to}</strong>:{' '}
            {fetchedOn
              ? `they fetched it on ${sayDay(fetchedOn)}.`
              : sentOn && until
                ? `we wrote to them on ${sayDay(sentOn)}; they can fetch it until ${sayDay(until)}.`
                : confirmed
                  ? 'we write to them as soon as your file is ready.'
                  : 'entered for you. Is that what you want? Nothing leaves until you say so.'}
          </p>
          {!confirmed && (
            <form method="post" action={`/requests/${token}`}>
              <input type="hidden" name="hand-over" value={id} />
              <button type="submit" name="do" value="hand-over-confirm">
                Yes, send it to them
              </button>
            </form>
          )}
        </div>
      ))}
      <p>
        We write to an organisation that you name, with a link to your file that opens once. Check the
        address: whoever has the link has the file.
      </p>
      <form method="post" action={`/requests/${token}`} noValidate>
        <Line
          id="organisation"
          label="Which organisation?"
          bare
          type="text"
          autoComplete="off"
          hint={null}
          value=""
          error={at(errors, 'organisation')}
        />
        <Line
          id="organisation-email"
          label="Their e-mail address"
          bare
          type="email"
          autoComplete="off"
          hint="The one at which they receive such files; ask them if you do not know it."
          value=""
          error={null}
        />
        <button type="submit" name="do" value="hand-over">
          Send it to them
        </button>
      </form>
    </section>
  );
}

const Steps = ({ done, waits, owner }: RequestStatusProps) => (
  <section aria-labelledby="steps">
    <h2 id="steps">What is done, and what waits</h2>
    <ol className="steps">
      {done.map(({ on, says }) => (
        <li key={`${on}${says}`} className="is-done">
          <span aria-hidden="true" className="shape">
            ✓
          </span>
          <span>
            <span className="visually-hidden">Done: </span>
            {says} <span className="hint-inline">{sayDay(on)}</span>
          </span>
        </li>
      ))}
      {waits.map((says) => (
        <li key={says} className="waits">
          <span aria-hidden="true" className="shape">
            …
          </span>
          <span>
            <span className="visually-hidden">Still to come: </span>
            {says}
          </span>
        </li>
      ))}
    </ol>
    <p className="hint">Our {owner.replaceAll('-', ' ')} answers it.</p>
  </section>
);

function Thread({ messages, token, errors, typed }: RequestStatusProps) {
  const error = at(errors, 'words');
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">What was written</h2>
      {messages.length === 0 && <p>Nothing yet.</p>}
      {messages.map(({ id, on, from, words }) => (
        <article key={id} className={`message from-${from}`}>
          <h3>
            {from === 'us' ? 'We wrote' : 'You wrote'} <span className="hint-inline">{sayDay(on)}</span>
          </h3>
          <div className="words">{words}</div>
        </article>
      ))}
      <form method="post" action={`/requests/${token}`} noValidate>
        <div className={error ? 'field wrong' : 'field'}>
          <label htmlFor="words">Write to us about this</label>
          {error && (
            <p className="error" id="words-error">
              <span aria-hidden="true">! </span>
              {error}
            </p>
          )}
          <textarea
            id="words"
            name="words"
            rows={5}
            defaultValue={typed}
            {...(error && { 'aria-describedby': 'words-error', 'aria-invalid': true as const })}
          />
        </div>
        <button type="submit" name="do" value="say">
          Send
        </button>
      </form>
    </section>
  );
}
