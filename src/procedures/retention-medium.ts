import { type Day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  type Destruction,
  destructions,
  enterDestruction,
  handOver,
  type Medium,
  type MediumKind,
  type MediumState,
  media,
  type NewDestruction,
  registerMedium,
  retireMedium,
  settleNumber,
  whereIs,
} from '../retention/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** A medium, where it is on its way, and the last day for the next step. */
export type MediumSeen = Medium & { state: MediumState; due: Day | null; late: boolean };

export async function listMedia(house: House): Promise<MediumSeen[]> {
  const policy = await policyInForce(house);
  const { today } = momentOf(house, policy);
  return (await media(house.store.db)).map((one) => {
    const where = whereIs({ ...one, closed: one.closed_at !== null }, policy.retention[one.rule]);
    return { ...one, ...where, late: where.due !== null && where.due < today };
  });
}

export const listDestructions = (house: House): Promise<Destruction[]> => destructions(house.store.db);

/** Puts a medium on the list, with its evidence. Refuses as `registerMedium`. */
export async function addMedium(
  house: House,
  asked: { label: string; serial: string; kind: MediumKind; rule?: string | undefined },
  by: string,
): Promise<string> {
  const policy = await policyInForce(house);
  const now = house.clock.now();
  return house.store.inTransaction(async (tx) => {
    const { id, rule } = await registerMedium(tx, policy, asked, now);
    await appendEvidence(tx, {
      kind: 'media.registered',
      at: now,
      actor: by,
      body: { medium: id, kind: asked.kind, rule },
    });
    return id;
  });
}

/** A medium is out of use; today unless told. Refuses as `retireMedium`. */
export async function retire(house: House, id: string, on: Day | null, by: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const { rule } = await retireMedium(tx, id, on ?? today, today);
    await appendEvidence(tx, {
      kind: 'media.retired',
      at: now,
      actor: by,
      body: { medium: id, rule, on: on ?? today },
    });
  });
}

/** Media leave for their destroyer; today unless told. Refuses as `handOver`. */
export async function handMedia(
  house: House,
  { ids, to, on }: { ids: readonly string[]; to: string; on: Day | null },
  by: string,
): Promise<void> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    await handOver(tx, policy, { ids, to, on: on ?? today }, today);
    await appendEvidence(tx, {
      kind: 'media.handed-over',
      at: now,
      actor: by,
      body: { media: [...ids].sort(), to, on: on ?? today },
    });
  });
}

/**
 * Enters a destroyer's certificate and closes what it names; today unless told. Refuses `destruction.unknown-destroyer` for
 * somebody who is no recipient of the policy, and as `enterDestruction`.
 */
export async function enterCertificate(
  house: House,
  asked: Omit<NewDestruction, 'on'> & { on: Day | null },
  by: string,
): Promise<{ id: string; closed: number; unmatched: string[] }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  if (!Object.hasOwn(policy.recipients, asked.destroyer))
    throw new Refused('destruction.unknown-destroyer', 'The policy names no such recipient.');
  return house.store.inTransaction(async (tx) => {
    const on = asked.on ?? today;
    const { id, closed, unmatched } = await enterDestruction(tx, { ...asked, on }, { now, today, by });
    await appendEvidence(tx, {
      kind: 'media.destroyed',
      at: now,
      actor: by,
      body: {
        destruction: id,
        destroyer: asked.destroyer,
        number: asked.number,
        method: asked.method,
        on,
        document: asked.document,
        media: closed.map((one) => one.id).sort(),
        unmatched: unmatched.length,
      },
    });
    return { id, closed: closed.length, unmatched };
  });
}

/** Somebody says what a number on a certificate is that fitted nothing. Refuses as `settleNumber`. */
export const explainNumber = (
  house: House,
  asked: { destruction: string; serial: string; medium: string | null; because: string },
  by: string,
): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    const now = house.clock.now();
    await settleNumber(tx, asked, { now, by });
    await appendEvidence(tx, {
      kind: 'media.explained',
      at: now,
      actor: by,
      body: { destruction: asked.destruction, medium: asked.medium },
    });
  });
