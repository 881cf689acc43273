import { type Signed, signAttestation } from '../assurance/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** A role's dated word, with its entry in the ledger. */
export async function attest(house: House, signed: Omit<Signed, 'now' | 'today'>): Promise<string> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const id = await signAttestation(tx, policy, { ...signed, now, today });
    await appendEvidence(tx, {
      kind: 'attestation.signed',
      at: now,
      actor: signed.role,
      body: { attestation: signed.name, signedOn: signed.signedOn, id },
    });
    return id;
  });
}
