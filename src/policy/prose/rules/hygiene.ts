import { addMonths } from '../../../base/index.ts';
import { LAW } from '../laws.ts';
import { found, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';
import { REGISTRATION } from '../terms/authorities.ts';

const CHILD_SERVICE =
  /\b(?:games?|gaming|toys?|school(?:s|children)?|pupils?|students?|kids|teen|youth|nursery|homework|cartoon)\b/;
const CHILDREN =
  /\b(?:child(?:ren)?|minors?|under (?:the age of )?(?:1[3-8]|thirteen|sixteen|eighteen)|parents?|guardians?|young people)\b/;
/** Law that a notice older than this day cannot know: DUAA's main commencement. */
const LAST_CHANGE = '2026-02-05';

export const hygieneRules: readonly Rule[] = [
  {
    id: 'prose-no-sign-of-jurisdiction',
    severity: 'info',
    law: LAW.gdpr('3'),
    todo: 'Say where the controller has its seat, or tell the check.',
    looks: ({ jurisdiction }) =>
      jurisdiction.uk || jurisdiction.eu
        ? NOTHING
        : missing('Nothing shows that UK or EU law governs; the text was judged by the GDPR all the same.'),
  },
  {
    id: 'notice-61-no-registration-number',
    severity: 'info',
    law: LAW.fee,
    only: 'uk',
    todo: 'Print the number from the register of fee payers. (No item of Article 13: advice.)',
    looks: ({ prose }) =>
      prose.sentences.some((s) => REGISTRATION.test(s.low) || /\bz[a-z]?\d{6,7}\b/.test(s.low))
        ? NOTHING
        : missing("No registration number of the regulator's register is given.", undefined),
  },
  {
    id: 'notice-62-no-word-for-children',
    severity: 'warning',
    law: LAW.gdprSecondary('12(1), 25'),
    todo: 'Say what is done for children, in words they understand.',
    looks: ({ prose }) => {
      const hints = prose.sentences.filter(
        (s) =>
          CHILD_SERVICE.test(s.low) &&
          /\b(?:play|app|our (?:school|games?|nursery)|pupils?|kids|teen)/.test(s.low),
      );
      return hints.length >= 2 && !CHILDREN.test(prose.low)
        ? found('The service is likely used by children, and nothing is said about them.', hints[0])
        : NOTHING;
    },
  },
  {
    id: 'notice-63-no-date',
    severity: 'warning',
    law: LAW.gdpr('12, 13(3)'),
    todo: 'Print the day of the last change, and keep older versions.',
    looks: ({ dated, prose }) =>
      dated.on || dated.at
        ? NOTHING
        : missing(
            'The notice carries no date or version.',
            prose.sentences.find((s) => /\b(?:chang|updat)/.test(s.low) && s.kind === 'heading'),
          ),
  },
  {
    id: 'notice-63-old-date',
    severity: 'warning',
    law: { ...LAW.gdpr('12, 13(3)'), source: 'UK GDPR / GDPR Arts 12, 13(3); regular review' },
    todo: 'Review the notice against the law of today and date it anew.',
    looks: ({ dated, jurisdiction }, on) => {
      if (!dated.on || !dated.at || dated.on > on) return NOTHING;
      if (dated.on < '2018-05-25') return found('The notice is older than the GDPR (25 May 2018).', dated.at);
      if (jurisdiction.uk && on >= LAST_CHANGE && dated.on < LAST_CHANGE)
        return found(
          'The notice is older than the changes of 5 February 2026.',
          dated.at,
          addMonths(dated.on, 24) < on ? 'warning' : 'info',
        );
      return addMonths(dated.on, 36) < on
        ? found('The notice has not been changed for three years.', dated.at)
        : NOTHING;
    },
  },
  {
    id: 'notice-64-hard-to-read',
    severity: 'warning',
    law: LAW.gdpr('12(1)'),
    todo: 'Cut the sentence into shorter ones.',
    looks: ({ prose }) => {
      const running = prose.sentences.filter((s) => s.kind === 'prose');
      if (running.length < 10) return NOTHING;
      const lengths = running.map((s) => s.text.split(' ').length);
      const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
      const longest = running.reduce((a, b) => (a.text.length >= b.text.length ? a : b));
      return mean > 30
        ? found(`Sentences have ${Math.round(mean)} words on average; this one is the longest.`, longest)
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'notice-66-placeholder',
    severity: 'warning',
    law: LAW.gdpr('12(1)'),
    todo: 'Fill the gap.',
    says: /\[(?:insert|your|company|business|name|date|address|e-?mail|website|organi[sz]ation|enter|add|xx|tbc|link|phone|number|contact)[^\]]{0,60}\]|<(?:insert|company|your)[^>]{0,40}>|\blorem ipsum\b|\{\{[^}]{0,40}\}\}|\{" "\}|\bxxxx+\b|\b(?:tbc|tbd|todo)\b|\[privacy contact|\[data protection officer\]|\bexample\.com\b|to be (?:confirmed|completed) by|\[[^\]]{0,30}to be (?:confirmed|completed|added)[^\]]{0,30}\]|yourcompany|your company name/,
    unless: /\[e-?mail ?protected\]/,
    headings: true,
    message: 'A placeholder was left in the text.',
    most: 3,
  }),
  sentenceRule({
    id: 'notice-66-contact-unreadable',
    severity: 'info',
    law: LAW.gdpr('12(2)'),
    todo: 'Make sure that the address can be read without scripts.',
    says: /\[e-?mail ?protected\]/,
    headings: true,
    message: 'The e-mail address is hidden in the text as it stands.',
    most: 1,
  }),
  {
    id: 'prose-card-data',
    severity: 'warning',
    law: LAW.gdpr('13(1)(e), 32'),
    todo: 'Say who takes card payments and that card numbers are not kept.',
    looks: ({ prose }) => {
      const at = prose.sentences.find(
        (s) =>
          /\b(?:credit|debit|payment|bank|personal|business)?[ /]*cards?\b[^;]{0,30}\b(?:details|numbers?|data|information)\b|\bcard or bank details\b/.test(
            s.low,
          ) &&
          !/business cards?\b(?! or bank)|(?:not|never|n't) (?:store|hold|keep|see|process|collect)/.test(
            s.low,
          ),
      );
      const safe =
        /\bpci\b|worldpay|stripe|paypal|sagepay|opayo|payment (?:processor|provider|gateway|service)|(?:not|never|n't) (?:store|hold|keep|see|have access to)[^;\n]{0,60}(?:card|payment)|(?:payments?|cards?|transactions?)[^;\n]{0,60}processed by|tokeni[sz]/.test(
          prose.low,
        );
      return at && !safe
        ? found('Card details are taken, and nothing says where they go or how they are protected.', at)
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-absolute-security',
    severity: 'warning',
    law: LAW.gdpr('5(1)(a)'),
    todo: 'Promise what a control can show.',
    says: /\b(?:always|completely|totally|entirely|absolutely|100 ?%|fully|at all times)\b[^;]{0,30}\b(?:safe|secure)\b|\b(?:safe|secure|private)\b[^;]{0,20}\bat all times\b|\bguarantee\w*\b[^;]{0,40}\b(?:security|safety|secure)\b/,
    unless: /\b(?:not|no|never|cannot|n't|none)\b/,
    message: 'Absolute security is promised, which no control can show.',
    most: 1,
  }),
];
