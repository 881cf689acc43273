import { addPeriod } from '../../base/index.ts';
import type { Policy } from '../policy.ts';
import { type RetentionRule, reachOf } from '../reach.rules.ts';
import { sayList } from '../values.ts';
import { sayPeriod, sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { article, type Check } from './rule.ts';

/** After these nothing is left that a longer rule could keep. */
const GONE: readonly RetentionRule['then'][] = ['erase', 'destroy', 'return-or-erase', 'overwrite'];

/** Those that both cover, by collection point. */
function shared(policy: Policy, one: RetentionRule, other: RetentionRule): Map<string, string[]> {
  const theirs = new Map(reachOf(policy, other).map(({ point, fields }) => [point, fields]));
  return new Map(
    reachOf(policy, one)
      .map(
        ({ point, fields }) => [point, fields.filter((field) => theirs.get(point)?.includes(field))] as const,
      )
      .filter(([, fields]) => fields.length > 0),
  );
}

/**
 * Each rule takes what is its own when its day has come, so that of two that count from the same the shorter always wins.
 * Only a duty holds its fields back. Rules that count from different events are alternatives: what ends first, ends it.
 */
function* outrun({ policy, on }: Look): Generator<{ longer: string; shorter: string }> {
  const lasts = ({ keep }: RetentionRule) => (/T/.test(keep) ? on : addPeriod(on, keep));
  const countable = Object.entries(policy.retention).filter(
    ([, rule]) => rule.from !== undefined && rule.keep !== 'while' && !rule.duty && !rule['held-by'],
  );
  for (const [longer, long] of countable)
    for (const [shorter, short] of countable) {
      const same = JSON.stringify(long.from) === JSON.stringify(short.from);
      if (!same || !GONE.includes(short.then) || lasts(short) >= lasts(long)) continue;
      // A shorter rule that leaves people out leaves them to the longer one.
      if (short.unless?.some((one) => !long.unless?.includes(one))) continue;
      yield { longer, shorter };
    }
}

const twoPeriods: Check = {
  rule: 'law-retention-two-periods',
  severity: 'warning',
  ground: article('Art 5(1)(e), 13(2)(a)'),
  *find(look) {
    const { retention } = look.policy;
    for (const { longer, shorter } of outrun(look)) {
      const [long, short] = [retention[longer], retention[shorter]];
      if (!long || !short) continue;
      const both = [...shared(look.policy, long, short)];
      if (both.length === 0) continue;
      const what = sayList(both.map(([point, fields]) => `${sayList(fields.map(sayTerm))} of ${point}`));
      yield {
        place: look.at(`retention.${longer}.keep`),
        message: `${longer} keeps ${what} for ${sayPeriod(long.keep)}, and ${shorter} for ${sayPeriod(short.keep)} from the same day: they go with ${shorter}, and ${longer} never finds them.`,
        todo: `Give both the same period, or say under "data" or "collection" what each of them is about.`,
      };
    }
  },
};

export const retentionOverlapChecks: readonly Check[] = [twoPeriods];
