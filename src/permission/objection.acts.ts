import { addressOf, expectOk, identityOf, says, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { mailingReaches, mailTo, unsubscribePath } from './acts.ts';

/** The ways that somebody can stop marketing by, as far as a mailing shows it; the form of rights has a control of its own. */
const WAYS = ['link', 'email', 'post', 'phone', 'in-person'] as const;
type Way = (typeof WAYS)[number];

const SAID: Readonly<Record<Way, string>> = {
  link: 'presses the link in a mailing',
  email: 'writes a mail',
  post: 'writes a letter, and whoever opens it enters it',
  phone: 'rings up, and whoever answers enters it',
  'in-person': 'says so at the desk, and whoever sits there enters it',
};

export const waysOf = ({ rights, organisation }: Policy): Way[] =>
  WAYS.filter(
    (way) =>
      rights['marketing-objection']?.routes?.includes(way) &&
      (way !== 'email' || organisation.contacts.marketing?.includes('@')),
  );

/** Somebody stops all marketing by each promised way; the next mailing of every kind leaves each of them out. */
export async function proveWays(twin: Twin, policy: Policy, mailings: readonly string[]): Promise<void> {
  const { scene } = twin;
  const ways = waysOf(policy);
  const [first = ''] = mailings;
  await scene.given(
    `somebody for each promised way (${ways.join(', ')}), who said yes to ${mailings.join(' and ')}`,
    async () => {
      for (const way of ways) for (const mailing of mailings) await says(twin, way, mailing, 'confirmed');
    },
  );
  for (const mailing of mailings)
    await scene.when(`a mailing goes out for ${mailing}`, async () => {
      const reached = await mailingReaches(twin, mailing, ways, `Before ${mailing}`);
      await scene.then('it reaches them all', () => reached, ways);
    });
  for (const way of ways)
    await scene.when(`one of them ${SAID[way]}`, () => stops(twin, way, { policy, first }));
  for (const mailing of mailings)
    await scene.when(`the next mailing goes out for ${mailing}`, async () => {
      const reached = await mailingReaches(twin, mailing, ways, `After ${mailing}`);
      // The link at the foot of one kind of mail stops that kind.
      const still = ways.filter((way) => way === 'link' && mailing !== first);
      await scene.then('it reaches none of those who stopped it', () => reached, still);
    });
}

async function stops(
  twin: Twin,
  way: Way,
  { policy, first }: { policy: Policy; first: string },
): Promise<void> {
  if (way === 'link') {
    const path = unsubscribePath(await mailTo(twin, way, `Before ${first}`));
    expectOk(await twin.submitForm(path, { 'List-Unsubscribe': 'One-Click' }));
  } else if (way === 'email') {
    const to = policy.organisation.contacts.marketing ?? '';
    await twin.receiveMail({ from: addressOf(way), to, subject: 'Please stop', text: 'No more, please.' });
  } else
    expectOk(
      await twin.call('POST', '/api/opt-outs', {
        identity: identityOf(way),
        route: way,
        reference: 'note-4711',
      }),
    );
}
