import { addressOf, expectOk, identityOf, says, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { mailingReaches, mailTo, unsubscribePath, verdictOf } from './acts.ts';

/** The ways that somebody can stop marketing by, as far as a mailing shows it; the form of rights has a control of its own. */
const WAYS = ['link', 'email', 'post', 'phone', 'in-person'] as const;
type Way = (typeof WAYS)[number];

const SAID: Readonly<Record<Way, string>> = {
  link: 'presses the link in a mailing, and on the page of all choices that it leads to the button for none',
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
  const others = otherWays(policy);
  if (others.length > 0)
    await scene.given(`and to every other channel that may be used (${sayChannels(others)})`, async () => {
      for (const [at, way] of ways.entries()) {
        const identities = [identityOf(way), phoneOf(at)];
        expectOk(await twin.call('POST', '/api/people', { identities }));
        for (const { purpose, channel } of others) await says(twin, way, purpose, 'confirmed', channel);
      }
    });
  for (const mailing of mailings)
    await scene.when(`a mailing goes out for ${mailing}`, async () => {
      const reached = await mailingReaches(twin, mailing, ways, `Before ${mailing}`);
      await scene.then('it reaches them all', () => reached, ways);
    });
  const reachable = async (): Promise<string[]> => {
    const found = new Set<string>();
    for (const [at, way] of ways.entries())
      for (const { purpose, channel } of others) {
        const identity = BY_NUMBER.includes(channel) ? phoneOf(at) : identityOf(way);
        if ((await verdictOf(twin, { act: 'send', purpose, channel, identity })) === 'allow')
          found.add(`${way} by ${channel}`);
      }
    return [...found].sort();
  };
  if (others.length > 0)
    await scene.then(
      'on those they may be reached too',
      reachable,
      [...new Set(ways.flatMap((way) => others.map(({ channel }) => `${way} by ${channel}`)))].sort(),
    );
  for (const way of ways)
    await scene.when(`one of them ${SAID[way]}`, () => stops(twin, way, { policy, first }));
  if (others.length > 0) await scene.then('on no other channel may anybody reach them', reachable, []);
  for (const mailing of mailings)
    await scene.when(`the next mailing goes out for ${mailing}`, async () => {
      const reached = await mailingReaches(twin, mailing, ways, `After ${mailing}`);
      await scene.then('it reaches none of them', () => reached, []);
    });
}

const BY_NUMBER: readonly string[] = ['phone', 'sms'];
const phoneOf = (at: number) => ({ kind: 'phone', value: `+44 1632 96010${at}` });

type Channelled = { purpose: string; channel: string };

/** The other channels of all marketing: who wants none gets none on any of them. */
const otherWays = ({ purposes }: Policy): Channelled[] =>
  Object.entries(purposes).flatMap(([purpose, { kind, channels = [], only }]) =>
    kind === 'marketing' && only === undefined
      ? channels.flatMap((channel) => (channel === 'email' ? [] : [{ purpose, channel }]))
      : [],
  );

const sayChannels = (others: readonly Channelled[]): string =>
  [...new Set(others.map(({ channel }) => channel))].join(', ');

async function stops(
  twin: Twin,
  way: Way,
  { policy, first }: { policy: Policy; first: string },
): Promise<void> {
  if (way === 'link') {
    const path = unsubscribePath(await mailTo(twin, way, `Before ${first}`));
    const page = expectOk(await twin.submitForm(path, { 'List-Unsubscribe': 'One-Click' }));
    const [choices] = /\/preferences\/[^"#]+/.exec(page.text) ?? [];
    if (!choices) throw new Error('the page leads to no choices');
    expectOk(await twin.submitForm(choices, { all: 'off' }));
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
