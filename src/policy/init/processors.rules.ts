import type { Day } from '../../base/index.ts';
import { adequacyOf, isRestricted } from '../../law/index.ts';
import type { Activity, Answers, ProcessorAnswer, ProcessorJob } from './answers.ts';

/** What each processor's work belongs to: the activities, and the purposes by name. */
const SERVES: Readonly<Record<ProcessorJob, Readonly<Partial<Record<Activity, readonly string[]>>>>> = {
  hosting: {
    enquiries: ['answer-enquiries'],
    newsletter: ['newsletter'],
    customers: ['serve-customers'],
    applicants: ['recruit'],
  },
  mailboxes: {
    enquiries: ['answer-enquiries'],
    customers: ['serve-customers'],
    applicants: ['recruit'],
    staff: ['employ-staff'],
  },
  mailing: { newsletter: ['newsletter'] },
  bookkeeping: { customers: ['keep-accounts'], staff: ['pay-staff'] },
};

/** The purposes that a processor works for; requests about data come in by the website and the mailboxes. */
export function purposesOf({ does }: Answers, job: ProcessorJob): string[] {
  const own = does.flatMap((activity) => SERVES[job][activity] ?? []);
  return job === 'hosting' || job === 'mailboxes' ? [...own, 'answer-requests'] : own;
}

export type Mechanism = 'none-needed' | 'data-bridge' | 'adequacy';

/** Why nothing may be sent to a processor yet, or what protects it there. */
export function sendable(
  answers: Answers,
  { where, signed, checked }: ProcessorAnswer,
): { mechanism: Mechanism; checked: Day | null } | { missing: string } {
  if (signed === null) return { missing: 'sign a data processing agreement' };
  const law = answers.jurisdiction === 'uk' ? 'uk' : 'eu';
  const country = where === 'uk' ? 'gb' : where;
  if (!isRestricted(law, country)) return { mechanism: 'none-needed', checked: null };
  const adequacy = adequacyOf(law, country, answers.today);
  if (adequacy?.onlyWhere === null) return { mechanism: 'adequacy', checked: null };
  if (country === 'us' && checked) return { mechanism: law === 'uk' ? 'data-bridge' : 'adequacy', checked };
  return {
    missing:
      country === 'us'
        ? 'look up that they are on the Data Privacy Framework'
        : `agree on what protects data there (${law === 'uk' ? 'the IDTA, with a transfer-risk assessment' : 'the EU standard clauses, with a transfer-risk assessment'})`,
  };
}
