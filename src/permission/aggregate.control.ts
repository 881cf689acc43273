import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { prohibitionState } from './purpose.control.ts';
import { proveProhibition } from './purpose.proof.ts';

type Grouped = Policy['purposes'][string] | Policy['publications'][string];
type Prohibition = Policy['prohibitions'][string];

const leastOf = (declared: Grouped | Prohibition): number | undefined =>
  'minimum-group' in declared ? declared['minimum-group'] : undefined;

/** Figures about groups come out, and only where the group hides each of its members; rows about a person never do. */
export const aggregateOnly = control<Grouped | Prohibition, Policy>({
  id: 'analysis.aggregate',
  applies: (declared, { path }) =>
    path.startsWith('prohibitions.')
      ? (declared as Prohibition).act === 'use' && (declared as Prohibition).data !== undefined
      : leastOf(declared) !== undefined,

  async state(live, { path, name, declared }) {
    if (path.startsWith('prohibitions.')) return prohibitionState(live, name, declared as Prohibition);
    const [found] = await live.rows<{ releases: number; withheld: number; small: number }>(
      `select count(*)::int as releases, coalesce(sum((body::jsonb ->> 'withheld')::int), 0)::int as withheld,
         count(*) filter (where (body::jsonb ->> 'smallest')::int < $2)::int as small
       from evidence_entry where kind = 'results.released' and body::jsonb ->> 'of' = $1 and at > $3::timestamptz - interval '1 year'`,
      [name, leastOf(declared) ?? 0, live.now],
    );
    if (!found || found.releases === 0) return nothingYet('No figures have come out of this yet.');
    return found.small > 0
      ? broken({
          because: `${found.small} times figures came out about a group that was too small.`,
          figures: found,
        })
      : kept({
          because: 'Only figures about groups that were large enough came out.',
          figures: found,
          entries: await entriesOf(live, 'results.released', { field: 'of', is: name }),
        });
  },

  async prove(twin, bound) {
    if (bound.path.startsWith('prohibitions.'))
      return proveProhibition(twin, bound, bound.declared as Prohibition);
    const { scene } = twin;
    const least = leastOf(bound.declared) ?? 0;
    const of = { [bound.path.startsWith('purposes.') ? 'purpose' : 'publication']: bound.name };
    const letOut = (cells: readonly { group: string; people: number }[]) =>
      twin.call('POST', '/api/results', {
        of,
        cells: cells.map((cell) => ({ ...cell, figures: { average: 7 } })),
      });
    const groupsIn = (json: Record<string, unknown>) =>
      Array.isArray(json.released) ? json.released.map((cell: { group: string }) => cell.group) : 'none';
    await scene.when(`figures are to come out about groups of ${least}, ${least - 1} and 1`, async () => {
      const { json } = await letOut([
        { group: 'large enough', people: least },
        { group: 'too small by one', people: least - 1 },
        { group: 'one person', people: 1 },
      ]);
      await scene.then(
        'only the group that is large enough comes out',
        () => [groupsIn(json), json.withheld],
        [['large enough'], 2],
      );
    });
    await scene.when(
      'only one group is too small, and a reader who knows the total could work it out',
      async () => {
        const { json } = await letOut([
          { group: 'largest', people: least * 10 },
          { group: 'next', people: least },
          { group: 'too small', people: least - 1 },
        ]);
        await scene.then('the next smallest stays back too', () => groupsIn(json), ['largest']);
      },
    );
    await scene.when('a row is named for a person', async () => {
      const { status } = await letOut([{ group: 'ada@people.example', people: least * 10 }]);
      await scene.then('nothing comes out', () => status, 422);
    });
  },
});
