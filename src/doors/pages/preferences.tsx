import { type Day, type Instant, sayDay } from '../../base/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { asSentence, sayChannel, sayDayOf } from './words.rules.ts';

export type ChannelChoice = {
  channel: string;
  /** A permission state, or null where nothing was ever said. */
  state: string | null;
  since: Instant | null;
  /** The words it was said to: a version of the notice, or a name. */
  wording: string | null;
  /** What a receipt is made of, where anything was said. */
  record?: string | null;
};
export type PurposeChoice = {
  purpose: string;
  says: string;
  basis: string;
  /** "4 in 30 days"; null where nothing limits it. */
  atMost?: string | null;
  topics?: readonly { topic: string; wanted: boolean }[];
  channels: readonly ChannelChoice[];
};
export type PreferencesProps = {
  token: string;
  saved: boolean;
  /** What was wrong with what was sent. */
  error?: string | null;
  pausedUntil?: Day | null;
  choices: readonly PurposeChoice[];
};

/** What somebody gets from us, with one switch for each purpose and channel. The link in their mail lets them in. */
export const preferencesPage = (
  site: Site,
  { token, saved, error = null, pausedUntil = null, choices }: PreferencesProps,
): string =>
  documentOf(site, {
    title: saved ? 'Saved: your choices' : 'Your choices',
    here: '/preferences',
    children: (
      <>
        <h1>Your choices</h1>
        {error && (
          <p className="errors" role="alert">
            <strong>Nothing was saved.</strong> {error}
          </p>
        )}
        {saved && (
          <p className="saved">
            <span aria-hidden="true">✓ </span>
            <strong>Saved.</strong> It counts before the next message is sent.
          </p>
        )}
        <p className="lede">
          What we may send you or use your information for, because you agreed or did not object. Everything
          here can be off, and nothing else changes.
        </p>
        {choices.length === 0 ? (
          <p>There is nothing here that you could switch on or off.</p>
        ) : (
          <form method="post" action={`/preferences/${token}`}>
            <input type="hidden" name="wishes" value="shown" />
            {choices.map((choice) => (
              <Purpose key={choice.purpose} site={site} token={token} {...choice} />
            ))}
            <Pause until={pausedUntil} />
            <div className="actions">
              <button type="submit">Save my choices</button>
              <button type="submit" name="all" value="off">
                Switch all off
              </button>
            </div>
          </form>
        )}
      </>
    ),
  });

function Purpose({
  site,
  token,
  purpose,
  says,
  basis,
  atMost = null,
  topics = [],
  channels,
}: PurposeChoice & { site: Site; token: string }) {
  return (
    <fieldset className="purpose">
      <legend>{asSentence(says)}</legend>
      <p className="hint">
        {BASIS_SAYS[basis] ?? asSentence(`we rely on ${basis.replaceAll('-', ' ')}`)}
        {atMost && ` At most ${atMost}.`}
      </p>
      {channels.map((choice) => {
        const id = `on-${purpose}-${choice.channel}`;
        return (
          <div className="switch" key={choice.channel}>
            <label htmlFor={id}>
              <input
                type="checkbox"
                id={id}
                name="on"
                value={`${purpose}:${choice.channel}`}
                defaultChecked={isOn(choice.state)}
                aria-describedby={`${id}-since`}
              />
              <span>{choice.channel === 'use' ? 'This use' : `By ${sayChannel(choice.channel)}`}</span>
            </label>
            <p className="hint" id={`${id}-since`}>
              <Since site={site} {...choice} />
              {choice.record && (
                <>
                  {' '}
                  <a href={`/preferences/${token}/receipts/${choice.record}`}>Receipt</a>
                </>
              )}
            </p>
          </div>
        );
      })}
      {topics.length > 0 && (
        <fieldset className="topics">
          <legend>About what</legend>
          {topics.map(({ topic, wanted }) => (
            <label key={topic} className="choice">
              <input type="checkbox" name="topic" value={`${purpose}:${topic}`} defaultChecked={wanted} />
              <span>{asSentence(topic.replaceAll('-', ' ')).replace(/\.$/, '')}</span>
            </label>
          ))}
        </fieldset>
      )}
    </fieldset>
  );
}

