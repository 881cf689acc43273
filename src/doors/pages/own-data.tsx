import { type Day, sayDay } from '../../base/index.ts';
import type { OwnData, OwnRecord } from '../../procedures/index.ts';
import { documentOf } from './layout.tsx';
import { at, Errors, Line, Lines } from './request-fields.tsx';
import type { FormError, Site } from './site.ts';
import { asSentence } from './words.rules.ts';

export type OwnDataProps = OwnData & {
  token: string;
  /** What somebody can ask for beyond this page. */
  choices: readonly { kind: string; wish: string }[];
  answerBy: Day | null;
  saved: 'changed' | 'unchanged' | 'asked' | 'mailed' | null;
  errors: readonly FormError[];
  /** The record whose form was sent, and what was typed in it. */
  typed: { record: string; values: Readonly<Record<string, string>> } | null;
};

const SAVED: Readonly<Record<NonNullable<OwnDataProps['saved']>, [string, string]>> = {
  changed: ['Changed.', 'It counts from this moment, and we have written to you about it.'],
  unchanged: ['Nothing changed.', 'What you sent is what was there.'],
  mailed: ['Sent.', 'We have written to the new address. Open that mail and say yes: it counts from then.'],
  asked: ['Sent.', 'We have written to your address with a link to the page of your request.'],
};

