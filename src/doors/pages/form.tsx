import { sayField } from '../../collection/index.ts';
import { type Control, controlsOf } from './field.rules.ts';
import { Field } from './field.tsx';
import { Age, ageControls } from './form-age.tsx';
import { Choices, Explicit } from './form-choices.tsx';
import { ErrorSummary, errorAt } from './form-errors.tsx';
import { NoticeAtThePoint } from './form-notice.tsx';
import { Outlets, Share } from './form-places.tsx';
import type { FormProps } from './form-props.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence } from './words.rules.ts';

export const formPage = (site: Site, props: FormProps): string => {
  const { point, declared, errors } = props;
  const controls = controlsOf(declared, props.labels ?? {}, props.kinds);
  const apart = props.apart ?? [];
  const title = sayField(point);
  const drawn = (some: readonly Control[]) =>
    some.map((control) => <Question key={control.field} control={control} {...props} />);
  return documentOf(site, {
    title: errors.length > 0 ? `Error: ${title}` : title,
    here: null,
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={errors} controls={[...controls, ...ageControls(props.ages)]} />
        {declared.says && <p className="lede">{asSentence(declared.says)}</p>}
        <NoticeAtThePoint site={site} {...props} />
        {props.share && <Share {...props.share} />}
        <form
          method="post"
          action={`/forms/${point}`}
          noValidate
          {...(controls.some(({ draws }) => draws === 'file') && { encType: 'multipart/form-data' })}
        >
          <Unseen {...props} />
          {drawn(controls.filter(({ field }) => !apart.includes(field)))}
          {apart.length > 0 && (
            <fieldset className="apart">
              <legend>Only if you want us to know who answers</legend>
              <p className="hint">
                Leave this empty, and your answers are nobody’s: we keep no name, no address of your computer
                and no time with them. What you write here we keep apart from your answers; nothing leads from
                one to the other.
              </p>
              {drawn(controls.filter(({ field }) => apart.includes(field)))}
            </fieldset>
          )}
          {(props.outlets ?? []).length > 0 && (
            <Outlets outlets={props.outlets ?? []} ticked={props.tickedOutlets ?? []} />
          )}
          <Age {...props} />
          <Choices {...props} />
          <Trap />
          <button type="submit">Send</button>
        </form>
      </>
    ),
  });
};

/** A field, and beside it the explicit question that goes with it. */
function Question({ control, ...props }: FormProps & { control: Control }) {
  const { field } = control;
  const explicit = props.explicit?.[field];
  // Several fields may need the same yes: it is asked after the last of them.
  const last = Object.entries(props.explicit ?? {}).findLast(([, purpose]) => purpose === explicit)?.[0];
  return (
    <>
      <Field
        control={control}
        value={props.values[field] ?? ''}
        error={errorAt(props.errors, control, props.values)}
      />
      {explicit && last === field && <Explicit {...props} purpose={explicit} />}
    </>
  );
}

/** What comes back with every form. */
export function Unseen({ notice, token }: Pick<FormProps, 'notice' | 'token'>) {
  return (
    <>
      <input type="hidden" name="notice" value={notice.hash} />
      {token && <input type="hidden" name="form" value={token} />}
    </>
  );
}

/** The field that no person sees and every robot fills in. */
export const Trap = () => (
  <div className="trap" aria-hidden="true">
    <label htmlFor="website">Leave this empty</label>
    <input id="website" type="text" name="website" autoComplete="off" tabIndex={-1} />
  </div>
);
