import { warningDue } from '../assurance/index.ts';
import { type Day, sayDay } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueStaffMessage } from '../mail/index.ts';
import { ownerOf } from '../requests/index.ts';
import { rows } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** Tells whoever answers for privacy that the registration with the regulator ends soon: each warning once, by what the ledger says. */
export async function warnOfRegistration(house: House): Promise<void> {
  const policy = await policyInForce(house);
  const registered = policy.organisation.registrations.regulator;
  if (!registered) return;
  const { now, today } = momentOf(house, policy);
  const days = warningDue(registered, today);
  if (days === null) return;
  const { reference, expires } = registered;
  const role = ownerOf(policy);
  await house.store.inTransaction(async (tx) => {
    const [told] = await rows(
      tx,
      `select 1 from evidence_entry where kind = 'registration.warned' and body::jsonb ->> 'reference' = $1
         and body::jsonb ->> 'expires' = $2 and (body::jsonb ->> 'daysBefore')::int <= $3`,
      [reference, expires, days],
    );
    if (told) return;
    const ends = sayDay(expires as Day);
    await queueStaffMessage(
      tx,
      {
        kind: 'warned',
        role,
        promises: [],
        subject: `The registration ${reference} ends on ${ends}`,
        body: [
          `The notice says that the registration with the regulator is ${reference}, and it ends on ${ends}. From the day after, that is no longer so.`,
          'Renew it with the regulator, enter its new last day under "organisation: registrations" in policy.yaml, and put the policy forward.',
        ].join('\n\n'),
      },
      now,
    );
    await appendEvidence(tx, {
      kind: 'registration.warned',
      at: now,
      actor: 'worker',
      body: { reference, expires, daysBefore: days, role },
    });
  });
}
