import { appendEvidence } from '../evidence/index.ts';
import {
  type Answer,
  ask,
  type Decision,
  keepDecisions,
  mayTrain,
  type TrainingStated,
  trainingUse,
} from '../gate/index.ts';
import { canonical, type Identity } from '../people/index.ts';
import { keepTraining, noteTraining, type TrainingStep } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { outdatedWordings } from './wordings.ts';

type TrainingAnswered = Pick<Answer, 'verdict' | 'code' | 'because'> & {
  training: string;
  /** Which of the people have to be left out, by their place in what was told. */
  leaveOut: number[];
};

/**
 * May a model be trained on this? The rules for all of it first, then the gate about each person: somebody who said no, or
 * never said the yes that it needs, keeps the training from being allowed until they are left out. Statement and answer are kept
 * either way; the uses that it makes are kept as decisions of the gate.
 */
export async function stateTraining(
  house: House,
  { about, by, ...stated }: TrainingStated & { about: readonly Identity[]; by: string },
): Promise<TrainingAnswered> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const decisions = await usesOf(house, policy, stated, about);
  const people = new Set(decisions.map(({ act }, index) => act.personId ?? nameOf(about[index]))).size;
  const whole = mayTrain(policy, stated, people, { now, today });
  const leaveOut =
    whole.verdict === 'allow'
      ? decisions.flatMap(({ verdict }, index) => (verdict === 'allow' ? [] : [index]))
      : [];
  const answer = leaveOut.length === 0 ? whole : includesOthers(decisions[leaveOut[0] ?? 0]);
  const { purpose, reviewer, reviewOn, ...rest } = stated;
  const training = await house.store.inTransaction(async (tx) => {
    const { verdict, code } = answer;
    const id = await keepTraining(tx, {
      purpose,
      stated: rest,
      people,
      verdict,
      code,
      reviewer: reviewer ?? null,
      reviewOn: reviewOn ?? null,
      policy: policy.hash,
      now,
    });
    // Nobody's data is used by a training that is refused; who stood in its way is on record.
    if (whole.verdict === 'allow')
      await keepDecisions(
        tx,
        verdict === 'allow' ? decisions : leaveOut.flatMap((at) => decisions[at] ?? []),
      );
    await appendEvidence(tx, {
      kind: 'training.stated',
      at: now,
      actor: by,
      body: {
        training: id,
        purpose,
        data: stated.data,
        output: stated.output,
        people,
        verdict,
        code,
        reviewer: reviewer ?? null,
        reviewOn: reviewOn ?? null,
        instructions: (stated.instructions ?? []).map(({ processing, evidence }) => ({
          processing,
          evidence,
        })),
        policy: policy.hash,
      },
    });
    return id;
  });
  return { training, verdict: answer.verdict, code: answer.code, because: answer.because, leaveOut };
}

/** What the gate says of each person's data in it. */
async function usesOf(
  house: House,
  policy: Policy,
  stated: TrainingStated,
  about: readonly Identity[],
): Promise<Decision[]> {
  const outdated = await outdatedWordings(house, policy, stated.purpose);
  const act = trainingUse(policy, stated);
  const decisions: Decision[] = [];
  for (const identity of about)
    decisions.push(
      await ask(house.store.db, policy, act, {
        lookup: house.vault.lookupHashes(identity.kind, canonical(identity)),
        suppressionHashes: [],
        ...momentOf(house, policy),
        outdated,
      }),
    );
  return decisions;
}

const nameOf = (identity: Identity | undefined): string =>
  identity ? `${identity.kind}:${canonical(identity)}` : '';

const includesOthers = (first: Decision | undefined): Answer => ({
  verdict: 'deny',
  code: 'train.includes-others',
  because: [
    {
      rule: 'train.includes-others',
      says: 'Some of the people may not be in it; leave them out and ask again.',
      source: 'UK GDPR Art 6(1), 18, 21',
    },
    ...(first?.because ?? []),
  ],
});

/** A training began, or its reviewer looked at what comes out. Refuses `training.not-found` and `training.other-reviewer`. */
export async function stepTraining(
  house: House,
  { training, step, by }: { training: string; step: TrainingStep; by: string },
): Promise<void> {
  const { now } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    await noteTraining(tx, training, step, now);
    await appendEvidence(tx, {
      kind: `training.${step.step}`,
      at: now,
      actor: step.step === 'reviewed' ? step.by : by,
      body: { training, ...(step.step === 'reviewed' && { usable: step.usable }) },
    });
  });
}
