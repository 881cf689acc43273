import {
  endsAll,
  expectOk,
  identityOf,
  mayBeHandedOver,
  meets,
  namesEach,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { HandedOver } from './register.rules.ts';

/** What goes of those of whom something is so, or who said yes, goes of nobody else, and of no crowd without names. */
export async function turnsOnThePerson(twin: Twin, policy: Policy, asked: HandedOver): Promise<void> {
  if (!namesEach(policy, asked)) return;
  const { scene } = twin;
  const { recipient, purpose } = asked;
  const declared = policy.purposes[purpose];
  const onYes = policy.recipients[recipient]?.['on-consent'] === true;
  const claim = await scene.given('somebody of whom this recipient may have it', () =>
    mayBeHandedOver(twin, 'theirs', policy, asked),
  );
  const goes = async (people: number, ...tags: readonly string[]): Promise<number> => {
    const about = tags.map((tag) => ({ identity: identityOf(tag) }));
    const answer = await twin.call('POST', '/api/disclosures', { ...asked, ...claim, people, about });
    return answer.status;
  };
  const refuses = async (says: string, ...whom: Parameters<typeof goes>) => {
    const status = await scene.when(says, () => goes(...whom));
    await scene.then('nothing goes', () => status, 403);
  };
  await refuses(`it is to go to ${recipient} of 200 people whom nobody names`, 200);
  await refuses('it is to go of this one, and of 199 whom nobody names', 200, 'theirs');
  await refuses('it is to go of somebody of whom none of that is so', 1, 'a-stranger');
  await refuses('it is to go of both', 2, 'theirs', 'a-stranger');
  if (onYes) {
    await scene.given('somebody like the first who was never asked', () =>
      meets(twin, 'never-asked', { name: purpose, declared: declared ?? {} }, policy),
    );
    await refuses('it is to go of them', 1, 'never-asked');
  }
  const alone = await scene.when('it is to go of the first alone', () => goes(1, 'theirs'));
  await scene.then('it may', () => alone, 201);
  if (onYes) {
    await scene.given('they take their yes back', () =>
      says(twin, 'theirs', purpose, 'withdrawn', declared?.channels?.[0]),
    );
    await refuses('it is to go of them', 1, 'theirs');
  } else if (declared?.only?.while) {
    await scene.given('what they were to us is over', () => endsAll(twin, 'theirs'));
    await refuses('it is to go of them', 1, 'theirs');
  }
}

/** What they get for a case of somebody's they get as long as it is open. */
export async function losesSight(
  twin: Twin,
  name: string,
  policy: Policy,
  { purpose, data }: { purpose: string; data: readonly string[] },
): Promise<void> {
  const declared = policy.purposes[purpose];
  if (!declared?.only?.citing?.case) return;
  const { scene } = twin;
  const { by, agent, citing } = await scene.given('a case of somebody’s, which is open', () =>
    meets(twin, 'caller', { name: purpose, declared }, policy),
  );
  const asks = () =>
    twin.call('POST', '/api/disclosures', {
      recipient: name,
      purpose,
      data,
      about: [{ identity: identityOf('caller') }],
      by,
      agent,
      citing,
    });
  const open = await scene.when(`${name} asks for what belongs to it`, asks);
  await scene.then('it is allowed', () => open.status, 201);
  await scene.given('the case is closed', async () => {
    expectOk(await twin.call('POST', `/api/cases/${citing}/close`, {}));
  });
  const closed = await scene.when(`${name} asks once more`, asks);
  await scene.then('it is refused', () => closed.status, 403);
}
