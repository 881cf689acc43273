import { LAW } from '../laws.ts';
import { type Rule, sentenceRule } from '../rule.ts';

const BY_USE =
  /\bby (?:continu\w+ (?:to )?|simply |merely |your |accessing (?:and|or) |visiting (?:and|or) |browsing (?:and|or) )?(?:us(?:e|ing)|access(?:ing)?|visit(?:ing)?|browsing|viewing|continu(?:ing|ed)|provid(?:ing|e)|giving|supplying|disclosing|submitting|entering|sending|registering|downloading|installing|interacting)\b[^;]{0,140}\byou(?:r|'re)?\b(?: are| hereby| also| expressly| will be| explicitly| unconditionally| both| thereby| automatically| therefore| have| understand and| acknowledge and){0,3} (?:consent|agree|accept|giv(?:e|ing)|deemed|authori[sz]e|permit|signify|indicate)\w*/;
const USE_MEANS =
  /\b(?:your |continued |the )?(?:continued )?(?:use|access|visit|submission|provision|acceptance)\b[^;]{0,90}\b(?:constitutes?|means?|signif(?:y|ies)|implies|indicates?|represents?|will be (?:deemed|taken|considered|treated)|shall be (?:deemed|taken)|is (?:deemed|taken|considered))\b[^;]{0,60}\b(?:consent|agreement|acceptance|agree|accept)/;
const IF_USE =
  /\bwe imply (?:that )?you consent\b|\bimplied consent to\b|\b(?:if|when|whenever|where) you (?:continue (?:to|using)|use|access|visit|provided?|browse|give|submit|contact)\b[^;]{0,110}?\byou (?:hereby |will be |are |also |expressly )?(?:consent|agree|accept|giving us consent|deemed)|\b(?:we (?:will |shall )?(?:assume|take it|treat|consider|deem)|deemed to (?:have )?(?:consent|accept|agree))\b[^;]{0,60}(?:consent|agree|accept|happy)|\byou consent to[^;]{0,90}\b(?:by|when|through) (?:us|access|visit|provid|submit|continu)/;
/** An act that says yes to one thing: a box, a button, an answer. */
const AFFIRMATIVE =
  /\b(?:tick|check(?:ing)? (?:the|a)|click|select|opt(?:ing)?[- ]in|toggle|press|sign(?:ing)? (?:this|the|a) (?:form|document)|if you consent|where you consent|withdraw)/;
const THE_POLICY =
  /\b(?:agree|accept|acceptance|bound|consent|agreement)\w*\b[^;]{0,70}\b(?:terms|polic(?:y|ies)|notice|statement|practices|changes|updates?|revis|amend|modif|agreement|conditions)/;
const OF_DATA =
  /\b(?:consent\w*|agree\w*|accept\w*|permit|authori[sz]e\w*)\b[^;]{0,80}\b(?:collect|process|transfer|use of (?:your|the|personal|cookies)|our use|us(?:ing)? (?:your|cookies)|shar|disclos|stor|cookies|data|information)/;
const LATER_CHANGES = /\b(?:chang|revis|updat|amend|modif|new version|posted)/;
const SENSITIVE =
  /\b(?:sensitive|special categor|health|medical|racial|ethnic|religio|biometric|sexual|trade union|criminal)/;
const APPLICATION =
  /\b(?:cv|resume|résumé|curriculum vitae|job applications?|apply(?:ing)? for (?:a |the )?(?:job|role|position|vacancy)|applicants?|recruitment)\b|\bapplication\b[^;]{0,60}\b(?:role|job|vacancy|position|employment|agency)\b/;

const assumes = (low: string): boolean =>
  (BY_USE.test(low) || USE_MEANS.test(low) || IF_USE.test(low)) && !AFFIRMATIVE.test(low);
const deniesIt = (low: string): boolean =>
  /\b(?:does not|do not|not|never) (?:constitute|mean|imply|signify|assume|treat|take|consider|amount)/.test(
    low,
  );

export const consentRules: readonly Rule[] = [
  sentenceRule({
    id: 'prose-deemed-consent',
    severity: 'error',
    law: LAW.gdpr('4(11), 7, 49(1)(a)'),
    todo: 'Ask for consent by a choice that can be refused, or name the basis that really applies.',
    says: /\b(?:consent|agree|accept|assume|deem|authori[sz]|permit|signif)/,
    when: (s) =>
      assumes(s.said) &&
      !deniesIt(s.low) &&
      OF_DATA.test(s.said) &&
      !APPLICATION.test(s.said) &&
      !SENSITIVE.test(s.low) &&
      !(THE_POLICY.test(s.low) && !/\bconsent/.test(s.low)),
    message: 'Consent is taken from using the site or giving data; that is no clear act of agreement.',
  }),
  sentenceRule({
    id: 'prose-agree-by-use',
    severity: 'warning',
    law: LAW.gdpr('4(11), 12(1)'),
    todo: 'Drop the sentence: a privacy notice informs, and nobody has to agree to it.',
    says: /\b(?:agree|accept|consent|bound|deem)/,
    when: (s) =>
      assumes(s.said) &&
      !deniesIt(s.low) &&
      THE_POLICY.test(s.said) &&
      !(OF_DATA.test(s.said) && /\bconsent/.test(s.low)) &&
      !LATER_CHANGES.test(s.low),
    message: 'Using the site is taken as agreeing to the policy; a notice informs and is not agreed to.',
    most: 3,
  }),
  sentenceRule({
    id: 'prose-agree-by-continued-use',
    severity: 'warning',
    law: LAW.gdpr('4(11), 13(3)'),
    todo: 'Tell people of changes; ask again where a new purpose needs consent.',
    says: /\b(?:agree|accept|consent|bound|deem|acknowledg)/,
    when: (s) =>
      (assumes(s.said) ||
        /\b(?:continu\w+ (?:to )?(?:us|access)|use)\w*\b[^;]{0,120}\b(?:after|following|once)[^;]{0,80}\b(?:agree|accept|consent|acknowledg|bound)/.test(
          s.low,
        )) &&
      !deniesIt(s.low) &&
      LATER_CHANGES.test(s.said),
    message: 'Continued use is taken as agreement to a changed policy.',
    most: 2,
  }),
  sentenceRule({
    id: 'prose-application-consent',
    severity: 'error',
    law: LAW.gdpr('4(11), 7(4), recital 43'),
    todo: 'Rest recruitment on steps before a contract or on legitimate interests.',
    says: /\byou (?:are |hereby |also |will be ){0,2}(?:giving|give|consent|agree|consenting)/,
    when: (s) =>
      APPLICATION.test(s.said) &&
      !SENSITIVE.test(s.low) &&
      !AFFIRMATIVE.test(s.low) &&
      /\b(?:consent|agree)\w*/.test(s.low) &&
      /\b(?:where|when|by|if)\b[^;]{0,120}\byou (?:are |hereby |also ){0,2}(?:giving|give|consent|agree)/.test(
        s.said,
      ),
    message: 'Sending an application is taken as consent; an applicant is not free to refuse.',
  }),
  sentenceRule({
    id: 'prose-implied-explicit-consent',
    severity: 'error',
    law: LAW.gdpr('9(2)(a)'),
    todo: 'Ask for explicit consent in a statement of its own, or name another condition of Article 9.',
    says: /\b(?:by|if|when|where)\b[^;]{0,120}\byou (?:are |hereby |also |expressly |explicitly |will be |have ){0,2}(?:consent|agree|giv|deemed|accept)\w*/,
    when: (s) =>
      SENSITIVE.test(s.said) &&
      /\b(?:provid|includ|submit|giv|send|disclos|volunteer|using|us(?:e|ing)|supply|shar)\w*/.test(s.said) &&
      !/\b(?:tick|click|sign|box|withdraw)/.test(s.low) &&
      /\b(?:consent|agree)\w*/.test(s.low) &&
      !/\bif you (?:have )?(?:given|give)[^;]{0,20}consent/.test(s.low),
    message: 'Giving sensitive data is taken as consent to its use; that consent must be explicit.',
  }),
  sentenceRule({
    id: 'prose-bundled-consent',
    severity: 'error',
    law: LAW.gdpr('7(2), 7(4)'),
    todo: 'Ask for consent apart from the terms, or rest the processing on another basis.',
    says: /\b(?:agree\w*|accept\w*|sign\w*) (?:to )?(?:our |the |these )?(?:terms|t&cs?|conditions)(?: (?:and|&) conditions)?\b[^;]{0,60}\byou (?:also |are |hereby ){0,2}(?:agree|consent|accept|authori[sz]e|permit|opt)|\bconsent\w*\b[^;]{0,80}\b(?:is |are )?(?:part of|included in|contained in|given in|through) (?:our|the) (?:terms|contract|agreement)|\b(?:condition of|required to|must)\b[^;]{0,50}\bconsent to (?:receiv|marketing|profil|our use)/,
    unless: AFFIRMATIVE,
    message: 'Consent is bundled with the terms of a contract.',
  }),
  sentenceRule({
    id: 'prose-all-or-nothing',
    severity: 'warning',
    law: LAW.gdpr('7(4)'),
    todo: 'Let people have the one without the other.',
    says: /\bif you (?:do not|don't|are not|disagree|object|cannot)\b[^;]{0,70}\b(?:agree|consent|accept|happy|wish|like|want|above|policy|terms)\b[^;]{0,80}\b(?:please )?(?:do not|don't|should not|must not|should stop|must stop|cannot|may not|refrain from|discontinue|cease|exit|leave)\b[^;]{0,30}\b(?:sign|subscrib|us(?:e|ing)|register|access|visit|provid|submit|using|continue|site|website)?/,
    unless: /cookies? (?:may|will)|opt[- ]out/,
    message: 'It is all or nothing: who does not agree is sent away.',
    most: 2,
  }),
  sentenceRule({
    id: 'prose-verbal-consent',
    severity: 'info',
    law: LAW.gdpr('7(1)'),
    todo: 'Say how spoken consent is recorded.',
    says: /\bverbal(?:ly)? consent|\bverbal (?:permission|agreement)|consent (?:has been |was )?(?:given |provided )?(?:verbally|orally)/,
    unless: /record|log|note/,
    message: 'Spoken consent must be shown later; no record is promised.',
    most: 1,
  }),
  sentenceRule({
    id: 'prose-consent-and-other-basis',
    severity: 'warning',
    law: LAW.gdpr('7(3), 5(1)(a)'),
    todo: 'Choose one basis for one purpose, so that people know what withdrawing does.',
    says: /: (?:consent (?:and|or|and\/or|&|\/) contract(?:ual)?|contract(?:ual)? (?:and|or|and\/or|&|\/) consent|consent (?:and|or|and\/or|&) legitimate interests?)\.?$/,
    message: 'Two bases for one purpose: nobody can tell whether withdrawing consent ends it.',
    most: 2,
  }),
];
