import { AGE_QUESTION, type AgeBand } from '../../collection/index.ts';
import type { Control } from './field.rules.ts';
import { errorAt } from './form-errors.tsx';
import type { FormProps } from './form-props.ts';

const LABEL = 'How old are you?';

/** Where errors about the age lead to: the first answer. */
const control: Control = {
  field: AGE_QUESTION,
  id: 'years-0',
  label: LABEL,
  draws: 'line',
  type: 'text',
  autoComplete: 'off',
  required: true,
  because: null,
  without: null,
};

export const ageControls = (ages: readonly AgeBand[] = []): Control[] => (ages.length > 0 ? [control] : []);

/** How old somebody is, as coarsely as it matters; nothing is chosen beforehand. */
export function Age({ ages = [], age, errors }: Pick<FormProps, 'ages' | 'age' | 'errors'>) {
  if (ages.length === 0) return null;
  const error = errorAt(errors, control, {});
  return (
    <fieldset className={error ? 'choices field wrong' : 'choices field'} aria-describedby="years-why">
      <legend>
        {LABEL} <span className="need">(needed)</span>
      </legend>
      <p className="hint" id="years-why">
        We ask because some things need somebody older. We look at the answer and keep it nowhere.
      </p>
      {error && (
        <p className="error" id="years-error">
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      {ages.map(({ from, says }) => (
        <div className="choice" key={from}>
          <label className="tick" htmlFor={`years-${from}`}>
            <input
              type="radio"
              id={`years-${from}`}
              name="years"
              value={from}
              defaultChecked={age === from}
              required
              {...(error && { 'aria-describedby': 'years-error' })}
            />
            <span>{says}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