/** A rest, without giving anything up: what is on stays on, and nothing comes until that day. */
const Pause = ({ until }: { until: Day | null }) => (
  <fieldset className="purpose">
    <legend>A pause</legend>
    <div className="field">
      <label htmlFor="pause">Send me nothing until</label>
      <p className="hint" id="pause-hint">
        {until ? `Paused until ${sayDay(until)}. Empty it to end the pause.` : 'Leave it empty for no pause.'}{' '}
        What we owe you, such as an answer, still reaches you.
      </p>
      <input id="pause" type="date" name="pause" defaultValue={until ?? ''} aria-describedby="pause-hint" />
    </div>
  </fieldset>
);

const BASIS_SAYS: Readonly<Record<string, string>> = {
  consent: 'We do this only if you say yes.',
  'legitimate-interests': 'We do this because we have an interest in it, unless you object.',
};

const isOn = (state: string | null): boolean =>
  state === 'granted' || state === 'confirmed' || state === 'offered';

const SAID: Readonly<Record<string, string>> = {
  granted: 'On: you said yes',
  confirmed: 'On: you said yes, and confirmed it by the link in our e-mail',
  offered: 'On: you could have said no when you gave us your details, and did not',
  asked: 'Off: we asked you to confirm by e-mail, and you have not yet',
  refused: 'Off: you said no',
  withdrawn: 'Off: you took your yes back',
  objected: 'Off: you objected',
};

/** What was said to words that somebody read; a no needs none. */
const WITH_WORDS: readonly string[] = ['granted', 'confirmed', 'offered', 'asked'];

/** Since when, and to which words: what somebody needs who does not remember having agreed. */
function Since({ site, state, since, wording }: ChannelChoice & { site: Site }) {
  if (state === null) return 'Off: you have not said anything about this.';
  return (
    <>
      {SAID[state] ?? state}
      {since && `, on ${sayDayOf(site, since)}`}.
      {wording && WITH_WORDS.includes(state) && (
        <>
          {' You saw '}
          {/^[0-9a-f]{64}$/.test(wording) ? (
            <a href={`/notice/versions/${wording}`}>the notice of that day</a>
          ) : (
            `the words “${wording}”`
          )}
          .
        </>
      )}
    </>
  );
}

/** For somebody without a link. The answer is the same whether we know the address or not, so that nobody can ask who is known. */
export const preferencesAskPage = (site: Site, { sent }: { sent: boolean }): string =>
  documentOf(site, {
    title: sent ? 'Look at your e-mail' : 'Your choices',
    here: '/preferences',
    children: sent ? (
      <>
        <h1>Look at your e-mail</h1>
        <p className="lede">If we know that address, a link to your choices is on its way to it.</p>
        <p>
          No e-mail after a few minutes? Then we do not know the address, or it was typed differently.{' '}
          <a href="/preferences">Try again</a>
        </p>
      </>
    ) : (
      <>
        <h1>Your choices</h1>
        <p className="lede">
          See what you agreed to, and switch off what you no longer want. We send a link to your address, so
          that nobody else can change your choices.
        </p>
        <form method="post" action="/preferences">
          <div className="field">
            <label htmlFor="email">Your e-mail address</label>
            <p className="hint" id="email-hint">
              The one that we write to. We use it for this link and for nothing else.
            </p>
            <input
              id="email"
              type="email"
              name="email"
              autoComplete="email"
              required
              aria-describedby="email-hint"
            />
          </div>
          <button type="submit">Send me the link</button>
        </form>
        <p className="after">Every message that we send has a link to stop it, too.</p>
      </>
    ),
  });
