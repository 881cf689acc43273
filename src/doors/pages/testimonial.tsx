import { sayField } from '../../collection/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { sayDayOf } from './words.rules.ts';

export type ShownTestimonial = { id: string; outlet: string; text: string; by: string };

/** What people said of us, each with their own permission for these words in this place. */
export const testimonialsPage = (site: Site, { items }: { items: readonly ShownTestimonial[] }): string =>
  documentOf(site, {
    title: 'What people say',
    here: null,
    children: (
      <>
        <h1>What people say</h1>
        {items.length === 0 && <p className="lede">Nobody has permitted us to show anything here yet.</p>}
        {items.map(({ id, text, by }) => (
          <figure key={id} className="testimonial">
            <blockquote>{text}</blockquote>
            {by && <figcaption>{by}</figcaption>}
          </figure>
        ))}
        <p className="after">
          Each stands here with the permission of the person who wrote it, for these words in this place. They
          can take it back at any time.
        </p>
      </>
    ),
  });

export type MyPublication = {
  id: string;
  outlet: string;
  publishedAt: string | null;
  withdrawnAt: string | null;
};

/** Where a person's testimonial may appear and does, and the buttons that take it down. */
export const myTestimonialPage = (
  site: Site,
  { token, items, done }: { token: string; items: readonly MyPublication[]; done: boolean },
): string =>
  documentOf(site, {
    title: 'Your testimonial',
    here: null,
    children: (
      <>
        <h1>Your testimonial</h1>
        {done && (
          <p className="saved" role="status">
            <span aria-hidden="true">✓ </span>Taken back. It stands there no more.
          </p>
        )}
        <p className="lede">Where you permitted it, and where it stands.</p>
        {items.length === 0 && <p>You have not permitted any place.</p>}
        <ul className="places">
          {items.map(({ id, outlet, publishedAt, withdrawnAt }) => (
            <li key={id}>
              <p>
                <strong>{sayField(outlet)}</strong>:{' '}
                {withdrawnAt
                  ? `taken back on ${sayDayOf(site, withdrawnAt)}`
                  : publishedAt
                    ? `stands there since ${sayDayOf(site, publishedAt)}`
                    : 'permitted, and not used yet'}
              </p>
              {!withdrawnAt && (
                <form method="post" action={`/testimonials/mine/${token}`}>
                  <input type="hidden" name="id" value={id} />
                  <button type="submit">
                    Take it back<span className="hidden"> from {sayField(outlet)}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </>
    ),
  });
