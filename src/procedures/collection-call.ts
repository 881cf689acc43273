import { newId, Refused } from '../base/index.ts';
import {
  type CameraRequest,
  type CollectionPoint,
  decideCamera,
  holdCall,
  keepCall,
  keepCameraRequest,
  keepListening,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { keepSubmission } from './submission-keep.ts';
import { pointNamed } from './submission-taken.ts';

export type CallTold = {
  point: string;
  identity: Identity | null;
  beganAt: string;
  announced: boolean;
  recording: string | null;
  declined: boolean;
};

/**
 * A call as the telephone system lists it, recorded or not: without the list of all calls nobody can say that each is
 * recorded. Refuses `call.not-announced`: a recording without the announcement is not taken, and has to be deleted there.
 */
export async function takeCall(house: House, told: CallTold, actor: string): Promise<{ id: string }> {
  const policy = await policyInForce(house);
  const point = recordedPoint(policy, told.point);
  const { now } = momentOf(house, policy);
  if (told.beganAt > now)
    throw new Refused('call.from-the-future', 'A call cannot have begun in the future.');
  if (told.recording && point.recording?.announced && !told.announced)
    throw new Refused(
      'call.not-announced',
      'This call was recorded without the announcement that is promised. Delete the recording; nothing was taken.',
    );
  if (told.recording && told.declined)
    throw new Refused(
      'call.declined',
      'The caller did not want to be recorded. Delete the recording; nothing was taken.',
    );
  const id = newId(now);
  await house.store.inTransaction(async (tx) => {
    const { personId } = await keepSubmission(tx, house, policy, {
      name: told.point,
      point,
      sent: { fields: {}, consents: [], declined: [], notice: policy.hash, source: null },
      files: [],
      recordId: id,
      actor,
      now,
      identities: [told.identity ?? { kind: 'external', value: `${told.point}:${id}` }],
    });
    await keepCall(tx, { personId, id, point: told.point, call: told });
    await appendEvidence(tx, {
      kind: 'call.listed',
      at: now,
      actor,
      aboutPerson: personId,
      body: {
        point: told.point,
        announced: told.announced,
        recorded: told.recording !== null,
        declined: told.declined,
      },
    });
  });
  return { id };
}

/**
 * Somebody wants to listen to a recording: only for a purpose that recordings serve, and each listening is written down.
 * Answers the reference of the recording. Refuses `call.not-found`, `call.no-recording`, `call.other-purpose`.
 */
export async function listenToCall(
  house: House,
  { id, purpose }: { id: string; purpose: string },
  actor: string,
): Promise<{ listening: string; recording: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const heard = await house.store.inTransaction(async (tx) => {
    const call = await holdCall(tx, id);
    if (!call) throw new Refused('call.not-found', 'There is no such call.');
    await holdPerson(tx, call.person_id);
    const allowed = policy.collection[call.point]?.recording?.['only-for'] ?? [];
    const code = !call.recording
      ? 'call.no-recording'
      : allowed.includes(purpose)
        ? null
        : 'call.other-purpose';
    await appendEvidence(tx, {
      kind: code ? 'call.listening-refused' : 'call.listened',
      at: now,
      actor,
      aboutPerson: call.person_id,
      body: { point: call.point, purpose, code },
    });
    if (code || !call.recording) return { code: code ?? 'call.no-recording', allowed };
    return {
      listening: await keepListening(tx, call, { by: actor, purpose, now }),
      recording: call.recording,
    };
  });
  if (heard.recording !== undefined) return heard;
  throw new Refused(
    heard.code,
    heard.code === 'call.other-purpose'
      ? `Recordings are listened to only for ${heard.allowed.join(' or ')}.`
      : 'This call was not recorded.',
  );
}

function recordedPoint(policy: Policy, name: string): CollectionPoint {
  const point = pointNamed(policy, name);
  if (point.kind !== 'phone' || !point.recording)
    throw new Refused('collection.unknown-point', 'No calls are recorded there.');
  return point;
}

/** Somebody asks for camera pictures: passed on to who is responsible, or refused; logged either way, without who asked. */
export async function takeCameraRequest(
  house: House,
  name: string,
  asked: CameraRequest,
  actor: string,
): Promise<{
  id: string;
  answer: 'passed-on' | 'refused';
  code: string;
  ask: string | null;
  contact: string | null;
}> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  if (point.kind !== 'camera') throw new Refused('collection.unknown-point', 'There is no such camera.');
  const { now } = momentOf(house, policy);
  const decided = decideCamera(asked);
  const controller = point['controlled-by'] ? policy.recipients[point['controlled-by']] : undefined;
  const id = await house.store.inTransaction(async (tx) => {
    const made = await keepCameraRequest(tx, name, { ...asked, ...decided }, now);
    await appendEvidence(tx, {
      kind: 'camera.asked',
      at: now,
      actor,
      body: { point: name, asker: asked.asker, because: asked.because, ...decided },
    });
    return made;
  });
  return {
    id,
    ...decided,
    ask: controller?.name ?? point['controlled-by'] ?? null,
    contact: controller?.contact ?? null,
  };
}
