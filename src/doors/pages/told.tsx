import { Contact, documentOf } from './layout.tsx';
import type { Site } from './site.ts';

export type ToldProps = {
  token: string;
  reference: string;
  change: 'rectification' | 'erasure' | 'restriction';
  /** What was answered; null: nothing yet. */
  answer: string | null;
  answers: readonly string[];
};

const WHAT = {
  rectification: 'was corrected',
  erasure: 'was erased',
  restriction: 'may be stored and nothing else',
} as const;

const SAYS: Readonly<Record<string, string>> = {
  done: 'We did the same where we keep it.',
  'nothing-held': 'We hold nothing of this person.',
  impossible: 'We cannot do it; we write to you why.',
};

/** Where whoever received data says that they did what became of it with us (Art 19). */
export const toldPage = (site: Site, { token, reference, change, answer, answers }: ToldProps): string =>
  documentOf(site, {
    title: 'Data that you have from us',
    here: null,
    children: (
      <>
        <h1>Data that you have from us</h1>
        <p className="lede">
          Data of a person that {site.name} gave you {WHAT[change]}. Whose it is stands in our e-mail; the
          number of the request is <strong>{reference}</strong>.
        </p>
        {answer !== null ? (
          <p role="status">
            <strong>Thank you.</strong> {SAYS[answer] ?? 'Your answer is here.'} Has that changed? Write to{' '}
            <Contact contact={site.contact.privacy} />.
          </p>
        ) : (
          <form method="post" action={`/told/${token}`}>
            <fieldset className="choices">
              <legend>What did you do?</legend>
              {answers.map((one) => (
                <div className="choice" key={one}>
                  <label className="tick">
                    <input type="radio" name="answer" value={one} required />
                    <span>{SAYS[one]}</span>
                  </label>
                </div>
              ))}
            </fieldset>
            <button type="submit">Send the answer</button>
          </form>
        )}
      </>
    ),
  });
