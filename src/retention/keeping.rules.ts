import type { Day } from '../base/index.ts';
import { combineRetention } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';
import type { DueRecord } from './due.ts';
import { fieldsOf, type RetentionRule, reachOf } from './reach.rules.ts';

/** What stands against a record's going: over which of its fields, and until when where that is known. */
export type Reason = {
  kind: 'hold' | 'duty' | 'request' | 'restriction';
  /** The hold's or request's id, or the rule of the duty. */
  reference: string;
  fields: readonly string[];
  until: Day | null;
};

/** What becomes of a record whose day has come. */
export type Settled = {
  record: DueRecord;
  /** The fields that go now; all that it has left, and the record itself goes. */
  go: string[];
  whole: boolean;
  /** Why the others stay; empty where none does. */
  kept: Reason[];
  /** The reason in words, as the rulebook gives it (law S0). */
  because: string;
};

/**
 * Rule S0 for one record: what the rule covers goes, but for fields that a duty orders kept beyond this day, or that are
 * held. `has` are the fields of the point that are still there.
 */
export function settle(
  record: DueRecord,
  rule: string,
  { has, reasons }: { has: readonly string[]; reasons: readonly Reason[] },
): Settled {
  const covered = has.length === 0 ? [] : record.fields.filter((field) => has.includes(field));
  const kept = reasons.filter(
    ({ fields }) => has.length === 0 || fields.some((field) => covered.includes(field)),
  );
  const staying = new Set(kept.flatMap(({ fields }) => fields));
  const go = covered.filter((field) => !staying.has(field));
  const whole = kept.length === 0 && go.length === has.length;
  const { because } = combineRetention({
    duties: kept.flatMap(({ kind, reference, until, fields }) =>
      kind === 'duty' && until ? [{ name: reference, until, fields }] : [],
    ),
    limits: [{ name: rule, deleteBy: record.goes_on }],
    suspensions: kept.flatMap(({ kind, reference }) =>
      kind === 'duty' ? [] : [{ kind: SUSPENSION[kind], name: reference }],
    ),
  });
  return { record, go, whole, kept, because };
}

const SUSPENSION = { hold: 'hold', request: 'open-access-request', restriction: 'restriction' } as const;

/** The fields of a point that a hold keeps: those of the kinds of data it names, else all. */
export function heldFields(policy: Policy, hold: { data: readonly string[] }, point: string): string[] {
  const all = Object.keys(policy.collection[point]?.fields ?? {});
  if (hold.data.length === 0) return all;
  const named = new Set(fieldsOf(policy, { data: [...hold.data] }));
  return all.filter((field) => named.has(field));
}

/** The points at which a hold on these kinds of data would keep something that a rule covers. */
export const heldPoints = (
  policy: Policy,
  rule: RetentionRule,
  hold: { data: readonly string[] },
): string[] =>
  reachOf(policy, rule)
    .filter(({ point, fields }) => heldFields(policy, hold, point).some((field) => fields.includes(field)))
    .map(({ point }) => point);