/** What somebody gave us, by their own link: to see, to put right at once, to take away, and to ask about. */
export const ownDataPage = (site: Site, props: OwnDataProps): string => {
  const { token, records, kinds, elsewhere, changes, saved, errors, until } = props;
  return documentOf(site, {
    title: errors.length > 0 ? 'Error: your data' : 'Your data',
    here: null,
    children: (
      <>
        <h1>Your data</h1>
        {saved && (
          <p className="saved" role="status">
            <span aria-hidden="true">✓ </span>
            <strong>{SAVED[saved][0]}</strong> {SAVED[saved][1]}
          </p>
        )}
        <Errors errors={errors} />
        <p className="lede">
          What you gave us and we keep here. Correct what is wrong: it counts at once. This page opens until
          the end of {sayDay(until)}; then you ask for a new link.
        </p>
        {records.length === 0 ? (
          <p>There is nothing here that came from you.</p>
        ) : (
          <section aria-labelledby="kinds">
            <h2 id="kinds">In short</h2>
            <table>
              <caption>Kinds of data, and where they came in</caption>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">Came in</th>
                </tr>
              </thead>
              <tbody>
                {kinds.map(({ says, from }) => (
                  <tr key={says}>
                    <th scope="row">{asSentence(says).replace(/\.$/, '')}</th>
                    <td>{from.join('; ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <form method="post" action={`/your-data/${token}/export`} className="apart">
              <button type="submit" className="second">
                Download all of this page as a file
              </button>
            </form>
          </section>
        )}
        {records.map((record) => (
          <Record key={record.id} record={record} {...props} />
        ))}
        {props.addresses.length > 0 && <Addresses {...props} />}
        {changes.length > 0 && <Changes changes={changes} />}
        {elsewhere.length > 0 && (
          <section aria-labelledby="elsewhere">
            <h2 id="elsewhere">Where else something of you may be</h2>
            <p>This page shows what you sent us. We may keep something of you here as well:</p>
            <ul>
              {elsewhere.map((says) => (
                <li key={says}>{asSentence(says)}</li>
              ))}
            </ul>
            <p>Ask for a copy below, and we look in every one of them.</p>
          </section>
        )}
        <Ask {...props} />
      </>
    ),
  });
};

function Record({ record, token, errors, typed }: OwnDataProps & { record: OwnRecord }) {
  const mine = typed?.record === record.id;
  const open = record.fields.filter(({ correctable }) => correctable);
  const closed = record.fields.filter(({ correctable }) => !correctable);
  return (
    <section aria-labelledby={`r-${record.id}`}>
      <h2 id={`r-${record.id}`}>{asSentence(record.says).replace(/\.$/, '')}</h2>
      <p className="hint">
        Received {sayDay(record.receivedOn)}
        {record.source ? `, from ${record.source.replaceAll('-', ' ')}` : ', from you'}.
      </p>
      <dl className="own">
        {closed.map(({ field, label, value }) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {record.apart.map(({ field, text }) => (
          <div key={`apart ${field}`}>
            <dt>{field.replaceAll('-', ' ')}, kept apart</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {record.files.map(({ name, bytes }) => (
          <div key={name}>
            <dt>File</dt>
            <dd>
              {name} ({Math.ceil(bytes / 1024)} kB)
            </dd>
          </div>
        ))}
      </dl>
      {record.fixed && (
        <p className="hint">
          {record.fixed} Ask us <a href="#ask">below</a> to change it.
        </p>
      )}
      {open.length > 0 && (
        <form method="post" action={`/your-data/${token}`} noValidate>
          <input type="hidden" name="record" value={record.id} />
          {open.map(({ field, label, value }) => {
            const asked = {
              id: `${record.id}.${field}`,
              label,
              hint: null,
              bare: true,
              value: (mine ? typed.values[field] : undefined) ?? value,
              error: mine ? at(errors, `${record.id}.${field}`) : null,
            };
            return value.length > 80 || value.includes('\n') ? (
              <Lines key={field} {...asked} />
            ) : (
              <Line key={field} {...asked} type="text" autoComplete="off" />
            );
          })}
          <button type="submit">Save</button>
        </form>
      )}
    </section>
  );
}

/** An address changes with proof of the new one, or whoever reads an old mail could take everything along. */
const Addresses = ({ addresses, token, errors }: OwnDataProps) => (
  <section aria-labelledby="address">
    <h2 id="address">Your address</h2>
    <p className="hint">
      We write to the new address, and change it when you open that mail. What you agreed to and what you said
      no to goes with it.
    </p>
    {addresses.map((was, index) => (
      <form method="post" action={`/your-data/${token}/address`} key={was} noValidate>
        <input type="hidden" name="was" value={was} />
        <Line
          id={`becomes-${index}`}
          label={`Instead of ${was}`}
          hint={null}
          bare
          value=""
          error={at(errors, `becomes-${index}`)}
          type="email"
          autoComplete="email"
        />
        <button type="submit">Change it</button>
      </form>
    ))}
  </section>
);

const Changes = ({ changes }: Pick<OwnDataProps, 'changes'>) => (
  <section aria-labelledby="changes">
    <h2 id="changes">What you changed</h2>
    <table>
      <caption>Each change, with what stood there before</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">Since then</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ id, on, what, was, becomes }) => (
          <tr key={id}>
            <th scope="row">{sayDay(on)}</th>
            <td>{what}</td>
            <td>{was}</td>
            <td>{becomes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const Ask = ({ token, choices, answerBy, errors }: OwnDataProps) => (
  <section aria-labelledby="ask">
    <h2 id="ask">Ask for anything else</h2>
    <p>
      You need not show again who you are.
      {answerBy && ` Ask today, and you have our answer by ${sayDay(answerBy)} at the latest.`}
    </p>
    <form method="post" action={`/your-data/${token}/ask`} noValidate>
      <fieldset className="choices" id="kind">
        <legend>What would you like?</legend>
        {choices.map(({ kind, wish }, index) => (
          <div className="choice" key={kind}>
            <label className="tick">
              <input type="radio" name="kind" value={kind} id={index === 0 ? 'kind-first' : undefined} />
              <span>{wish}</span>
            </label>
          </div>
        ))}
      </fieldset>
      <Lines id="words" label="What should we know?" hint={null} value="" error={at(errors, 'words')} />
      <button type="submit">Ask</button>
    </form>
  </section>
);

/** For somebody without a link. The answer is the same whether we know the address or not. */
export const ownDataAskPage = (
  site: Site,
  { sent, answerBy }: { sent: boolean; answerBy: Day | null },
): string =>
  documentOf(site, {
    title: sent ? 'Look at your e-mail' : 'See your data',
    here: null,
    children: sent ? (
      <>
        <h1>Look at your e-mail</h1>
        <p className="lede">
          If we know that address, a link to your data is on its way to it. It opens for two days.
        </p>
        <p>
          No e-mail after a few minutes? Then we do not know the address, or it was typed differently.{' '}
          <a href="/your-data">Try again</a>, or <a href="/requests/new?kind=access">ask us to look</a>.
        </p>
      </>
    ) : (
      <>
        <h1>See your data</h1>
        <p className="lede">
          See what you gave us, and correct it yourself, at any hour. We send a link to your address, so that
          nobody else can look.
        </p>
        <form method="post" action="/your-data">
          <Line
            id="email"
            label="Your e-mail address"
            needed
            type="email"
            autoComplete="email"
            hint="The one by which we know you. We use it for this link and for nothing else."
            value=""
            error={null}
          />
          <button type="submit">Send me the link</button>
        </form>
        <h2>Everything, from everywhere</h2>
        <p>
          For a copy of all that we hold, in every system, with where it came from and who received it,{' '}
          <a href="/requests/new?kind=access">ask for a copy</a>.
          {answerBy && ` Ask today, and you have it by ${sayDay(answerBy)} at the latest.`}
        </p>
      </>
    ),
  });
