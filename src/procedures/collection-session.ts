import { randomInt } from 'node:crypto';
import { addElapsed, newId, Refused } from '../base/index.ts';
import {
  areasIn,
  type CollectionPoint,
  checkSubmission,
  closeSession,
  holdCase,
  holdSession,
  keepLook,
  mayLook,
  openSession,
  type Submitted,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPerson } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { sayPreference } from './permission.ts';
import { keepSubmission } from './submission-keep.ts';
import { pointNamed } from './submission-taken.ts';

/** What a client opens: for which case, and which areas. */
export type Opening = Pick<Submitted, 'fields' | 'notice'> & { caseId: string | null; areas: string };

/** Signs that nobody mistakes for another when a code is read out on the telephone. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * The client opens a session: for one case that is open, for these areas, until then. Answers the code that lets our staff
 * in; whoever does not have it, is not let in. Refuses `session.theirs-to-open` to staff, `session.no-case`,
 * `session.no-areas`, and what `checkSubmission` says.
 */
export async function openRemoteSession(
  house: House,
  name: string,
  opening: Opening,
  actor: 'client' | 'staff',
): Promise<{ code: string; expiresAt: string; areas: string[] }> {
  const policy = await policyInForce(house);
  const point = sessionPoint(policy, name);
  if (point.opens !== 'we-open' && actor !== 'client')
    throw new Refused(
      'session.theirs-to-open',
      `Only the client opens this session, at /forms/${name}. Ask them for it.`,
    );
  const sent: Submitted = { ...opening, consents: [], declined: [], source: null };
  checkSubmission(name, point, sent, { policy });
  const areas = areasIn(opening.areas || areasAmong(opening.fields));
  if (areas.length === 0)
    throw new Refused('session.no-areas', 'Say which areas we may reach: only those are opened.', {
      fields: ['areas'],
    });
  const { now } = momentOf(house, policy);
  const code = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  const expiresAt = addElapsed(now, point['time-limit'] ?? 'PT1H');
  return house.store.inTransaction(async (tx) => {
    const open = opening.caseId ? await holdCase(tx, opening.caseId) : null;
    if (point['case-bound'] && (!open || open.closed_at))
      throw new Refused(
        'session.no-case',
        'A session belongs to a case that is open. Type its number; it is in what we sent you when you reported the problem.',
        { fields: ['case'] },
      );
    const recordId = newId(now);
    const { personId } = await keepSubmission(tx, house, policy, {
      name,
      point,
      sent,
      files: [],
      recordId,
      actor: 'visitor',
      now,
      ...(open && { personId: (await holdPerson(tx, open.person_id)) ?? open.person_id }),
    });
    await openSession(tx, {
      personId,
      id: recordId,
      point: name,
      caseId: open?.id ?? null,
      areas,
      codeHash: house.vault.lookupHash('session', code),
      now,
      expiresAt,
    });
    // The gate asks the person's own word before anybody looks in: this is it, and it ends with the session.
    await sayPreference(tx, { personId, kind: 'session', about: name, value: expiresAt, source: name, now });
    await appendEvidence(tx, {
      kind: 'session.opened',
      at: now,
      actor: 'person',
      aboutPerson: personId,
      body: { point: name, session: recordId, areas: areas.length, expiresAt, notice: policy.hash },
    });
    return { code, expiresAt, areas };
  });
}

const areasAmong = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields).find(([field]) => /areas?(-|$)|scope/.test(field))?.[1] ?? '';

/**
 * Staff ask whether they may look now, at one area. Each answer is written down, the refusals too: `session.allowed`,
 * `session.not-opened`, `session.closed`, `session.expired`, `session.outside-scope`.
 */
export async function lookIntoSession(
  house: House,
  { code, area, engineer }: { code: string; area: string; engineer: string },
  actor: string,
): Promise<{ allowed: boolean; code: string; expiresAt: string | null }> {
  const { now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(async (tx) => {
    const session = await holdSession(tx, hashesOf(house, code));
    const answer = mayLook(session, { area, now });
    if (session) await keepLook(tx, session, { by: engineer, area, code: answer, now });
    await appendEvidence(tx, {
      kind: answer === 'session.allowed' ? 'session.looked' : 'session.refused',
      at: now,
      actor,
      body: { code: answer, session: session?.id ?? null, point: session?.point ?? null },
      ...(session && { aboutPerson: session.person_id }),
    });
    return { allowed: answer === 'session.allowed', code: answer, expiresAt: session?.expires_at ?? null };
  });
}

/** The client, or staff who are done, close it. Doing it twice is doing it once. Refuses `session.not-opened`. */
export async function endSession(house: House, code: string, actor: string): Promise<void> {
  const { now } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    const session = await holdSession(tx, hashesOf(house, code));
    if (!session)
      throw new Refused('session.not-opened', 'There is no session with this code.', { fields: ['code'] });
    await closeSession(tx, session, now);
    const { person_id: personId, point } = session;
    await sayPreference(tx, { personId, kind: 'session', about: point, value: now, source: actor, now });
    await appendEvidence(tx, {
      kind: 'session.closed',
      at: now,
      actor,
      aboutPerson: session.person_id,
      body: { session: session.id, point: session.point },
    });
  });
}

const hashesOf = (house: House, code: string): Buffer[] =>
  house.vault.lookupHashes('session', code.trim().toUpperCase().replaceAll(/[\s-]/g, ''));

function sessionPoint(policy: Policy, name: string): CollectionPoint {
  const point = pointNamed(policy, name);
  if (point.kind !== 'remote-session')
    throw new Refused('collection.unknown-point', 'There is no such session to open.');
  return point;
}
