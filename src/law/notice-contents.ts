import { addMonths, type Day } from '../base/index.ts';
import type { LawfulBasis } from './bases.ts';
import type { Establishment } from './holidays.ts';
import { earliestOf, roll } from './periods.rules.ts';
import { COMPLAINTS_DUTY, DUAA_MAIN, declareRules, GDPR_APPLIES, inForce, type Tag } from './rule.ts';

export const noticeRules = declareRules({
  N1: {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 13, 14; DPA 2018 s.164A; DUAA 2025 Sch 10',
    tag: 'verified',
    says: 'People are told what Art 13 lists when data is collected from them, and what Art 14 lists at the earliest of a month, the first contact and the first disclosure; in the UK of their right to complain to the controller from 19 June 2026.',
  },
});

/** What must be true of an organisation for an item to be owed. */
export interface NoticeFacts {
  readonly jurisdiction: 'uk' | 'eu';
  readonly representativeApplies: boolean;
  readonly officerAppointed: boolean;
  readonly bases: readonly LawfulBasis[];
  readonly hasRecipients: boolean;
  readonly hasTransfers: boolean;
  readonly automatedDecisions: boolean;
  readonly statutoryOrContractual: boolean;
  /** Some data does not come from the person (Art 14). */
  readonly indirect: boolean;
}

export interface NoticeItem {
  readonly says: string;
  readonly article: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly tag: Tag;
  /** Whose notice owes it; left out: both. */
  readonly jurisdiction?: 'uk' | 'eu';
  readonly owed: (facts: NoticeFacts) => boolean;
}

const item = (
  article: string,
  says: string,
  owed: NoticeItem['owed'] = () => true,
  more: Partial<NoticeItem> = {},
): NoticeItem => ({ says, article, owed, validFrom: GDPR_APPLIES, validTo: null, tag: 'verified', ...more });

const uses =
  (...bases: readonly LawfulBasis[]) =>
  (facts: NoticeFacts): boolean =>
    bases.some((basis) => facts.bases.includes(basis));

/** What a privacy notice says (N1). */
export const NOTICE_ITEMS = {
  controller: item('13(1)(a)', 'who the controller is'),
  'controller-contact': item('13(1)(a)', 'how to reach the controller'),
  representative: item('13(1)(a)', 'the representative', (facts) => facts.representativeApplies),
  officer: item('13(1)(b)', 'how to reach the data protection officer', (facts) => facts.officerAppointed),
  purposes: item('13(1)(c)', 'what the data is used for'),
  'basis-per-purpose': item('13(1)(c)', 'the lawful basis of each purpose'),
  'legitimate-interests': item('13(1)(d)', 'which legitimate interests', uses('legitimate-interests')),
  recipients: item('13(1)(e)', 'who receives the data', (facts) => facts.hasRecipients),
  transfers: item('13(1)(f)', 'that data leaves the country', (facts) => facts.hasTransfers),
  safeguards: item('13(1)(f)', 'what protects it there', (facts) => facts.hasTransfers),
  'safeguards-copy': item('13(1)(f)', 'how to get a copy of the safeguards', (facts) => facts.hasTransfers),
  retention: item('13(2)(a)', 'how long the data is kept, or how that is decided'),
  'right-access': item('13(2)(b)', 'the right of access'),
  'right-rectification': item('13(2)(b)', 'the right to have data put right'),
  'right-erasure': item('13(2)(b)', 'the right to erasure'),
  'right-restriction': item('13(2)(b)', 'the right to restriction'),
  'right-objection': item(
    '13(2)(b)',
    'the right to object',
    uses('legitimate-interests', 'recognised-legitimate-interests', 'public-task'),
  ),
  'right-portability': item('13(2)(b)', 'the right to portability', uses('consent', 'contract')),
  'right-withdraw': item('13(2)(c)', 'the right to withdraw consent', uses('consent')),
  'complaint-to-controller': item(
    '13(2); DPA 2018 s.164A',
    'the right to complain to the controller',
    () => true,
    {
      validFrom: COMPLAINTS_DUTY,
      jurisdiction: 'uk',
    },
  ),
  'complaint-to-regulator': item('13(2)(d)', 'the right to complain to the regulator'),
  'statutory-or-contractual': item(
    '13(2)(e)',
    'whether the data must be given, and what follows if not',
    (facts) => facts.statutoryOrContractual,
  ),
  'automated-decisions': item(
    '13(2)(f)',
    'automated decisions, their logic and effects',
    (facts) => facts.automatedDecisions,
  ),
  'automated-safeguards': item(
    '22C',
    'how to have a decision explained, contested and reviewed by a human',
    (facts) => facts.automatedDecisions,
    { validFrom: DUAA_MAIN, jurisdiction: 'uk', tag: 'secondary' },
  ),
  'data-categories': item(
    '14(1)(d)',
    'which data, where it did not come from the person',
    (facts) => facts.indirect,
  ),
  source: item('14(2)(f)', 'where the data came from', (facts) => facts.indirect),
} as const satisfies Record<string, NoticeItem>;
export type NoticeItemId = keyof typeof NOTICE_ITEMS;

/** The items that a notice owes on that day, in the order of the articles (N1). */
export function noticeItemsOwed(facts: NoticeFacts, on: Day): NoticeItemId[] {
  return (Object.keys(NOTICE_ITEMS) as NoticeItemId[]).filter((id) => {
    const owed: NoticeItem = NOTICE_ITEMS[id];
    const here = owed.jurisdiction === undefined || owed.jurisdiction === facts.jurisdiction;
    return here && inForce(owed, on) && owed.owed(facts);
  });
}

/**
 * The last day to tell a person whose data came from elsewhere: the earliest of a month, the first contact and
 * the first disclosure (Art 14(3)). Null where telling is impossible or disproportionate: then the notice is published.
 */
export function indirectNoticeDueOn(obtained: {
  readonly on: Day;
  readonly firstContactOn?: Day | null;
  readonly firstDisclosureOn?: Day | null;
  readonly impossibleOrDisproportionate?: boolean;
  readonly establishment: Establishment;
}): Day | null {
  if (obtained.impossibleOrDisproportionate) return null;
  const others = [obtained.firstContactOn, obtained.firstDisclosureOn].filter((on) => typeof on === 'string');
  return earliestOf(roll(addMonths(obtained.on, 1), obtained.establishment), ...others);
}
