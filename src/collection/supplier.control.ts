import { addMonths } from '../base/index.ts';
import {
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  noticeInForce,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { count, type Declared, type Point, pointOf, said } from './looking.ts';
import { checkSupplier, type Posting, post, preparePosting, SUPPLIER } from './posting.ts';
import { closedTo } from './source.rules.ts';

/** What others supply comes in from checked suppliers, with evidence; bought lists only as promised, mostly never. */
export const lawfulSources = control<unknown, Policy>({
  id: 'intake.thirdparty',
  applies: (_, bound) => pointsOf(bound).length > 0,

  async state(live, bound) {
    const names = pointsOf(bound).map(({ name }) => name);
    const [found] = await live.rows<{ records: number; unproven: number; bought: number; unchecked: number }>(
      `select count(*)::int as records, count(*) filter (where s.third and not s.proven)::int as unproven,
              count(*) filter (where s.bought and not s.proven)::int as bought,
              count(*) filter (where s.how = 'import' and not exists (
                select 1 from data_supplier d where d.point = r.point and d.checked_on <= s.given_at::date and d.valid_to >= s.given_at::date))::int as unchecked
       from record r join record_source s on s.person_id = r.person_id and s.record_id = r.id where r.point = any($1)`,
      [names],
    );
    const entries = await entriesOf(live, 'supplier.checked', { field: 'point', is: names[0] ?? '' });
    if (!found || found.records === 0) return nothingYet('Nobody has supplied anything yet.');
    const figures = { ...found };
    if (found.bought > 0)
      return broken({
        because: 'Names of a bought list came in without proof of consent.',
        figures,
        entries,
      });
    if (found.unchecked > 0)
      return broken({ because: 'Data came in from a supplier that nobody had checked.', figures, entries });
    const foreign = await foreignIn(live, bound.policy, names);
    if (foreign > 0)
      return broken({
        because: `${foreign} records came in from those of whom the policy says that nothing does, or nobody said from whom.`,
        figures,
        entries,
      });
    if (found.unproven > 0)
      return broken({ because: 'Data came in from others without evidence.', figures, entries });
    return kept({ because: 'Everything that others supplied came with its evidence.', figures, entries });
  },

  async prove(twin, bound) {
    for (const point of pointsOf(bound)) await provePoint(twin, point, closedBy(bound, point.name));
  },
});

/** The points at which others can supply something; for a prohibition, those it names, or all of them. */
function pointsOf(bound: Declared): Point[] {
  const { path, name, policy } = bound;
  if (path.startsWith('collection.')) {
    const point = pointOf(bound);
    return point && supplied(point.declared) ? [point] : [];
  }
  const prohibition = path.startsWith('prohibitions.') ? policy.prohibitions[name] : undefined;
  if (!prohibition || !['buy-lists', 'collect'].includes(prohibition.act ?? '')) return [];
  if (prohibition.act === 'collect' && !prohibition.collection && !prohibition.sources) return [];
  const all = Object.entries(policy.collection).map(([one, declared]) => ({ name: one, declared, policy }));
  return all.filter(
    ({ name: one, declared }) =>
      supplied(declared) && (!prohibition.collection || prohibition.collection.includes(one)),
  );
}

/** How much others supplied from whom, by the policy under which it came in, nothing may come. */
async function foreignIn(live: Live, policy: Policy, points: readonly string[]): Promise<number> {
  const alike = await live.rows<{ point: string; notice: string; supplier: string | null; times: number }>(
    `select body::jsonb ->> 'point' as point, body::jsonb ->> 'notice' as notice, body::jsonb ->> 'supplier' as supplier,
       count(*)::int as times from evidence_entry
     where kind = 'collection.received' and body::jsonb ->> 'point' = any($1) and (body::jsonb ->> 'elsewhere')::boolean
     group by 1, 2, 3`,
    [points],
  );
  let foreign = 0;
  for (const { point, notice, supplier, times } of alike) {
    const then = notice === policy.hash ? policy : ((await live.policyOf(notice)) as Policy | null);
    const closed = then ? closedTo(then, point) : [];
    if (closed.length > 0 && (supplier === null || closed.includes(supplier))) foreign += times;
  }
  return foreign;
}

type Closed = NonNullable<Policy['prohibitions'][string]['sources']>[number];

/** From which kinds of suppliers nothing comes in at a point: as this prohibition says, or, at a point, all of them. */
const closedBy = ({ path, name, policy }: Declared, point: string): Closed[] =>
  Object.entries(policy.prohibitions).flatMap(([one, { act, sources = [], collection }]) =>
    act === 'collect' &&
    (path.startsWith('collection.') || one === name) &&
    (!collection || collection.includes(point))
      ? sources
      : [],
  );

/** Others enter it, and it is stored: an import, or what staff are told of somebody else. */
const supplied = (point: CollectionPoint): boolean =>
  point.from === 'a-third-party' &&
  point.stores !== 'nowhere' &&
  ['import', 'email', 'phone', 'post', 'in-person', 'api'].includes(point.kind);

async function provePoint(twin: Twin, point: Point, closed: readonly Closed[]): Promise<void> {
  const { scene } = twin;
  const { name, declared } = point;
  const notice = await noticeInForce(twin);
  if (declared.kind === 'import') {
    const fields = Object.fromEntries(Object.keys(declared.fields).map((field) => [field, '']));
    const unchecked = await scene.when(`somebody sends rows for "${name}" whom nobody has checked`, () =>
      twin.call('POST', `/api/collection/${name}/import`, {
        supplier: SUPPLIER,
        evidence: 'they say so',
        format: 'rows',
        rows: [fields],
      }),
    );
    await scene.then('nothing of it comes in', () => said(unchecked), [422, 'collection.supplier-unchecked']);
    await scene.given('a check of them that is more than a year old', () =>
      checkSupplier(twin, name, addMonths(twin.today(), -13)),
    );
    const old = await twin.call('POST', `/api/collection/${name}/import`, {
      supplier: SUPPLIER,
      evidence: 'they say so',
      format: 'rows',
      rows: [fields],
    });
    await scene.then('that counts for nothing', () => said(old), [422, 'collection.supplier-unchecked']);
  }
  const posting: Posting = {
    ...(await scene.given('a supplier that was looked at this week', () =>
      preparePosting(twin, point, `s-${name}`),
    )),
    notice,
  };
  const evidence = posting.source?.evidence;
  const sends = (source: NonNullable<Posting['source']>) =>
    post(twin, name, declared, { ...posting, source: { kind: 'organisation', ...source } });
  for (const kind of closed) {
    const sold = await scene.when(
      `something comes with its evidence, from a ${kind.replaceAll('-', ' ')}`,
      () => sends({ who: 'DataSeller Enrichment API', evidence, kind }),
    );
    await scene.then('it is refused', () => said(sold), [422, 'collection.source-prohibited']);
  }
  if (closed.length > 0) {
    const unsaid = await scene.when('something comes, and nobody says what kind of supplier it is from', () =>
      sends({ who: SUPPLIER, evidence, kind: undefined }),
    );
    await scene.then('that is refused too', () => said(unsaid), [422, 'collection.source-kind-unsaid']);
  }
  if (declared.source?.evidence) {
    const bare = await scene.when('something comes without the evidence', () => sends({ who: SUPPLIER }));
    await scene.then('it is refused', () => said(bare), [422, 'collection.no-evidence']);
  }
  const bought = await scene.when('a name from a bought list comes, with no proof of consent', () =>
    sends({ who: SUPPLIER, evidence, bought: true }),
  );
  await scene.then('it is refused', () => said(bought), [
    422,
    declared.source?.lists === 'with-consent-proof'
      ? 'collection.no-consent-proof'
      : 'collection.bought-list',
  ]);
  const proof = {
    wording: 'Yes, tell me of services like these.',
    on: twin.today(),
    covers: 'services like ours',
  };
  const proven = await scene.when('the same comes with the wording, the day and whom it covered', () =>
    sends({ who: SUPPLIER, evidence, bought: true, consentProof: proof }),
  );
  await scene.then(
    declared.source?.lists === 'with-consent-proof' ? 'it is taken' : 'it is refused all the same',
    () => proven.taken,
    declared.source?.lists === 'with-consent-proof',
  );
  const honest = await scene.when('something comes with its source and evidence, not bought', () =>
    sends({ who: SUPPLIER, evidence }),
  );
  await scene.then('it is taken', () => honest.taken, true);
  await scene.then(
    'only what was taken is stored',
    () => count(twin, `record where point = '${name}'`),
    declared.source?.lists === 'with-consent-proof' ? 2 : 1,
  );
}
