import { sayDay } from '../base/index.ts';
import { queueStaffMessage } from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  approversOf,
  lapsesSoon,
  leftOf,
  noteTold,
  type Proposal,
  proposals,
  type RetentionRule,
  stageThatWaits,
  type ToldOf,
} from '../retention/index.ts';
import type { Tx } from '../store/index.ts';
import type { House, Moment } from './house.ts';

/**
 * Tells those who have to agree: each stage once when it begins to wait for them, and once more before the time to decide is
 * over, with those who may stand in afterwards. Nothing of any record is in the mail.
 */
export const tellApprovers = (house: House, policy: Policy, { now, today }: Moment): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    for (const one of await proposals(tx, { closed: 0 })) {
      const rule = policy.retention[one.rule];
      if (one.state !== 'asked' || !rule?.review) continue;
      const stage = stageThatWaits(rule.review.stages, await approversOf(tx, one));
      const by = stage === null ? undefined : rule.review.stages[stage - 1]?.by;
      if (stage === null || by === undefined) continue;
      const tell = async (kind: ToldOf, roles: readonly string[]): Promise<void> => {
        if (!(await noteTold(tx, { proposal: one.id, stage, kind, now }))) return;
        const { subject, body } = await letter(tx, house, { one, rule, stage, kind });
        for (const role of new Set(roles))
          await queueStaffMessage(tx, { kind, role, promises: [], subject, body }, now);
      };
      const late =
        one.decide_by !== null && lapsesSoon({ askedOn: one.asked_on, decideBy: one.decide_by }, today);
      if (late) await tell('late', [by, rule.review['escalates-to'] ?? by]);
      // Whoever is told that it is late need not be told that it waits.
      if (late) await noteTold(tx, { proposal: one.id, stage, kind: 'asked', now });
      else await tell('asked', [by]);
    }
  });

async function letter(
  tx: Tx,
  { baseUrl }: House,
  { one, rule, stage, kind }: { one: Proposal; rule: RetentionRule; stage: number; kind: ToldOf },
): Promise<{ subject: string; body: string }> {
  const says = rule.says ?? one.rule;
  const left = await leftOf(tx, one.id);
  const many = `${left} ${one.system === null ? 'record' : 'row'}${left === 1 ? '' : 's'}`;
  const stages = rule.review?.stages ?? [];
  const { by = '', approvers = 1 } = stages[stage - 1] ?? {};
  const until = one.decide_by === null ? null : sayDay(one.decide_by);
  const standIn = rule.review?.['escalates-to'];
  const lines = [
    `${many} of "${says}" wait for the ${plain(by)} to agree that they go (${plain(rule.then)}).`,
    `Stage ${stage} of ${stages.length}, ${approvers === 1 ? 'one person' : `${approvers} people`} of that role.`,
    ...(until === null ? [] : [`The time to decide is over after ${until}.`]),
    ...(until !== null && standIn ? [`Afterwards the ${plain(standIn)} may stand in.`] : []),
    'What nobody agrees to stays, and what stays past its day breaks the promise.',
  ];
  return {
    subject:
      kind === 'asked' ? `To agree to: ${many} of ${says}` : `Nearly too late to decide: ${many} of ${says}`,
    body: [lines.join('\n'), `${baseUrl}/console/retention/proposals/${one.id}`].join('\n\n'),
  };
}

const plain = (name: string): string => name.replaceAll('-', ' ');
