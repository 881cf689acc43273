import { restsOn } from '../facts/bases.ts';
import { LAW } from '../laws.ts';
import type { Sentence } from '../notice.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';
import { BASIS, BASIS_NAMED, type BasisName } from '../terms/bases.ts';
import { terms } from '../terms/compile.ts';

const USE_HEADING =
  /\bhow (?:do )?we use|\bpurpose|\buse of|\busing your|why we|legal bas|lawful bas|what we do/;
const USES = terms(
  'we (?:will |may |also |only |can |might |would |shall |then ){0,3}(?:use|process|collect) ~(?:to|for|in order)',
  '(?:data|information|details|it) (?:\\w+ ){0,3}(?:used|processed|collected) ~(?:to|for|in order)',
);
const CONDITIONS_OF_ANNEX_1 =
  /\b(?:crime|criminal|safeguard|vulnerable|national security|defence|public security|emergency|emergencies|public (?:task|body|authority)|disclos\w+ to (?:a )?public)/;

const mentionsBasis = (sentence: Sentence): boolean =>
  BASIS_NAMED.test(sentence.low) ||
  (Object.keys(BASIS) as BasisName[]).some((name) => restsOn(sentence, name));

export const purposeRules: readonly Rule[] = [
  {
    id: 'notice-05-no-purposes',
    severity: 'error',
    law: LAW.gdpr('13(1)(c)'),
    todo: 'Say what each kind of data is used for.',
    looks: ({ purposes, prose }) =>
      purposes.is === 'absent'
        ? missing('The notice does not say what data is used for.', prose.sentences[0])
        : NOTHING,
  },
  {
    id: 'notice-06-no-lawful-basis',
    severity: 'error',
    law: LAW.gdpr('13(1)(c)'),
    todo: 'Give each purpose its lawful basis under Article 6(1): consent, contract, legal obligation, vital interests, public task or legitimate interests.',
    looks: (notice) => {
      const { stated } = notice.bases;
      const near = headingAbout(notice, USE_HEADING);
      if (stated.is === 'absent') return missing('No lawful basis is named for any purpose.', near);
      if (stated.is === 'weak')
        return found('A lawful basis is spoken of, but none of the six is named.', stated.at);
      return NOTHING;
    },
  },
  {
    id: 'notice-07-purpose-without-basis',
    severity: 'warning',
    law: LAW.own('UK GDPR / GDPR Art 13(1)(c), purpose by purpose', '2018-05-25'),
    todo: 'Put the basis beside the purpose, or list purposes and bases in one table.',
    looks: ({ bases, prose }) => {
      if (bases.stated.is !== 'said') return NOTHING;
      const listed = prose.sentences.some((s) => s.kind === 'heading' && BASIS_NAMED.test(s.low));
      if (listed) return NOTHING;
      const based = new Set(prose.sentences.filter(mentionsBasis).map((sentence) => sentence.under));
      const bare = prose.sentences.find(
        (s) =>
          s.kind !== 'heading' &&
          s.under !== '' &&
          !based.has(s.under) &&
          USES.test(s.low) &&
          !/cookie|analytics|transfer|outside|legitimate (?:business )?purposes|lawful grounds/.test(
            `${s.under} ${s.low}`,
          ),
      );
      return bare ? found('This purpose has no lawful basis in its section.', bare) : NOTHING;
    },
  },
  {
    id: 'notice-08-no-legitimate-interest-stated',
    severity: 'error',
    law: LAW.gdpr('13(1)(d)'),
    todo: 'Say which interest it is, for each purpose that rests on it.',
    looks: ({ bases }) => {
      const relied = bases.relied.get('legitimate interests');
      return relied && bases.interest.is === 'weak'
        ? found('Legitimate interests are relied on, but the notice never says what they are.', relied)
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-legitimate-interest-vague',
    severity: 'warning',
    law: LAW.gdpr('13(1)(d)'),
    todo: 'Narrow the interest until it can be weighed, and put the right to object beside it.',
    says: /legitimate(?: \w+){0,2} interests? (?:in|of|to|is|for) (?:knowing|know|knowledge of|understanding|learning|our business|running our business|doing business|growing|developing our business|conducting our business|business purposes|commercial)/,
    message: 'This legitimate interest is so wide that it cannot be weighed against the person.',
    most: 2,
  }),
  sentenceRule({
    id: 'notice-09-recognised-interest',
    severity: 'warning',
    law: LAW.recognisedInterests,
    only: 'uk',
    todo: 'Name one of the conditions of Annex 1, and do not use it for automated decisions.',
    says: /recogni[sz]ed legitimate interests?/,
    unless: CONDITIONS_OF_ANNEX_1,
    message: 'A recognised legitimate interest is claimed without one of the conditions of Annex 1.',
  }),
  sentenceRule({
    id: 'prose-basis-is-no-basis',
    severity: 'warning',
    law: LAW.gdpr('6(1)'),
    todo: 'Name one of the six bases of Article 6(1).',
    says: /(?:legal|lawful) bas[ei]s[^;]{0,80}\bis (?:to (?:be able to )?(?:operate|provide|run|improve|offer|give|enable|maintain)|that we (?:need|want|use))\b/,
    unless: /consent|contract|legitimate interest|legal obligation|vital|public (?:task|interest)/,
    message: 'This gives a purpose where it promises a lawful basis.',
  }),
];
