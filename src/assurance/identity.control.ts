import { type Day, daysBetween } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  signatureCounts,
} from '../controls/index.ts';
import { checkRecord, type Policy, sayTerm } from '../policy/index.ts';
import { nextDue, warnDaysOf } from './attestation.rules.ts';
import { proveIdentity } from './identity.proof.ts';
import { inForceOf } from './in-force.ts';

type Organisation = Policy['organisation'];

/** A signature that the record is still right: who owes it, the last one, and the last day for the next. */
type Verified = { name: string; by: string; last: Day | null; due: Day; warn: number };

/** One record says who we are, everywhere; a role looks again at its interval whether it is still right. */
export const noticeIdentity = control<Organisation, Policy>({
  id: 'notice.identity',
  applies: (organisation, { path }) => path === 'organisation' && organisation['verified-by'] !== undefined,

  async state(live, { policy }) {
    const current = await inForceOf(live, policy.organisation.zone);
    if (!current) return broken({ because: 'No notice is published that says who we are.' });
    const found = checkRecord(current.policy, { on: live.today });
    const red = found.filter(({ severity }) => severity === 'error');
    const verified = await verifiedIn(live, current.policy, current.since);
    const [next] = verified;
    const entries = next
      ? await entriesOf(live, 'attestation.signed', { field: 'attestation', is: next.name })
      : [];
    const figures = {
      contradictions: red.length,
      typedCopies: found.length - red.length,
      lastVerified: next?.last ?? null,
      due: next?.due ?? null,
    };
    const [first] = red;
    if (first)
      return broken({
        because: `What is published does not agree with the record: ${first.file}, line ${first.line}: ${first.message}`,
        figures,
        entries,
      });
    if (!next) return nothingYet('The version in force does not say who looks whether the record is right.');
    if (live.today > next.due)
      return broken({
        because: `The ${next.by} was to look by ${next.due} whether the record is right, and has not.`,
        figures,
        entries,
      });
    if (daysBetween(live.today, next.due) <= next.warn)
      return atRisk({
        because: `The ${next.by} must look by ${next.due} whether the record is right.`,
        figures,
        entries,
      });
    if (verified.some(({ last }) => last === null))
      return nothingYet(
        `Nobody has looked yet whether the record is right; the ${next.by} does by ${next.due}.`,
      );
    return kept({
      because: `The ${next.by} found the record right on ${next.last}, and nothing that is published differs from it; again by ${next.due}.`,
      figures,
      entries,
    });
  },

  prove: (twin, { declared, policy }) => proveIdentity(twin, declared, policy),
});

/** The signatures that the record needs, the one that is due first at the head. */
async function verifiedIn(live: Live, policy: Policy, since: Day): Promise<Verified[]> {
  const names = policy.organisation['verified-by'] ?? [];
  const signed = await live.rows<{ name: string; last: Day }>(
    `select name, max(signed_on) as last from attestation where name = any($1::text[]) and ${signatureCounts('$2')} group by name`,
    [names, live.today],
  );
  return names
    .flatMap((name): Verified[] => {
      const duty = policy.attestations[name];
      if (!duty) return [];
      const last = signed.find((one) => one.name === name)?.last ?? null;
      const due = nextDue(duty, last, since);
      return [{ name, by: sayTerm(duty.by), last, due, warn: warnDaysOf(duty, due) }];
    })
    .sort((a, b) => (a.due < b.due ? -1 : 1));
}
