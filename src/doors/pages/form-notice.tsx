import type { FormProps } from './form-props.ts';
import type { Site } from './site.ts';
import { asSentence, sayCountry } from './words.rules.ts';

type Told = Pick<FormProps, 'declared' | 'purposes' | 'countries'> & { site: Site };

/** Art 13: who asks, what for, and where the rest is said, before anything is typed. */
export function NoticeAtThePoint({ site, declared, purposes, countries }: Told) {
  const uses = declared.purposes.flatMap((name) => purposes[name]?.says ?? []);
  const abroad = countries.filter((country) => country !== 'uk').map(sayCountry);
  return (
    <section className="at-the-point" aria-labelledby="what-happens">
      <h2 id="what-happens">What happens with it</h2>
      {uses.length === 1 ? (
        <p>
          {site.name} uses what you give here {uses[0]}.
        </p>
      ) : (
        <>
          <p>{site.name} uses what you give here:</p>
          <ul>
            {uses.map((use) => (
              <li key={use}>{use}</li>
            ))}
          </ul>
        </>
      )}
      {declared.stores === 'nowhere' && declared['relays-to'] && (
        <p>We pass your message on by e-mail. This site keeps nothing of it.</p>
      )}
      {declared.stores === 'nowhere' && !declared['relays-to'] && (
        <p>We keep nothing of what you send here.</p>
      )}
      {declared.anonymous && (
        <p>
          Your answers are stored without a name, an address or a time. Results are shown only as totals of at
          least {declared.anonymous['minimum-group']} people.
        </p>
      )}
      {declared.kind === 'application' && (
        <p>
          Please leave out what the job does not need to know, such as health, religion or a trade union. If
          your papers hold it all the same, we black it out, unless you explicitly agree below.
        </p>
      )}
      {abroad.length > 0 && <p>Some who receive it for us may be in: {abroad.join(', ')}.</p>}
      {declared.without && <p>{asSentence(declared.without)}</p>}
      <p>
        Who else receives it, how long it is kept, and your rights: <a href="/notice">our privacy notice</a>.
      </p>
    </section>
  );
}
