import type { Day } from '../base/index.ts';
import { COMPLAINTS_DUTY, declareRules, GDPR_APPLIES, inForce } from './rule.ts';

const GDPR = { jurisdiction: 'uk-and-eu', validFrom: GDPR_APPLIES, validTo: null, tag: 'verified' } as const;
const UK = { ...GDPR, jurisdiction: 'uk' } as const;

export const rightsRules = declareRules({
  R1: {
    ...UK,
    source: 'ICO right of access guidance: recognising a request',
    says: 'A request is valid by any channel, to anyone on the staff, without a form, the name of a statute or a reason.',
  },
  R2: {
    ...UK,
    source: 'ICO right of access guidance and checklist',
    says: 'An agent may act, and proves the authority to; the controller must be satisfied of it.',
  },
  'R2.send-to-subject': {
    ...UK,
    source: 'practice',
    tag: 'own-knowledge',
    says: 'In doubt whether the person knows what would be disclosed to the agent, the answer goes to the person.',
  },
  R3: {
    ...UK,
    source: 'DPA 2018 s.208; ICO checklist',
    says: 'The right is the child’s; in Scotland a child of 12 is presumed competent, elsewhere it is judged case by case.',
  },
  'R3.online-consent': {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 8; DPA 2018 s.9',
    tag: 'own-knowledge',
    says: 'A child consents to an online service alone from 13 in the UK, from 13 to 16 as each member state chose.',
  },
  R4: {
    ...GDPR,
    source: 'GDPR Art 12(5), 15(3); DUAA 2025 Sch 11 ¶5',
    says: 'Answering is free; a reasonable fee is asked only of a manifestly unfounded or excessive request or for further copies, and the person is told first.',
  },
  R5: {
    ...GDPR,
    source: 'GDPR Art 12(5); ICO on when to refuse',
    says: 'A manifestly unfounded or excessive request may be refused or charged; the controller proves it, request by request.',
  },
  R6: {
    ...GDPR,
    source: 'GDPR Art 12(4); DUAA 2025 Sch 10 ¶2',
    says: 'A refusal, whole or in part, gives its reasons and the ways to complain and to a court, within the time of an answer; in the UK also the complaint to the controller from 19 June 2026.',
  },
  'R6.thin-reasons': {
    ...UK,
    source: 'practice',
    tag: 'own-knowledge',
    says: 'Reasons may be thinned where giving them would defeat the exemption.',
  },
  R7: {
    ...UK,
    validFrom: '2024-01-01',
    source: 'UK GDPR Art 15(1A); DUAA 2025 s.78',
    says: 'An access reply is confirmation, a copy and the list of Art 15(1), from a reasonable and proportionate search that is recorded.',
  },
  R8: {
    ...GDPR,
    source: 'GDPR Art 12(3), 15(3)',
    says: 'An electronic request is answered in a commonly used electronic form, unless asked otherwise.',
  },
  R9: {
    ...UK,
    source: 'DPA 2018 Sch 2 ¶16-17',
    says: 'Another person’s data is withheld to the extent that it identifies them, unless they consented or it is reasonable without.',
  },
  R10: {
    ...GDPR,
    source: 'GDPR Art 16',
    says: 'Inaccurate data is put right and incomplete data completed; an opinion correctly recorded is not inaccurate.',
  },
  R11: {
    ...GDPR,
    source: 'GDPR Art 17',
    says: 'Data is erased on a ground of Art 17(1) unless Art 17(3) needs it; backups are put beyond use.',
  },
  R12: {
    ...GDPR,
    source: 'GDPR Art 18',
    says: 'Restricted data is stored and nothing else, save with consent, for legal claims, another’s rights or important public interest; the person is told before it is lifted.',
  },
  R13: {
    ...GDPR,
    source: 'GDPR Art 19',
    says: 'Each recipient, processors too, is told of rectification, erasure and restriction unless impossible or disproportionate; the person may ask who they are.',
  },
  R14: {
    ...GDPR,
    source: 'GDPR Art 20',
    says: 'Data that the person provided, observed data included, processed automatically under consent or contract is given in a structured, common, machine-readable form.',
  },
  R15: {
    ...GDPR,
    source: 'GDPR Art 21(1); DUAA 2025 s.70(5)',
    says: 'An objection to a public task, recognised or other legitimate interests stops the use unless the controller shows compelling grounds or legal claims; it is restricted meanwhile.',
  },
  R19: {
    ...GDPR,
    source: 'GDPR Art 28(3)(a), (e)',
    says: 'A processor forwards a request and helps; the controller answers.',
  },
  'R19.intake-point': {
    ...GDPR,
    source: 'practice',
    tag: 'own-knowledge',
    says: 'The clock runs from receipt by the controller, or by its processor where that is the named intake point.',
  },
  R20: {
    jurisdiction: 'outside-law',
    validFrom: null,
    validTo: null,
    source: 'house policy, beside the offence of DPA 2018 s.173',
    tag: 'own-knowledge',
    says: 'From receipt of an access request the scheduled deletion of the rows located for it waits for the answer.',
  },
});

