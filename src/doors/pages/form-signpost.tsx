import { sayField } from '../../collection/index.ts';
import { NoticeAtThePoint } from './form-notice.tsx';
import type { FormProps } from './form-props.ts';
import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence } from './words.rules.ts';

export type SignpostProps = Pick<FormProps, 'point' | 'declared' | 'purposes' | 'countries'> & {
  /** Who is responsible for the pictures, where that is not us. */
  controller: { name: string; contact: string | null } | null;
};

/** Cameras: who runs them, what for, and whom to ask. Nothing is collected on this page. */
export const signpostPage = (site: Site, props: SignpostProps): string => {
  const { point, declared, controller } = props;
  return documentOf(site, {
    title: sayField(point),
    here: null,
    children: (
      <>
        <h1>{sayField(point)}</h1>
        {declared.says && <p className="lede">{asSentence(declared.says)}</p>}
        <h2>Who is responsible</h2>
        {controller ? (
          <p>
            The cameras are run by {controller.name}, who is responsible for the pictures.{' '}
            {controller.contact && (
              <>
                To see yourself in them, or to object, ask there: <Contact contact={controller.contact} />.
              </>
            )}
          </p>
        ) : (
          <p>{site.name} is responsible for the pictures.</p>
        )}
        <p>
          You can also ask us. We tell you whom to ask, and pass on a request only after an incident that
          needs it, to the police or to a security company.
        </p>
        <NoticeAtThePoint site={site} {...props} />
      </>
    ),
  });
};
