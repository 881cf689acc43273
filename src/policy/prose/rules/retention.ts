import { tellsPeriod } from '../facts/keeping.ts';
import { LAW } from '../laws.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';

const KEEP_HEADING = /\bretention|how long|\bkeep|\bstor(?:e|age)|duration/;
const APPLICANTS =
  /\b(?:job applica|applicants?|candidates?|recruitment|curriculum vitae|\bcvs?\b|job application)/;

export const retentionRules: readonly Rule[] = [
  {
    id: 'notice-16-no-retention-period',
    severity: 'error',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Give a period for each kind of data, or the event after which it goes.',
    looks: (notice) =>
      notice.keeping.stated.is === 'absent'
        ? missing('The notice does not say how long data is kept.', headingAbout(notice, KEEP_HEADING))
        : NOTHING,
  },
  {
    id: 'notice-17-vague-retention',
    severity: 'warning',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Give a number, or an event that a person can recognise.',
    looks: ({ keeping }) => {
      if (keeping.stated.is === 'weak') {
        return found(
          '"As long as necessary" is the only thing said about how long data is kept.',
          keeping.vague ?? keeping.stated.at,
        );
      }
      if (keeping.stated.is === 'said' && !keeping.period) {
        return found(
          'An end is named, but no period: what happens after it cannot be told.',
          keeping.stated.at,
        );
      }
      return NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-keeps-as-it-needs',
    severity: 'warning',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Name the need and its end; a rule that allows anything swallows every other period.',
    says: /\b(?:retain|keep|hold|store)\b[^;]{0,90}\b(?:for (?:several|various|different|a number of|many) purposes|as necessary to (?:allow|enable|permit) us|to carry out our business|as is necessary to provide|for our (?:legitimate )?business purposes|held as necessary|internal (?:general )?administration)|held as necessary|\b(?:retain|keep)\b[^;]{0,120}resolve disputes,? and enforce our agreements/,
    message: 'This keeps data for as long as the company likes.',
    most: 2,
  }),
  sentenceRule({
    id: 'prose-regular-basis',
    severity: 'warning',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Say after how many days.',
    says: /\b(?:overwritten|destroyed|deleted|erased|purged|disposed of|removed|shredded)\b[^;]{0,40}\b(?:on a regular basis|regularly|periodically|from time to time|when required|in due course)|^when required,[^;]{0,60}(?:disposed|destroyed)/,
    message: '"On a regular basis" is no period.',
    most: 3,
  }),
  {
    id: 'prose-recording-without-period',
    severity: 'warning',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Say how long recordings are kept, on which basis, and that callers are told at the start.',
    looks: ({ prose }) => {
      const recorded = prose.sentences.find(
        (s) =>
          /\bcalls?\b[^;]{0,60}\b(?:are|is|may be|will be|be|being) (?:recorded|recording|monitored)|\b(?:we|may|will) (?:also )?(?:record|monitor)\b[^;]{0,40}\bcalls?\b|\bcctv\b[^;]{0,60}\b(?:in operation|operate|record|use|installed|cameras)|\b(?:we|may) (?:use|operate|have)[^;]{0,30}cctv/.test(
            s.low,
          ) && s.kind !== 'heading',
      );
      if (!recorded) return NOTHING;
      const timed = prose.sentences.some(
        (s) => tellsPeriod(s) && /\b(?:recording|call|cctv|footage|image|voice)/.test(`${s.said} ${s.under}`),
      );
      return timed
        ? NOTHING
        : found(
            'Calls or pictures are recorded, and nothing says how long the recordings are kept.',
            recorded,
          );
    },
  },
  {
    id: 'prose-applicants-without-period',
    severity: 'warning',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Say how long the data of unsuccessful applicants is kept.',
    looks: ({ prose }) => {
      const applicants = prose.sentences.find(
        (s) =>
          APPLICANTS.test(s.low) &&
          /\bprocess|collect|receive|hold|data|information|\bus(?:e|ed)\b/.test(s.low),
      );
      if (!applicants) return NOTHING;
      const timed = prose.sentences.some(
        (s) =>
          tellsPeriod(s) &&
          (APPLICANTS.test(`${s.said} ${s.under}`) || /unsuccessful|application/.test(s.low)),
      );
      return timed
        ? NOTHING
        : found('Job applicants are spoken of, and nothing says how long their data is kept.', applicants);
    },
  },
  {
    id: 'prose-some-data-without-period',
    severity: 'info',
    law: LAW.gdpr('13(2)(a)'),
    todo: 'Add the kinds of data that have no period yet: logs, cookies, enquiries, recordings.',
    looks: (notice) => {
      const { prose, keeping } = notice;
      if (!keeping.period) return NOTHING;
      const periods = prose.sentences
        .filter(tellsPeriod)
        .map((s) => `${s.said} ${s.under}`)
        .join('\n');
      const kinds = [
        /\bcookies?\b/,
        /\bip address|log (?:files?|data|information)|clickstream/,
        /\benquir|contact form/,
        /\bsurveys?\b/,
        /\bcctv\b/,
      ].filter((kind) => kind.test(prose.low) && !kind.test(periods));
      return kinds.length >= 2
        ? missing(
            'Some kinds of data named in the notice have no period of their own.',
            headingAbout(notice, KEEP_HEADING) ?? keeping.period,
          )
        : NOTHING;
    },
  },
];
