import { addDays, addMonths } from '../base/index.ts';
import { type Bound, identityOf, says, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, restsOnYes } from './acts.ts';
import { withDeclared } from './edit.rules.ts';

type Purpose = Policy['purposes'][string];
type Here = Bound<Purpose, Policy>;
type Stated = Readonly<Record<string, unknown>>;

/** What a system would say that does all as declared, about as many people as the policy wants there to be. */
function asDeclared(twin: Twin, { name, declared }: Here, tags: readonly string[]): Stated {
  const reviewer = declared['reviewed-by'];
  return {
    purpose: name,
    data: declared.data,
    about: tags.map(identityOf),
    output: 'no-decisions',
    ...(reviewer && { reviewer, reviewOn: addMonths(twin.today(), 6) }),
  };
}

const states = async (twin: Twin, stated: Stated) => {
  const { json, text } = await twin.call('POST', '/api/trainings', stated);
  if (typeof json.verdict !== 'string') throw new Error(`the training was not judged: ${text}`);
  return json;
};

/** A company of its own, in which this is declared otherwise and nothing else is in the way. */
const where = (twin: Twin, section: string, name: string, edit: Stated): Promise<Twin> =>
  twin.withPolicy((files) => withDeclared(files, [section, name], edit));

export async function proveTraining(twin: Twin, bound: Here): Promise<void> {
  const { scene } = twin;
  const { name, declared, policy } = bound;
  const tags = Array.from({ length: declared['minimum-group'] ?? 1 }, (_, n) => `learner${n}`);
  const say = asDeclared(twin, bound, tags);
  const may = async (stated: Stated, company = twin) => (await states(company, stated)).verdict;
  const refused = (when: string, stated: Stated, company = twin) =>
    scene.when(when, () => scene.then('it may not', () => may(stated, company), 'deny'));

  await scene.given('people whom this is about', () => concern(twin, tags, bound));
  await scene.when(`a system is to learn from ${declared.data.join(', ')} for "${name}"`, () =>
    scene.then('it may', () => may(say), 'allow'),
  );
  await refused('it says a purpose that is in no register', { ...say, purpose: `${name}-and-more` });
  const [other] = Object.entries(policy.purposes).find(([, { kind }]) => kind !== 'training') ?? [];
  if (other)
    await refused(`it says "${other}", which is for something else`, {
      ...say,
      purpose: other,
      data: policy.purposes[other]?.data,
    });
  await proveData(twin, bound, say, refused);
  await proveInstruction(bound, say, scene, may, refused);
  await provePeople(twin, bound, say, tags);
  await proveOutput(bound, say, refused);
  await scene.then(
    'each refusal is in the ledger',
    async () => {
      const [counted] = await twin.rows<{ kept: number; told: number }>(
        `select (select count(*)::int from training where verdict <> 'allow') as kept,
           (select count(*)::int from evidence_entry where kind = 'training.stated' and body::jsonb ->> 'verdict' <> 'allow') as told`,
      );
      return counted !== undefined && counted.kept > 0 && counted.kept === counted.told;
    },
    true,
  );
  await proveReview(twin, bound, say);
}

type Refused = (when: string, stated: Stated, company?: Twin) => Promise<unknown>;

const concern = async (
  company: Twin,
  tags: readonly string[],
  { name, declared, policy }: Here,
): Promise<void> => {
  for (const tag of tags) await becomesConcerned(company, tag, name, declared, policy);
};

/** Neither what this is not declared for, nor anything special, nor what the policy says no machine learns from. */
async function proveData(twin: Twin, bound: Here, say: Stated, refused: Refused): Promise<void> {
  const { scene } = twin;
  const { name, declared, policy } = bound;
  const tags = (say.about as { value: string }[]).map(({ value }) => value.slice(0, value.indexOf('@')));
  const [surplus] = Object.keys(policy.data).filter((one) => !declared.data.includes(one));
  if (surplus)
    await refused(`it adds ${surplus}, which this does not use`, {
      ...say,
      data: [...declared.data, surplus],
    });
  const [first = ''] = declared.data;
  const sensitive = await scene.given(`a company where "${first}" says something of people's health`, () =>
    where(twin, 'data', first, { special: ['health'] }),
  );
  await concern(sensitive, tags, bound);
  await refused('a system there is to learn from it', say, sensitive);
  for (const { act, data = [], purposes, says: why } of Object.values(policy.prohibitions)) {
    if (act !== 'use' || !purposes?.includes(name) || data.length === 0) continue;
    const wide = await scene.given(`a company whose register would let it use ${data.join(', ')}`, () =>
      where(twin, 'purposes', name, { data: [...new Set([...declared.data, ...data])] }),
    );
    await concern(wide, tags, bound);
    await refused(`a system there is to learn from that, although ${why}`, { ...say, data }, wide);
  }
}

