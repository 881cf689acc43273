import { sayField } from '../../collection/index.ts';

/** Where a testimonial may appear: a permission for this text and each place by itself, none given beforehand. */
export function Outlets({ outlets, ticked }: { outlets: readonly string[]; ticked: readonly string[] }) {
  return (
    <fieldset className="choices">
      <legend>Where may it appear?</legend>
      <p className="hint">
        Only where you tick, and only these words. You can take each place back at any time; we send you the
        link for that.
      </p>
      {outlets.map((outlet) => (
        <div className="choice" key={outlet}>
          <label className="tick" htmlFor={`outlet-${outlet}`}>
            <input
              type="checkbox"
              id={`outlet-${outlet}`}
              name="outlet"
              value={outlet}
              defaultChecked={ticked.includes(outlet)}
            />
            <span>{sayField(outlet)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** A recommendation leaves from the visitor's own device: the friend's address never comes to us. */
export function Share({ subject, text }: { subject: string; text: string }) {
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
  return (
    <section className="share" aria-labelledby="send-it">
      <h2 id="send-it">Send it yourself</h2>
      <p>
        You write to your friend, from your own device. We do not ask for their address, we do not write to
        them, and nothing depends on how many you send.
      </p>
      <p>
        <a className="button" href={mail}>
          Open an e-mail
        </a>{' '}
        <a className="button" href={`sms:?&body=${encodeURIComponent(text)}`}>
          Open a text message
        </a>
      </p>
      <p>Or copy these words:</p>
      <blockquote>{text}</blockquote>
    </section>
  );
}
