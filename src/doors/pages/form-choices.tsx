import type { FormProps } from './form-props.ts';
import { sayChannel } from './words.rules.ts';

/**
 * What the form asks and offers, each its own question and none ticked: consent is never bundled with the rest (Art 7(2)),
 * and a soft opt-in needs the chance to say no at this moment (PECR reg 22(3)(c)).
 */
export function Choices({
  declared,
  purposes,
  wording = {},
  ticked,
  explicit = {},
  sensitive = [],
}: FormProps) {
  const beside = Object.values(explicit);
  const [asks, offers] = [
    (declared.asks ?? []).filter((purpose) => !beside.includes(purpose)),
    declared.offers ?? [],
  ];
  if (asks.length + offers.length === 0) return null;
  const by = (purpose: string): string => {
    const channels = purposes[purpose]?.channels ?? [];
    return channels.length > 0 ? ` (by ${channels.map(sayChannel).join(' or ')})` : '';
  };
  const says = (purpose: string): string => purposes[purpose]?.says ?? purpose.replaceAll('-', ' ');
  return (
    <fieldset className="choices">
      <legend>Your choices</legend>
      <p className="hint">
        These are free choices: none of them changes anything about the rest. You can change your mind at any
        time under <a href="/preferences">your choices</a>.
      </p>
      {asks.map((purpose) => (
        <Choice
          key={purpose}
          name="consent"
          purpose={purpose}
          says={
            sensitive.includes(purpose)
              ? `Yes, I explicitly agree that you use sensitive details in my papers ${says(purpose)}.`
              : `Yes, you may use what I give here ${says(purpose)}${by(purpose)}.`
          }
          words={wording[purpose]}
          ticked={ticked?.consent.includes(purpose) ?? false}
        />
      ))}
      {offers.map((purpose) => (
        <Choice
          key={purpose}
          name="decline"
          purpose={purpose}
          says={`Don’t send me this: messages ${says(purpose)}${by(purpose)}.`}
          words={wording[purpose]}
          ticked={ticked?.decline.includes(purpose) ?? false}
        />
      ))}
    </fieldset>
  );
}

/** The explicit yes that a special field needs: right beside it, in words of its own (Art 9(2)(a)). */
export function Explicit({ purposes, wording = {}, ticked, purpose }: FormProps & { purpose: string }) {
  const says = purposes[purpose]?.says ?? purpose.replaceAll('-', ' ');
  return (
    <fieldset className="choices beside-field">
      <legend>Only if you fill this in</legend>
      <p className="hint">
        This can tell something that the law protects specially. We keep it apart, and use it only with your
        explicit yes.
      </p>
      <Choice
        name="consent"
        purpose={purpose}
        says={`Yes, I explicitly agree that you use it ${says}.`}
        words={wording[purpose]}
        ticked={ticked?.consent.includes(purpose) ?? false}
      />
    </fieldset>
  );
}

type ChoiceProps = {
  name: 'consent' | 'decline';
  purpose: string;
  says: string;
  words: string | undefined;
  ticked: boolean;
};

function Choice({ name, purpose, says, words, ticked }: ChoiceProps) {
  const id = `${name}-${purpose}`;
  const paragraphs = (words ?? '').split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return (
    <div className="choice">
      {paragraphs.length > 0 && (
        <div id={`${id}-words`}>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      )}
      <label className="tick" htmlFor={id}>
        <input
          type="checkbox"
          id={id}
          name={name}
          value={purpose}
          defaultChecked={ticked}
          {...(paragraphs.length > 0 && { 'aria-describedby': `${id}-words` })}
        />
        <span>{says}</span>
      </label>
    </div>
  );
}
