import { addDays } from '../base/index.ts';
import {
  asksToHandOver,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { losesSight, turnsOnThePerson } from './each.proof.ts';
import { withRecipient } from './edit.rules.ts';
import { proveProhibited, refusesStranger } from './prohibition.proof.ts';
import type { Recipient } from './recipient.rules.ts';
import { agreedOn, beyondRegister, mechanismStoodOn, type Prohibition, prohibits } from './register.rules.ts';

type Handed = {
  recipient: string;
  purpose: string;
  data: string[];
  since: boolean;
  listed: boolean;
  times: number;
};

/**
 * What was handed over, and what of it the register or the bound prohibition does not allow. The register in force speaks of what
 * was handed over under it; of what went before, what the gate said then. `recipient`: theirs, and what went to nobody in the register.
 */
async function disclosures(
  live: Live,
  policy: Policy,
  { recipient, prohibition }: { recipient: string | null; prohibition: Prohibition | undefined },
): Promise<{ made: number; refused: number; unlisted: number }> {
  const [asked] = await live.rows<{ refused: number }>(
    `select count(*)::int as refused from disclosure where verdict <> 'allow' and ($1::text is null or recipient = $1)`,
    [recipient],
  );
  const handed = await live.rows<Handed>(
    `select recipient, coalesce(purpose, '') as purpose, data, code = 'share.listed' as listed, count(*)::int as times,
       asked_at >= coalesce((select in_force_at from policy_version where in_force_at is not null and replaced_at is null), '-infinity') as since
     from disclosure where verdict = 'allow' and ($1::text is null or recipient = $1 or not recipient = any($2::text[]))
     group by 1, 2, 3, 4, 6`,
    [recipient, Object.keys(policy.recipients)],
  );
  const against = handed.filter(
    (one) =>
      !one.listed ||
      (one.since &&
        (beyondRegister(policy, one) || (prohibition !== undefined && prohibits(policy, prohibition, one)))),
  );
  const sum = (some: readonly Handed[]) => some.reduce((all, { times }) => all + times, 0);
  return { made: sum(handed), refused: asked?.refused ?? 0, unlisted: sum(against) };
}

/**
 * How often the version in force let data go to a recipient who gets it only with a yes, of people who had said none or whom
 * nobody named. A list is asked for as a whole first, and then of each who is put on it.
 */
async function unasked(
  live: Live,
  policy: Policy,
  { recipient }: { recipient: string | null },
): Promise<number> {
  if (recipient === null || !policy.recipients[recipient]?.['on-consent']) return 0;
  const [found] = await live.rows<{ times: number }>(
    `select count(*)::int as times from decision
     where act = 'share' and verdict = 'allow' and recipient = $1 and not asked ? 'screened'
       and decided_at >= coalesce((select in_force_at from policy_version where in_force_at is not null and replaced_at is null), '-infinity')
       and not exists (select from jsonb_array_elements(coalesce(facts -> 'spoken', '[]')) said
         where said ->> 'state' in ('granted', 'confirmed'))`,
    [recipient],
  );
  return found?.times ?? 0;
}

async function stateOfSharing(
  live: Live,
  policy: Policy,
  about: { recipient: string | null; prohibition: Prohibition | undefined },
  nothing: string,
) {
  const figures = {
    ...(await disclosures(live, policy, about)),
    unasked: await unasked(live, policy, about),
  };
  if (figures.made + figures.refused + figures.unasked === 0) return nothingYet(nothing);
  if (figures.unlisted > 0)
    return broken({
      because: `${figures.unlisted} disclosures were made that the register does not allow.`,
      figures,
    });
  if (figures.unasked > 0)
    return broken({
      because: `${figures.unasked} times data was to go there, and no yes of the person was there.`,
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

/** Default deny: nobody who is not in the register receives anything, nor anybody what is prohibited, and the attempt is kept. */
export const shareGate = control<unknown, Policy>({
  id: 'share.gate',
  // No door of a disclosure is told where the data came in: what turns on that is the gate's, and not this control's.
  applies: (_, { path, name, policy }) =>
    path.startsWith('recipients.') || policy.prohibitions[name]?.collection === undefined,
  state: (live, { path, name, policy }) =>
    stateOfSharing(
      live,
      policy,
      path.startsWith('recipients.')
        ? { recipient: name, prohibition: undefined }
        : { recipient: null, prohibition: policy.prohibitions[name] },
      'Nothing has been asked for or handed over yet.',
    ),

  async prove(twin, { path, name, policy }) {
    if (!path.startsWith('recipients.')) return proveProhibited(twin, policy, policy.prohibitions[name]);
    const { for: purposes, receives } = policy.recipients[name] ?? {};
    await refusesStranger(twin, policy, purposes?.[0], receives);
  },
});

/** Those in the register receive what it says, for what it says, and no more. */
export const shareRecipients = control<Recipient, Policy>({
  id: 'share.recipients',
  applies: (_, { path }) => path.startsWith('recipients.'),
  state: (live, { name, policy }) =>
    stateOfSharing(
      live,
      policy,
      { recipient: name, prohibition: undefined },
      'Nothing has been asked for or handed to this recipient yet.',
    ),

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const purpose = declared.for?.[0] ?? Object.keys(policy.purposes)[0] ?? '';
    const data = declared.receives ?? policy.purposes[purpose]?.data ?? [];
    await refusesStranger(twin, policy, purpose, data);
    const today = twin.today();
    const lawful = agreedOn(declared, today) && mechanismStoodOn(policy, declared, today);
    const listed = await scene.when(`${name} asks for what the register says, for what it says`, () =>
      asksToHandOver(twin, policy, { recipient: name, purpose, data }),
    );
    await scene.then(
      lawful ? 'it is allowed' : 'it is refused, for its agreement or transfer is not in order',
      () => listed.status,
      lawful ? 201 : 403,
    );
    const unsaid = await scene.when(`${name} asks, and does not say for what data`, () =>
      asksToHandOver(twin, policy, { recipient: name, purpose, data: [] }),
    );
    await scene.then('nothing goes', () => unsaid.status >= 400, true);
    if (lawful) await turnsOnThePerson(twin, policy, { recipient: name, purpose, data });
    if (lawful) await losesSight(twin, name, policy, { purpose, data });
    await refusesOtherPurpose(twin, name, declared, { policy, data });
    await refusesWithoutAgreement(twin, name, declared, { policy, purpose, data });
    const forbidden = (category: string): boolean =>
      Object.values(policy.prohibitions).some((one) =>
        prohibits(policy, one, { recipient: name, purpose, data: [category] }),
      );
    const surpluses = Object.keys(policy.data).filter((category) => !data.includes(category));
    const beyond = surpluses.find((category) => !forbidden(category)) ?? surpluses[0];
    if (!declared.receives || !beyond) return;
    const surplus = await scene.when(
      `${name} asks for ${beyond} as well, which the register does not give them`,
      () => asksToHandOver(twin, policy, { recipient: name, purpose, data: [...data, beyond] }),
    );
    await scene.then('it is refused', () => [surplus.status, surplus.json.code], [
      403,
      forbidden(beyond) ? 'share.prohibited' : 'share.undeclared-data',
    ]);
  },
});

async function refusesOtherPurpose(
  twin: Twin,
  name: string,
  declared: Recipient,
  { policy, data }: { policy: Policy; data: readonly string[] },
): Promise<void> {
  const { scene } = twin;
  const other = Object.keys(policy.purposes).find((one) => !declared.for?.includes(one));
  if (!declared.for || !other) return;
  const answer = await scene.when(`${name} asks for it for ${other}, which the register does not name`, () =>
    asksToHandOver(twin, policy, { recipient: name, purpose: other, data: data }),
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
  { policy, purpose, data }: { policy: Policy; purpose: string; data: readonly string[] },
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
      asksToHandOver(elsewhere, policy, { recipient: name, purpose, data }),
    );
    await scene.then('it is refused', () => [answer.status, answer.json.code], [403, code]);
  }
}
