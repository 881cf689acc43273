import type { Control } from './field.rules.ts';
import type { FormError } from './site.ts';

const isShared = (errors: readonly FormError[], { message }: FormError): boolean =>
  errors.filter((one) => one.message === message).length > 1;

/** What is wrong, said at the top with a way to each field. */
export function ErrorSummary({
  errors,
  controls,
}: {
  errors: readonly FormError[];
  controls: readonly Control[];
}) {
  if (errors.length === 0) return null;
  const messages = [...new Set(errors.map(({ message }) => message))];
  return (
    <div className="errors" role="alert" aria-labelledby="errors">
      <h2 id="errors">Please look at this again</h2>
      <p>Nothing has been sent. What you typed is still here.</p>
      <ul>
        {messages.map((message) => {
          const at = controls.filter(({ field }) =>
            errors.some((one) => one.field === field && one.message === message),
          );
          return (
            <li key={message}>
              <Message message={message} at={at} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Message({ message, at: [first, ...others] }: { message: string; at: readonly Control[] }) {
  if (!first) return message;
  if (others.length === 0) return <a href={`#${first.id}`}>{message}</a>;
  return (
    <>
      {message}
      <ul>
        {[first, ...others].map(({ id, label }) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is said beside a field. A message that is about several is said as what it means for this one. */
export function errorAt(
  errors: readonly FormError[],
  { field }: Control,
  values: Readonly<Record<string, string>>,
): string | null {
  const error = errors.find((one) => one.field === field);
  if (!error) return null;
  return isShared(errors, error) && !values[field]?.trim() ? 'Please fill this in.' : error.message;
}
