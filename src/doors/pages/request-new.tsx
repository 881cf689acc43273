import { type Day, sayDay } from '../../base/index.ts';
import { Contact, documentOf } from './layout.tsx';
import { at, Errors, Line, Lines, Trap } from './request-fields.tsx';
import type { FormError, Site } from './site.ts';
import { asSentence } from './words.rules.ts';

export type RequestChoice = { kind: string; wish: string; hint: string | null };

export type RequestNewProps = {
  choices: readonly RequestChoice[];
  /** Uses that somebody can object to or withdraw from, and whose data we handle for others. */
  uses: readonly { name: string; says: string }[];
  handledFor: readonly { name: string; says: string; controllers: string }[];
  /** By when somebody who asks today has an answer. */
  answerBy: Day | null;
  /** Letters are taken as well. */
  post: string | null;
  values: Readonly<Record<string, string>>;
  errors: readonly FormError[];
};

/** What somebody can ask of us, in their words; what we need for it, what happens then, and by when. */
export const requestNewPage = (site: Site, props: RequestNewProps): string => {
  const { errors, values, answerBy } = props;
  return documentOf(site, {
    title: errors.length > 0 ? 'Error: ask us about your data' : 'Ask us about your data',
    here: null,
    children: (
      <>
        <h1>Ask us about your data</h1>
        <Errors errors={errors} />
        <p className="lede">
          It costs nothing, and you need not say why.{' '}
          {answerBy && (
            <>
              Ask today, and you have our answer by <strong>{sayDay(answerBy)}</strong> at the latest.
            </>
          )}
        </p>
        <p>
          What you gave us yourself you can see and correct at once, without asking:{' '}
          <a href="/your-data">your data</a>.
        </p>
        <form method="post" action="/requests/new" noValidate>
          <What {...props} />
          <About {...props} />
          <Lines
            id="words"
            label="What should we know?"
            hint="What it is about, from when, which part. For a correction: what is wrong, and what is right."
            value={values.words ?? ''}
            error={at(errors, 'words')}
          />
          {props.choices.some(({ kind }) => kind === 'portability') && (
            <Line
              id="format"
              label="A file to take elsewhere: in which format?"
              type="text"
              autoComplete="off"
              hint="Only for a file to take along. One word, like XML: CSV and JSON come by themselves, and if we cannot make another we tell you why."
              value={values.format ?? ''}
              error={at(errors, 'format')}
            />
          )}
          <Line
            id="email"
            label="Your e-mail address"
            needed
            type="email"
            autoComplete="email"
            hint="The one by which we know you, if you have several. We write to it, and that is how we are sure that it is you."
            value={values.email ?? ''}
            error={at(errors, 'email')}
          />
          <Line
            id="name"
            label="Your name"
            type="text"
            autoComplete="name"
            hint="Helps us to find what is not kept under your address."
            value={values.name ?? ''}
            error={null}
          />
          <Line
            id="agent"
            label="Do you ask for somebody else? Then who are you?"
            type="text"
            autoComplete="off"
            hint="Give their e-mail address above, and your own name and how to reach you here. We ask them whether you may."
            value={values.agent ?? ''}
            error={null}
          />
          <Trap />
          <WhatHappens site={site} post={props.post} />
          <button type="submit">Send</button>
        </form>
      </>
    ),
  });
};

function What({ choices, values, errors }: RequestNewProps) {
  const error = at(errors, 'kind');
  return (
    <fieldset
      className={error ? 'choices field wrong' : 'choices'}
      id="kind"
      aria-describedby={error ? 'kind-error' : undefined}
    >
      <legend>What would you like?</legend>
      {error && (
        <p className="error" id="kind-error">
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      {choices.map(({ kind, wish, hint }, index) => (
        <div className="choice" key={kind}>
          <label className="tick">
            <input
              type="radio"
              name="kind"
              value={kind}
              id={index === 0 ? 'kind-first' : undefined}
              defaultChecked={values.kind === kind}
            />
            <span>
              {wish}
              {hint && <span className="hint-inline">{hint}</span>}
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function About({ uses, handledFor, values }: RequestNewProps) {
  if (uses.length + handledFor.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor="about">
        Is it about one use in particular? <span className="need">(optional)</span>
      </label>
      <p className="hint" id="about-hint">
        For an objection, a consent that you take back, or data that we handle for somebody else.
      </p>
      <select id="about" name="about" defaultValue={values.about ?? ''} aria-describedby="about-hint">
        <option value="">No, or I do not know</option>
        {uses.map(({ name, says }) => (
          <option key={name} value={name}>
            {asSentence(says)}
          </option>
        ))}
        {handledFor.map(({ name, says, controllers }) => (
          <option key={name} value={name}>
            {`For ${controllers}: ${says}`}
          </option>
        ))}
      </select>
      {handledFor.length > 0 && (
        <>
          <label htmlFor="customer" className="second">
            If it is about data that we handle for somebody else: for whom?{' '}
            <span className="need">(optional)</span>
          </label>
          <input
            id="customer"
            name="customer"
            type="text"
            autoComplete="off"
            defaultValue={values.customer ?? ''}
          />
        </>
      )}
    </div>
  );
}

const WhatHappens = ({ site, post }: { site: Site; post: string | null }) => (
  <section className="at-the-point" aria-labelledby="what-happens">
    <h2 id="what-happens">What happens then</h2>
    <ol>
      <li>We write to your address with a link to a page of your own, on which you see how it stands.</li>
      <li>
        You open it and confirm that it was you. Only if we have a reason to doubt that do we ask for more,
        and we tell you the reason.
      </li>
      <li>
        We do it, and tell you what we did. If there is something that we may not do, we tell you why, and how
        to complain.
      </li>
    </ol>
    <p>
      We use what you write here for your request, and keep it as proof that we answered. You can also write
      to <Contact contact={site.contact.privacy} />
      {site.contact.phone && ` or call ${site.contact.phone}`}
      {post && `, or send a letter to ${post}`}.
    </p>
  </section>
);

/** The same words whether we know the address or not: nobody can ask here who is known to us. */
export const requestTakenPage = (
  site: Site,
  { answerBy, complaint }: { answerBy: Day | null; complaint: boolean },
): string =>
  documentOf(site, {
    title: 'Look at your e-mail',
    here: null,
    children: (
      <>
        <h1>Look at your e-mail</h1>
        <p className="lede">
          {complaint
            ? 'Your complaint is with us. We have written to the address that you gave, with a link to its page.'
            : 'Your request is with us. We have written to the address that you gave, with a link to its page.'}
        </p>
        {answerBy && (
          <p>
            {complaint ? 'We acknowledge it by ' : 'You have our answer by '}
            <strong>{sayDay(answerBy)}</strong> at the latest
            {complaint ? '; the letter that is on its way to you does that.' : '. The time runs already.'}
          </p>
        )}
        <p>
          No e-mail after a few minutes? Look among the unwanted mail, or write to{' '}
          <Contact contact={site.contact.privacy} />.
        </p>
      </>
    ),
  });
