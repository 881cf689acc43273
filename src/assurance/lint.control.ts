import { type Day, dayIn, sayDay } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept } from '../controls/index.ts';
import { checkedOn, type Finding, type Policy } from '../policy/index.ts';
import { inForceOf } from './in-force.ts';
import { proveChecked, proveLaw, proveSpecial } from './lint.proof.ts';

type Scope = Policy['scope'][string];
type Declared = Policy['changes'] | Scope;

/** What of a check is about each thing that it is asked for: all of it, what rests on law, what Art 9 and 10 protect. */
const ABOUT = {
  all: () => true,
  law: ({ source, rule }: Finding) => source !== null && !rule.startsWith('language-'),
  'special-category-data': ({ rule }: Finding) => /special|criminal|policy-document/.test(rule),
} as const;
type About = keyof typeof ABOUT;

const aboutOf = (declared: Declared, path: string): About | null => {
  if (path === 'changes') return 'must-pass-check' in declared && declared['must-pass-check'] ? 'all' : null;
  const means = path.startsWith('scope.') && 'means' in declared ? declared.means : undefined;
  return means === 'law' || means === 'special-category-data' ? means : null;
};

/** The published notice passes the check by today's law and registers, and nothing that does not is published. */
export const noticeLint = control<Declared, Policy>({
  id: 'notice.lint',
  applies: (declared, { path, policy }) =>
    policy.changes['must-pass-check'] && aboutOf(declared, path) !== null,

  async state(live, { path, declared, policy }) {
    const { zone } = policy.organisation;
    const current = await inForceOf(live, zone);
    if (!current) return broken({ because: 'No notice is published that could be checked.' });
    const since = dayIn(zone, current.at);
    const found = checkedOn(current.policy, live.today).filter(ABOUT[aboutOf(declared, path) ?? 'all']);
    const of = (severity: Finding['severity']) => found.filter((one) => one.severity === severity);
    const [red, amber] = [of('error'), of('warning')];
    const figures = {
      errors: red.length,
      warnings: amber.length,
      notes: of('info').length,
      byLawSince: found.filter((one) => isNewer(one, since)).length,
      checkedOn: live.today,
      inForceSince: since,
    };
    const entries = await entriesOf(live, 'notice.in-force');
    // Law that is newer than the notice is named before what was wrong all along.
    const error = red.find((one) => isNewer(one, since)) ?? red[0];
    if (error) return broken({ because: told('errors', red.length, error, since), figures, entries });
    const [warning] = amber;
    if (warning) return atRisk({ because: told('warnings', amber.length, warning, since), figures, entries });
    return kept({
      because: `By the law of ${sayDay(live.today)} there is nothing to mend in the notice in force since ${since}.`,
      figures,
      entries,
    });
  },

  prove(twin, { path, declared, policy }) {
    const about = aboutOf(declared, path);
    if (about === 'law') return proveLaw(twin);
    return about === 'special-category-data' ? proveSpecial(twin, policy) : proveChecked(twin, policy);
  },
});

const isNewer = ({ validFrom }: Finding, inForceSince: Day): boolean =>
  validFrom !== null && validFrom > inForceSince;

/** The first of them with its place, and since when it is one, where law came into force after the notice did. */
function told(what: string, count: number, first: Finding, inForceSince: Day): string {
  const newer =
    first.validFrom !== null && isNewer(first, inForceSince)
      ? ` It is so since ${sayDay(first.validFrom)}, and the notice is older: ${first.source}.`
      : '';
  return `${count} ${what} by today's law. ${first.file}, line ${first.line}, ${first.rule}: ${first.message}${newer}`;
}
