import { newId, Refused } from '../base/index.ts';
import {
  ageBands,
  type CollectionPoint,
  checkAge,
  checkSource,
  checkSubmission,
  isAnonymous,
  type Submitted,
  sourceOf,
  takeNonce,
  typeOf,
} from '../collection/index.ts';
import { consentsAloneFrom } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { oweLetter } from './collection-letter.ts';
import { takeTelemetry } from './collection-telemetry.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { refuseUncarried } from './submission-carried.ts';
import { keepSubmission } from './submission-keep.ts';
import { askForVault, withoutAccess } from './submission-masking.ts';
import { relaySubmission } from './submission-relay.ts';
import { refuseSpecial } from './submission-special.ts';
import { refuseUnchecked } from './submission-supplier.ts';
import { pointNamed, type Taken, type TypedUpload } from './submission-taken.ts';
import { takeAnswers } from './survey.ts';
import { refuseUncheckedOutlets } from './testimonial.ts';

/**
 * Takes what somebody sent to a collection point: checked against the declaration, then stored sealed with the notice
 * that was shown, or relayed and not stored at all; choices become permissions; one transaction with its evidence. The same
 * page of a form sent twice is one submission. Refuses what `checkSubmission`, `checkSource`,
 * `refuseUncarried`, `refuseSpecial` and `typeOf` say.
 */
export async function takeSubmission(
  house: House,
  name: string,
  asSent: Submitted,
  actor = 'visitor',
): Promise<Taken> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  const moment = momentOf(house, policy);
  const { now } = moment;
  const { sent: told, masked } = withoutAccess(policy, withWhatWeKnow(point, asSent, now));
  const sent = { ...told, source: sourceOf(point, told, moment.today) };
  if (point.kind === 'remote-session' || point.kind === 'camera')
    throw new Refused(
      'collection.other-door',
      `"${name}" is no form: /forms/${name} says how it is done, and the API has an address of its own for it.`,
    );
  await refuseUncarried(house, policy, name, point, moment);
  checkSubmission(name, point, sent, { policy });
  checkAge(name, point, sent, agesAsked(policy, point));
  checkSource(policy, name, point, sent.source);
  if (point.kind === 'import') await refuseUnchecked(house, name, sent.source?.who ?? '', moment);
  refuseUncheckedOutlets(policy, name, point, sent.outlets ?? []);
  const recordId = newId(now);
  await refuseSpecial(house, policy, name, point, sent, recordId);
  const files = await Promise.all(
    (sent.files ?? []).map(async (upload): Promise<TypedUpload> => ({ upload, type: await typeOf(upload) })),
  );
  if (point.stores === 'nowhere') return relaySubmission(house, policy, name, point, sent, files, now);
  if (point.kind === 'telemetry') {
    const { taken } = await takeTelemetry(house, name, { events: [sent.fields], ...sent });
    return { point: name, stored: taken > 0, relayed: false, confirm: false, record: null };
  }
  if (isAnonymous(point)) return takeAnswers(house, policy, name, point, sent, now);
  return house.store.inTransaction(async (tx) => {
    if (sent.nonce && !(await takeNonce(tx, sent.nonce, now)))
      return { point: name, stored: true, relayed: false, confirm: false, record: null };
    const kept = await keepSubmission(tx, house, policy, {
      name,
      point,
      sent,
      files,
      recordId,
      actor,
      now,
    });
    if (masked.length > 0) await askForVault(tx, house, policy, { ...kept, name, sent, fields: masked, now });
    await oweLetter(tx, house, policy, { ...kept, name, point, sent, moment });
    return {
      point: name,
      stored: true,
      relayed: false,
      confirm: kept.confirm,
      record: kept.recordId,
      ...(kept.badge && { badge: kept.badge }),
    };
  });
}

/** What a form asks of somebody's age, and from which one they agree alone. */
export function agesAsked(policy: Policy, point: CollectionPoint) {
  const alone = consentsAloneFrom(policy.organisation.jurisdiction);
  return { bands: ageBands(policy, point, alone), consentsAloneFrom: alone };
}

/** What nobody has to type: when a visitor comes is when the book says so. */
function withWhatWeKnow(point: CollectionPoint, sent: Submitted, now: string): Submitted {
  if (point.kind !== 'visitor-book' || !Object.hasOwn(point.fields, 'signed-in')) return sent;
  return { ...sent, fields: { ...sent.fields, 'signed-in': sent.fields['signed-in'] || now } };
}
