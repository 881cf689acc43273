import { Refused } from '../base/index.ts';
import {
  asksGate,
  type Bound,
  broken,
  control,
  identityOf,
  kept,
  nothingYet,
  noticeInForce,
  type Twin,
} from '../controls/index.ts';
import { isWhole, judgedThough, type Policy } from '../policy/index.ts';
import { becomesConcerned } from './acts.ts';
import { withDeclared } from './edit.rules.ts';

type Declared = Policy['prohibitions' | 'decisions' | 'purposes'][string];
type Here = Bound<Declared, Policy>;

const sectionOf = (path: string): string => path.slice(0, path.indexOf('.'));

/** What of the gate's acts a declaration says never happens: a purpose is one under which nobody is profiled. */
const actOf = ({
  path,
  name,
  policy,
}: Pick<Here, 'path' | 'name' | 'policy'>): 'decide' | 'profile' | null => {
  if (sectionOf(path) === 'decisions') return policy.decisions[name]?.automated === false ? 'decide' : null;
  if (sectionOf(path) === 'purposes')
    return policy.purposes[name]?.kind !== 'profiling' && forbids(policy, 'profile') ? 'profile' : null;
  const { act } = policy.prohibitions[name] ?? {};
  return act === 'decide' || act === 'profile' ? act : null;
};

const forbids = (policy: Policy, act: string): boolean =>
  Object.values(policy.prohibitions).some((one) => one.act === act);

/** No decision is left to software and nobody is scored: the gate refuses it, and no policy says otherwise beside it. */
export const noSoftwareJudges = control<Declared, Policy>({
  id: 'adm.none',
  applies: (_, bound) => actOf(bound) !== null,

  async state(live, bound) {
    const act = actOf(bound) ?? 'decide';
    const { path, name, policy } = bound;
    const excepted = policy.prohibitions[name]?.except?.purposes ?? [];
    const [found] = await live.rows<{ tried: number; allowed: number; refused: number }>(
      `select count(*)::int as tried, count(*) filter (where verdict = 'allow' and asked -> 'exception' is null)::int as allowed,
         count(*) filter (where verdict <> 'allow')::int as refused
       from decision where act = $1 and ($2::text is null or purpose = $2) and ($3::text is null or asked ->> 'decision' = $3)
         and purpose <> all($4::text[]) and decided_at >= greatest($5::date::timestamptz, $6::timestamptz - interval '1 year')`,
      [
        act,
        sectionOf(path) === 'purposes' ? name : null,
        sectionOf(path) === 'decisions' ? name : null,
        excepted,
        live.inForceSince,
        live.now,
      ],
    );
    const [said] = judgedThough(policy);
    if (said) return broken({ because: `The policy says so itself: ${said.says}.`, figures: { ...found } });
    if (!found || found.tried === 0)
      return nothingYet('No software has asked to judge anybody since this notice is in force.');
    return found.allowed > 0
      ? broken({ because: `${found.allowed} times software was allowed to judge somebody.`, figures: found })
      : kept({ because: 'Whatever software asked to judge somebody was refused.', figures: found });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const act = actOf(bound) ?? 'decide';
    const tried = triedPurposes(bound);
    const data = (purpose: string) => bound.policy.purposes[purpose]?.data ?? [];
    await scene.given('somebody of whom we hold data, and who said yes to what needs one', async () => {
      for (const purpose of tried) {
        const declared = bound.policy.purposes[purpose];
        if (declared) await becomesConcerned(twin, 'somebody', purpose, declared, bound.policy);
      }
    });
    const identity = identityOf('somebody');
    const decision = sectionOf(bound.path) === 'decisions' ? bound.name : 'anything';
    for (const purpose of tried)
      await scene.when(`software asks to ${act} about them for "${purpose}"`, async () => {
        const asked = { act, purpose, data: data(purpose), identity, ...(act === 'decide' && { decision }) };
        await scene.then('it may not', async () => (await asksGate(twin, asked)).verdict, 'deny');
      });
    await scene.then(
      'each refusal is kept, with what was asked',
      async () =>
        (
          await twin.rows<{ purpose: string }>(
            `select purpose from decision where act = $1 and verdict = 'deny' order by purpose`,
            [act],
          )
        ).map(({ purpose }) => purpose),
      [...tried].sort(),
    );
    if (act === 'profile') await proveNoScore(twin, bound.policy);
    if (sectionOf(bound.path) === 'prohibitions') {
      if (isWhole(bound.policy.prohibitions[bound.name])) await proveNoChange(twin, bound);
      await proveForbidden(twin, bound);
    }
    await scene.then(
      'the board says kept: it was tried, and refused',
      () => twin.stateOf('adm.none', bound.path),
      'kept',
    );
  },
});

