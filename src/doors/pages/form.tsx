import { sayField } from '../../collection/index.ts';
import { controlsOf } from './field.rules.ts';
import { Field } from './field.tsx';
import { Choices } from './form-choices.tsx';
import { ErrorSummary, errorAt } from './form-errors.tsx';
import type { FormProps } from './form-props.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence, sayCountry } from './words.rules.ts';

export const formPage = (site: Site, props: FormProps): string => {
  const { point, declared, errors, values } = props;
  const controls = controlsOf(declared, props.labels ?? {});
  const title = sayField(point);
  return documentOf(site, {
    title: errors.length > 0 ? `Error: ${title}` : title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={errors} controls={controls} />
        {declared.says && <p className="lede">{asSentence(declared.says)}</p>}
        <NoticeAtThePoint site={site} {...props} />
        <form method="post" action={`/forms/${point}`} noValidate>
          <input type="hidden" name="notice" value={props.notice.hash} />
          {controls.map((control) => (
            <Field
              key={control.field}
              control={control}
              value={values[control.field] ?? ''}
              error={errorAt(errors, control, values)}
            />
          ))}
          <Choices {...props} />
          <div className="trap" aria-hidden="true">
            <label htmlFor="website">Leave this empty</label>
            <input id="website" type="text" name="website" autoComplete="off" tabIndex={-1} />
          </div>
          <button type="submit">Send</button>
        </form>
      </>
    ),
  });
};

/** Art 13: who asks, what for, and where the rest is said, before anything is typed. */
function NoticeAtThePoint({ site, declared, purposes, countries }: FormProps & { site: Site }) {
  const uses = declared.purposes.flatMap((name) => purposes[name]?.says ?? []);
  const abroad = countries.filter((country) => country !== 'uk').map(sayCountry);
  return (
    <section className="at-the-point" aria-labelledby="what-happens">
      <h2 id="what-happens">What happens with it</h2>
      {uses.length === 1 ? (
        <p>
          {site.name} uses what you give here {uses[0]}.
        </p>
      ) : (
        <>
          <p>{site.name} uses what you give here:</p>
          <ul>
            {uses.map((use) => (
              <li key={use}>{use}</li>
            ))}
          </ul>
        </>
      )}
      {declared.stores === 'nowhere' && (
        <p>We pass your message on by e-mail. This site keeps nothing of it.</p>
      )}
      {abroad.length > 0 && <p>Some who receive it for us may be in: {abroad.join(', ')}.</p>}
      {declared.without && <p>{asSentence(declared.without)}</p>}
      <p>
        Who else receives it, how long it is kept, and your rights: <a href="/notice">our privacy notice</a>.
      </p>
    </section>
  );
}
