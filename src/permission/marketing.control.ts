import {
  type Bound,
  broken,
  control,
  entriesOf,
  happens,
  kept,
  type Live,
  nothingYet,
  type State,
  says,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { mailingReaches } from './acts.ts';
import { letterState, proveLetters, reachesByHand } from './marketing.letters.ts';

export type Purpose = Policy['purposes'][string];

export const isMailMarketing = (purpose: Purpose, path: string): boolean =>
  path.startsWith('purposes.') &&
  purpose.kind === 'marketing' &&
  (purpose.channels ?? ['email']).includes('email');

/** Every marketing mail of this purpose that left in the last year, and those whose decision does not hold up. */
async function sentMails(
  live: Live,
  purpose: string,
): Promise<{ sent: number; refused: number; without: number }> {
  const [found] = await live.rows<{ sent: number; refused: number; without: number }>(
    `select (select count(*)::int from outbox where purpose = $1 and class = 'marketing' and state = 'sent'
               and settled_at > $2::timestamptz - interval '1 year') as sent,
       (select count(*)::int from outbox where purpose = $1 and class = 'marketing' and state = 'refused'
          and settled_at > $2::timestamptz - interval '1 year') as refused,
       (select count(*)::int from outbox o where o.purpose = $1 and o.class = 'marketing' and o.state = 'sent'
          and o.settled_at > $2::timestamptz - interval '1 year' and not exists (
            select 1 from decision d where d.act = 'send' and d.purpose = $1 and d.verdict = 'allow'
              and d.code in ('send.consent', 'send.soft-opt-in') and d.person_id = o.person_id and d.decided_at = o.settled_at
              and d.decided_at > $2::timestamptz - interval '1 year')) as without`,
    [purpose, live.now],
  );
  return found ?? { sent: 0, refused: 0, without: 0 };
}

/** Marketing mail leaves only on a yes, or on a soft opt-in with all its evidence (PECR reg 22). */
export const marketingGate = control<Purpose, Policy>({
  id: 'mkt.gate',
  applies: (purpose, { path }) =>
    isMailMarketing(purpose, path) ||
    (path.startsWith('purposes.') && purpose.kind === 'marketing' && reachesByHand(purpose)),

  async state(live, { name, path, declared }): Promise<State> {
    if (!isMailMarketing(declared, path)) return letterState(live, name);
    const figures = await sentMails(live, name);
    if (figures.sent + figures.refused === 0) return nothingYet('No mail of this purpose has been sent yet.');
    if (figures.without > 0)
      return broken({
        because: `${figures.without} mails left without a basis that was there when they did.`,
        figures,
      });
    return kept({
      because: 'Every mail that left had its basis at that moment.',
      figures,
      entries: await entriesOf(live, 'mail.sent', { field: 'purpose', is: name }),
    });
  },

  async prove(twin, bound) {
    if (!isMailMarketing(bound.declared, bound.path)) return proveLetters(twin, bound.name, bound.declared);
    const { scene } = twin;
    await scene.given('someone whose address we have and who never said anything', () =>
      says(twin, 'silent', bound.name, 'asked'),
    );
    await scene.given('someone who said no', () => says(twin, 'refuser', bound.name, 'refused'));
    await scene.given('someone who said yes to this very purpose', () =>
      says(twin, 'willing', bound.name, 'confirmed'),
    );
    await scene.given('someone who said yes to this by telephone only', () =>
      says(twin, 'by-telephone', bound.name, 'confirmed', 'phone'),
    );
    const other = otherMailing(bound);
    if (other)
      await scene.given(`someone who said yes to something else (${other})`, () =>
        says(twin, 'elsewhere', other, 'confirmed'),
      );
    const people = ['silent', 'refuser', 'willing', 'by-telephone', ...(other ? ['elsewhere'] : [])];
    await scene.when('a mailing goes to all of them', async () => {
      const reached = await mailingReaches(twin, bound.name, people, 'News 1');
      await scene.then('it reaches the one who said yes, and nobody else', () => reached, ['willing']);
    });
    await proveSoftOptIn(twin, bound);
  },
});

/** Another marketing purpose of the policy: a yes to it must not count for this one. */
const otherMailing = ({ name, path, policy }: Bound<Purpose, Policy>): string | undefined =>
  Object.entries(policy.purposes).find(
    ([other, purpose]) => other !== name && isMailMarketing(purpose, path),
  )?.[0];

async function proveSoftOptIn(
  twin: Parameters<typeof marketingGate.prove>[0],
  { name, declared }: Bound<Purpose, Policy>,
): Promise<void> {
  const { scene } = twin;
  const sale = declared['soft-opt-in']?.from[0];
  await scene.given('someone who could have said no when we met them, but never bought anything', () =>
    says(twin, 'prospect', name, 'offered'),
  );
  if (!sale) {
    await scene.when('a mailing goes to them', async () => {
      const reached = await mailingReaches(twin, name, ['prospect'], 'News 2');
      await scene.then('it does not reach them: this purpose is for people who said yes', () => reached, []);
    });
    return;
  }
  await scene.given(`a client (${sale}) who was never offered to say no`, () =>
    happens(twin, 'unasked-client', `${sale}-started`),
  );
  await scene.given(`a client (${sale}) who could have said no and did not`, async () => {
    await happens(twin, 'client', `${sale}-started`);
    await says(twin, 'client', name, 'offered');
  });
  await scene.when('a mailing goes to all three', async () => {
    const reached = await mailingReaches(twin, name, ['prospect', 'unasked-client', 'client'], 'News 2');
    await scene.then('it reaches only the client who could have said no', () => reached, ['client']);
  });
}
