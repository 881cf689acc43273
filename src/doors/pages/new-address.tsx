import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type NewAddressProps = { token: string; address: string; done: boolean };

/** Where somebody shows that a new address is theirs. Opening the page changes nothing: mail scanners open links. */
export const newAddressPage = (site: Site, { token, address, done }: NewAddressProps): string =>
  documentOf(site, {
    title: 'Your new address',
    here: null,
    children: (
      <>
        <h1>Your new address</h1>
        {done ? (
          <p role="status">
            <strong>Changed.</strong> From now on we write to {address}. What you agreed to and what you said
            no to holds there as well.
          </p>
        ) : (
          <form method="post" action={`/new-address/${token}`}>
            <p className="lede">
              Somebody who has the page of their data at {site.name} gave {address} as their new address. If
              that was you, say so: it counts from then.
            </p>
            <button type="submit">Yes, this is my address</button>
          </form>
        )}
        <p className="after">
          You know nothing of it? Then leave it, and write to <Contact contact={site.contact.privacy} />.
        </p>
      </>
    ),
  });
