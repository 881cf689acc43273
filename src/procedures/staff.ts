import { createHash, randomBytes } from 'node:crypto';
import { type Instant, instant, millisecondsOf, newId, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';

/** What somebody who works here may be. What each may do is the doors' to say. */
export const STAFF_ROLES = ['owner', 'privacy-lead', 'responder', 'auditor', 'integrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** How long a link may be opened, in milliseconds: a first one for a day, an invitation for three. */
const FIRST_FOR = 24 * 3_600_000;
const INVITED_FOR = 72 * 3_600_000;

export type Invitation = { id: string; token: string; expires: Instant };
export type Invited = { role: StaffRole; email: string | null; user_id: string | null; first: boolean };

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A one-time link for somebody new, who gets this role. It is shown once; only its hash is kept. */
export const inviteStaff = (
  house: House,
  { role, email, by }: { role: StaffRole; email: string; by: string },
): Promise<Invitation> =>
  house.store.inTransaction(async (tx) => {
    const address = email.toLowerCase();
    const [taken] = await rows(tx, 'select 1 from staff_user where email = $1', [address]);
    if (taken)
      throw new Refused(
        'staff.address-taken',
        'Somebody with this address works here already. Change their role instead.',
      );
    return makeInvitation(tx, house.clock.now(), { role, email: address, userId: null, first: false, by });
  });

/**
 * The link by which the first owner comes in; null when there is an owner. Each start has one of its own, for of several
 * processes each prints one; the first that is used ends them all.
 */
export const inviteFirstOwner = (house: House): Promise<Invitation | null> =>
  house.store.inTransaction(async (tx) => {
    if (await hasOwner(tx)) return null;
    const asked = { role: 'owner', email: null, userId: null, first: true, by: 'system' } as const;
    return makeInvitation(tx, house.clock.now(), asked);
  });

/**
 * A link to begin anew, for somebody whose password or second factor is lost: what they had works no longer. Refuses
 * `staff.not-found`.
 */
export const resetStaff = (house: House, id: string, by: string): Promise<Invitation> =>
  house.store.inTransaction(async (tx) => {
    const { role, email } = await memberFor(tx, id);
    await closeDoors(tx, id);
    return makeInvitation(tx, house.clock.now(), { role, email, userId: id, first: false, by });
  });

async function makeInvitation(
  tx: Tx,
  now: Instant,
  {
    role,
    email,
    userId,
    first,
    by,
  }: { role: StaffRole; email: string | null; userId: string | null; first: boolean; by: string },
): Promise<Invitation> {
  const token = randomBytes(32).toString('base64url');
  const id = newId(now);
  const expires = instant(millisecondsOf(now) + (first ? FIRST_FOR : INVITED_FOR));
  await rows(
    tx,
    `insert into staff_invitation (id, hash, role, email, user_id, first, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, hashOf(token), role, email, userId, first, by, now, expires],
  );
  await appendEvidence(tx, {
    kind: userId ? 'staff.reset' : 'staff.invited',
    at: now,
    actor: by,
    body: { invitation: id, role, ...(userId && { staff: userId }) },
  });
  return { id, token, expires };
}

/** What a link opens. Refuses `staff.no-invitation`: used, too old, or never made; which of them is not said. */
export async function openInvitation(house: House, token: string): Promise<Invited> {
  const [found] = await house.store.rows<Invited>(
    `select role, email, user_id, first from staff_invitation
     where hash = $1 and used_at is null and expires_at > $2
       and (not first or not exists (select from staff_user where role = 'owner' and removed_at is null))`,
    [hashOf(token), house.clock.now()],
  );
  if (!found) throw noInvitation();
  return found;
}

/**
 * Makes somebody a member of staff by their link, with a password that the door has hashed. Answers their id. Refuses
 * `staff.no-invitation`, `staff.no-address` and `staff.address-taken`.
 */
export const acceptInvitation = (
  house: House,
  {
    token,
    name,
    email,
    passwordHash,
  }: { token: string; name: string; email: string | null; passwordHash: string },
): Promise<string> =>
  house.store.inTransaction(async (tx) => {
    const now = house.clock.now();
    // Of several first links one is used: whoever comes second finds an owner.
    await rows(tx, 'select 1 from staff_invitation where first and used_at is null order by id for update');
    const [found] = await rows<Invited & { id: string }>(
      tx,
      `update staff_invitation set used_at = $2 where hash = $1 and used_at is null and expires_at > $2
       returning id, role, email, user_id, first`,
      [hashOf(token), now],
    );
    if (!found || (found.first && (await hasOwner(tx)))) throw noInvitation();
    const address = (found.email ?? email)?.toLowerCase();
    if (!address) throw new Refused('staff.no-address', 'Say the address with which you will sign in.');
    const id = found.user_id ?? newId(now);
    if (!found.user_id) {
      const made = await rows(
        tx,
        `insert into staff_user (id, name, email, created_at, updated_at, role) values ($1, $2, $3, $4, $4, $5)
         on conflict (email) do nothing returning 1`,
        [id, name, address, now, found.role],
      );
      if (made.length === 0)
        throw new Refused('staff.address-taken', 'Somebody with this address works here already.');
    }
    await rows(
      tx,
      `insert into staff_account (id, account_id, provider_id, user_id, password, created_at, updated_at)
       values ($1, $2, 'credential', $3, $4, $5, $5)`,
      [newId(now), id, id, passwordHash, now],
    );
    await appendEvidence(tx, {
      kind: 'staff.joined',
      at: now,
      actor: `staff:${id}`,
      body: { invitation: found.id, role: found.role, again: found.user_id !== null },
    });
    return id;
  });

/** Refuses `staff.not-found` and `staff.last-owner`. */
export const changeRole = (
  house: House,
  { id, role, by }: { id: string; role: StaffRole; by: string },
): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    const now = house.clock.now();
    const member = await memberFor(tx, id);
    if (member.role === 'owner' && role !== 'owner') await refuseLastOwner(tx, id);
    await rows(tx, 'update staff_user set role = $2, updated_at = $3 where id = $1', [id, role, now]);
    await appendEvidence(tx, {
      kind: 'staff.role-changed',
      at: now,
      actor: by,
      body: { staff: id, from: member.role, to: role },
    });
  });

/** Their name stays, for the ledger has their id; nothing of theirs opens a door. Refuses as `changeRole`. */
export const removeStaff = (house: House, id: string, by: string): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    const now = house.clock.now();
    const member = await memberFor(tx, id);
    if (member.role === 'owner') await refuseLastOwner(tx, id);
    await closeDoors(tx, id);
    await rows(
      tx,
      `update staff_user set removed_at = $2, updated_at = $2, email = id::text || '@removed.invalid' where id = $1`,
      [id, now],
    );
    await appendEvidence(tx, { kind: 'staff.removed', at: now, actor: by, body: { staff: id } });
  });

/** Sessions, password, second factor and links of one member end. */
async function closeDoors(tx: Tx, id: string): Promise<void> {
  for (const table of ['staff_session', 'staff_account', 'staff_second_factor', 'staff_invitation'])
    await rows(tx, `delete from ${table} where user_id = $1`, [id]);
  await rows(tx, 'update staff_user set two_factor_enabled = false where id = $1', [id]);
}

type Member = { role: StaffRole; email: string };

async function memberFor(tx: Tx, id: string): Promise<Member> {
  const [member] = await rows<Member>(
    tx,
    'select role, email from staff_user where id = $1 and removed_at is null for update',
    [id],
  );
  if (!member) throw new Refused('staff.not-found', 'Nobody with this id works here.');
  return member;
}

async function refuseLastOwner(tx: Tx, id: string): Promise<void> {
  const others = await rows(
    tx,
    `select 1 from staff_user where role = 'owner' and removed_at is null and id <> $1 order by id for update`,
    [id],
  );
  if (others.length === 0)
    throw new Refused('staff.last-owner', 'This is the only owner. Make somebody else an owner first.');
}

const hasOwner = async (tx: Tx): Promise<boolean> =>
  (await rows(tx, `select 1 from staff_user where role = 'owner' and removed_at is null limit 1`)).length > 0;

const noInvitation = () =>
  new Refused(
    'staff.no-invitation',
    'This link does not work: it was used, or is too old. Ask an owner for another, or run "kept staff invite" on the server.',
  );
