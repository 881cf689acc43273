import {
  announcementsOf,
  type Decided,
  keepLaunches,
  type Launch,
  launchesOf,
  mayTakeEffectOn,
  notTold,
  proposeVersion,
  recordTold,
  takeEffect,
  toldOf,
  undecidedWays,
  versionComing,
  versionInForce,
  waysOf,
} from '../assurance/index.ts';
import { type Day, dayIn, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { identitiesOf } from '../people/index.ts';
import {
  checkedOn,
  comparePolicies,
  type Finding,
  type Policy,
  type PolicyFiles,
  parsePolicy,
} from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { refuseJudging } from './version-judging.ts';

/** `first`, `at once`, `coming` (people must be told first), `known` (this very version was put forward before). */
export type Proposed = {
  outcome: 'first' | 'at-once' | 'coming' | 'known';
  effectiveOn: Day | null;
  changes: readonly string[];
};

/**
 * Puts the policy of a folder forward. Refuses `policy.has-errors` where it promises to pass its check and does not,
 * `notice.no-decision` where the policy in force promises that somebody decides about what is new, and nobody has, and
 * `notice.no-announcement` where it promises so of how people hear of a material change; what is in force then stays. The first one, and one whose changes are not material, take effect at once; a
 * material change waits until people have been told in the ways and for the time that the policy in force promises.
 */
export async function proposePolicy(house: House, files: PolicyFiles): Promise<Proposed> {
  const { policy } = parsePolicy(files);
  if (!policy) throw new Error('a policy with errors cannot be put forward; check it first');
  const current = await versionInForce(house.store.db);
  if (current?.hash === policy.hash)
    return { outcome: 'known', effectiveOn: current.effective_on, changes: [] };
  const before = current ? await policyInForce(house) : null;
  const { now, today } = momentOf(house, before ?? policy);
  // A company that is shown begins on any day, long after the dates in it have passed; its board says so.
  const red = before || !policy.organisation.illustration ? redOn(policy, today) : [];
  if (red.length > 0) throw refusalOf(red);
  if (before) refuseJudging(before, policy);
  const launches = before ? launchesOf(before, policy, today) : [];
  const compared = before ? comparePolicies(before, policy) : [];
  const material = compared.some((change) => change.material);
  if (before && material) refuseUndecided(before, policy, today);
  const changes = compared.map((change) => change.says);
  const effectiveOn = before
    ? mayTakeEffectOn(before, material, today, (policy.effective as Day | undefined) ?? null)
    : today;
  const atOnce = effectiveOn !== null && effectiveOn <= today && !material;
  const isNew = await house.store.inTransaction(async (tx) => {
    const added = await proposeVersion(tx, { hash: policy.hash, files, material, changes, effectiveOn, now });
    if (added)
      await appendEvidence(tx, {
        kind: 'notice.proposed',
        at: now,
        actor: 'integrator',
        body: {
          version: policy.hash,
          material,
          effectiveOn,
          changes: changes.length,
          decides: before?.changes.material?.['decide-on'] ?? [],
        },
      });
    if (added && before) {
      const gated = before.changes['gate-launches'];
      await keepLaunches(tx, { hash: policy.hash, gated, launches });
      for (const [decision, { decided, affects }] of decisionsIn(launches))
        await appendEvidence(tx, {
          kind: 'notice.decided',
          at: now,
          actor: 'integrator',
          body: { version: policy.hash, decision, by: decided.by, on: decided.on, affects },
        });
      for (const { name, way, send, by, on } of material ? announcementsOf(before, policy, today) : [])
        await appendEvidence(tx, {
          kind: 'notice.announcing-decided',
          at: now,
          actor: 'integrator',
          body: { version: policy.hash, decision: name, way, send, by, on },
        });
    }
    if (added && atOnce) await bringIntoForce(tx, policy.hash, now);
    return added;
  });
  if (!isNew) return { outcome: 'known', effectiveOn, changes };
  return { outcome: atOnce ? (before ? 'at-once' : 'first') : 'coming', effectiveOn, changes };
}

/** The decisions that what is new rests on, each with what of it. */
function decisionsIn(launches: readonly Launch[]): Map<string, { decided: Decided; affects: string[] }> {
  const found = new Map<string, { decided: Decided; affects: string[] }>();
  for (const { path, decided } of launches)
    if (decided)
      found.set(decided.decision, {
        decided,
        affects: [...(found.get(decided.decision)?.affects ?? []), path],
      });
  return found;
}

/** Refuses `notice.no-announcement`: the policy in force promises to decide how people hear of each material change. */
function refuseUndecided(before: Policy, policy: Policy, today: Day): void {
  const open = undecidedWays(before, policy, today);
  if (open.length === 0) return;
  throw new Refused(
    'notice.no-announcement',
    `This version is not taken, and what is in force stays. It changes something that matters to people, and nobody has decided by ${today} whether they also hear of it by ${open.join(', ')}. Say under "changes: announcements" who decided, on which day, and why.`,
    { missing: open },
  );
}

/** What keeps a version that must pass its check from being published on a day: by the law of that day. */
const redOn = (policy: Policy, day: Day): Finding[] =>
  policy.changes['must-pass-check']
    ? checkedOn(policy, day).filter(({ severity }) => severity === 'error')
    : [];

const refusalOf = (red: readonly Finding[]): Refused =>
  new Refused(
    'policy.has-errors',
    [
      `This version is not published, and what is in force stays: "kept check" finds ${red.length} ${red.length === 1 ? 'error' : 'errors'} in it.`,
      ...red
        .slice(0, SHOWN)
        .map(
          ({ rule, file, line, column, message, todo }) =>
            `${file}:${line}:${column} ${rule}: ${message} ${todo}`,
        ),
    ].join('\n'),
  );

/** How many findings a refusal shows; the check itself shows all. */
const SHOWN = 5;

async function bringIntoForce(tx: Tx, hash: string, now: string): Promise<void> {
  await takeEffect(tx, hash, now);
  await appendEvidence(tx, { kind: 'notice.in-force', at: now, actor: 'worker', body: { version: hash } });
}

/** A look at our own page, as a visitor has it: does it announce this version? Given by a door, which can fetch. */
export type SeesBanner = (hash: string) => Promise<boolean>;

/**
 * Each day while a version is coming: evidence that the site announces it, the mails where mail was promised, and on the
 * first day that all of it is shown, the change of version. What was not told in time stays in the drawer.
 */
export async function carryVersionForward(
  house: House,
  seesBanner: SeesBanner,
): Promise<'none' | 'waiting' | 'in-force'> {
  const coming = await versionComing(house.store.db);
  if (!coming) return 'none';
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const { policy: next } = parsePolicy(coming.files);
  if (!next || (coming.material && undecidedWays(policy, next, today).length > 0)) return 'waiting';
  const promised = waysOf(policy, next, today);
  const told = await toldOf(house.store.db, coming.hash, policy.organisation.zone);
  if (coming.material && promised.includes('site') && (await seesBanner(coming.hash))) {
    await house.store.inTransaction(async (tx) => {
      await recordTold(tx, { hash: coming.hash, way: 'site', people: null, now });
      await appendEvidence(tx, {
        kind: 'notice.told',
        at: now,
        actor: 'worker',
        body: { version: coming.hash, by: 'site' },
      });
    });
  }
  if (coming.material && promised.includes('email') && told.emailOn === null)
    await tellByMail(house, policy, coming.hash, coming.changes, coming.effective_on);
  if (coming.effective_on === null || today < coming.effective_on) return 'waiting';
  const missing = coming.material
    ? notTold(policy, promised, await toldOf(house.store.db, coming.hash, policy.organisation.zone), today)
    : [];
  if (missing.length > 0) return 'waiting';
  // The law may have changed since it was put forward: it is judged by that of the day on which it would count.
  if (redOn(next, today).length > 0) return 'waiting';
  await house.store.inTransaction((tx) => bringIntoForce(tx, coming.hash, now));
  return 'in-force';
}

/** One mail to everyone whose address we hold for something that goes on. A duty, so no opt-out of marketing stops it. */
async function tellByMail(
  house: House,
  policy: Policy,
  hash: string,
  changes: readonly string[],
  effectiveOn: Day | null,
): Promise<void> {
  const { now } = momentOf(house, policy);
  const people = await house.store.rows<{ person_id: string }>(
    "select distinct person_id from identity where kind = 'email'",
  );
  const text = `We are changing our privacy notice. The change takes effect on ${effectiveOn ?? 'a day that we will tell you'}.\n\nWhat changes:\n${changes.map((change) => `- ${change}`).join('\n')}\n\nThe notice: ${house.baseUrl}/notice`;
  await house.store.inTransaction(async (tx) => {
    for (const { person_id } of people) {
      const email = (await identitiesOf(tx, house.vault, person_id)).find(({ kind }) => kind === 'email');
      if (email)
        await queueMail(tx, house.vault, {
          personId: person_id,
          class: 'owed',
          purpose: 'notice-change',
          draft: { to: email.value, subject: 'A change to our privacy notice', text },
          now,
        });
    }
    await recordTold(tx, { hash, way: 'email', people: people.length, now });
    await appendEvidence(tx, {
      kind: 'notice.told',
      at: now,
      actor: 'worker',
      body: { version: hash, by: 'email', people: people.length },
    });
  });
}

/** Since when the version in force has been in force, by the organisation's calendar. */
export async function inForceSince(house: House): Promise<Day> {
  const [policy, version] = [await policyInForce(house), await versionInForce(house.store.db)];
  return dayIn(policy.organisation.zone, version?.in_force_at ?? house.clock.now());
}
