import { broken, control, entriesOf, kept, type Live, nothingYet } from '../controls/index.ts';
import { checkScope, type Finding, type Policy, pointsNotCovered, scopeKindOf } from '../policy/index.ts';
import { inForceOf } from './in-force.ts';
import { proveScope } from './scope.proof.ts';

type Scope = Policy['scope'][string];

/** Law and special categories are judged with the whole notice; what is left is held against the registers here. */
const isHeld = (scope: Scope): boolean => {
  const kind = scopeKindOf(scope);
  return kind !== null && kind !== 'law' && kind !== 'special-category-data';
};

/** Each word of the notice stands for something that is declared, and nothing comes in that it does not cover. */
export const noticeScope = control<Scope, Policy>({
  id: 'notice.scope',
  // Only a check that a version has to pass keeps a word to its meaning; whom others answer for, people are told in any case.
  applies: (scope, { path, policy }) =>
    path.startsWith('scope.') &&
    isHeld(scope) &&
    (policy.changes['must-pass-check'] || scopeKindOf(scope) === 'elsewhere'),

  async state(live, { name, policy }) {
    const current = await inForceOf(live, policy.organisation.zone);
    const scope = current?.policy.scope[name];
    if (!current || !scope)
      return broken({ because: 'The notice in force does not say what this word stands for.' });
    const found = checkScope(current.policy, { on: live.today }).filter((one) =>
      isAbout(one, current.policy, name, scope),
    );
    const places = Object.keys(scope.places ?? {}).length;
    const [first] = found;
    if (first)
      return broken({
        because: `${first.file}, line ${first.line}: ${first.message}`,
        figures: { findings: found.length, places },
        entries: await entriesOf(live, 'notice.in-force'),
      });
    if (scopeKindOf(scope) === 'elsewhere') return toldWhose(live, name, places);
    const points = await pointsInUse(live);
    const uncovered = pointsNotCovered(current.policy, points);
    const figures = { findings: 0, places, pointsInUse: points.length, uncovered: uncovered.length };
    if (uncovered.length > 0)
      return broken({
        because: `We hold what came in at ${uncovered.join(', ')}, and the notice in force does not cover that.`,
        figures,
      });
    if (points.length === 0)
      return nothingYet('Nothing has come in yet that the notice would have to cover.');
    return kept({
      because: `What came in at ${points.length} ${points.length === 1 ? 'point' : 'points'} is covered by the notice in force since ${live.inForceSince}.`,
      figures,
      entries: await entriesOf(live, 'notice.in-force'),
    });
  },

  prove: (twin, { name, declared, policy }) => proveScope(twin, { name, scope: declared, policy }),
});

/** What others answer for: each who asked us about it was told whose notice applies, and where it is. */
async function toldWhose(live: Live, name: string, places: number) {
  const [asked] = await live.rows<{ asked: number; without: number }>(
    `select count(*)::int as asked, count(*) filter (where (body::jsonb ->> 'lines')::int = 0)::int as without
     from evidence_entry where kind = 'request.governed-elsewhere' and body::jsonb ->> 'scope' = $1`,
    [name],
  );
  const figures = { findings: 0, places, asked: asked?.asked ?? 0, withoutAddress: asked?.without ?? 0 };
  if (!asked || asked.asked === 0)
    return nothingYet('Nobody has asked us about data for which the notice of others applies.');
  const entries = await entriesOf(live, 'request.governed-elsewhere');
  if (asked.without > 0)
    return broken({
      because: `${asked.without} were sent to others without an address.`,
      figures,
      entries,
    });
  return kept({
    because: `All ${asked.asked} who asked were told whose notice applies and where it is.`,
    figures,
    entries,
  });
}

/** A finding counts for the word on whose lines it stands, and one about people or forms for the words about them. */
function isAbout({ file, line, rule }: Finding, policy: Policy, name: string, scope: Scope): boolean {
  if (rule === 'notice-68-people-not-covered') return scope.people !== undefined;
  if (rule === 'language-scope-form-of-another' || rule === 'language-scope-company-without-country')
    return scope.means === 'us';
  if (rule === 'language-field-in-no-data') return scope.means === 'personal-data';
  if (file !== 'policy.yaml') return false;
  const source = policy.sources[file];
  const lineOf = (one: string) => source?.placeOf(['scope', one], true).line ?? 0;
  const start = lineOf(name);
  const later = Object.keys(policy.scope)
    .map(lineOf)
    .filter((one) => one > start);
  return line >= start && line < Math.min(...later, Number.POSITIVE_INFINITY);
}

/** Every collection point of which we hold a record, one look-up in the index each. */
async function pointsInUse(live: Live): Promise<string[]> {
  const found = await live.rows<{ point: string }>(
    `with recursive used (point) as (
       (select point from record where point > '' order by point limit 1)
       union all
       select (select r.point from record r where r.point > u.point order by r.point limit 1) from used u where u.point is not null)
     select point from used where point is not null`,
  );
  return found.map(({ point }) => point);
}
