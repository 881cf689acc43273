import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';

export type Signed = {
  name: string;
  role: string;
  signedOn: Day;
  evidence: string;
  now: Instant;
  today: Day;
};

/**
 * A role signs that a duty was done. Refuses `assurance.unknown-duty`, `assurance.wrong-role`,
 * `assurance.no-evidence` (a duty that asks for a document or certificate), `assurance.from-the-future`.
 */
export async function signAttestation(
  tx: Tx,
  policy: Policy,
  { name, role, signedOn, evidence, now, today }: Signed,
): Promise<string> {
  const duty = Object.hasOwn(policy.attestations, name) ? policy.attestations[name] : undefined;
  if (!duty)
    throw new Refused(
      'assurance.unknown-duty',
      `"${name.slice(0, 80)}" is not one of the attestations of this policy.`,
    );
  if (role !== duty.by)
    throw new Refused(
      'assurance.wrong-role',
      `"${name}" is signed by the ${duty.by}, not by the ${role.slice(0, 80)}.`,
    );
  if (signedOn > today)
    throw new Refused(
      'assurance.from-the-future',
      `It cannot have been signed on ${signedOn}: today is ${today}.`,
    );
  if (duty.evidence !== 'statement' && evidence.trim() === '')
    throw new Refused('assurance.no-evidence', `"${name}" needs a ${duty.evidence}: say where it is kept.`);
  const id = newId(now);
  await rows(
    tx,
    'insert into attestation (id, name, by_role, signed_on, evidence, signed_at) values ($1, $2, $3, $4, $5, $6)',
    [id, name, role, signedOn, evidence, now],
  );
  return id;
}
