import type { Fact } from '../facts/fact.ts';
import type { Notice } from '../facts/index.ts';
import { LAW } from '../laws.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';
import type { Right } from '../terms/rights.ts';

const near = (notice: Notice) =>
  headingAbout(notice, /\brights?\b/, /accessing|\baccess\b|your choices/, /your (?:data|information)/);

/** A right that every notice must state. */
const always = (id: string, right: Right, article: string, name: string): Rule => ({
  id,
  severity: 'error',
  law: LAW.gdprSecondary(`13(2)(b), ${article}`),
  todo: `State the right to ${name}.`,
  looks: (notice) =>
    notice.rights[right].is === 'absent'
      ? missing(`The right to ${name} is not stated.`, near(notice))
      : NOTHING,
});

const uses = (
  { bases }: Notice,
  ...names: readonly ('consent' | 'contract' | 'legitimate interests' | 'public task')[]
) => ({
  relied: names.some((name) => bases.relied.has(name)),
  mentioned: names.some((name) => bases.mentioned.has(name)),
});

const saysNothing = (fact: Fact): boolean => fact.is === 'absent' || fact.is === 'denied';

/** The right that a basis brings: an error where the basis is relied on, a warning where it is only spoken of. */
const conditional = (
  id: string,
  right: Right,
  law: Rule['law'],
  name: string,
  names: readonly ('consent' | 'contract' | 'legitimate interests' | 'public task')[],
  weakly: string,
): Rule => ({
  id,
  severity: 'error',
  law,
  todo: `State the right to ${name}.`,
  looks: (notice) => {
    const use = uses(notice, ...names);
    const none = notice.bases.stated.is !== 'said';
    if (!use.relied && !use.mentioned && !none) return NOTHING;
    const fact = notice.rights[right];
    if (fact.is === 'weak') return found(weakly, fact.at, 'warning');
    if (!saysNothing(fact)) return NOTHING;
    const because = use.relied
      ? ` although ${names.filter((n) => notice.bases.relied.has(n)).join(' and ')} is relied on`
      : '';
    return missing(
      `The right to ${name} is not stated${because}.`,
      near(notice),
      use.relied ? 'error' : 'warning',
    );
  },
});

