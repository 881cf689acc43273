import type { FormError } from './site.ts';

/** What was wrong with the answer to one question; null: nothing. */
export const at = (errors: readonly FormError[], field: string): string | null =>
  errors.find((error) => error.field === field)?.message ?? null;

/** Where an error leads: the first thing that one can fill in there. */
const PLACES: Readonly<Record<string, string>> = { kind: 'kind-first' };

/** All that was wrong, at the top, each leading to its place. */
export function Errors({ errors }: { errors: readonly FormError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="errors" role="alert" aria-labelledby="errors">
      <h2 id="errors">Please look at this again</h2>
      <p>Nothing has been sent. What you typed is still here.</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field}${message}`}>
            {field ? <a href={`#${PLACES[field] ?? field}`}>{message}</a> : message}
          </li>
        ))}
      </ul>
    </div>
  );
}

type Asked = {
  id: string;
  label: string;
  needed?: boolean;
  /** It was answered before: whether it is needed goes without saying. */
  bare?: boolean;
  hint: string | null;
  value: string;
  error: string | null;
};

function Label({ id, label, needed = false, bare = false, hint, error }: Asked) {
  return (
    <>
      <label htmlFor={id}>
        {label} {!bare && <span className="need">{needed ? '(needed)' : '(optional)'}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
    </>
  );
}

const described = ({ id, hint, error }: Asked) => {
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { ...(by && { 'aria-describedby': by }), ...(error && { 'aria-invalid': true as const }) };
};

/** A question with one line for its answer. */
export const Line = (asked: Asked & { type: 'text' | 'email'; autoComplete: string }) => (
  <div className={asked.error ? 'field wrong' : 'field'}>
    <Label {...asked} />
    <input
      id={asked.id}
      name={asked.id}
      type={asked.type}
      autoComplete={asked.autoComplete}
      required={asked.needed ?? false}
      defaultValue={asked.value}
      {...described(asked)}
    />
  </div>
);

/** A question whose answer may be long. */
export const Lines = (asked: Asked) => (
  <div className={asked.error ? 'field wrong' : 'field'}>
    <Label {...asked} />
    <textarea
      id={asked.id}
      name={asked.id}
      rows={6}
      required={asked.needed ?? false}
      defaultValue={asked.value}
      {...described(asked)}
    />
  </div>
);

/** What no person sees and every robot fills in. */
export const Trap = () => (
  <div className="trap" aria-hidden="true">
    <label htmlFor="website">Leave this empty</label>
    <input id="website" type="text" name="website" autoComplete="off" tabIndex={-1} />
  </div>
);
