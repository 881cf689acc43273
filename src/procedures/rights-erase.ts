import { Refused } from '../base/index.ts';
import { letters } from '../requests/index.ts';
import { keystoreCopiesGoneOn } from '../store/index.ts';
import { forgetThoseWithNothingLeft } from './forgetting.ts';
import type { House } from './house.ts';
import { owedTellings, tellRecipients } from './recipient-tell.ts';
import { onCase, write } from './request-case.ts';
import { settle } from './request-stop.ts';
import { refuseWhileInDoubt } from './request-who.ts';
import { fates } from './rights-fates.ts';
import { eraseBesides, eraseFates } from './rights-hosted-write.ts';

/** What went under one rule. */
export type ErasedUnder = {
  rule: string;
  records: number;
  people: number;
  forgotten: number;
  verified: boolean;
};

/**
 * Erases at once what Kept itself holds of a person, and answers the request, in one transaction: for a company whose other
 * systems hold nothing of them. What duties, holds and a contract that runs need stays, and the letter says so. Refuses
 * `requests.identity-open` and `requests.nothing-erased`.
 */
export async function eraseHosted(
  house: House,
  { id, by }: { id: string; by: string },
): Promise<ErasedUnder[]> {
  return onCase(house, id, async (tx, held) => {
    refuseWhileInDoubt(held);
    const { policy, request, now } = held;
    const all = await fates(tx, policy, request.person_id, held);
    const erased: ErasedUnder[] = [];
    // While it is here it can be told who may have had it.
    await owedTellings(tx, held, 'erasure');
    for (const fate of all) {
      const { records, redacted } = await eraseFates(tx, house, policy, request.person_id, fate, held);
      if (records + redacted > 0)
        erased.push({
          rule: fate.rule ?? '',
          records: records + redacted,
          people: 1,
          forgotten: 0,
          verified: true,
        });
    }
    if (all.length > 0 && erased.length === 0)
      throw new Refused(
        'requests.nothing-erased',
        'Everything that is here of this person is kept by a duty, a hold or a contract that runs, so nothing was erased and the request stays open: refuse it, and say why.',
      );
    await eraseBesides(tx, house, request.person_id, held);
    await tellRecipients(tx, held, 'erasure');
    const n = erased.reduce((sum, { records }) => sum + records, 0);
    const kept = all.flatMap(({ rule, settled }) => {
      const staying = settled.filter((one) => one.kept.length > 0);
      const until =
        staying
          .flatMap((one) => one.kept.flatMap((reason) => reason.until ?? []))
          .toSorted()
          .at(-1) ?? null;
      const because =
        rule === null
          ? 'it is needed'
          : (policy.retention[rule]?.because.replaceAll(/\s+/g, ' ') ?? 'it is needed');
      return staying.length > 0 ? [{ what: `${staying.length} of our own records`, because, until }] : [];
    });
    await write(tx, held, 'erased', (writing) =>
      letters.erased(writing, {
        removed: n > 0 ? [`${n} ${n === 1 ? 'entry' : 'entries'} in our own records`] : [],
        kept,
        left: [],
        backupsUntil: n > 0 ? keystoreCopiesGoneOn(now) : null,
        told: [],
      }),
    );
    await settle(tx, held, n > 0 ? 'erased' : 'nothing-held', by);
    await forgetThoseWithNothingLeft(tx, [request.person_id], { now, actor: by });
    return erased;
  });
}