export const rightRules: readonly Rule[] = [
  always('notice-19-no-access-right', 'access', '15', 'see and get a copy of the data'),
  always('notice-20-no-rectification-right', 'rectification', '16', 'have wrong data put right'),
  always('notice-21-no-erasure-right', 'erasure', '17', 'have data erased'),
  always('notice-22-no-restriction-right', 'restriction', '18', 'have processing restricted'),
  conditional(
    'notice-23-no-objection-right',
    'objection',
    LAW.gdprSecondary('13(2)(b), 21'),
    'object',
    ['legitimate interests', 'public task'],
    'Only marketing can be objected to; the right to object to other processing is not stated.',
  ),
  conditional(
    'notice-25-no-portability-right',
    'portability',
    LAW.gdprSecondary('13(2)(b), 20'),
    'take data elsewhere',
    ['consent', 'contract'],
    'The right to take data elsewhere is only hinted at.',
  ),
  conditional(
    'notice-26-no-withdrawal-right',
    'withdrawal',
    LAW.gdpr('13(2)(c), 7(3)'),
    'withdraw consent',
    ['consent'],
    'There is a way to leave a mailing list, but the right to withdraw consent is not stated.',
  ),
  {
    id: 'notice-24-objection-not-separate',
    severity: 'warning',
    law: LAW.own('UK GDPR / GDPR Art 21(4)', '2018-05-25'),
    todo: 'Put the right to object under its own heading, apart from the others.',
    looks: (notice) => {
      const { at, is } = notice.rights.objection;
      if (is !== 'said' || !at || !uses(notice, 'legitimate interests').mentioned) return NOTHING;
      const own = notice.prose.sentences.some(
        (s) =>
          (s.kind === 'heading' && /\bobject/.test(s.low)) ||
          /^(?:the )?(?:\w+ ){0,2}right to object|^object(?:ion)?\b|^to object|^you (?:also )?(?:have the right to|can|may) object/.test(
            s.low,
          ),
      );
      return own
        ? NOTHING
        : found(
            'The right to object stands among others; it must be brought to attention apart from them.',
            at,
          );
    },
  },
  {
    id: 'prose-rights-not-listed',
    severity: 'warning',
    law: LAW.gdprSecondary('13(2)(b)'),
    todo: 'List the rights one by one.',
    looks: ({ prose, rights }) => {
      const stated = Object.values(rights).filter((right) => right.is === 'said').length;
      const at = prose.sentences.find(
        (s) => /\b(?:exercise|have|under|enjoy) (?:\w+ ){0,4}rights?\b/.test(s.low) && s.kind !== 'heading',
      );
      return at && stated <= 3
        ? found('Rights are spoken of in general, but most of them are not named.', at)
        : NOTHING;
    },
  },
  {
    id: 'prose-no-automated-decision-right',
    severity: 'info',
    law: LAW.gdprSecondary('13(2)(f)'),
    todo: 'Say whether decisions are taken by automated means alone; where they are, add the right to a human decision.',
    looks: (notice) =>
      /automated (?:individual )?(?:decision|process|profil|means)|automatic(?:ally)? (?:decision|profil)|profiling/.test(
        notice.prose.low,
      )
        ? NOTHING
        : missing('Automated decisions are neither denied nor described.', near(notice)),
  },
  sentenceRule({
    id: 'notice-53-old-access-fee',
    severity: 'warning',
    law: LAW.own('DPA 1998 s.7 and fees regulations, replaced by Art 12(3), 12(5)', '2018-05-25'),
    todo: 'Answer without a fee, within one month.',
    says: /(?:£ ?10\b|ten pounds|10 pounds|€ ?6\.35|(?:40|forty) (?:\(40\) )?(?:calendar )?days)/,
    unless: /no longer|cookie|not charge/,
    when: (s) =>
      /\b(?:access|copy|request|information|fee|charge|respond)/.test(`${s.low} ${s.under}`) &&
      !/order|deliver|purchase|shipping/.test(s.low),
    message: 'A £10 fee or 40 days belong to the repealed 1998 Act.',
  }),
  sentenceRule({
    id: 'notice-54-thirty-days',
    severity: 'warning',
    law: LAW.gdprSecondary('12(3), 12A'),
    todo: 'Say "one month", which the law counts by the calendar.',
    says: /\b(?:30|thirty)(?: \(30\))? (?:calendar |working |business )?days\b/,
    when: (s) =>
      /\b(?:respond|reply|answer|request|comply|deal with|provide)/.test(s.said) &&
      /\brequest|\bright|access|\bsar\b/.test(`${s.said} ${s.under}`) &&
      !/complain|acknowledg|delet\w+ (?:within|after)|retain|kept|cookie|cancel|refund/.test(s.low),
    message: 'The time to answer a request is one month, not 30 days.',
    most: 1,
  }),
  sentenceRule({
    id: 'prose-reasonable-time',
    severity: 'warning',
    law: LAW.gdpr('12(3)'),
    todo: 'Promise an answer within one month.',
    says: /\b(?:respond|reply|answer|deal with|process|comply|action)\w*\b[^;]{0,110}\b(?:within a reasonable|in a reasonable|reasonable (?:time|timeframe|period)|as quickly as possible|in due course)/,
    unless: /one month|1 month|\d (?:working |business |calendar )?days|enquir|support|complain/,
    when: (s) =>
      /\brequests?\b|requested|subject access/.test(s.low) ||
      (/\brights?\b/.test(s.under) && !/network|requirements/.test(s.low)),
    message:
      'A request must be answered within one month; "a reasonable time" is longer than the law allows.',
    most: 3,
  }),
  {
    id: 'prose-no-reply-time',
    severity: 'info',
    law: LAW.gdprSecondary('12(3)'),
    todo: 'Say that requests are answered within one month, and when identity is checked.',
    looks: (notice) => {
      const told = notice.prose.sentences.some(
        (s) =>
          /\b(?:one|1|a|three|3|calendar) (?:\(1\) )?(?:calendar )?months?\b|\b(?:14|20|21|28|30|40|45)\b[^;]{0,12}days|without undue delay|reasonable (?:time|timeframe|period)|as soon as/.test(
            s.low,
          ) && /\brespond|reply|answer|request|provide|comply|response/.test(s.low),
      );
      const anyRight = Object.values(notice.rights).some((right) => right.is === 'said');
      return anyRight && !told
        ? missing('Nothing says how soon a request is answered.', near(notice))
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-excessive-to-opt-out',
    severity: 'warning',
    law: LAW.gdpr('5(1)(c), 12(2)'),
    todo: 'Ask only for the address that is to be taken off the list.',
    says: /date of birth|passport|national insurance|driving licen[cs]e|proof of (?:identity|address)|birth certificate|photo(?:graphic)? id/,
    when: (s, { prose }) => {
      const before = prose.sentences[s.n - 2]?.low ?? '';
      return (
        /unsubscrib|opt[- ]?out|stop (?:receiving|marketing)|mailing list|object to (?:receiving )?marketing/.test(
          `${s.low} ${before}`,
        ) && /send|provide|give|supply|include|state|enclos|e-?mail|write|require|need/.test(s.low)
      );
    },
    message: 'More is asked for than is needed to stop marketing.',
  }),
  sentenceRule({
    id: 'prose-subscribe-for-unsubscribe',
    severity: 'warning',
    law: LAW.gdpr('12(1)'),
    todo: 'Write "unsubscribe".',
    says: /\bsubscribe from (?:these|our|any|the|this|future|all|marketing|e-?mails)|\b(?:may|can) subscribe\b[^;]{0,160}\b(?:removed|remove|stop receiving|no longer)|\bopt[- ]?in (?:of|from) receiving/,
    unless: /unsubscribe/,
    message: '"Subscribe" stands where "unsubscribe" is meant: as printed, no way to stop is promised.',
  }),
  {
    id: 'prose-limits-without-reasons',
    severity: 'info',
    law: LAW.gdpr('12(4), 23'),
    todo: 'Say which exemptions apply to what, or drop the sentence.',
    looks: ({ prose }) => {
      const at = prose.sentences.find(
        (s) =>
          /\brights? (?:may|can|are|might) be (?:limited|restricted|subject to (?:limits|restrictions))|entitled to refuse (?:your )?requests?/.test(
            s.low,
          ) && !/for example|such as|e\.g|manifestly|excessive/.test(s.low),
      );
      return at ? found('Rights are said to be limited without saying when.', at) : NOTHING;
    },
  },
];
