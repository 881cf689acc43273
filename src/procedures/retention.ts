import { type Day, type Instant, Refused } from '../base/index.ts';
import { appendEvidence, signDocument, signingKeyFor } from '../evidence/index.ts';
import { findPerson, type Identity } from '../people/index.ts';
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
} from '../retention/index.ts';
import { rows } from '../store/index.ts';
import { dispose } from './disposal.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** What the nightly run of `on` would find; today unless told. */
export async function previewRetention(house: House, on: Day | null): Promise<Preview> {
  const policy = await policyInForce(house);
  return preview(house.store.db, policy, { on: on ?? momentOf(house, policy).today });
}

/** What goes in which week from today on, by rule. */
export async function forecastRetention(house: House, weeks: number): Promise<Forecast> {
  const policy = await policyInForce(house);
  return forecast(house.store.db, policy, { from: momentOf(house, policy).today, weeks });
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

/** Decides what a rule left to people; what is to go goes now. Refuses as `decideReview`. */
export async function review(
  house: House,
  asked: { id: string; rule: string; outcome: ReviewOutcome; againOn: Day | null },
  by: string,
): Promise<void> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const decided = await house.store.inTransaction(async (tx) => {
    const one = await decideReview(tx, asked, { now: moment.now, today: moment.today, by });
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

/** A certificate of what was disposed of, signed, for anybody to check without us. */
export type Certificate = { id: string; at: Instant; statement: Record<string, unknown>; jws: string };

/** Refuses `retention.no-certificate`. */
export async function certificateOf(house: House, id: string): Promise<Certificate> {
  const [entry] = await house.store.rows<{ at: Instant; body: string }>(
    `select at, body from evidence_entry where id = $1 and kind = 'retention.disposed'`,
    [id],
  );
  if (!entry) throw new Refused('retention.no-certificate', 'There is no certificate with this number.');
  const statement = { disposal: id, at: entry.at, ...JSON.parse(entry.body) };
  const jws = await signDocument(signingKeyFor(house.store.db), {
    type: 'certificate',
    issuedAt: house.clock.now(),
    statement,
  });
  return { id, at: entry.at, statement, jws };
}
