import { addDays } from '../base/index.ts';
import { broken, control, entriesOf, kept, type Live, nothingYet, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { withRecipient } from './edit.rules.ts';
import { mayShare, type Recipient } from './recipient.rules.ts';

const STRANGER = 'eventco-whom-nobody-declared';

/** What was handed over, and what of it no register allowed. */
async function disclosures(
  live: Live,
  recipient: string | null,
): Promise<{ made: number; refused: number; unlisted: number }> {
  const [found] = await live.rows<{ made: number; refused: number; unlisted: number }>(
    `select count(*) filter (where verdict = 'allow')::int as made, count(*) filter (where verdict <> 'allow')::int as refused,
       count(*) filter (where verdict = 'allow' and code <> 'share.listed')::int as unlisted
     from disclosure where $1::text is null or recipient = $1`,
    [recipient],
  );
  return found ?? { made: 0, refused: 0, unlisted: 0 };
}

async function stateOfSharing(live: Live, recipient: string | null, nothing: string) {
  const figures = await disclosures(live, recipient);
  if (figures.made + figures.refused === 0) return nothingYet(nothing);
  if (figures.unlisted > 0)
    return broken({
      because: `${figures.unlisted} disclosures were made that the register does not allow.`,
      figures,
    });
  return kept({
    because: `${figures.made} disclosures were made as the register says, ${figures.refused} were refused.`,
    figures,
    entries: [
      ...(await entriesOf(live, 'disclosure.refused')),
      ...(await entriesOf(live, 'disclosure.allowed')),
    ].slice(0, 5),
  });
}

/** Default deny: nobody who is not in the register receives anything, and the attempt is kept. */
export const shareGate = control<unknown, Policy>({
  id: 'share.gate',
  state: (live, { path, name }) =>
    stateOfSharing(
      live,
      path.startsWith('recipients.') ? name : null,
      'Nothing has been asked for or handed over yet.',
    ),
  async prove(twin) {
    await refusesStranger(twin);
  },
});

/** Those in the register receive what it says, for what it says, and no more. */
export const shareRecipients = control<Recipient, Policy>({
  id: 'share.recipients',
  applies: (_, { path }) => path.startsWith('recipients.'),
  state: (live, { name }) =>
    stateOfSharing(live, name, 'Nothing has been asked for or handed to this recipient yet.'),

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    await refusesStranger(twin);
    const purpose = declared.for?.[0] ?? Object.keys(policy.purposes)[0] ?? '';
    const data = declared.receives ?? [];
    const lawful = mayShareToday(policy, name, purpose, data, twin);
    const listed = await scene.when(`${name} asks for what the register says, for what it says`, () =>
      ask(twin, name, purpose, data),
    );
    await scene.then(
      lawful ? 'it is allowed' : 'it is refused, for its agreement or transfer is not in order',
      () => listed.status,
      lawful ? 201 : 403,
    );
    await refusesOtherPurpose(twin, name, declared, policy);
    await refusesWithoutAgreement(twin, name, declared, { purpose, data });
    const beyond = Object.keys(policy.data).find((category) => !data.includes(category));
    if (!declared.receives || !beyond) return;
    const surplus = await scene.when(
      `${name} asks for ${beyond} as well, which the register does not give them`,
      () => ask(twin, name, purpose, [...data, beyond]),
    );
    await scene.then('it is refused', () => [surplus.status, surplus.json.code], [
      403,
      'share.undeclared-data',
    ]);
  },
});

async function refusesOtherPurpose(
  twin: Twin,
  name: string,
  declared: Recipient,
  policy: Policy,
): Promise<void> {
  const { scene } = twin;
  const other = Object.keys(policy.purposes).find((one) => !declared.for?.includes(one));
  if (!declared.for || !other) return;
  const answer = await scene.when(`${name} asks for it for ${other}, which the register does not name`, () =>
    ask(twin, name, other, declared.receives ?? []),
  );
  // What a prohibition speaks of is refused for that, which weighs more than the register.
  const reasons = ['share.undeclared-purpose', 'share.prohibited'];
  await scene.then('it is refused', () => [answer.status, reasons.includes(String(answer.json.code))], [
    403,
    true,
  ]);
}

/** A processor gets nothing without an agreement, nor after it has ended (UK GDPR Art 28(3)). */
async function refusesWithoutAgreement(
  twin: Twin,
  name: string,
  { role, agreement }: Recipient,
  { purpose, data }: { purpose: string; data: readonly string[] },
): Promise<void> {
  if (role !== 'processor' || !agreement) return;
  const { scene } = twin;
  const yesterday = addDays(twin.today(), -1);
  for (const [says, edit, code] of [
    ['without an agreement in its register', { agreement: undefined }, 'share.no-agreement'],
    [
      'whose agreement ended yesterday',
      { agreement: { ...agreement, expires: yesterday } },
      'share.agreement-lapsed',
    ],
  ] as const) {
    const elsewhere = await scene.given(`the same company ${says}`, () =>
      twin.withPolicy((files) => withRecipient(files, name, edit)),
    );
    const answer = await scene.when(`${name} asks there for what the register says`, () =>
      ask(elsewhere, name, purpose, data),
    );
    await scene.then('it is refused', () => [answer.status, answer.json.code], [403, code]);
  }
}

const mayShareToday = (
  policy: Policy,
  recipient: string,
  purpose: string,
  data: readonly string[],
  twin: Twin,
): boolean => mayShare(policy, { recipient, purpose, data }, twin.today()).verdict === 'allow';

async function refusesStranger(twin: Twin): Promise<void> {
  const { scene } = twin;
  const before = await refusedCount(twin);
  const answer = await scene.when(
    `somebody exports 200 contacts to "${STRANGER}", whom the register does not know`,
    () => ask(twin, STRANGER, 'anything', ['contact-details'], 200),
  );
  await scene.then('it is refused', () => [answer.status, answer.json.code], [
    403,
    'share.unlisted-recipient',
  ]);
  await scene.then('the attempt is logged', async () => (await refusedCount(twin)) - before, 1);
}

const ask = (twin: Twin, recipient: string, purpose: string, data: readonly string[], people = 1) =>
  twin.call('POST', '/api/disclosures', { recipient, purpose, data, people });

const refusedCount = async (twin: Twin): Promise<number> =>
  (
    await twin.rows<{ n: number }>(
      `select count(*)::int as n from disclosure where verdict = 'deny' and recipient = $1`,
      [STRANGER],
    )
  )[0]?.n ?? -1;
