import type { Day } from '../../../base/index.ts';
import type { Notice } from '../facts/index.ts';
import { LAW } from '../laws.ts';
import type { Sentence } from '../notice.ts';
import { found, missing, NOTHING, type Rule, type Spot, sentenceRule } from '../rule.ts';
import { isDenied, isPast } from '../scope.ts';
import { TRANSFER } from '../terms/sharing.ts';

const SHIELD = /\bprivacy[- ]?shield\b/;
/** The text itself says that it no longer relies on Privacy Shield: every other mention is then history. */
const SHIELD_ENDED =
  /\b(?:invalid|no longer|not (?:currently )?(?:rely|relying|relied)|schrems|c-311\/18|struck down|not (?:a )?valid|court of justice|annul|withdr[ae]w)|data privacy framework[^;]{0,80}(?:replac|succe|formerly|previously)|(?:replac|succeed|supersed)\w* (?:the )?(?:eu-u\.?s\.? )?privacy shield/;
const HARBOUR = /\bsafe[- ]harbou?r\b/;
const HARBOUR_OF_TRANSFERS =
  /\b(?:u\.?s\.?|united states|eu|european|swiss|commerce|framework|certif|transfer|principles|adher)/;
const MODEL_CLAUSES =
  /\b(?:eu |european |commission )?model (?:contractual )?(?:clauses|contracts?)\b|\b(?:2001\/497|2002\/16|2004\/915|2010\/87)\b/;
const CLAUSES =
  /\b(?:standard (?:contractual|data protection) clauses|sccs?|standard contractual provisions|specific contracts? approved by the (?:european )?commission)\b/;
const US_TOOLS =
  /\b(?:google (?:analytics|mail|workspace|drive|ads|fonts|maps|recaptcha)|gmail|mailchimp|hubspot|zendesk|salesforce|microsoft 365|office 365|amazon web services|aws|dropbox|facebook pixel|meta pixel|stripe|paypal|zoom|slack|sendgrid|typeform|surveymonkey|cloudflare|hotjar|wordpress\.com|squarespace|shopify|linkedin|youtube)\b/;
const NEW_CLAUSES_FROM = '2021-06-27' satisfies Day;

/** A live claim: not in a heading alone, not denied, not told as history. */
const claims = (sentence: Sentence, pattern: RegExp): boolean => {
  const match = pattern.exec(sentence.low);
  if (!match || sentence.kind === 'heading') return false;
  return !isDenied(sentence.low, match.index) && !isPast(sentence.low, match.index, match[0].length);
};

