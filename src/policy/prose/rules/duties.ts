import { LAW } from '../laws.ts';
import type { Prose, Sentence } from '../notice.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';
import { terms } from '../terms/compile.ts';

/** Whether a person must give the data, and what follows if not. */
export const OBLIGED = terms(
  "(?:if|where|should|when|unless) (?:you|they|a person|an applicant|the investor|individuals?|users?|data subjects?)(?: \\w+){0,4} (?:not|fail|refuse|decline|choose not|unable|prefer not|don't|do not|withhold)[^;]{0,60}?(?:provide|give|supply|share|disclose|submit|complete|enter|information|data)",
  '(?:failure|failing|refus(?:al|ing)|not|without|unable|decline) ~(?:provid*|supply*|giv(?:e|ing)|disclos*|submi*) ~(?:information|data|details|it|this)',
  'you (?:are|will be|may be|would be|have) (?:not |no |neither |also )?(?:\\w+ ){0,3}(?:obliged|obligated|obligation|required)[^;]{0,60}?(?:provid*|giv(?:e|ing)|supply*|disclos*|submit*|share|complete)',
  'not (?:legally |contractually )?(?:obliged|obligated|required) to (?:provide|give|supply|disclose|share)',
  '(?:under|no|without|any) (?:legal |statutory |contractual )?obligation to (?:provide|give|supply|disclose|share)',
  '(?:is|are|be|remains) (?:entirely |purely |not |either |generally )?(?:mandatory|compulsory|voluntary|optional|obligatory)',
  '(?:provision|provid*|supply)(?:ing)? (?:of )?~(?:data|information|details) ~(?:mandatory|voluntary|optional|required|obligat*|necessary|compulsory|contractual|statutory|requirement)',
  '(?:statutory|contractual|legal) (?:or contractual |and contractual )?requirement',
  '(?:refus*|declin*) to (?:communicate|provide|supply|give|disclose|show) ~',
  '(?:consequences?|effect) (?:of|if|for) (?:not|failing|failure|you)',
  'fields? marked',
  "(?:can't|cannot|can not|unable to|could not|won't be able to) ~(?:without|otherwise|unless)",
  "(?:needn't|need not|don't have to|do not have to|are free not to) (?:give|provide|supply|tell|share)",
  '(?:provid*|supply*|giv(?:e|ing)) ~(?:is|are) (?:mandatory|voluntary|optional|compulsory|required|necessary)',
  'without (?:your|this|these|that|it|them) ~(?:not|unable|cannot)',
  '(?:we )?(?:may|will|might|would) (?:not|be unable|no longer)(?: \\w+){0,4} (?:able to )?(?:provide|perform|offer|process|accept|enter|deliver|deal|respond) ~(?:without|unless|if|otherwise)',
  'need (?:to collect|this|your|certain) ~(?:by law|under the terms|contract)',
  'choose not to',
  'without (?:it|this|them|that|such|these|your (?:personal )?(?:data|information))',
);
const AUTOMATED =
  /\bautomat(?:ed|ic)(?:ally|ed)?[- ](?:individual )?(?:decision|processing|means|profil|credit|decisions|evaluation|scoring|checks?)|\bdecisions? (?:\w+ ){0,6}(?:solely|automat)|\bprofil(?:e|ing)\b|automated,? (?:web|online|computer)|credit (?:check|scor)/;
const DENIES_AUTOMATION =
  /\b(?:not|n't|never|no|without|avoid)\b[^;]{0,80}\b(?:automat|profil|solely)|(?:automat|profil)[^;]{0,60}\b(?:not\b|n't\b|none|never)/;
const SAFEGUARDS_OF_DECISIONS =
  /\bhuman|\bcontest|\bchallenge|point of view|\breview(?:ed)?\b|manual(?:ly)?|representations|member of (?:the|our|staff)|object to/;
/** Automated decisions or profiling that the text says take place. */
export const automatedUse = (prose: Prose): Sentence | undefined =>
  prose.sentences.find(
    (s) =>
      s.kind !== 'heading' &&
      AUTOMATED.test(s.low) &&
      !DENIES_AUTOMATION.test(s.low) &&
      /\b(?:we|us|our|may|use|perform|carry out|make|made|take|taken)\b/.test(s.low) &&
      !/\bright|object|you (?:can|may|are entitled)|if we were|request/.test(s.low) &&
      /decision|credit|profil|scor|eligib/.test(s.low),
  );