const triedPurposes = ({ path, name, policy }: Pick<Here, 'path' | 'name' | 'policy'>): string[] => {
  if (sectionOf(path) === 'purposes') return [name];
  const { except, purposes, people, data } = policy.prohibitions[name] ?? {};
  const all = (purposes ?? Object.keys(policy.purposes)).filter((one) => {
    const declared = policy.purposes[one];
    return (
      !except?.purposes?.includes(one) &&
      (!people || declared?.people.some((each) => people.includes(each))) &&
      (!data || declared?.data.some((each) => data.includes(each)))
    );
  });
  // Those first that anybody of ours may claim: else software is refused for what it is, and not for what it asks.
  return all
    .toSorted((one, other) => Number(isLimited(policy, one)) - Number(isLimited(policy, other)))
    .slice(0, 3);
};

const isLimited = (policy: Policy, purpose: string): boolean => policy.purposes[purpose]?.only !== undefined;

/** A job that works somebody out has nowhere to write it: no record and no event takes what nobody declared. */
async function proveNoScore(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const [point] =
    Object.entries(policy.collection).find(
      ([, { stores, anonymous, kind }]) => stores !== 'nowhere' && !anonymous && !OTHER_DOORS.includes(kind),
    ) ?? [];
  const field = 'high-spender';
  if (point)
    await scene.when(`a job writes into a record at "${point}" that somebody is a high spender`, async () => {
      const sent = {
        fields: { [field]: 'canary-score-8841' },
        notice: await noticeInForce(twin),
        consents: [],
      };
      const { status, text } = await twin.call('POST', `/api/collection/${point}`, sent);
      await scene.then('it is refused, naming the field', () => [status, text.includes(field)], [422, true]);
    });
  await scene.when('it tells the same as something that happened', async () => {
    const { status } = await twin.call('POST', '/api/events', {
      kind: 'canary-score-8841',
      identity: identityOf('somebody'),
    });
    await scene.then('it is refused too', () => status >= 400, true);
  });
  await scene.then('no score is anywhere', () => twin.searchEverywhere('canary-score-8841'), []);
}

/** What comes in by another door than a record does. */
const OTHER_DOORS: readonly string[] = ['telemetry', 'remote-session', 'camera', 'phone', 'import'];

type Edit = { what: string; path: readonly [section: string, name: string]; edit: Record<string, unknown> };

/** What somebody would declare to have software judge people after all. */
const judging = (act: string | undefined, purpose: string): readonly [Edit, ...Edit[]] =>
  act === 'profile'
    ? [
        { what: 'a purpose of profiling', path: ['purposes', purpose], edit: { kind: 'profiling' } },
        {
          what: 'a field for a score',
          path: ['data', 'opinions'],
          edit: { says: 'how keen you are', fields: ['engagement-score'] },
        },
      ]
    : [
        {
          what: 'a decision of software',
          path: ['decisions', DECISION],
          edit: { says: 'who may buy from us', automated: true, significant: false, basis: 'contract' },
        },
      ];

const DECISION = 'who-may-buy';

/** Where the register would allow it, the prohibition alone stands in the way. */
async function proveForbidden(twin: Twin, { name, policy }: Here): Promise<void> {
  const { scene } = twin;
  const { act, says: promised = '' } = policy.prohibitions[name] ?? {};
  const [purpose = ''] = triedPurposes({ name, policy, path: `prohibitions.${name}` });
  const [{ what, path, edit }] = judging(act, purpose);
  const declared = policy.purposes[purpose];
  if (!declared) return;
  const company = await scene.given(`a company that began with ${what} beside this promise`, () =>
    twin.withPolicy((files) => withDeclared(files, path, edit)),
  );
  await becomesConcerned(company, 'somebody', purpose, declared, policy);
  const asked = {
    act: act ?? '',
    purpose,
    decision: DECISION,
    data: declared.data,
    identity: identityOf('somebody'),
    by: undefined,
    agent: undefined,
  };
  await scene.when('software asks there', async () => {
    const answer = await asksGate(company, asked);
    await scene.then(
      'it may not, for this is what never happens',
      () => [answer.verdict, answer.says.includes(promised)],
      ['deny', true],
    );
  });
}

/** A version that would judge people while it says that nobody is judged is not put forward. */
async function proveNoChange(twin: Twin, { name, policy }: Here): Promise<void> {
  const { scene } = twin;
  const { act } = policy.prohibitions[name] ?? {};
  const [purpose = ''] = triedPurposes({ name, policy, path: `prohibitions.${name}` });
  const before = await noticeInForce(twin);
  for (const { what, path, edit } of judging(act, purpose))
    await scene.when(`a policy is put forward with ${what}, and with this promise`, async () => {
      await scene.then(
        'it is refused',
        () => putForward(twin, (files) => withDeclared(files, path, edit)),
        'refused',
      );
    });
  await scene.then('the policy in force is the one before', () => noticeInForce(twin), before);
}

const putForward = async (twin: Twin, edit: Parameters<Twin['editPolicy']>[0]): Promise<string> => {
  try {
    await twin.editPolicy(edit);
    return 'taken';
  } catch (fault) {
    if (fault instanceof Refused) return 'refused';
    throw fault;
  }
};
