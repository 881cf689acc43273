import { type Day, type Instant, sayDay } from '../../base/index.ts';
import { sayField } from '../../collection/index.ts';
import type { PromiseState } from '../../proof/index.ts';
import { documentOf } from './layout.tsx';
import { hrefOf, type Site } from './site.ts';
import { sayTotals } from './state.tsx';
import { asSentence, sayMoment } from './words.rules.ts';

/** One thing that somebody can come here for: what it is, where it goes, and what happens then. */
export type Door = { title: string; says: string; href: string; next: string };

/**
 * The four things that people come for. `answerBy`: by when we answer somebody who asks today; pass the day that the clock of
 * requests computes, or null to leave the day out.
 */
export function fourDoors(
  hrefs: { see: string; choices: string; change: string; complain: string },
  answerBy: Day | null,
): Door[] {
  const answered = answerBy
    ? `Ask today, and we answer by ${sayDay(answerBy)}.`
    : 'We tell you by when we answer.';
  return [
    {
      title: 'See what we hold on you',
      says: 'See and correct what you gave us, or ask for a copy of everything. It costs nothing.',
      href: hrefs.see,
      next: answered,
    },
    {
      title: 'Change your choices',
      says: 'See what you agreed to, and switch off what you no longer want.',
      href: hrefs.choices,
      next: 'It counts before the next message is sent.',
    },
    {
      title: 'Ask us to delete or correct',
      says: 'Tell us what should go, or what is wrong. If we must keep something, we say why and until when.',
      href: hrefs.change,
      next: answered,
    },
    {
      title: 'Complain',
      says: 'Tell us what went wrong. You can go to the regulator as well, at any time.',
      href: hrefs.complain,
      next: 'We tell you what we found and what we did about it.',
    },
  ];
}

/** The doors where nothing but a mailbox stands behind most of them: every right can be used by writing to us. */
function doorsByMail({ contact }: Site): Door[] {
  const write = hrefOf(contact.privacy) ?? '/notice';
  const about = (subject: string) =>
    write.startsWith('mailto:') ? `${write}?subject=${encodeURIComponent(subject)}` : write;
  return fourDoors(
    {
      see: about('A copy of my information'),
      choices: '/preferences',
      change: about('Please delete or correct my information'),
      complain: about('A complaint about my information'),
    },
    null,
  );
}

export type CentreProps = {
  /** Made by `fourDoors`; left out, all but the choices go to the privacy mailbox. */
  doors?: readonly Door[];
  totals: Readonly<Record<PromiseState, number>>;
  asOf: Instant;
  /** The notice in six sentences. */
  summary: readonly string[];
  forms: readonly { name: string; says: string }[];
};

export const centrePage = (
  site: Site,
  { doors = doorsByMail(site), totals, asOf, summary, forms }: CentreProps,
): string =>
  documentOf(site, {
    title: 'Privacy centre',
    here: '/',
    children: (
      <>
        <h1>Your information and {site.shortName}</h1>
        <p className="lede">
          What we do with it, what you can do about it, and whether we keep our word. You need no account.
        </p>
        <section aria-labelledby="doors">
          <h2 id="doors">What would you like to do?</h2>
          <ul className="doors">
            {doors.map((door) => (
              <li key={door.title}>
                <h3>
                  <a href={door.href}>{door.title}</a>
                </h3>
                <p>{door.says}</p>
                <p className="next">{door.next}</p>
              </li>
            ))}
          </ul>
        </section>
        <div className="beside">
          {summary.length > 0 && (
            <section aria-labelledby="short">
              <h2 id="short">Our notice in short</h2>
              <ul className="sentences">
                {summary.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <p>
                <a href="/notice">Read the whole notice</a>
              </p>
            </section>
          )}
          <section aria-labelledby="word" className="word">
            <h2 id="word">Do we keep our word?</h2>
            <p>
              <strong>{sayTotals(totals)}</strong>
            </p>
            <p className="hint">Computed from our records. Last looked at {sayMoment(site, asOf)}.</p>
            <p>
              <a href="/promises">See every promise and its state</a>
            </p>
          </section>
        </div>
        {forms.length > 0 && (
          <section aria-labelledby="forms">
            <h2 id="forms">Our forms</h2>
            <ul className="forms">
              {forms.map(({ name, says }) => (
                <li key={name}>
                  <a href={`/forms/${name}`}>{sayField(name)}</a>
                  <span>{asSentence(says)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </>
    ),
  });
