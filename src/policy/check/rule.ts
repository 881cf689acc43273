import type { Day } from '../../base/index.ts';
import { inForce, type Rule as LawRule } from '../../law/index.ts';
import { byWeightAndPlace, type Finding, type Severity, type Tag } from '../finding.ts';
import type { Place } from '../source.ts';
import type { Look } from './look.ts';

/** One thing wrong at one place, before its rule has given it weight and source. */
export type Hit = {
  place: Place;
  message: string;
  todo: string;
  quote?: string;
  sentence?: number;
  /** Lighter than the rule's own, never heavier. */
  severity?: Severity;
};

/** The provision a check rests on. Null dates are open; `law` limits it to one side of the Channel. */
export type Ground = {
  source: string | null;
  tag: Tag;
  from: Day | null;
  to: Day | null;
  law: 'uk' | 'eu' | null;
};

/** One check: an id for life, the ground it rests on, and what it looks for. */
export type Check = {
  rule: string;
  severity: Severity;
  ground: Ground;
  find(look: Look): Iterable<Hit>;
};

/** Articles of the GDPR that the UK and the EU share and that no later act has touched. */
export const article = (source: string): Ground => ({
  source: `GDPR ${source}`,
  tag: 'V',
  from: '2018-05-25',
  to: null,
  law: null,
});

export const uk = (source: string, from: Day | null, tag: Tag = 'V'): Ground => ({
  source,
  tag,
  from,
  to: null,
  law: 'uk',
});

/** A rule of the language or of good order: no law behind it. */
export const house: Ground = { source: null, tag: 'V', from: null, to: null, law: null };

const TAGS = { verified: 'V', secondary: 'S', 'own-knowledge': 'own knowledge' } as const;

/** The ground of a rule that the rulebook already has. */
export const lawGround = (rule: LawRule): Ground => ({
  source: rule.source,
  tag: TAGS[rule.tag],
  from: rule.validFrom,
  to: rule.validTo,
  law: rule.jurisdiction === 'uk' || rule.jurisdiction === 'eu' ? rule.jurisdiction : null,
});

const WEIGHT = { error: 2, warning: 1, info: 0 } as const;
const lighter = (a: Severity, b: Severity): Severity => (WEIGHT[a] <= WEIGHT[b] ? a : b);

/** What nobody has read in the law itself warns and says so: a false alarm stated as law costs more than a missed one. */
function findingOf(check: Check, hit: Hit): Finding {
  const { source, tag, from } = check.ground;
  const capped = lighter(check.severity, tag === 'own knowledge' ? 'warning' : 'error');
  return {
    rule: check.rule,
    severity: lighter(capped, hit.severity ?? capped),
    message: hit.message,
    todo: hit.todo,
    ...hit.place,
    source: source === null ? null : tag === 'own knowledge' ? `${source} [own knowledge]` : source,
    validFrom: from,
    ...(hit.quote === undefined ? {} : { quote: hit.quote }),
    ...(hit.sentence === undefined ? {} : { sentence: hit.sentence }),
  };
}

/** Runs the checks that are in force on the look's day, for its law. */
export function run(checks: readonly Check[], look: Look): Finding[] {
  const findings: Finding[] = [];
  for (const check of checks) {
    const { from, to, law } = check.ground;
    if (law !== null && law !== look.law) continue;
    if (!inForce({ validFrom: from, validTo: to }, look.on)) continue;
    for (const hit of check.find(look)) findings.push(findingOf(check, hit));
  }
  return findings.sort(byWeightAndPlace);
}
