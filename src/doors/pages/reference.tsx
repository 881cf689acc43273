import { documentOf } from './layout.tsx';
import type { Operation, Part, Reference } from './reference-props.ts';
import type { Site } from './site.ts';

/** Everything that the API takes and answers, to be read. Programs read /openapi.json. */
export const referencePage = (site: Site, { tags }: Reference): string =>
  documentOf(site, {
    title: 'The API',
    here: null,
    children: (
      <div className="reference">
        <h1>The API</h1>
        <p className="lede">
          For connected systems and staff. Programs read the same as <a href="/openapi.json">OpenAPI 3.1</a>.
        </p>
        <h2 id="how">How it speaks</h2>
        <ul>
          <li>
            Send an API key as <code>Authorization: Bearer kept_…</code>. Each key may do what its scopes say.
          </li>
          <li>
            Refusals are <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code> and
            a sentence that says what to do.
          </li>
          <li>
            A write with an <code>Idempotency-Key</code> is done once, however often it is sent within a day.
          </li>
          <li>
            Lists go on with <code>cursor</code>: the <code>next</code> of the page before.
          </li>
          <li>
            Whoever looks at a person says why with <code>Kept-Reason</code>; the ledger keeps it.
          </li>
        </ul>
        <h2 id="operations">Operations</h2>
        {tags.map(({ name, says, operations }) => (
          <section key={name} aria-labelledby={`tag-${name}`}>
            <h3 id={`tag-${name}`}>
              <a href={`/docs/${name}`}>{name}</a> <span className="quiet">{says}</span>
            </h3>
            <ul>
              {operations.map(({ id, method, path, says: summary }) => (
                <li key={id}>
                  <a href={`/docs/${name}#${id}`}>
                    {method} {path}
                  </a>{' '}
                  {summary}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    ),
  });

/** The operations of one tag, each with what it takes, what it answers, and a call to copy. */
export const referenceTagPage = (site: Site, { name, says, operations }: Reference['tags'][number]): string =>
  documentOf(site, {
    title: `The API: ${name}`,
    here: null,
    children: (
      <div className="reference">
        <h1>The API: {name}</h1>
        <p className="lede">
          {says} <a href="/docs">All operations</a>
        </p>
        {operations.map((one) => (
          <OneOperation key={one.id} {...one} />
        ))}
      </div>
    ),
  });

function OneOperation({
  id,
  method,
  path,
  says,
  scope,
  session,
  parameters,
  media,
  body,
  answers,
  curl,
}: Operation) {
  return (
    <section className="operation" aria-labelledby={id}>
      <h2 id={id}>{says}</h2>
      <p>
        <code>
          {method} {path}
        </code>
      </p>
      <p>{sayWho(scope, session)}</p>
      <Fields of={`${id}: parameters`} title="Parameters" parts={parameters} />
      {media && (
        <Fields
          of={`${id}: body`}
          title={`Body, as ${media}`}
          parts={body}
          none="The whole body is one text."
        />
      )}
      <h3>Answers</h3>
      <dl>
        {answers.map(({ status, says: meaning, fields }) => (
          <div key={status}>
            <dt>{status}</dt>
            <dd>
              {meaning}
              {fields.length > 0 && (
                <details>
                  <summary>Fields of {status}</summary>
                  <Fields of={`${id}: answer ${status}`} title={null} parts={fields} />
                </details>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <h3>Try it</h3>
      <pre>
        <code>{curl}</code>
      </pre>
    </section>
  );
}

const sayWho = (scope: string | null, session: boolean): string => {
  if (scope) return `With a key that has the scope “${scope}”, or signed in with a role that may.`;
  return session ? 'Signed in only.' : 'Open to everyone.';
};

function Fields({
  of,
  title,
  parts,
  none,
}: {
  of: string;
  title: string | null;
  parts: (Part & { where?: string })[];
  none?: string;
}) {
  if (parts.length === 0) return none ? <p>{none}</p> : null;
  return (
    <>
      {title && <h3>{title}</h3>}
      <div>
        <table aria-label={of}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ name, where, type, required, says }) => (
              <tr key={`${where} ${name}`}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{type}</td>
                <td>{[where && `in the ${where}`, required && 'needed', says].filter(Boolean).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
