import { sayField } from '../../collection/index.ts';
import { type Control, controlsOf } from './field.rules.ts';
import { Field } from './field.tsx';
import { Trap, Unseen } from './form.tsx';
import { ErrorSummary, errorAt } from './form-errors.tsx';
import { NoticeAtThePoint } from './form-notice.tsx';
import type { FormProps } from './form-props.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence, sayMoment } from './words.rules.ts';

const control = (
  field: string,
  label: string,
  because: string,
  draws: Control['draws'] = 'line',
): Control => ({
  field,
  id: `field-${field}`,
  label,
  draws,
  type: 'text',
  autoComplete: 'off',
  required: true,
  because,
  without: null,
});

const CASE = control('case', 'The number of your case', 'You have it since you reported the problem.');
const AREAS = control(
  'areas',
  'What we may look at',
  'One a line. We reach nothing else, so open only what the problem needs.',
  'lines',
);
const CODE = control('code', 'The code of the session', 'It was shown when you opened it.');

export type SessionProps = FormProps & {
  /** How long it lasts, in words. */
  lasts: string;
};

/** A client opens a session to us: for a case, for some areas, for a while; and closes it whenever they like. */
export const sessionPage = (site: Site, props: SessionProps): string => {
  const { point, declared, errors, values } = props;
  const fields = controlsOf(declared, props.labels ?? {}, props.kinds);
  const ownAreas = fields.some(({ field }) => /areas?(-|$)|scope/.test(field));
  const controls = [...(declared['case-bound'] ? [CASE] : []), ...fields, ...(ownAreas ? [] : [AREAS])];
  const title = sayField(point);
  return documentOf(site, {
    title: errors.length > 0 ? `Error: ${title}` : title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={errors} controls={[...controls, CODE]} />
        {declared.says && <p className="lede">{asSentence(declared.says)}</p>}
        <p>
          Nobody of ours looks before you open it here. It ends by itself after {props.lasts}, or when you
          close it. Every look is written down.
        </p>
        <NoticeAtThePoint site={site} {...props} />
        <form method="post" action={`/forms/${point}`} noValidate>
          <Unseen {...props} />
          {controls.map((one) => (
            <Field
              key={one.field}
              control={one}
              value={values[one.field] ?? ''}
              error={errorAt(errors, one, values)}
            />
          ))}
          <Trap />
          <button type="submit">Open it</button>
        </form>
        <h2>Close it again</h2>
        <form method="post" action={`/forms/${point}/close`} noValidate>
          <Field control={CODE} value={values.code ?? ''} error={errorAt(errors, CODE, values)} />
          <button type="submit">Close it</button>
        </form>
      </>
    ),
  });
};

/** The code, what it opens and until when; or that it is closed. */
export const sessionDonePage = (
  site: Site,
  { point, opened }: { point: string; opened: { code: string; expiresAt: string; areas: string[] } | null },
): string =>
  documentOf(site, {
    title: opened ? 'Opened' : 'Closed',
    here: null,
    children: opened ? (
      <>
        <h1>Opened until {sayMoment(site, opened.expiresAt)}</h1>
        <p className="lede">Tell this code to the person who helps you, and to nobody else.</p>
        <p className="badge">{opened.code}</p>
        <h2>What it opens</h2>
        <ul>
          {opened.areas.map((area) => (
            <li key={area}>{area}</li>
          ))}
        </ul>
        <form method="post" action={`/forms/${point}/close`}>
          <input type="hidden" name="field.code" value={opened.code} />
          <button type="submit">Close it now</button>
        </form>
      </>
    ) : (
      <>
        <h1>Closed</h1>
        <p className="lede">
          <span className="done" aria-hidden="true">
            ✓{' '}
          </span>
          Nobody can look any more.
        </p>
      </>
    ),
  });
