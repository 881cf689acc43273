import { Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type Act, ask, type Decision, keepDecisions } from '../gate/index.ts';
import { findOrMakePeople, holdPeople, type Identity, personNow } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { logDisclosure } from '../sharing/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';

/** Whose data it is: by the id that we gave them, or by an address. */
export type Whose = { person: string } | { identity: Identity };

export type Disclosed = Decision & {
  disclosure: string;
  /** Places in the list of those whose data may not be handed over, from 0. Nothing goes while there is one. */
  withheld: number[];
};

/**
 * Asks to hand data to somebody. Refused or not, it is logged: who asked for what is evidence too. Of each person that is
 * named the gate is asked as well, for a restriction or an objection holds here as it does everywhere; and they can be told
 * later who received their data. Refuses `people.not-found` and `sharing.people-miscounted`.
 */
export async function disclose(
  house: House,
  asked: {
    recipient: string;
    purpose: string;
    data: readonly string[];
    /** How many people it is about; left out: those who are named, or one. */
    people?: number | undefined;
    about?: readonly Whose[] | undefined;
    by?: string | undefined;
    agent?: string | undefined;
    citing?: string | undefined;
    topic?: string | undefined;
    amount?: number | undefined;
  },
): Promise<Disclosed> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const { about = [] } = asked;
  const people = asked.people ?? Math.max(1, about.length);
  if (people < about.length)
    throw new Refused(
      'sharing.people-miscounted',
      `${about.length} people are named, and "people" says ${people}: count at least those who are named.`,
    );
  return house.store.inTransaction(async (tx) => {
    const named = await peopleNamed(tx, house, about, moment);
    const decisions = await decisionsOn(
      tx,
      policy,
      actOf(asked),
      { named, others: people > about.length },
      moment,
    );
    await keepDecisions(tx, decisions);
    const decision = decisions.find(({ verdict }) => verdict !== 'allow') ?? decisions[0];
    if (!decision) throw new Error('the gate was not asked');
    const stopped = new Set(
      decisions.flatMap(({ verdict, act }) => (verdict === 'allow' ? [] : [act.personId])),
    );
    const allowed = decision.verdict === 'allow';
    const disclosure = await logDisclosure(tx, {
      ...asked,
      people,
      about: allowed ? named : [],
      verdict: decision.verdict,
      code: decision.code,
      now: moment.now,
    });
    await appendEvidence(tx, {
      kind: allowed ? 'disclosure.allowed' : 'disclosure.refused',
      at: moment.now,
      actor: 'integrator',
      ...(named.length === 1 && named[0] && { aboutPerson: named[0] }),
      body: {
        recipient: Object.hasOwn(policy.recipients, asked.recipient)
          ? asked.recipient
          : '(not in the register)',
        purpose: asked.purpose,
        data: [...asked.data],
        people,
        named: new Set(named).size,
        code: decision.code,
      },
    });
    return {
      ...decision,
      disclosure,
      withheld: named.flatMap((personId, at) => (stopped.has(personId) ? [at] : [])),
    };
  });
}

const actOf = ({
  recipient,
  purpose,
  data,
  by,
  agent,
  citing,
  topic,
  amount,
}: {
  recipient: string;
  purpose: string;
  data: readonly string[];
  by?: string | undefined;
  agent?: string | undefined;
  citing?: string | undefined;
  topic?: string | undefined;
  amount?: number | undefined;
}): Omit<Act, 'personId'> => ({
  act: 'share',
  purpose,
  channel: '',
  recipient,
  data,
  country: '',
  ...(by !== undefined && { by }),
  ...(agent !== undefined && { agent }),
  ...(citing !== undefined && { citing }),
  ...(topic !== undefined && { topic }),
  ...(amount !== undefined && { amount }),
});

/** Whose data it is, held until it is logged: nobody is merged or restricted in between. */
async function peopleNamed(
  tx: Tx,
  house: House,
  about: readonly Whose[],
  { now }: Moment,
): Promise<string[]> {
  const byAddress = await findOrMakePeople(
    tx,
    house.vault,
    about.flatMap((one) => ('identity' in one ? [[one.identity]] : [])),
    now,
  );
  const found: string[] = [];
  let next = 0;
  for (const one of about) {
    const person = 'person' in one ? await personNow(tx, one.person) : byAddress[next++];
    if (person instanceof Refused) throw person;
    if (!person) throw new Refused('people.not-found', 'There is no such person among those who are named.');
    found.push(person);
  }
  await holdPeople(tx, [...new Set(found)].sort());
  return found;
}

/** The gate on each who is named and, where it is about others too or nobody is, on the hand-over as such. */
async function decisionsOn(
  tx: Tx,
  policy: Policy,
  act: Omit<Act, 'personId'>,
  { named, others }: { named: readonly string[]; others: boolean },
  { now, today }: Moment,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const personId of [...new Set(named), ...(others || named.length === 0 ? [null] : [])])
    decisions.push(await ask(tx, policy, { ...act, personId }, { suppressionHashes: [], now, today }));
  return decisions;
}
