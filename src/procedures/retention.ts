import { type Day, type Instant, Refused } from '../base/index.ts';
import { appendEvidence, certificateOfEntry } from '../evidence/index.ts';
import { findPerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  decideReview,
  type Forecast,
  forecast,
  type HoldKind,
  liftHold,
  type Preview,
  placeHold,
  preview,
  type ReviewOutcome,
  recordsUnder,
  renewHold,
  settleDue,
  waitsFirst,
} from '../retention/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { dispose } from './disposal-batch.ts';
import { disposeProposed } from './disposal-proposed.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import { type ForecastRows, forecastRows } from './disposal-rows-ahead.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { holdBack } from './retention-proposal.ts';
import { type PreviewedRows, previewRows } from './retention-rows.ts';

/** What the nightly run of `on` would find; today unless told. */
export async function previewRetention(
  house: House,
  on: Day | null,
): Promise<Preview & { rows: PreviewedRows[] }> {
  const policy = await policyInForce(house);
  const day = on ?? momentOf(house, policy).today;
  const suspended = (people: readonly string[]) => suspendedAmong(house.store.db, people, 'schedule');
  return {
    ...(await preview(house.store.db, policy, { on: day, suspended })),
    rows: await previewRows(house, policy, day),
  };
}

/** What goes in which week from today on, by rule; of connected systems as the last night saw it. */
export async function forecastRetention(
  house: House,
  weeks: number,
): Promise<Forecast & { rows: ForecastRows[] }> {
  const policy = await policyInForce(house);
  const span = { from: momentOf(house, policy).today, weeks };
  return {
    ...(await forecast(house.store.db, policy, span)),
    rows: await forecastRows(house, policy, span),
  };
}

/**
 * Suspends deletion from now on, with its evidence. Refuses as `placeHold`, and `people.not-found` for an identity that is
 * nobody's: a hold on nobody would be believed.
 */
export async function hold(
  house: House,
  asked: {
    kind: HoldKind;
    because: string;
    owner: string;
    reviewOn: Day;
    data: readonly string[];
    points: readonly string[];
    identities: readonly Identity[];
    people: readonly string[];
    client?: { toldOn: Day; how: string } | undefined;
  },
  by: string,
): Promise<{ id: string; people: number }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const people = new Set<string>(await known(tx, asked.people));
    for (const identity of asked.identities) {
      const person = await findPerson(tx, house.vault, [identity]);
      if (person === null)
        throw new Refused(
          'people.not-found',
          'One of these addresses is nobody’s, so nothing would be held for it.',
        );
      people.add(person);
    }
    const id = await placeHold(tx, policy, { ...asked, people: [...people] }, { now, today, by });
    await holdBack(tx, policy, { people: [...people], points: asked.points }, { now });
    await appendEvidence(tx, {
      kind: 'retention.held',
      at: now,
      actor: by,
      body: {
        hold: id,
        kind: asked.kind,
        owner: asked.owner,
        reviewOn: asked.reviewOn,
        data: [...asked.data],
        points: [...asked.points],
        people: people.size,
        clientToldOn: asked.client?.toldOn ?? null,
      },
    });
    return { id, people: people.size };
  });
}

async function known(tx: Parameters<typeof rows>[0], ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'select id from person where id = any($1) and merged_into is null',
    [ids],
  );
  if (found.length < new Set(ids).size)
    throw new Refused('people.not-found', 'One of these people is not known here.');
  return found.map(({ id }) => id);
}

/** Deletion goes on from the next night. Refuses `retention.no-hold`. */
export async function release(house: House, id: string, by: string): Promise<void> {
  const now = house.clock.now();
  await house.store.inTransaction(async (tx) => {
    await liftHold(tx, id, { now, by });
    await appendEvidence(tx, { kind: 'retention.released', at: now, actor: by, body: { hold: id } });
  });
}

