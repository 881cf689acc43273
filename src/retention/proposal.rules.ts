import { addDays, addPeriod, type Day, daysBetween, Refused } from '../base/index.ts';
import type { RetentionRule } from './reach.rules.ts';

/** The stages of a review as a rule declares them; none where nobody is asked. */
export type Stages = NonNullable<RetentionRule['review']>['stages'];

/** Somebody who agreed to what a proposal said. */
export type Approver = { stage: number; by: string; role: string };

/** Does anything of this rule wait for people or days before it goes? */
export const waitsFirst = (rule: RetentionRule): boolean =>
  rule.review !== undefined || rule['undo-window'] !== undefined;

/** The last day whose records are proposed today: asked early enough, they go on their day and not after it. */
export function horizonOf(rule: RetentionRule, today: Day): Day {
  const announced = rule['undo-window'] ? addPeriod(today, rule['undo-window']) : today;
  return rule.review ? addPeriod(announced, rule.review.within) : announced;
}

/** The first day on which what is announced on `today` may go. */
export const goesFrom = (rule: RetentionRule, today: Day): Day =>
  rule['undo-window'] ? addPeriod(today, rule['undo-window']) : today;

/** Whether the time to decide is nearly over: of its last quarter, and of a short one its last day. */
export function lapsesSoon({ askedOn, decideBy }: { askedOn: Day; decideBy: Day }, today: Day): boolean {
  const left = Math.max(1, Math.floor(daysBetween(askedOn, decideBy) / 4));
  return addDays(today, left) >= decideBy;
}

/** The stage that waits for somebody, from 1; null: all have agreed. */
export function stageThatWaits(stages: Stages, approvers: readonly Approver[]): number | null {
  const at = stages.findIndex(
    (stage, index) => approvers.filter((one) => one.stage === index + 1).length < stage.approvers,
  );
  return at === -1 ? null : at + 1;
}

/**
 * The stage to which this approval counts. Refuses `retention.nobody-asked` (the rule asks nobody, or all have agreed),
 * `retention.approved-already` (a person counts once) and `retention.other-role`.
 */
export function stageFor(
  rule: RetentionRule,
  approvers: readonly Approver[],
  { by, role, today, decideBy }: { by: string; role: string; today: Day; decideBy: Day | null },
): number {
  const stages = rule.review?.stages ?? [];
  const waiting = stageThatWaits(stages, approvers);
  const stage = waiting === null ? undefined : stages[waiting - 1];
  if (waiting === null || !stage)
    throw new Refused('retention.nobody-asked', 'Nobody is asked to agree to this, or all have agreed.');
  if (approvers.some((one) => one.by === by))
    throw new Refused(
      'retention.approved-already',
      'You agreed to this already: the next one is somebody else.',
    );
  const late = decideBy !== null && today > decideBy;
  if (role === stage.by || (late && role === rule.review?.['escalates-to'])) return waiting;
  throw new Refused(
    'retention.other-role',
    `Stage ${waiting} is for the ${sayRole(stage.by)} to agree to, and your role is ${sayRole(role)}.`,
  );
}

const sayRole = (role: string): string => role.replaceAll('-', ' ');
