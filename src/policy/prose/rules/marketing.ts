import { LAW } from '../laws.ts';
import { found, NOTHING, type Rule, sentenceRule } from '../rule.ts';

const ELECTRONIC = /\be-?mails?\b|\bsms\b|\btext(?: messages?)?\b|electronic(?:ally)?|digital channels/;
const MARKETS =
  /\b(?:marketing|newsletters?|promotional|promotions|offers|advertis\w*|products and services|news about|new products)\b/;
const AGREED =
  /\b(?:consent|opt(?:ed|ing)?[- ]?in|permission|agreed|requested|signed up|subscribed|sign up|asked (?:us|to)|soft opt|given us)/;
const PARTNERS =
  /\b(?:third[- ]part(?:y|ies)(?: business)?(?: partners)?|(?:business|commercial|marketing|advertising|selected|trusted|our|other) partners|other companies|selected (?:companies|third parties)|affiliates? and partners|partner organi[sz]ations)\b/;

export const marketingRules: readonly Rule[] = [
  {
    id: 'notice-60-soft-opt-in',
    severity: 'warning',
    law: LAW.own('PECR reg 22(3)', '2003-12-11'),
    only: 'uk',
    todo: 'Say that details come from a sale or its negotiation, and that a simple opt-out is offered then and in each message.',
    looks: ({ prose }, on) => {
      const at = prose.sentences.find((s) => /\bsoft[- ]?opt[- ]?in\b/.test(s.low));
      if (!at) return NOTHING;
      if (/\bcharit/.test(prose.low) && /donat|supporter/.test(prose.low) && on < '2026-02-05')
        return found('A charity could not rely on the soft opt-in before 5 February 2026.', at);
      const sale = prose.sentences.some(
        (s) =>
          /\b(?:in the course of|during|negotiat|when you (?:bought|purchased|ordered)|sale|at the time (?:of|we|you)|when (?:we|you) (?:collect|provid|gave|first))/.test(
            s.low,
          ) && /opt|details|collect|market|purchas/.test(s.low),
      );
      return sale
        ? NOTHING
        : found(
            'The soft opt-in is claimed without its terms: details from a sale, and an opt-out when they were taken.',
            at,
          );
    },
  },
  {
    id: 'prose-marketing-on-interest',
    severity: 'warning',
    law: LAW.pecr('22'),
    todo: 'E-mail and text to individuals need consent or the soft opt-in; a belief in a legitimate interest is neither.',
    looks: ({ prose }) => {
      const at = prose.sentences.find(
        (s) =>
          /legitimate interests?/.test(s.low) &&
          MARKETS.test(s.low) &&
          (ELECTRONIC.test(s.low) ||
            prose.sentences
              .slice(Math.max(0, s.n - 4), s.n)
              .some((b) => ELECTRONIC.test(b.low) && MARKETS.test(b.low))) &&
          s.kind !== 'heading',
      );
      if (
        !at ||
        /soft[- ]opt|existing customers?|corporate|business(?:es)? contacts?|by post|where you have (?:purchased|bought)|purchased|bought/.test(
          at.low,
        )
      )
        return NOTHING;
      return found('Marketing by e-mail or text is rested on legitimate interest.', at);
    },
  },
  sentenceRule({
    id: 'prose-marketing-without-consent',
    severity: 'warning',
    law: LAW.pecr('21, 22'),
    todo: 'Say who gets it: people who agreed, or customers under the soft opt-in; and that calls are screened against TPS.',
    says: /\bwe (?:will|may|would like to|also|shall|might|can)?\b[^;]{0,30}\b(?:send|contact|market|call|telephone|text|e-?mail)\b/,
    when: (s) =>
      MARKETS.test(s.low) &&
      /\b(?:sms|text messages?|telephone|phone)\b/.test(s.low) &&
      /\be-?mail\b|\bsms\b|\btext/.test(s.low) &&
      !AGREED.test(s.said) &&
      !/\bnot\b|n't|never|legitimate|unless|if you/.test(s.low),
    message: 'Marketing by e-mail, text or telephone is announced without consent, soft opt-in or screening.',
    most: 2,
  }),
  sentenceRule({
    id: 'prose-partner-marketing',
    severity: 'warning',
    law: LAW.pecr('22'),
    todo: 'Ask for consent that names the partner.',
    says: PARTNERS,
    whole: true,
    when: (s) =>
      /\b(?:market(?:ing)?|promot\w*|advertis\w*|hear about|offers|news|mailing|newsletters?|products? (?:and|or) services?)\b/.test(
        s.low,
      ) &&
      /\b(?:market|promot|advertise|send|sending|offer|inform|tell|contact|e-?mail)\w*\b[^;]{0,110}\b(?:partners?|third[- ]part|other companies|selected companies|their)\b|\b(?:shar|pass|sell|disclos|provid|rent)\w*\b[^;]{0,90}\b(?:partners?|third[- ]part\w*|companies)\b[^;]{0,60}\b(?:market|promot|offers|advertis)|(?:permit|allow|enable)\w*\b[^;]{0,40}\b(?:partners?|third[- ]part\w*|companies)\b[^;]{0,80}\b(?:contact|use|send|provide)|(?:from|for) (?:us or (?:from )?)?(?:our )?(?:business|third[- ]party|selected|marketing)[^;]{0,20}partners/.test(
        s.said,
      ) &&
      !AGREED.test(s.said) &&
      !/\b(?:not|never|n't)\b[^;]{0,80}(?:shar|sell|pass|disclos|rent|market|provid|trade|allow|send)/.test(
        s.said,
      ) &&
      s.kind !== 'heading' &&
      !/cookies?|service providers?|on our behalf|analytics/.test(s.said),
    message:
      "Partners' marketing needs consent that names the partner; the soft opt-in covers only one's own products.",
    most: 2,
  }),
  sentenceRule({
    id: 'prose-mixed-messages',
    severity: 'warning',
    law: LAW.pecr('22'),
    todo: 'Keep service messages apart from marketing; what promotes must be refusable.',
    says: /\b(?:marketing|promotional) (?:communications?|messages?|e-?mails?|information|materials?)\b[^;]{0,40}\b(?:and|,) (?:\w+ )?(?:service|product updates|account|administrative)|\b(?:product updates|service (?:information|messages|e-?mails)|account (?:information|notices)),? (?:and |,? ?)?(?:marketing|promotional)\b/,
    unless: /\bnot\b|separate|opt[- ]?out|unsubscribe|consent/,
    whole: true,
    message:
      'Service messages and marketing are run together: a mixed message is marketing and must be refusable.',
    most: 1,
  }),
  sentenceRule({
    id: 'prose-refer-a-friend',
    severity: 'warning',
    law: LAW.pecr('22'),
    todo: 'Do not have customers send your promotions to people who never agreed.',
    says: /\b(?:refer(?:ral)?|tell|invite|recommend|share)\b[^;]{0,90}\b(?:friends?|colleagues?|contacts)\b/,
    when: (s) =>
      /\b(?:referral|refer a|incentive|reward|tell a friend|invite (?:a |your )|program)/.test(s.low) &&
      /\be-?mail|text|url|invit|send/.test(s.low),
    message: 'Refer-a-friend messages are marketing to people who never consented.',
    most: 1,
  }),
  sentenceRule({
    id: 'prose-email-tracking',
    severity: 'warning',
    law: LAW.pecr('6'),
    todo: 'Ask for consent to open and click tracking by itself, or switch it off.',
    says: /\b(?:track\w*|monitor\w*|captur\w*|record\w*|measur\w*|whether|see if|know (?:if|when|whether)|analys\w*|gather\w*|collect\w*)\b[^;]{0,110}\b(?:e-?mail (?:opens?|link)|opens?\b|opened|clicks?|click(?:ed)?[- ]through|interaction with this)/,
    when: (s) =>
      /\be-?mails?\b|newsletter|communication|campaign|mailing/.test(s.said) &&
      !/\bconsent\b(?![^;]{0,20}to receive)|opt[- ]in|not track|website/.test(s.low) &&
      !/\bnot opened|inactive/.test(s.low),
    message: 'Opens and clicks are tracked by pixels and links, which need their own consent.',
    most: 2,
  }),
  sentenceRule({
    id: 'prose-social-advertising',
    severity: 'warning',
    law: LAW.gdpr('13(1)(e); PECR reg 6'),
    todo: 'Say whether addresses are matched with the network, on which basis, and how to object.',
    says: /\b(?:advert\w*|custom audience|lookalike|remarket|retarget|target(?:ed|ing)?)\b[^;]{0,60}\b(?:facebook|instagram|meta|linkedin|twitter|social (?:media|network)|tiktok|google)\b|\b(?:facebook|instagram|meta|linkedin|social media)\b[^;]{0,40}\b(?:advert|custom audience|lookalike|remarket|retarget)/,
    unless:
      /\bconsent|opt[- ]?(?:in|out)|match|upload|hash|pixel|you (?:can|may) (?:object|opt|adjust|control|manage)/,
    message: 'Advertising on a social network is announced; how people are found there is not.',
    most: 1,
  }),
];