export const dutyRules: readonly Rule[] = [
  {
    id: 'notice-34-no-requirement-statement',
    severity: 'warning',
    law: LAW.gdpr('13(2)(e)'),
    todo: 'Say which data people must give, by law or contract, and what follows if they do not.',
    looks: (notice) =>
      notice.prose.sentences.some((s) => OBLIGED.test(s.low))
        ? NOTHING
        : missing(
            'Nothing says whether people must give their data, and what follows if they do not.',
            headingAbout(notice, /collect|provide/),
          ),
  },
  sentenceRule({
    id: 'notice-36-cites-article-22',
    severity: 'warning',
    law: LAW.automatedDecisions,
    only: 'uk',
    todo: 'Cite Articles 22A to 22D.',
    says: /\bart(?:icle|\.)? ?22\b(?! ?[a-d]\b)/,
    unless: /22 ?[a-d]|eu gdpr/,
    message: 'Article 22 was replaced by Articles 22A to 22D of the UK GDPR on 5 February 2026.',
    most: 1,
  }),
  {
    id: 'notice-37-decisions-without-safeguards',
    severity: 'warning',
    law: { ...LAW.automatedDecisions, source: 'UK GDPR Art 22C; GDPR Art 22(3)' },
    todo: 'Offer information on the decision, a human, a say, and a way to contest.',
    looks: ({ prose }) => {
      const at = automatedUse(prose);
      if (!at || !/decision|credit|eligib|scor/.test(at.low)) return NOTHING;
      const safe = prose.sentences.some(
        (s) =>
          SAFEGUARDS_OF_DECISIONS.test(s.low) &&
          /automat|decision|profil/.test(`${s.low} ${s.under}`) &&
          /\bright|you (?:can|may)|request|ask|contest|challenge/.test(s.low),
      );
      return safe
        ? NOTHING
        : found('Automated decisions are taken, and nothing says how to contest them or reach a human.', at);
    },
  },
  {
    id: 'notice-39-source-unnamed',
    severity: 'warning',
    law: LAW.gdpr('14(2)(f)'),
    todo: 'Name the sources, or what kind they are, and whether they are public.',
    looks: ({ origin }) =>
      origin.indirect && !origin.named
        ? found('Data comes from others, and the sources are not named.', origin.indirect)
        : NOTHING,
  },
  {
    id: 'notice-39-source-open',
    severity: 'info',
    law: LAW.gdpr('14(2)(f)'),
    todo: 'Name each source.',
    looks: ({ origin: { named, unnamed } }) => {
      const open =
        named && /including publicly|third parties from whom|other sources|from other/.test(named.low);
      const at = open ? named : named && unnamed;
      return at ? found('Data comes from others; from whom is left open.', at) : NOTHING;
    },
  },
  sentenceRule({
    id: 'notice-40-late-article-14-notice',
    severity: 'warning',
    law: LAW.gdpr('14(3)'),
    todo: 'Tell people within one month at the latest.',
    says: /\b(?:inform|tell|notify|contact)\b[^;]{0,60}\bwithin (?:(?:two|three|six|[2-9]) months|(?:6|9|1[0-9])0 days)/,
    when: (s) => /\bobtain|source|third|collect|indirect/.test(`${s.low} ${s.under}`),
    message: 'People whose data comes from others must be told within one month.',
  }),
  {
    id: 'notice-41-special-category-without-condition',
    severity: 'warning',
    law: LAW.gdpr('9(2), 10; DPA 2018 s.10, Sch 1'),
    todo: 'Name the condition of Article 9 or Schedule 1, and the appropriate policy document where one is needed.',
    looks: ({ prose }) => {
      const at = prose.sentences.find(
        (s) =>
          /\b(?:process|collect|hold|keep|provided|include|ask|record|reveal)\w*\b/.test(s.low) &&
          /\b(?:special categor(?:y|ies)|sensitive (?:personal )?(?:data|information)|health (?:data|information|condition|issues)|medical|racial|ethnic|religious|dietary|criminal (?:convictions?|records?|offence)|biometric|disabilit)/.test(
            s.low,
          ) &&
          !/\b(?:not|never|n't)\b[^;]{0,50}(?:collect|process|ask|hold|require|intend|seek)|please do not|means|defin/.test(
            s.low,
          ),
      );
      if (!at) return NOTHING;
      const condition =
        /explicit consent|article 9|art\.? 9|schedule 1|substantial public interest|employment(?: and|,)? social security|vital interests|legal claims|appropriate policy document|occupational (?:health|medicine)|preventive|manifestly (?:made )?public|public health/;
      const conditioned = prose.sentences.some(
        (s) =>
          condition.test(s.low) &&
          !/without (?:the |your |requiring the )?explicit|legal claims?[^;]{0,60}(?:object|override)|compelling/.test(
            s.low,
          ),
      );
      const documented =
        /appropriate policy document|schedule 1|article 9|art\.? 9|substantial public interest/.test(
          prose.low,
        );
      if (!conditioned)
        return found('Special category or criminal data is processed, and no condition for it is named.', at);
      return documented || !/criminal|equal opportunit/.test(prose.low)
        ? NOTHING
        : found(
            'Special category or criminal data is processed; no Schedule 1 condition or policy document is named.',
            at,
            'info',
          );
    },
  },
  {
    id: 'prose-breach-to-controller',
    severity: 'error',
    law: LAW.gdpr('33(1), 34'),
    todo: 'Write that you notify the regulator within 72 hours, and the people affected where the risk is high.',
    looks: ({ prose }) => {
      const at = prose.sentences.find((s) =>
        /\b(?:notify|inform|report|tell|alert)\w*\b[^;]{0,60}\b(?:data )?controller\b[^;]{0,80}\b(?:72|seventy[- ]two)|(?:72|seventy[- ]two) hours[^;]{0,80}\b(?:notify|inform|report|to)\b[^;]{0,40}\b(?:data )?controller\b/.test(
          s.low,
        ),
      );
      if (!at || /\bprocessors?\b|on behalf of|customer|client|where we (?:act|are)/.test(at.said))
        return NOTHING;
      return found(
        'A controller reports a breach to the regulator within 72 hours; "the controller" is whom a processor tells, without undue delay.',
        at,
      );
    },
  },
  {
    id: 'prose-no-breach-statement',
    severity: 'info',
    law: LAW.gdpr('33-34'),
    todo: 'Say what people can expect when their data is lost or seen by others. (No item of Article 13: advice.)',
    looks: (notice) =>
      /\bbreach(?:es)?\b|data loss|security incident/.test(notice.prose.low)
        ? NOTHING
        : missing(
            'Nothing is said about personal data breaches.',
            headingAbout(notice, /secur|protect|safeguard/),
          ),
  },
  sentenceRule({
    id: 'prose-no-responsibility',
    severity: 'warning',
    law: LAW.gdpr('5(2), 24'),
    todo: 'Drop the sentence: a controller answers for all the data it holds.',
    says: /\b(?:do(?:es)? not (?:hold|accept|take|assume|bear) any (?:responsibility|liability)|(?:accepts?|takes?|assumes?) no (?:responsibility|liability)|not (?:be )?(?:held )?(?:responsible|liable) for)\b[^;]{0,100}\b(?:personal|data|information)\b/,
    unless:
      /other (?:web)?sites?|third[- ]party (?:web)?sites?|links?|external (?:web)?sites?|these sites|privacy (?:policies|practices)|practices of|content|accuracy|such sites/,
    message: 'A controller cannot disclaim its responsibility for personal data.',
  }),
  sentenceRule({
    id: 'prose-person-is-company',
    severity: 'warning',
    law: LAW.gdpr('4(1), 13'),
    todo: 'Address people, not companies.',
    says: /"?\byou\b"?(?: and "?yours?"?)?,? (?:refers? to|means?) (?:the |any |a )?(?:legal entity|company|organi[sz]ation|business)\b/,
    unless: /individual|natural person|or the company|person/,
    message: '"You" is defined as a company, which leaves people with no promise at all.',
  }),
];
