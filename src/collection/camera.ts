import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

export const ASKERS = ['person', 'police', 'security-company', 'court', 'other'] as const;
export const CAMERA_REASONS = ['own-picture', 'incident', 'legal-claim', 'other'] as const;

export type CameraRequest = { asker: (typeof ASKERS)[number]; because: (typeof CAMERA_REASONS)[number] };

/** A request for pictures is passed on for what the cameras serve, and for somebody's own picture; for nothing else. */
export function decideCamera({ asker, because }: CameraRequest): {
  answer: 'passed-on' | 'refused';
  code: string;
} {
  if (asker === 'person' && because === 'own-picture')
    return { answer: 'passed-on', code: 'camera.whom-to-ask' };
  if (because === 'legal-claim' && asker !== 'other')
    return { answer: 'passed-on', code: 'camera.legal-claim' };
  if (because === 'incident' && ['police', 'security-company', 'court'].includes(asker))
    return { answer: 'passed-on', code: 'camera.incident' };
  return { answer: 'refused', code: 'camera.not-for-this' };
}

export async function keepCameraRequest(
  tx: Tx,
  point: string,
  asked: CameraRequest & { answer: string; code: string },
  now: Instant,
): Promise<string> {
  const id = newId(now);
  await rows(
    tx,
    'insert into camera_request (id, point, asker, because, asked_at, answer, code) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, point, asked.asker, asked.because, now, asked.answer, asked.code],
  );
  return id;
}
