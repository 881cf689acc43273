import { broken, control, kept, type Live, nothingYet, type State } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { conditionsUnder, FORBIDDEN, forbiddenUnder, toldUnder, USED } from './purpose.facts.ts';
import { provePoint, proveProhibition, provePurpose } from './purpose.proof.ts';

type Purpose = Policy['purposes'][string];
type Prohibition = Policy['prohibitions'][string];
type Point = Policy['collection'][string];
type Declared = Purpose | Prohibition | Point;

/** Acts by which data is used; what is handed out or sent has gates of its own. */
const USES: readonly string[] = ['use', 'access', 'profile'];

const sectionOf = (path: string): string => path.slice(0, path.indexOf('.'));

/** Every use states a purpose of the register; what it is not declared for is refused, and both are kept. */
export const purposeGate = control<Declared, Policy>({
  id: 'purpose.gate',
  applies: (declared, { path }) => {
    const section = sectionOf(path);
    if (section === 'purposes') return true;
    if (section === 'collection') return (declared as Point).purposes.length > 0;
    return section === 'prohibitions' && USES.includes((declared as Prohibition).act ?? '');
  },

  state: (live, bound) =>
    sectionOf(bound.path) === 'purposes'
      ? purposeState(live, bound.name, bound.policy)
      : sectionOf(bound.path) === 'collection'
        ? pointState(live, bound.name)
        : prohibitionState(live, bound.name, bound.declared as Prohibition),

  prove: (twin, bound) =>
    sectionOf(bound.path) === 'purposes'
      ? provePurpose(twin, bound.name, bound.declared as Purpose, bound.policy)
      : sectionOf(bound.path) === 'collection'
        ? provePoint(twin, bound.name, bound.declared as Point, bound.policy)
        : proveProhibition(twin, bound, bound.declared as Prohibition),
});

type Used = {
  allowed: number;
  refused: number;
  beyond: number;
  unasked: number;
  outside: number;
  elsewhere: number;
};

/** Every use is judged by the version of the policy under which it was made: what was broken does not fade with the next one. */
async function purposeState(live: Live, name: string, policy: Policy): Promise<State> {
  const versions = await conditionsUnder(live, name);
  const conditional = versions.some(({ terms }) => terms !== null);
  const reached = versions.some((version) => version.reached);
  const [found] = await live.rows<Used>(USED, [
    name,
    JSON.stringify(versions),
    conditional ? [...USES, 'share', 'send'] : reached ? [...USES, 'send'] : USES,
    USES,
    policy.organisation.zone,
    live.now,
  ]);
  if (!found || found.allowed + found.refused === 0)
    return nothingYet('Nobody has asked to use data for this yet.');
  const wrong =
    found.beyond > 0
      ? `${found.beyond} uses went beyond the data declared for this.`
      : found.unasked > 0
        ? `${found.unasked} uses were let through without a yes.`
        : found.outside > 0
          ? `${found.outside} uses were let through although what the policy asks each time was not so.`
          : found.elsewhere > 0
            ? `${found.elsewhere} messages went another way than people asked to be reached by.`
            : null;
  if (wrong) return broken({ because: wrong, figures: found });
  return kept({
    because: conditional
      ? 'Every use stated this purpose, kept to the data declared for it, and met what the policy asks each time.'
      : 'Every use stated this purpose and kept to the data declared for it.',
    figures: found,
  });
}

async function pointState(live: Live, name: string): Promise<State> {
  const [found] = await live.rows<{ allowed: number; refused: number; beyond: number }>(
    `select count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused,
       count(*) filter (where verdict = 'allow' and not v.told ? d.purpose)::int as beyond
     from decision d join jsonb_to_recordset($2::jsonb) as v(hash text, told jsonb) on v.hash = d.policy
     where d.asked ->> 'collection' = $1 and d.decided_at > $3::timestamptz - interval '1 year'`,
    [name, JSON.stringify(await toldUnder(live, name)), live.now],
  );
  if (!found || found.allowed + found.refused === 0)
    return nothingYet('Nobody has asked to use what came in here yet.');
  return found.beyond > 0
    ? broken({
        because: `${found.beyond} uses of what came in here served something that people were not told of.`,
        figures: found,
      })
    : kept({ because: 'What came in here was used for what people were told there.', figures: found });
}

/** Whether what is forbidden was ever let through while it was. */
export async function prohibitionState(live: Live, name: string, { act }: Prohibition): Promise<State> {
  const [found] = await live.rows<{ asked: number; refused: number; through: number }>(FORBIDDEN, [
    act,
    JSON.stringify(await forbiddenUnder(live, name)),
    live.now,
    act === 'use' ? USES : [act],
  ]);
  if (!found || found.asked === 0) return nothingYet('Nobody has asked for anything like it yet.');
  return found.through > 0
    ? broken({ because: `${found.through} times it was let through.`, figures: found })
    : kept({ because: 'It was never let through.', figures: found });
}
