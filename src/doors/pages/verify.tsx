import type { Instant } from '../../base/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { sayMoment } from './words.rules.ts';

/** What a check found; see `checkDocument`. */
export type CheckedDocument =
  | { holds: false; because: string }
  | {
      holds: true;
      type: 'receipt' | 'certificate';
      issuer: string;
      issuedAt: Instant;
      statement: unknown;
      entry: { id: string; state: 'promised' | 'in-the-tree' | 'unknown'; leaf: number | null } | null;
    };

const ENTRY_SAYS = {
  promised: 'The same stands in our ledger, and we have signed that it will be part of its tree.',
  'in-the-tree': 'The same stands in our ledger, as part of its tree: nobody can take it out unseen.',
  unknown: 'Our ledger does not have the entry that it names.',
} as const;

/** Paste or upload what we gave you to take away, and see what it proves. Nothing of it is kept. */
export const verifyPage = (
  site: Site,
  { document, checked }: { document: string; checked: CheckedDocument | null },
): string =>
  documentOf(site, {
    title: checked === null ? 'Check a receipt' : checked.holds ? 'It holds' : 'It does not hold',
    here: null,
    children: (
      <>
        <h1>Check a receipt or certificate</h1>
        {checked && <Finding site={site} checked={checked} />}
        <p className="lede">
          When you chose something, or we erased something, you could take a signed receipt away. Here you see
          what it proves. We keep nothing of what you send here.
        </p>
        <form method="post" action="/verify" encType="multipart/form-data">
          <div className="field">
            <label htmlFor="document">Paste it here</label>
            <p className="hint" id="document-hint">
              It is one long line of letters with two dots in it.
            </p>
            <textarea
              id="document"
              name="document"
              rows={6}
              aria-describedby="document-hint"
              defaultValue={document}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <div className="field">
            <label htmlFor="file">or choose the file</label>
            <input
              id="file"
              type="file"
              name="file"
              accept=".jws,.txt,.json,application/jose,application/json"
            />
          </div>
          <button type="submit">Check it</button>
        </form>
      </>
    ),
  });

function Finding({ site, checked }: { site: Site; checked: CheckedDocument }) {
  if (!checked.holds)
    return (
      <div className="errors" role="alert">
        <p>
          <span aria-hidden="true">✕ </span>
          <strong>It does not hold.</strong> {checked.because}
        </p>
      </div>
    );
  const { type, issuer, issuedAt, statement, entry } = checked;
  return (
    <section className="saved" aria-labelledby="holds">
      <h2 id="holds">
        <span aria-hidden="true">✓ </span>This {type} holds
      </h2>
      <p>
        We signed it on {sayMoment(site, issuedAt)}, as {issuer}, and nothing in it was changed since.
      </p>
      {entry && <p>{ENTRY_SAYS[entry.state]}</p>}
      <dl>
        {linesOf(statement).map(([name, value]) => (
          <div key={`${name} ${value}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What it says, line by line, whatever shape it has. */
function linesOf(value: unknown, at = ''): [string, string][] {
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined ? [] : [[at, String(value)]];
  return Object.entries(value)
    .flatMap(([name, inner]) => {
      const named = Array.isArray(value)
        ? at
        : [at, name.replaceAll(/[_-]/g, ' ')].filter(Boolean).join(', ');
      return linesOf(inner, named);
    })
    .slice(0, 60);
}