/** What a person may ask, with its article. */
export const RIGHTS = {
  access: { article: '15', says: 'a copy of the data, and what is done with it' },
  rectification: { article: '16', says: 'wrong data put right' },
  erasure: { article: '17', says: 'data erased' },
  restriction: { article: '18', says: 'data kept but not used' },
  portability: { article: '20', says: 'the data to take elsewhere' },
  objection: { article: '21', says: 'a use stopped' },
  withdrawal: { article: '7(3)', says: 'consent taken back' },
  'human-review': { article: '22C', says: 'a human to look at an automated decision' },
} as const;
export type Right = keyof typeof RIGHTS;

/** One thing a letter or a reply must say, with its dates and whose law asks for it. */
interface LetterItem {
  readonly says: string;
  readonly source: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly jurisdiction: 'uk' | 'eu' | 'uk-and-eu';
}

/** What a refusal carries (R6). */
export const REFUSAL_ITEMS = {
  reasons: { ...GDPR, source: 'Art 12(4)', says: 'the reasons' },
  'complaint-to-controller': {
    ...UK,
    validFrom: COMPLAINTS_DUTY,
    source: 'DPA 2018 s.164A',
    says: 'that the person may complain to us',
  },
  'complaint-to-regulator': {
    ...GDPR,
    source: 'Art 12(4); DPA 2018 s.165',
    says: 'that the person may complain to the regulator',
  },
  court: { ...GDPR, source: 'Art 12(4)', says: 'that the person may go to court' },
} as const satisfies Record<string, LetterItem>;
export type RefusalItem = keyof typeof REFUSAL_ITEMS;

/** What an access reply says beside the copy: Art 15(1) and (2) (R7). */
export const ACCESS_REPLY_ITEMS = {
  purposes: { ...GDPR, source: 'Art 15(1)(a)', says: 'the purposes' },
  'data-categories': { ...GDPR, source: 'Art 15(1)(b)', says: 'the categories of data' },
  recipients: { ...GDPR, source: 'Art 15(1)(c)', says: 'the recipients, those in other countries above all' },
  retention: { ...GDPR, source: 'Art 15(1)(d)', says: 'how long it is kept, or how that is decided' },
  rights: {
    ...GDPR,
    source: 'Art 15(1)(e)',
    says: 'the rights to rectification, erasure, restriction and objection',
  },
  'complaint-to-controller': {
    ...UK,
    validFrom: COMPLAINTS_DUTY,
    source: 'Art 15(1)(ea)',
    says: 'the right to complain to us',
  },
  'complaint-to-regulator': {
    ...GDPR,
    source: 'Art 15(1)(f)',
    says: 'the right to complain to the regulator',
  },
  source: { ...GDPR, source: 'Art 15(1)(g)', says: 'where data came from that the person did not give' },
  'automated-decisions': {
    ...GDPR,
    source: 'Art 15(1)(h)',
    says: 'automated decisions, their logic and effects',
  },
  safeguards: { ...GDPR, source: 'Art 15(2)', says: 'what protects data sent to other countries' },
} as const satisfies Record<string, LetterItem>;
export type AccessReplyItem = keyof typeof ACCESS_REPLY_ITEMS;

function itemsOf<Id extends string>(
  items: Readonly<Record<Id, LetterItem>>,
  on: Day,
  jurisdiction: 'uk' | 'eu',
): Id[] {
  return (Object.keys(items) as Id[]).filter((id) => {
    const { jurisdiction: whose } = items[id];
    return inForce(items[id], on) && (whose === 'uk-and-eu' || whose === jurisdiction);
  });
}

/** What a refusal letter of that day must carry (R6). */
export const refusalItemsOwed = (on: Day, jurisdiction: 'uk' | 'eu'): RefusalItem[] =>
  itemsOf(REFUSAL_ITEMS, on, jurisdiction);

/** What a refusal letter of that day lacks; empty: it is complete. */
export const missingFromRefusal = (
  said: readonly RefusalItem[],
  on: Day,
  jurisdiction: 'uk' | 'eu',
): RefusalItem[] => refusalItemsOwed(on, jurisdiction).filter((item) => !said.includes(item));

/** What an access reply of that day says beside the copy (R7). */
export const accessReplyItemsOwed = (on: Day, jurisdiction: 'uk' | 'eu'): AccessReplyItem[] =>
  itemsOf(ACCESS_REPLY_ITEMS, on, jurisdiction);
