import type { Control } from './field.rules.ts';
import { asSentence } from './words.rules.ts';

/** One question: its label, why it is asked, what we cannot do without it, and what was wrong with the answer. */
export function Field({ control, value, error }: { control: Control; value: string; error: string | null }) {
  const { id, because, without } = control;
  const hints = [because && `${id}-because`, without && `${id}-without`, error && `${id}-error`].filter(
    Boolean,
  );
  const common = {
    id,
    name: `field.${control.field}`,
    autoComplete: control.autoComplete,
    defaultValue: value,
    required: control.required,
    ...(hints.length > 0 && { 'aria-describedby': hints.join(' ') }),
    ...(error && { 'aria-invalid': true as const }),
  };
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>
        {control.label} <span className="need">{control.required ? '(needed)' : '(optional)'}</span>
      </label>
      {because && (
        <p className="hint" id={`${id}-because`}>
          {asSentence(because)}
        </p>
      )}
      {without && (
        <p className="hint" id={`${id}-without`}>
          {consequence(without)}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      {control.draws === 'file' ? (
        <FileOrText control={control} value={value} common={common} />
      ) : control.draws === 'lines' ? (
        <textarea rows={control.autoComplete === 'street-address' ? 3 : 6} {...common} />
      ) : (
        <input type={control.type} {...common} {...(control.type === 'password' && { defaultValue: '' })} />
      )}
    </div>
  );
}

type Common = { id: string; name: string; required: boolean; 'aria-describedby'?: string };

/** A file, or its words: whoever has no file to send, or sends it from a telephone, pastes the text. */
function FileOrText({ control, value, common }: { control: Control; value: string; common: Common }) {
  const { id, name, required } = common;
  const described = common['aria-describedby'];
  return (
    <>
      <input
        type="file"
        id={id}
        name={name}
        required={required}
        {...(described && { 'aria-describedby': described })}
      />
      <details className="instead" open={value !== ''}>
        <summary>No file? Type or paste it</summary>
        <label className="hidden" htmlFor={`${id}-text`}>
          {control.label}, as text
        </label>
        <textarea id={`${id}-text`} name={`text.${control.field}`} rows={8} defaultValue={value} />
      </details>
    </>
  );
}

/** The declared words stay as they are: proofs, and people who compare, look for them. */
const consequence = (without: string): string =>
  `${/^\p{Ll}/u.test(without) ? 'Without it, ' : ''}${without}${/[.!?]$/.test(without) ? '' : '.'}`;
