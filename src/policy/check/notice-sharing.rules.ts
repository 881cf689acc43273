import type { Policy } from '../policy.ts';
import { sayCountry, sayTerm } from '../words.ts';
import { drawn, saidSomewhere } from './coverage.rules.ts';
import type { Look } from './look.ts';
import { article, type Check, uk } from './rule.ts';
import { restrictedCountries, unprotectedCountries } from './transfers.rules.ts';

type Recipient = Policy['recipients'][string];

/** Words that name a whole category of recipients. A processor is named by what it does, not as "a supplier". */
const CATEGORY: Readonly<Partial<Record<Recipient['role'], RegExp>>> = {
  authority: /\b(?:authorit|police|courts?\b|hmrc\b|regulators?\b|law enforcement|government)/,
  adviser: /\b(?:advis[eo]rs?|accountants?|solicitors?|lawyers?|auditors?|insurers?)\b/,
  acquirer:
    /\b(?:buys?|buyers?|purchasers?|merge|merger|acqui\w+|sells? (?:the|our|part of) (?:business|company)|sale of)\b/,
  affiliate:
    /\b(?:group compan\w+|compan\w+ in our group|our group|affiliates?|subsidiar\w+|parent company)\b/,
};

const notCovered: Check = {
  rule: 'notice-12-recipient-not-in-notice',
  severity: 'error',
  ground: article('Art 13(1)(e)'),
  *find(look) {
    const { policy, text } = look;
    const all = Object.entries(policy.recipients);
    const silent = all.filter(([name, one]) => {
      const category = CATEGORY[one.role];
      return (
        // A promise about all agreements binds to every recipient and names none: bound is not told.
        !drawn(look, `recipients.${name}`) &&
        !(one.says && saidSomewhere(look, one.says)) &&
        !(one.name && text.low.includes(one.name.toLowerCase())) &&
        !(category && text.find(category))
      );
    });
    for (const [name, one] of silent)
      yield {
        place: look.at(`recipients.${name}`),
        message: `${one.name ?? name} receives data, and the notice does not cover it.`,
        todo: 'Put :list{recipients} into the notice, or say what they do.',
      };
  },
};

const none: Check = {
  rule: 'notice-11-no-recipients',
  severity: 'error',
  ground: article('Art 13(1)(e)'),
  *find(look) {
    const { policy, text } = look;
    if (Object.keys(policy.recipients).length > 0 || Object.keys(policy.purposes).length === 0) return;
    if (
      !text.find(
        /\b(?:shar(?:e|ed|ing)|disclos|pass(?:ed)? on|recipients?|receive|third part|nobody else|no one else)/,
      )
    )
      yield {
        place: text.placeFor(/shar|who/),
        message: 'The notice does not say who receives data, nor that nobody does.',
        todo: 'Say it; and declare them under recipients.',
      };
  },
};

/** Recipients to whom sending is a restricted transfer. */
export const abroad = (look: Look): { name: string; one: Recipient; country: string }[] =>
  Object.entries(look.policy.recipients).flatMap(([name, one]) => {
    const [country] = restrictedCountries(look.law, one.where);
    return country ? [{ name, one, country }] : [];
  });

const ABROAD =
  /\boutside (?:of )?(?:the )?(?:uk|united kingdom|eea|european economic area|eu|european union|country)\b|\bthird countr|\boverseas\b|\babroad\b|\bother countries\b|\binternational(?:ly)? transfer|\btransfer[^.]{0,80}\b(?:countr|territor)/;

const transferSilent: Check = {
  rule: 'notice-14-transfers-not-mentioned',
  severity: 'error',
  ground: article('Art 13(1)(f)'),
  *find(look) {
    for (const { name, one, country } of abroad(look)) {
      const named =
        look.text.low.includes(sayCountry(country).replace(/^the /, '').toLowerCase()) ||
        (country === 'us' &&
          look.text.find(
            /\b(?:usa|u\.s\.|us)\b(?! (?:if|when|to|at|for|by|on|about|and|or|know|your|with|in))/,
          ));
      const general = look.text.find(ABROAD);
      if (!named && !general)
        yield {
          place: look.at(`recipients.${name}.where`),
          message: `Data goes to ${one.name ?? name} in ${sayCountry(country)}, and the notice says nothing of it.`,
          todo: 'Say to which country, and what protects it there; :list{recipients} does.',
        };
    }
  },
};

const SAFEGUARD =
  /\badequa|\bdata bridge|\buk extension|\bprivacy framework|\bidta\b|\binternational data transfer agreement|\baddendum|\b(?:standard|model) (?:contractual )?clauses|\bbinding corporate|\bsafeguards?\b|\bexplicit consent/;

const safeguardUnsaid: Check = {
  rule: 'notice-13-no-safeguard',
  severity: 'error',
  ground: article('Art 13(1)(f)'),
  *find(look) {
    const [first] = abroad(look);
    if (!first || look.text.find(SAFEGUARD)) return;
    const said = look.text.find(ABROAD);
    yield {
      place: said?.place ?? look.at(`recipients.${first.name}.transfer`),
      ...(said ? { quote: said.text, sentence: said.n } : {}),
      message: 'The notice tells of transfers abroad and not what protects the data there.',
      todo: `Name it, like ${sayTerm(first.one.transfer?.mechanism ?? 'adequacy')}; :list{recipients} does.`,
    };
  },
};

const copyOfSafeguards: Check = {
  rule: 'notice-15-no-copy-of-safeguards',
  severity: 'warning',
  ground: { ...article('Art 13(1)(f)'), tag: 'S' },
  *find(look) {
    const [first] = abroad(look).filter(
      ({ one }) =>
        ['idta', 'addendum', 'eu-sccs-2021', 'bcr'].includes(one.transfer?.mechanism ?? '') &&
        unprotectedCountries(look, one.where).length > 0,
    );
    if (
      first &&
      !look.text.find(
        /\bcop(?:y|ies) of (?:the|these|those|any|our|that|such|each) (?:\w+ ){0,3}(?:safeguards?|contracts?|clauses|agreements?|terms)|\b(?:safeguards?|clauses|agreements?)\b[^.]*\b(?:copy|copies|ask us|available)/,
      )
    )
      yield {
        place: look.text.placeFor(/abroad|transfer|countr|shar/),
        message: 'The notice does not say how people get a copy of the safeguards of transfers.',
        todo: 'Say it: "Ask us for a copy of these agreements."',
      };
  },
};

const ukExtension: Check = {
  rule: 'notice-48-no-uk-extension',
  severity: 'warning',
  ground: uk('SI 2023/1028', '2023-10-12', 'S'),
  *find(look) {
    const bridged = abroad(look).find(({ one }) => one.transfer?.mechanism === 'data-bridge');
    if (bridged && !look.text.find(/\buk extension\b|\bdata bridge\b/))
      yield {
        place: look.at(`recipients.${bridged.name}.transfer`),
        message: `The transfer to ${bridged.one.name ?? bridged.name} relies on the data bridge, and the notice does not mention the UK Extension.`,
        todo: 'Name it: the UK Extension to the EU-US Data Privacy Framework.',
      };
  },
};

export const noticeSharingChecks: readonly Check[] = [
  none,
  notCovered,
  transferSilent,
  safeguardUnsaid,
  copyOfSafeguards,
  ukExtension,
];
