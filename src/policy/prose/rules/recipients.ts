import { LAW } from '../laws.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';
import { OPEN_RECIPIENTS, RECIPIENTS } from '../terms/sharing.ts';

const SHARE_HEADING = /\bshar|disclos|third part|who (?:do )?we|recipient|who has access/;
const ABSOLUTE =
  /\b(?:(?:we|company|it) )?(?:do not|don't|will not|won't|never|will never|does not)(?: \w+){0,3} (?:share|disclose|pass|give|provide|transfer|reveal)(?: \w+){0,4}? (?:your |any |personal |the ){1,3}(?:of your )?(?:personal )?(?:data|information|details)(?: \w+){0,3} (?:to|with|on to) (?:any )?(?:third part(?:y|ies)|anyone|anybody|other (?:parties|companies|organi[sz]ations|people)|others)\b/;
const LIMITED =
  /\b(?:except|unless|other than|without|apart from|save|only|for (?:their|marketing|any other|direct|purposes|the purposes?)|if|where|who |that |which |but|outside of|than|to enable|beyond|excluding|subject to)\b|such as|as (?:described|set out|stated|outlined|explained)/;
const SHARES =
  /\bwe (?:may |will |also |sometimes |can |do |need to |might |must ){0,3}(?:share|disclose|pass|provide|transfer)[^;]{0,80}(?:with|to) [^;]{0,60}(?:third part|service provider|provider|supplier|partner|affiliate|group|agenc|compan)/;

export const recipientRules: readonly Rule[] = [
  {
    id: 'notice-11-no-recipients',
    severity: 'error',
    law: LAW.gdpr('13(1)(e)'),
    todo: 'Name those who receive data, or their categories; where nobody does, say so.',
    looks: (notice) => {
      const near = headingAbout(notice, SHARE_HEADING);
      if (notice.recipients.is === 'absent')
        return missing('The notice does not say who receives data.', near);
      if (notice.recipients.is === 'weak')
        return missing('The notice does not say who receives data.', notice.recipients.at, 'warning');
      return NOTHING;
    },
  },
  {
    id: 'notice-65-never-share-contradicted',
    severity: 'error',
    law: LAW.gdpr('5(1)(a)'),
    todo: 'Say whom data is shared with, and drop the absolute.',
    looks: ({ prose }) => {
      const never = prose.sentences.find(
        (s) =>
          ABSOLUTE.test(s.low) &&
          !LIMITED.test(s.low.replace(/^.{0,200}?\b(?:not|never|n't)\b/, '')) &&
          !/sell or share|share or sell/.test(s.low),
      );
      if (!never) return NOTHING;
      const next = prose.sentences[never.n];
      if (next && /^(?:the )?(?:exception|unless|except|this does not|only|however)/.test(next.low))
        return NOTHING;
      const shared = prose.sentences.find(
        (s) => s.n !== never.n && SHARES.test(s.low) && !/\bnot\b|never|n't/.test(s.low),
      );
      return shared
        ? found(`"Never shared" is contradicted by sentence ${shared.n}, which shares data.`, never)
        : NOTHING;
    },
  },
  {
    id: 'prose-absolute-promise',
    severity: 'warning',
    law: LAW.gdpr('5(1)(a)'),
    todo: 'Say what is shared with whom; a tool run by another company is a third party.',
    looks: ({ prose }) => {
      const narrow = prose.sentences.find(
        (s) =>
          /\bnot (?:be )?shared? (?:\w+ ){0,8}(?:with (?:any )?third part|outside (?:of )?the group)|do not share this (?:type of )?data/.test(
            s.low,
          ) && !/except|unless|other than|without/.test(s.low),
      );
      const tool = prose.sentences.find((s) =>
        /google analytics|mailchimp|hubspot|service providers|third[- ]party web analytics/.test(s.low),
      );
      return narrow && tool
        ? found(
            'This says data is not shared, while the text names tools or providers that receive it.',
            narrow,
          )
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-open-recipients',
    severity: 'warning',
    law: LAW.gdpr('13(1)(e)'),
    todo: 'Name the partners, or say what kind they are and what they do with the data.',
    says: OPEN_RECIPIENTS,
    unless: /\b(?:not|never|n't)\b[^;]{0,60}(?:shar|sell|disclos|pass)|list of|means/,
    whole: true,
    when: (sentence) =>
      RECIPIENTS.test(sentence.said) &&
      /\bshar|disclos|\bpass|transfer|market|promot|receiv|send|combin|\bsell|permit|allow/.test(
        sentence.said,
      ),
    message:
      '"Partners" or "selected third parties" is a class without an edge: nobody can tell who receives the data.',
    most: 3,
  }),
  sentenceRule({
    id: 'prose-recipient-unnamed',
    severity: 'info',
    law: LAW.gdprSecondary('13(1)(e)'),
    todo: 'Name the supplier, above all where it receives payment details.',
    says: /\b(?:our|a|this|the) third[- ]party (?:company|supplier|provider|marketing (?:system|company)|payment)/,
    unless:
      /such as|e\.g|including|called|namely|paypal|stripe|mailchimp|google|worldpay|gocardless|(?:not|never|n't) /,
    when: (_sentence, { recipients }) => recipients.is === 'said',
    message: 'The third party is spoken of in the singular and never named.',
    most: 3,
  }),
];
