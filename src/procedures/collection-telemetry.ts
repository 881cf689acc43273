import { type Instant, Refused } from '../base/index.ts';
import { keepTelemetry, newestTelemetry, sift, type TelemetryEvent } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { pointNamed } from './submission-taken.ts';

export type TelemetryTaken = { point: string; taken: number; dropped: number; incomplete: number };

/**
 * Takes a batch of events: the declared fields of each are kept, everything else is dropped and counted. Refuses
 * `collection.not-telemetry`, `collection.missing-notice`, and `collection.telemetry-without-consent` where the point asks
 * for consent first and whoever sends does not say that there was one.
 */
export async function takeTelemetry(
  house: House,
  name: string,
  {
    events,
    consents,
    notice,
  }: { events: readonly TelemetryEvent[]; consents: readonly string[]; notice: string | null },
): Promise<TelemetryTaken> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  if (point.kind !== 'telemetry')
    throw new Refused('collection.not-telemetry', `"${name}" takes one submission at a time, and no batch.`);
  if (notice !== policy.hash)
    throw new Refused(
      'collection.missing-notice',
      'The notice under which this was recorded is not the one in force. Load it again.',
      { inForce: policy.hash },
    );
  const unasked = (point.asks ?? []).filter((purpose) => !consents.includes(purpose));
  if (unasked.length > 0)
    throw new Refused(
      'collection.telemetry-without-consent',
      `"${name}" is recorded only after a yes to ${unasked.join(' and ')}. Nothing was kept.`,
      { purposes: unasked },
    );
  const { now, today } = momentOf(house, policy);
  const sifted = sift(policy, point, events, (value) =>
    house.vault.lookupHash('telemetry', value).toString('hex'),
  );
  const dropped = Object.values(sifted.dropped).reduce((sum, times) => sum + times, 0);
  const taken = point.stores === 'nowhere' ? 0 : sifted.events.length;
  await house.store.inTransaction(async (tx) => {
    await keepTelemetry(tx, house.vault, {
      point: name,
      sifted: point.stores === 'nowhere' ? { ...sifted, events: [] } : sifted,
      day: today,
      now,
    });
    await appendEvidence(tx, {
      kind: 'telemetry.taken',
      at: now,
      actor: 'machine',
      body: {
        point: name,
        notice: policy.hash,
        taken,
        dropped,
        incomplete: sifted.incomplete,
        ...(sifted.cut > 0 && { cut: sifted.cut }),
        fields: [...new Set(sifted.events.flatMap((event) => Object.keys(event)))].sort(),
      },
    });
  });
  return { point: name, taken, dropped, incomplete: sifted.incomplete };
}

/** The newest batches of a point as they are kept, for a reason that the ledger keeps. Refuses `collection.not-telemetry`. */
export async function lookAtTelemetry(
  house: House,
  name: string,
  look: { by: string; reason: string },
): Promise<{ takenAt: Instant; events: Record<string, string>[] }[]> {
  const { kind } = pointNamed(await policyInForce(house), name);
  if (kind !== 'telemetry') throw new Refused('collection.not-telemetry', `"${name}" takes no events.`);
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'telemetry.looked-at',
      at: house.clock.now(),
      actor: look.by,
      body: { point: name, reason: look.reason },
    }),
  );
  return newestTelemetry(house.store.db, house.vault, name);
}
