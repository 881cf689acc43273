import { sayField } from '../../collection/index.ts';
import { controlsOf } from './field.rules.ts';
import { Field } from './field.tsx';
import { Trap, Unseen } from './form.tsx';
import { ErrorSummary, errorAt } from './form-errors.tsx';
import { NoticeAtThePoint } from './form-notice.tsx';
import type { FormProps } from './form-props.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence } from './words.rules.ts';

/** What the book notes by itself, so that nobody types it. */
const BY_THE_BOOK = ['signed-in', 'signed-out'];

const BADGE = {
  field: 'badge',
  id: 'field-badge',
  label: 'The number on your badge',
  draws: 'line',
  type: 'text',
  autoComplete: 'off',
  required: true,
  because: null,
  without: null,
} as const;

/** The visitors' book at the door: sign in, sign out. Nobody sees who else is there. */
export const visitorPage = (site: Site, props: FormProps): string => {
  const { point, declared, errors, values } = props;
  const controls = controlsOf(declared, props.labels ?? {}, props.kinds).filter(
    ({ field }) => !BY_THE_BOOK.includes(field),
  );
  const title = sayField(point);
  return documentOf(site, {
    title: errors.length > 0 ? `Error: ${title}` : title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={errors} controls={[...controls, BADGE]} />
        {declared.says && <p className="lede">{asSentence(declared.says)}</p>}
        <div className="two">
          <section aria-labelledby="coming">
            <h2 id="coming">I am coming in</h2>
            <form method="post" action={`/forms/${point}`} noValidate>
              <Unseen {...props} />
              {controls.map((control) => (
                <Field
                  key={control.field}
                  control={{ ...control, autoComplete: 'off' }}
                  value={values[control.field] ?? ''}
                  error={errorAt(errors, control, values)}
                />
              ))}
              <Trap />
              <button type="submit">Sign in</button>
            </form>
          </section>
          <section aria-labelledby="leaving">
            <h2 id="leaving">I am leaving</h2>
            <form method="post" action={`/forms/${point}/out`} noValidate>
              <Field control={BADGE} value="" error={errorAt(errors, BADGE, values)} />
              <button type="submit">Sign out</button>
            </form>
          </section>
        </div>
        <NoticeAtThePoint site={site} {...props} />
      </>
    ),
  });
};

/** Signed in, with the number to sign out by; or signed out. The next visitor starts anew. */
export const visitorDonePage = (
  site: Site,
  { point, badge }: { point: string; badge: string | null },
): string =>
  documentOf(site, {
    title: badge ? 'Signed in' : 'Signed out',
    here: null,
    children: (
      <>
        <h1>{badge ? 'Welcome' : 'Goodbye'}</h1>
        {badge ? (
          <>
            <p className="lede">Write this number on your badge. You sign out with it.</p>
            <p className="badge">{badge}</p>
          </>
        ) : (
          <p className="lede">
            <span className="done" aria-hidden="true">
              ✓{' '}
            </span>
            You are signed out.
          </p>
        )}
        <p>
          <a className="button" href={`/forms/${point}`}>
            Next visitor
          </a>
        </p>
      </>
    ),
  });