/** The text is older than a day, by its own date or by other law that had ended before. */
function isOlderThan(notice: Notice, on: Day): boolean {
  if (notice.dated.on) return notice.dated.on < on;
  return notice.prose.sentences.some(
    (s) => claims(s, SHIELD) || claims(s, /data protection act,? \(?1998|95\/46\/ec/),
  );
}

const hasUkClauses = ({ transfers }: Notice): boolean => transfers.named.has('uk');

export const transferRules: readonly Rule[] = [
  {
    id: 'notice-13-no-safeguard',
    severity: 'error',
    law: LAW.gdpr('13(1)(f)'),
    todo: 'Name the mechanism for each country: adequacy, the IDTA, the Addendum, standard clauses or binding rules.',
    looks: ({ transfers }) => {
      if (transfers.stated.is !== 'said') return NOTHING;
      const named = [...transfers.named.keys()].filter((mechanism) => mechanism !== 'agreement');
      if (named.length > 0) return NOTHING;
      if (transfers.vague || transfers.named.has('agreement')) {
        return found(
          'Data leaves the country under "appropriate" protection; the mechanism is not named.',
          transfers.vague ?? transfers.stated.at,
          'warning',
        );
      }
      return found('Data leaves the country, and no safeguard is named.', transfers.stated.at);
    },
  },
  {
    id: 'notice-14-transfers-not-mentioned',
    severity: 'warning',
    law: LAW.gdpr('13(1)(f)'),
    todo: 'Say whether these services send data to another country, and under which safeguard.',
    looks: (notice) => {
      if (notice.transfers.stated.is !== 'absent' || notice.transfers.named.size > 0) return NOTHING;
      const tool = notice.prose.sentences.find(
        (s) => US_TOOLS.test(s.low) && !/not use|no longer/.test(s.low),
      );
      return tool
        ? missing(
            'Transfers to other countries are not mentioned, though a service that is usually run from the United States is named.',
            tool,
          )
        : NOTHING;
    },
  },
  {
    id: 'notice-15-no-copy-of-safeguards',
    severity: 'warning',
    law: LAW.gdprSecondary('13(1)(f)'),
    todo: 'Say how a copy of the safeguard can be had, or where it is published.',
    looks: (notice) => {
      const { stated, named, copy } = notice.transfers;
      const contractual = named.get('clauses') ?? named.get('uk') ?? named.get('rules');
      return stated.is === 'said' && contractual && copy.is === 'absent'
        ? missing('The safeguard is named, but not how to get a copy of it.', contractual)
        : NOTHING;
    },
  },
  {
    id: 'notice-42-privacy-shield',
    severity: 'error',
    law: LAW.privacyShield,
    todo: 'Use the UK-US data bridge, the IDTA, the Addendum or current standard clauses instead.',
    looks: ({ prose }) => {
      const ended = prose.sentences.some((s) => SHIELD.test(s.low) && SHIELD_ENDED.test(s.low));
      if (ended) return NOTHING;
      const live = prose.sentences.filter((s) => claims(s, SHIELD));
      return live.slice(0, 6).map(
        (at): Spot => ({
          at,
          message: 'Privacy Shield was invalidated on 16 July 2020 and protects no transfer.',
        }),
      );
    },
  },
  {
    id: 'notice-43-safe-harbour',
    severity: 'error',
    law: LAW.safeHarbour,
    todo: 'Name a mechanism that is in force.',
    looks: ({ prose }) =>
      prose.sentences
        .filter(
          (s) =>
            claims(s, HARBOUR) &&
            HARBOUR_OF_TRANSFERS.test(s.low) &&
            !/copyright|dmca|hipaa|de-?identif|forward-looking/.test(s.low),
        )
        .slice(0, 3)
        .map(
          (at): Spot => ({
            at,
            message: 'Safe Harbor was invalidated in October 2015 and protects no transfer.',
          }),
        ),
  },
  {
    id: 'notice-46-old-standard-clauses',
    severity: 'error',
    law: LAW.oldClauses,
    only: 'uk',
    todo: 'Replace them by the IDTA, or by the 2021 clauses with the UK Addendum.',
    looks: (notice) => {
      if (hasUkClauses(notice)) return NOTHING;
      const old = isOlderThan(notice, NEW_CLAUSES_FROM);
      return notice.prose.sentences
        .filter(
          (s) =>
            claims(s, /\b(?:2001\/497|2002\/16|2004\/915|2010\/87)\b/) ||
            (old && (claims(s, MODEL_CLAUSES) || claims(s, CLAUSES))),
        )
        .slice(0, 3)
        .map(
          (at): Spot => ({
            at,
            message:
              'The standard clauses of before June 2021 have protected no transfer from the United Kingdom since 21 March 2024.',
          }),
        );
    },
  },
  {
    id: 'notice-47-eu-clauses-alone',
    severity: 'warning',
    law: LAW.ukClauses,
    only: 'uk',
    todo: 'Add the UK Addendum, or use the IDTA.',
    looks: (notice) => {
      if (hasUkClauses(notice) || isOlderThan(notice, NEW_CLAUSES_FROM)) return NOTHING;
      const at = notice.prose.sentences.find(
        (s) =>
          (claims(s, CLAUSES) || claims(s, MODEL_CLAUSES)) &&
          !/\buk\b|united kingdom|ico\b|information commission|addendum/.test(s.low),
      );
      return at
        ? found('The EU clauses alone do not serve a transfer from the United Kingdom.', at)
        : NOTHING;
    },
  },
  {
    id: 'notice-48-no-uk-extension',
    severity: 'warning',
    law: LAW.dataBridge,
    only: 'uk',
    todo: 'Say that the recipient is certified to the UK Extension of the Data Privacy Framework.',
    looks: ({ prose }) => {
      const at = prose.sentences.find((s) => claims(s, /\bdata privacy framework\b|\bdpf\b/));
      return at && !/uk extension|data bridge|extension to the eu/.test(prose.low)
        ? found('The Data Privacy Framework is named without its UK Extension.', at)
        : NOTHING;
    },
  },
  {
    id: 'notice-49-data-bridge-too-early',
    severity: 'error',
    law: LAW.dataBridge,
    only: 'uk',
    todo: 'Correct the date, or name what covered transfers before 12 October 2023.',
    looks: ({ prose, dated }) => {
      const at = prose.sentences.find((s) => claims(s, /\bdata bridge\b|\buk extension\b/));
      return at && dated.on && dated.on < '2023-10-12'
        ? found('The UK-US data bridge is relied on in a notice older than the bridge (12 October 2023).', at)
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'notice-50-adequacy-expires-2025',
    severity: 'warning',
    law: LAW.adequacyOfUk,
    todo: "Say that the Commission's decisions now run to 27 December 2031.",
    says: /adequa[^;]{0,120}(?:expir|until|end|lapse|review)[^;]{0,40}2025|2025[^;]{0,60}adequa[^;]{0,60}(?:expir|end)/,
    unless: /renew|extended|2031/,
    message: 'The adequacy of the United Kingdom did not end in 2025; it was renewed to 27 December 2031.',
  }),
  sentenceRule({
    id: 'notice-51-essentially-equivalent',
    severity: 'warning',
    law: LAW.transferTest,
    only: 'uk',
    todo: 'The UK test is now that protection is not materially lower.',
    says: /essentially equivalent/,
    unless: /european union|\beu\b|not materially/,
    message: '"Essentially equivalent" is no longer the test for transfers from the United Kingdom.',
  }),
  {
    id: 'prose-eea-not-uk',
    severity: 'warning',
    law: LAW.own('UK GDPR Art 44A: a restricted transfer leaves the United Kingdom', '2021-01-01'),
    only: 'uk',
    todo: 'Speak of transfers out of the United Kingdom; the EEA is itself abroad now.',
    looks: ({ prose }) => {
      if (
        /outside (?:of )?(?:the )?(?:uk|united kingdom)|uk (?:and|or|\/) (?:the )?e[eu]|e(?:ea|u|uropean economic area) (?:\(?eea\)? )?(?:and|or|\/) (?:the )?(?:uk|united kingdom)|from the (?:uk|united kingdom) to/.test(
          prose.low,
        )
      )
        return NOTHING;
      return prose.sentences
        .filter(
          (s) =>
            /\b(?:outside|beyond|non-)[^;]{0,30}(?:\beea\b|\beu\b|european)/.test(s.low) &&
            (TRANSFER.test(s.low) || (s.kind === 'heading' && /transfer|process/.test(s.low))),
        )
        .slice(0, 2)
        .map(
          (at): Spot => ({
            at,
            message:
              'Transfers are measured from the EU or EEA; for a UK controller they are those that leave the United Kingdom.',
          }),
        );
    },
  },
  sentenceRule({
    id: 'prose-wherever-possible',
    severity: 'warning',
    law: LAW.gdpr('28(3), 46(1)'),
    todo: 'Safeguards and processor terms are a duty: drop the condition.',
    says: /\b(?:wherever|where|whenever|when|if|as far as|to the extent) (?:reasonably )?(?:possible|practicable|feasible)\b[^;]{0,120}\b(?:covered|agreement|contract|process the personal|safeguard|clauses|protect)|\b(?:transfers?|agreements?|third part(?:y|ies)|providers?)\b[^;]{0,80}\bwhere(?:ver)? possible\b/,
    unless: /anonymi|pseudonymi|aggregate|encrypt/,
    message: 'A safeguard that applies "wherever possible" admits transfers or processors without one.',
  }),
  sentenceRule({
    id: 'prose-interest-is-no-mechanism',
    severity: 'warning',
    law: LAW.gdpr('44'),
    todo: 'Name the basis for the purpose and the mechanism for the transfer apart.',
    says: /\btransfer\w*\b[^;]{0,90}(?:using|under|based on|on the basis of|by) (?:our )?legitimate interests?/,
    message: 'Legitimate interest is a lawful basis, not a mechanism for transfers.',
  }),
];
