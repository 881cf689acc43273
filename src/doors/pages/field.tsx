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
      {control.draws === 'lines' ? (
        <textarea rows={control.autoComplete === 'street-address' ? 3 : 6} {...common} />
      ) : (
        <input type={control.type} {...common} />
      )}
    </div>
  );
}

/** The declared words stay as they are: proofs, and people who compare, look for them. */
const consequence = (without: string): string =>
  `${/^\p{Ll}/u.test(without) ? 'Without it, ' : ''}${without}${/[.!?]$/.test(without) ? '' : '.'}`;
