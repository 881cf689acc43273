import { addDays, Refused } from '../base/index.ts';
import { dropExpiredPackages, dropOutdatedPackages, findRequest, writePackage } from '../requests/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { composePackage, FETCHED_FOR_DAYS } from './rights-package.ts';

/**
 * Keeps the copies of requests that were just answered with one, sealed, until they can no longer be fetched: what the person
 * gets is what was held when we answered, and a large copy is read from its systems once. Where a system does not answer, none
 * is kept, and the copy is made when it is fetched. Answers how many were kept.
 */
export async function keepCopies(house: House): Promise<number> {
  const { today, now } = momentOf(house, await policyInForce(house));
  const answered = await house.store.rows<{ id: string }>(
    `select r.id from request r where r.kind in ('access', 'portability') and r.outcome = 'sent'
       and r.answered_on between $1 and $2
       and not exists (select 1 from package p where p.request_id = r.id)
     order by r.id limit 20`,
    [addDays(today, -1), today],
  );
  let kept = 0;
  for (const { id } of answered) {
    const request = await findRequest(house.store.db, id);
    if (!request?.answered_on) continue;
    try {
      await writePackage(house, {
        requestId: id,
        personId: request.person_id,
        stream: await composePackage(house, request),
        expiresOn: addDays(request.answered_on, FETCHED_FOR_DAYS),
        now,
      });
      kept++;
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      house.log('requests.copy-not-kept', { room: 'requests', code: thrown.code });
    }
  }
  return kept;
}

/** Deletes copies that can no longer be fetched, and those that an erasure or a correction made untrue. Answers how many. */
export async function dropCopies(house: House): Promise<number> {
  const { today, now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(
    async (tx) => (await dropExpiredPackages(tx, { today, now })) + (await dropOutdatedPackages(tx)),
  );
}
