import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { sayDay } from '../../base/index.ts';
import { type Here, hrefOf, type Site } from './site.ts';

const NAVIGATION = [
  ['/', 'Privacy centre'],
  ['/notice', 'Notice'],
  ['/preferences', 'Your choices'],
  ['/promises', 'Promises'],
] as const satisfies readonly [Here, string][];

/** A whole document: the same frame around every public page, which needs no script and asks nobody else for anything. */
export function documentOf(
  site: Site,
  { title, here, children }: { title: string; here: Here; children: ReactNode },
): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${site.name}`}</title>
        <link rel="stylesheet" href="/assets/kept.css" />
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <Head site={site} here={here} />
        <Coming site={site} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Foot site={site} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

function Head({ site, here }: { site: Site; here: Here }) {
  return (
    <header>
      {site.illustration && (
        <p className="illustration">
          <strong>An illustration made with Kept.</strong> This is not {site.name}’s own notice. Dates,
          agreements and addresses in it are invented.
        </p>
      )}
      {site.demonstration && (
        <p className="illustration">
          <strong>A demonstration.</strong> Everybody in it is made up, and its clock is not today’s. Tell it
          nothing about a real person.
        </p>
      )}
      <div className="bar">
        <a className="name" href="/">
          {site.shortName} <span>Privacy</span>
        </a>
        <nav aria-label="Main">
          <ul>
            {NAVIGATION.map(([href, text]) => (
              <li key={href}>
                <a href={href} {...(href === here && { 'aria-current': 'page' as const })}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** How many changes are told before the rest are folded away: a banner must leave room for the page. */
const TOLD_AT_ONCE = 3;

/** That our own pages carry this, for as long as was promised, is what allows a material change to take effect. */
function Coming({ site: { coming } }: { site: Site }) {
  if (!coming) return null;
  const when = coming.effectiveOn ? `on ${sayDay(coming.effectiveOn)}` : 'on a day that we will tell you';
  const [first, rest] = [coming.changes.slice(0, TOLD_AT_ONCE), coming.changes.slice(TOLD_AT_ONCE)];
  return (
    <div role="status" data-coming={coming.hash} className="coming">
      <div>
        <p>
          <strong>Our privacy notice changes {when}.</strong> Until then,{' '}
          <a href="/notice">the notice in force</a> stays as it is.
        </p>
        {first.length > 0 && <Changes changes={first} />}
        {rest.length > 0 && (
          <details>
            <summary>
              {rest.length} more {rest.length === 1 ? 'change' : 'changes'}
            </summary>
            <Changes changes={rest} />
          </details>
        )}
      </div>
    </div>
  );
}

const Changes = ({ changes }: { changes: readonly string[] }) => (
  <ul>
    {changes.map((change) => (
      <li key={change}>{change}</li>
    ))}
  </ul>
);

function Foot({ site }: { site: Site }) {
  const { contact, regulator, identity = [] } = site;
  const record = identity.slice(1);
  return (
    <footer>
      <div className="columns">
        <div>
          <h2>Who we are</h2>
          <p>{site.name} is responsible for these pages, and for what it does with personal information.</p>
          {record.length > 0 && (
            <p>
              {record.map((line) => (
                <span key={line}>
                  {line}
                  <br />
                </span>
              ))}
            </p>
          )}
        </div>
        <div>
          <h2>Write or call</h2>
          <p>
            <Contact contact={contact.privacy} />
            {contact.phone && (
              <>
                <br />
                <a href={`tel:${contact.phone.replaceAll(/[^\d+]/g, '')}`}>{contact.phone}</a>
              </>
            )}
          </p>
        </div>
        <div>
          <h2>Not content?</h2>
          <p>
            Tell us, and we put it right where we can. You can also complain to{' '}
            {regulator ? (
              <a href={regulator.href}>{regulator.name}</a>
            ) : (
              'the data protection authority where you live or work'
            )}
            .
          </p>
        </div>
      </div>
    </footer>
  );
}

/** An address as a link where it can be one. */
export function Contact({ contact }: { contact: string }) {
  const href = hrefOf(contact);
  return href ? <a href={href}>{contact}</a> : <span>{contact}</span>;
}
