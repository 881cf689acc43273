import { day, dayIn, newId, Refused } from '../base/index.ts';
import {
  answersTo,
  type CollectionPoint,
  isAnonymous,
  keepAnswers,
  type Results,
  resultsOf,
  type Submitted,
  takeNonce,
  tellsWho,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, policyInForce } from './house.ts';
import { keepSubmission } from './submission-keep.ts';
import { pointNamed, type Taken } from './submission-taken.ts';

/**
 * Takes the answers of an anonymous survey: they are stored as nobody's, and in a transaction of their own, whoever gives a
 * name with them; the name is kept apart, and nothing leads from one to the other. A yes needs somebody who said it: refuses
 * `collection.consent-of-nobody`, and `collection.name-not-asked` where the survey never asks who answers.
 */
export async function takeAnswers(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  now: string,
): Promise<Taken> {
  const given = Object.entries(sent.fields).filter(([, value]) => value.trim() !== '');
  const identity = Object.fromEntries(given.filter(([field]) => tellsWho(policy, field)));
  const answers = Object.fromEntries(given.filter(([field]) => !tellsWho(policy, field)));
  const named = Object.keys(identity).length > 0;
  if (named && point.anonymous?.name !== 'optional')
    throw new Refused('collection.name-not-asked', 'This survey does not take a name. Nothing was stored.', {
      fields: Object.keys(identity),
    });
  const month = day(`${dayIn(policy.organisation.zone, now).slice(0, 7)}-01`);
  const { nonce } = sent;
  const first = await house.store.inTransaction(async (tx) => {
    if (nonce && !(await takeNonce(tx, nonce, now))) return false;
    await keepAnswers(tx, { point: name, answers, notice: policy.hash, month });
    await appendEvidence(tx, {
      kind: 'survey.answered',
      at: now,
      actor: 'visitor',
      body: { point: name, notice: policy.hash, fields: Object.keys(answers) },
    });
    return true;
  });
  const taken = { point: name, stored: true, relayed: false, confirm: false, record: null };
  // A yes from nobody counts for nobody: without a name there is no one to ask again, and no one who could take it back.
  if (!first || !named) return taken;
  const kept = await house.store.inTransaction((tx) =>
    keepSubmission(tx, house, policy, {
      name,
      point,
      sent: { ...sent, fields: identity },
      files: [],
      recordId: newId(now),
      actor: 'visitor',
      now,
    }),
  );
  return { ...taken, confirm: kept.confirm };
}

/** The results of an anonymous survey, as anybody may see them. Refuses `collection.unknown-point`. */
export async function surveyResults(house: House, name: string): Promise<Results> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  if (!isAnonymous(point)) throw new Refused('collection.unknown-point', 'There is no such survey.');
  const fields = Object.keys(point.fields).filter((field) => !tellsWho(policy, field));
  return resultsOf(await answersTo(house.store.db, name), fields, minimumGroupOf(policy, point));
}

/** The largest of what is promised: by the survey, its purposes, and where its results appear. */
function minimumGroupOf(policy: Policy, point: CollectionPoint): number {
  const name = Object.entries(policy.collection).find(([, one]) => one === point)?.[0];
  return Math.max(
    point.anonymous?.['minimum-group'] ?? 2,
    ...point.purposes.map((purpose) => policy.purposes[purpose]?.['minimum-group'] ?? 2),
    ...Object.values(policy.publications)
      .filter(({ collection }) => collection !== undefined && collection === name)
      .map((publication) => publication['minimum-group'] ?? 2),
  );
}
