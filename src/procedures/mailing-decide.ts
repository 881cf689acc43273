import type { Day, Instant } from '../base/index.ts';
import { type Act, ask, bulkStatement, type Decision, type FactsRow, factsOf, judge } from '../gate/index.ts';
import type { Queued } from '../mail/index.ts';
import { canonical } from '../people/index.ts';
import { isYesTo } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';
import type { Tracked } from './mailing-letter.ts';
import { outdatedWordings } from './wordings.ts';

type Asked = { mail: Queued; to: string; topic?: string | undefined };

/**
 * The gate's answer for each mail, by one statement for all of a purpose: for whoever has the address now. An address that
 * is no longer its person's, or not theirs alone, is asked about by the person instead, one at a time.
 */
export async function decideSends(
  tx: Tx,
  house: Pick<House, 'store' | 'vault'>,
  policy: Policy,
  asked: readonly Asked[],
  { now, today }: { now: Instant; today: Day },
): Promise<Map<string, Decision>> {
  const decided = new Map<string, Decision>();
  for (const [, some] of Map.groupBy(asked, ({ mail }) => `${mail.purpose}\n${mail.channel}`)) {
    const [first] = some;
    if (!first) continue;
    const { purpose, channel } = first.mail;
    const outdated = await outdatedWordings(house, policy, purpose);
    const hashed = some.map((one) => {
      const address = canonical({ kind: 'email', value: one.to });
      return {
        ...one,
        lookup: house.vault.lookupHashes('email', address),
        suppression: house.vault.suppressionHashes(channel, address),
      };
    });
    const versions = hashed[0]?.lookup.length ?? 1;
    const column = (of: 'lookup' | 'suppression') =>
      Array.from({ length: versions }, (_, version) => hashed.map((one) => one[of][version]));
    const found = await rows<FactsRow & { n: number }>(
      tx,
      bulkStatement(policy, { act: 'send', purpose, channel }, versions),
      [purpose, channel, '', now, today, ...column('lookup'), ...column('suppression')],
    );
    const byLine = new Map(found.map((row) => [row.n - 1, row]));
    for (const [line, one] of hashed.entries()) {
      const row = byLine.get(line);
      const act: Act = {
        act: 'send',
        purpose,
        channel,
        personId: one.mail.person_id,
        recipient: '',
        data: [],
        country: '',
        ...(one.topic !== undefined && { topic: one.topic }),
      };
      const asking = { suppressionHashes: one.suppression, now, today, outdated };
      decided.set(
        one.mail.id,
        row?.person === one.mail.person_id
          ? judge(policy, act, asking, { facts: factsOf(row), personId: row.person, policyHash: null })
          : await ask(tx, policy, act, asking),
      );
    }
  }
  return decided;
}

/** Which of these mails may be tracked: the policy says under which purpose, and the person's newest word on that is a yes. */
export async function trackedOf(
  tx: Tx,
  policy: Policy,
  mails: readonly Queued[],
): Promise<Map<string, NonNullable<Tracked>>> {
  const asked = mails.flatMap((mail) => {
    const under = trackingPurpose(policy, mail.purpose);
    return mail.class === 'marketing' && under ? [{ mail, under }] : [];
  });
  if (asked.length === 0) return new Map();
  const agreed = await newestWords(
    tx,
    asked.map(({ mail, under }) => ({ personId: mail.person_id, purpose: under })),
  );
  return new Map(
    asked.flatMap(({ mail, under }, index) =>
      isYesTo(policy.purposes[under], agreed[index]) ? [[mail.id, { under }] as const] : [],
    ),
  );
}

/** The purpose under which opens and clicks of a mailing are recorded; null: they never are. */
export function trackingPurpose(policy: Policy, mailing: string): string | null {
  const purpose = Object.hasOwn(policy.purposes, mailing) ? policy.purposes[mailing] : undefined;
  return purpose?.tracking === 'asked-separately' ? (purpose['tracked-for'] ?? null) : null;
}

/** What each of these people said last about each of these purposes, on whatever channel. */
export async function newestWords(
  tx: Tx,
  asked: readonly { personId: string; purpose: string }[],
): Promise<(string | null)[]> {
  const found = await rows<{ n: number; state: string | null }>(
    tx,
    `select asked.n::int as n, (select p.state from permission p where p.person_id = asked.person_id and p.purpose = asked.purpose
       order by p.at desc, p.recorded_at desc, p.id desc limit 1) as state
     from unnest($1::uuid[], $2::text[]) with ordinality as asked (person_id, purpose, n)`,
    [asked.map(({ personId }) => personId), asked.map(({ purpose }) => purpose)],
  );
  const states = new Map(found.map(({ n, state }) => [n - 1, state]));
  return asked.map((_, index) => states.get(index) ?? null);
}
