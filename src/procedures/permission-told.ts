import { addMonths, type Day, type Instant, Refused } from '../base/index.ts';
import { canonical, type Identity } from '../people/index.ts';
import { consentsAloneFrom, isYes, type Said } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { latelyInForce, rememberInForce } from './decision.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { soundOf } from './permission-say.ts';

/** Somebody's age or kind of line, where whoever tells us what they said knows it. */
type Circumstances = { age?: number | undefined; subscriber?: string | undefined };

/** What a connected system or staff tell us that somebody said. */
export type ToldPermission = Omit<Said, 'personId' | 'now'> & {
  identities: readonly Identity[];
} & Circumstances;

export type TakenPermission = { id: string; personId: string };

/** What was told, as far as it can be judged without knowing who it is. */
export type Sound = {
  told: ToldPermission;
  said: Omit<Said, 'personId'>;
  now: Instant;
  aloneFrom: Day | null;
};

/** Refuses what may not be taken of anybody. */
export function soundTold(house: House, policy: Policy, told: ToldPermission): Sound {
  const { now, today } = momentOf(house, policy);
  const { identities, age, subscriber: _, ...rest } = told;
  // Refused here where it is none, before anybody waits for a transaction.
  for (const identity of identities) canonical(identity);
  refuseYes(policy, told);
  const said = soundOf(policy, { ...rest, now });
  return { told, said, now, aloneFrom: age === undefined ? null : aloneFrom(policy, age, today) };
}

function refuseYes(policy: Policy, { state, wording, age, saidBy }: ToldPermission): void {
  if (isYes(state) && !wording) {
    throw new Refused(
      'permission.no-wording',
      'A yes needs the version of the words it was said to: without it nobody can show what was agreed.',
    );
  }
  const young = age !== undefined && age < consentsAloneFrom(policy.organisation.jurisdiction);
  if (young && isYes(state) && saidBy !== 'guardian')
    throw new Refused(
      'permission.guardian-needed',
      'Somebody of that age cannot agree to this alone: it needs whoever holds parental responsibility.',
    );
}

/** The day from which somebody of that age surely consents alone: all that is kept of an age. */
const aloneFrom = ({ organisation }: Policy, age: number, today: Day): Day =>
  addMonths(today, 12 * Math.max(0, consentsAloneFrom(organisation.jurisdiction) - age));

/** By the policy of a moment ago, and by the one in force where that was replaced meanwhile. */
export async function underPolicy<Done>(
  house: House,
  work: (policy: Policy) => Promise<Done | 'another policy'>,
): Promise<Done> {
  const known = latelyInForce(house);
  const done = known && (await work(known));
  if (done !== undefined && done !== 'another policy') return done;
  const policy = await policyInForce(house);
  const again = await work(policy);
  if (again === 'another policy')
    throw new Error('the policy in force changes faster than anybody can say yes');
  rememberInForce(house, policy);
  return again;
}
