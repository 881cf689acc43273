import { dateIn } from '../dates.ts';
import { LAW } from '../laws.ts';
import type { Sentence } from '../notice.ts';
import { found, NOTHING, type Rule, type Spot, sentenceRule } from '../rule.ts';
import { isDenied, isPast } from '../scope.ts';
import { REGISTRATION } from '../terms/authorities.ts';

const ACT_1998 =
  /\bdata protection act(?:,| of)? ?\(?(?:uk\)? ?)?\(?1998\b|\bdpa,? ?\(?1998\b|\b1998 act\b|\bdata protection act (?:1984)\b/;
const DIRECTIVE = /\b95\/46(?:\/ec|\/eec)?\b|\bdata protection directive\b/;

const live = (sentence: Sentence, pattern: RegExp): boolean => {
  const match = pattern.exec(sentence.low);
  return (
    match !== null &&
    !isDenied(sentence.low, match.index, 50) &&
    !isPast(sentence.low, match.index, match[0].length)
  );
};

export const staleLawRules: readonly Rule[] = [
  {
    id: 'notice-44-data-protection-act-1998',
    severity: 'error',
    law: LAW.act1998,
    todo: 'Cite the UK GDPR and the Data Protection Act 2018.',
    looks: ({ prose }) =>
      prose.sentences
        .filter((s) => live(s, ACT_1998))
        .slice(0, 5)
        .map((at): Spot => ({ at, message: 'The Data Protection Act 1998 was repealed on 25 May 2018.' })),
  },
  {
    id: 'notice-45-directive-95-46',
    severity: 'error',
    law: LAW.directive,
    todo: 'Cite the UK GDPR or the GDPR.',
    looks: ({ prose }) =>
      prose.sentences
        .filter((s) => live(s, DIRECTIVE) && !/\brepeal/.test(s.low))
        .slice(0, 5)
        .map((at): Spot => ({ at, message: 'Directive 95/46/EC was repealed on 25 May 2018.' })),
  },
  {
    id: 'notice-52-eu-law-only',
    severity: 'warning',
    law: LAW.own('UK GDPR and DPA 2018 since the end of the transition period', '2021-01-01'),
    only: 'uk',
    todo: 'Cite the UK GDPR and the Data Protection Act 2018.',
    looks: ({ prose }) => {
      const uk =
        /\buk[- ]?gdpr\b|uk general data protection|data protection act,? ?\(?2018|dpa,? ?\(?2018|retained (?:eu )?(?:version|law)|data \(use and access\)|united kingdom general data|united kingdom gdpr|gdpr (?:as it forms|as retained)|uk data protection (?:law|legislation)/.test(
          prose.low,
        );
      const cited = prose.sentences.filter(
        (s) => /\bgeneral data protection regulation|\bgdpr\b|2016\/679/.test(s.low) && s.kind !== 'heading',
      );
      // The plainest citation is the one to quote.
      const at = cited.find((s) => /\beu (?:gdpr|general data protection)/.test(s.low)) ?? cited[0];
      return !uk && at
        ? found(
            'Only European law is cited; in the United Kingdom the UK GDPR and the Data Protection Act 2018 apply.',
            at,
          )
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-gdpr-still-to-come',
    severity: 'error',
    law: LAW.gdpr('99(2)'),
    todo: 'State the rights as they are: the GDPR has applied since 25 May 2018.',
    says: /\b(?:once|when|as soon as|before|until|upon)\b[^;]{0,20}\b(?:gdpr|general data protection regulation|new (?:data protection )?(?:law|legislation|regulation)s?)\b[^;]{0,40}\b(?:is|becomes?|comes?|takes?|enters?|applies|coming|are)\b[^;]{0,20}(?:effective|effect|force|law|in\b|applicable|enforceable|$|,)|\b(?:gdpr|general data protection regulation)\b[^;]{0,60}\b(?:will (?:come|take|enter|become|apply|be enforced|be in force|replace)|comes into (?:force|effect) on|is due to|shall apply from|takes effect on)|\b(?:forthcoming|upcoming|incoming) (?:gdpr|general data protection)|\bfrom (?:the )?25(?:th)? may 2018,? (?:you|we|the|individuals) (?:\w+ )?will\b/,
    unless: /came into|has applied|since/,
    message: 'The GDPR is told as something still to come; it has applied since 25 May 2018.',
    most: 2,
  }),
  {
    id: 'prose-registration-expired',
    severity: 'error',
    law: LAW.fee,
    only: 'uk',
    todo: 'Renew the fee, or print the current registration without a date.',
    looks: ({ prose }, on) =>
      prose.sentences
        .filter((s) => REGISTRATION.test(s.low) || /registration (?:number|no|ref)/.test(s.low))
        .flatMap((at): Spot[] => {
          const end =
            /\b(?:expir\w*|valid (?:until|to|through)|renew(?:al|s|ed)?(?: date| due)?(?: on| by)?|until|ends?)\b(.{0,40})/.exec(
              at.low,
            );
          const day = end ? dateIn(end[1] ?? '') : undefined;
          return day && day < on
            ? [{ at, message: `The stated registration with the regulator expired on ${day}.` }]
            : [];
        }),
  },
  sentenceRule({
    id: 'notice-59-old-pecr-fine',
    severity: 'warning',
    law: LAW.own('PECR reg 31 and DPA 2018 s.157; £17.5m or 4 % since', '2026-02-05'),
    only: 'uk',
    todo: 'Name the present maximum, or none.',
    says: /£ ?500,?000|£500k|half a million pounds/,
    when: (s) => /\bfine|penalt|pecr|ico\b/.test(s.low),
    message: 'The maximum fine under PECR is no longer £500,000.',
  }),
  sentenceRule({
    id: 'prose-retired-technology',
    severity: 'warning',
    law: LAW.own('Art 12(1): the notice describes what is done now', '2021-01-01'),
    todo: 'Describe the tools in use now, with working links.',
    says: /\bflash cookies?\b|\blocal shared objects?\b|\bga\.js\b|\bdc\.js\b|\bdoubleclick\b|\bgoogle\+|\bgoogle plus\b|\bgoogle,? inc\b|\bfacebook,? inc\b|\badobe (?:marketing cloud|omniture)\b|\buniversal analytics\b|\bsilverlight\b|\butm[abczt]\b|__utm[abczt]|\bgoogle\b[^;]{0,40}"?share"? buttons?/,
    unless: /formerly|previously|no longer|discontinued/,
    message: 'This names a technology, product or company name that has been retired.',
    most: 3,
  }),
  sentenceRule({
    id: 'prose-damage-or-distress-only',
    severity: 'warning',
    law: LAW.own('DPA 1998 s.10, replaced by Art 21', '2018-05-25'),
    todo: 'State the right to object as Article 21 gives it: without damage or distress.',
    says: /\b(?:cease|stop|prevent|object)\w*\b[^;]{0,80}\bprocess\w*[^;]{0,80}\b(?:damage or distress|damage and distress|substantial damage)/,
    message: 'Damage or distress is the test of the repealed 1998 Act.',
    most: 1,
  }),
];