/** What is held for customers is used on their word and not otherwise. */
async function proveInstruction(
  { name, declared, policy }: Here,
  say: Stated,
  scene: Twin['scene'],
  may: (stated: Stated) => Promise<unknown>,
  refused: Refused,
): Promise<void> {
  // What no machine learns from whoever asks is no customer's to allow.
  const never = Object.values(policy.prohibitions).flatMap(({ act, data = [], purposes }) =>
    act === 'use' && (purposes?.includes(name) ?? true) ? data : [],
  );
  const [processing, held] =
    Object.entries(policy.processing)
      .map(
        ([one, { data = [] }]) =>
          [one, data.find((two) => !declared.data.includes(two) && !never.includes(two))] as const,
      )
      .find(([, found]) => found !== undefined && policy.data[found]?.special === undefined) ?? [];
  if (!processing || !held) return;
  const stated = { ...say, data: [...declared.data, held] };
  await refused(`it adds ${held}, held for customers who did not ask for it`, stated);
  await scene.when('a customer has instructed it, and it says where that is written', () =>
    scene.then(
      'it may',
      () => may({ ...stated, instructions: [{ processing, evidence: 'instruction T-5' }] }),
      'allow',
    ),
  );
}

/** Who said no, or took the yes back, is left out; and too few are no group. */
async function provePeople(twin: Twin, bound: Here, say: Stated, tags: readonly string[]): Promise<void> {
  const { scene } = twin;
  const { name, declared, policy } = bound;
  const no = restsOnYes(declared) ? 'withdrawn' : 'objected';
  await scene.given('somebody who said no to it', async () => {
    await becomesConcerned(twin, 'objector', name, declared, policy);
    for (const channel of declared.channels ?? ['email']) await says(twin, 'objector', name, no, channel);
  });
  await scene.when('their data is in it too', async () => {
    const { verdict, leaveOut } = await states(twin, {
      ...say,
      about: [...tags, 'objector'].map(identityOf),
    });
    await scene.then('it may not, until they are left out', () => [verdict, leaveOut], [
      'deny',
      [tags.length],
    ]);
  });
  const least = declared['minimum-group'];
  if (least === undefined) return;
  await scene.when(`it is about ${least - 1} people, one of them twice`, async () => {
    const few = tags.slice(1);
    const { verdict } = await states(twin, { ...say, about: [...few, few[0] ?? ''].map(identityOf) });
    await scene.then('it may not', () => verdict, 'deny');
  });
}

/** What decides about people is none of it, unless the policy declares that decision; and somebody named reviews. */
async function proveOutput({ declared, policy }: Here, say: Stated, refused: Refused): Promise<void> {
  const decides = { ...say, output: 'decisions-about-people' };
  await refused('what comes out is to decide about people, by a decision that nobody declared', decides);
  for (const [decision, { data }] of Object.entries(policy.decisions)) {
    const { reviewer: _, reviewOn: __, ...unreviewed } = decides as Record<string, unknown>;
    await refused(`it is to take the decision "${decision}", and names nobody who reviews it`, {
      ...unreviewed,
      decision,
    });
    if (data && declared.data.some((one) => !data.includes(one)))
      await refused(`it is to take the decision "${decision}", which rests on other data`, {
        ...decides,
        decision,
      });
  }
  const by = declared['reviewed-by'];
  if (by === undefined) return;
  const { reviewer: _, ...without } = say as Record<string, unknown>;
  await refused('nobody is named who reviews what comes out', without);
  const stranger = Object.keys(policy.organisation.officers ?? {}).find((one) => one !== by);
  if (stranger) await refused(`it is to be reviewed by the ${stranger}`, { ...say, reviewer: stranger });
}

/** A review that nobody did by its day shows; and only its reviewer can do it. */
async function proveReview(twin: Twin, bound: Here, say: Stated): Promise<void> {
  const by = bound.declared['reviewed-by'];
  if (by === undefined) return;
  const { scene } = twin;
  const { training } = await scene.given('a model whose review is due tomorrow', () =>
    states(twin, { ...say, reviewOn: addDays(twin.today(), 1) }),
  );
  const path = `/api/trainings/${String(training)}/steps`;
  await twin.call('POST', path, { step: 'begun' });
  const board = () => twin.stateOf('analysis.ml', bound.path);
  await scene.when('the day goes by', () => twin.travelTo(addDays(twin.today(), 2)));
  await scene.then('the board says that it is broken', board, 'broken');
  await scene.when('somebody else says that they reviewed it', async () => {
    const { status } = await twin.call('POST', path, { step: 'reviewed', by: `not-${by}`, usable: true });
    await scene.then('that is refused, and it stays broken', async () => [status, await board()], [
      422,
      'broken',
    ]);
  });
  await scene.when(`the ${by} reviews it`, () =>
    twin.call('POST', path, { step: 'reviewed', by, usable: true }),
  );
  await scene.then('the board says that it is kept', board, 'kept');
}