/** Somebody looked at a hold, and it stands on until that day. Refuses as `renewHold`. */
export async function lookAtHold(house: House, id: string, reviewOn: Day, by: string): Promise<void> {
  const { now, today } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    await renewHold(tx, id, { reviewOn, today });
    await appendEvidence(tx, {
      kind: 'retention.hold-reviewed',
      at: now,
      actor: by,
      body: { hold: id, reviewOn },
    });
  });
}

/**
 * Decides what a rule left to people; what is to go goes now. Refuses as `decideReview`, and `retention.held-back` where a hold
 * keeps what is to go: the question stays open until the hold is lifted.
 */
export async function review(
  house: House,
  asked: { id: string; rule: string; outcome: ReviewOutcome; againOn: Day | null },
  by: string,
): Promise<void> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const decided = await house.store.inTransaction(async (tx) => {
    const one = await decideReview(tx, asked, { now: moment.now, today: moment.today, by });
    if (asked.outcome !== 'keep') await refuseHeld(tx, policy, one, moment.today);
    await appendEvidence(tx, {
      kind: 'retention.reviewed',
      at: moment.now,
      actor: by,
      aboutPerson: one.person_id,
      body: { record: asked.id, rule: asked.rule, outcome: asked.outcome, againOn: asked.againOn },
    });
    return one;
  });
  const rule = policy.retention[asked.rule];
  if (!rule || asked.outcome === 'keep') return;
  if (waitsFirst(rule)) {
    await disposeProposed(house, policy, asked.rule, moment);
    return;
  }
  const under = await recordsUnder(house.store.db, policy, rule, decided.person_id);
  await dispose(
    house,
    policy,
    asked.rule,
    under.filter(({ id }) => id === asked.id),
    moment,
    'review',
  );
}

async function refuseHeld(
  tx: Tx,
  policy: Policy,
  { person_id, id, rule }: { person_id: string; id: string; rule: string },
  today: Day,
): Promise<void> {
  const declared = policy.retention[rule];
  if (!declared) return;
  const under = (await recordsUnder(tx, policy, declared, person_id)).filter((one) => one.id === id);
  const settled = await settleDue(tx, policy, rule, under, { today, suspended: [] });
  if (settled.some(({ kept }) => kept.some(({ kind }) => kind === 'hold')))
    throw new Refused(
      'retention.held-back',
      'A hold keeps this. It can go when the hold is lifted; until then the question stays open.',
    );
}

/** A certificate of what was disposed of, signed, for anybody to check without us; `file` holds all that this takes. */
export type Certificate = {
  id: string;
  at: Instant;
  statement: Record<string, unknown>;
  jws: string;
  file: string;
};

/** What is certified: records or rows that went, a proposal that was carried out, media that were destroyed. */
const CERTIFIED = ['retention.disposed', 'retention.completed', 'media.destroyed'];

/** Refuses `retention.no-certificate`. */
export async function certificateOf(house: House, id: string): Promise<Certificate> {
  const [entry] = await house.store.rows<{ at: Instant }>(
    'select at from evidence_entry where id = $1 and kind = any($2) and about is null and body is not null',
    [id, CERTIFIED],
  );
  if (!entry) throw new Refused('retention.no-certificate', 'There is no certificate with this number.');
  return { id, at: entry.at, ...(await certificateOfEntry(house.store, id, house.clock.now())) };
}

/** One certificate of the list, as its entry says it. */
export type CertificateListed = { id: string; at: Instant; kind: string; statement: Record<string, unknown> };

/** The newest certificates; `before` is the last id of a page. */
export async function listCertificates(
  house: House,
  { before, limit }: { before: string | null; limit: number },
): Promise<CertificateListed[]> {
  const found = await house.store.rows<{ id: string; at: Instant; kind: string; body: string }>(
    `select id, at, kind, body from evidence_entry
     where kind = any($1) and about is null and body is not null and ($2::uuid is null or id < $2)
     order by id desc limit $3`,
    [CERTIFIED, before, limit],
  );
  return found.map(({ id, at, kind, body }) => ({
    id,
    at,
    kind,
    statement: JSON.parse(body) as Record<string, unknown>,
  }));
}
