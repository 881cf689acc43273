import type { Policy } from '../policy.ts';
import { sayCountry, sayTerm } from '../words.ts';
import { told } from './coverage.rules.ts';
import type { Look } from './look.ts';
import { restrictedCountries, unprotectedCountries } from './recipients.rules.ts';
import { article, type Check, type Hit, uk } from './rule.ts';

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
        !told(look, `recipients.${name}`, one.name, one.says) &&
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
const abroad = (look: Look): { name: string; one: Recipient; country: string }[] =>
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

const EXCEPT =
  /\b(?:except|unless|other than|apart from|without|only|beyond|besides|save|not (?:listed|named)|for (?:their|its) own|for marketing|further)\b/;
const NEVER = "\\b(?:never|do not|does not|don't|will not|won't|are not|is not|no)\\b[^.]*";

/** Sentences that a declaration makes untrue. */
const CONTRADICTED: readonly { said: RegExp; excepted: boolean; by(look: Look): string | null }[] = [
  {
    said: new RegExp(
      `${NEVER}\\b(?:share|shared|disclose|disclosed|pass|passed|give|given)\\b[^.]*\\b(?:anyone|anybody|third part(?:y|ies)|other (?:compan\\w+|organisations?|people)|others)\\b`,
    ),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.recipients)
        .find(([, one]) => one.role !== 'authority')?.[0]
        .replace(/^/, 'recipients.') ?? null,
  },
  {
    said: new RegExp(
      `${NEVER}\\b(?:transfer|send|sent|transferred|leave|leaves|stored|kept)\\b[^.]*\\b(?:outside|out of) (?:of )?the (?:uk|united kingdom|eea|european)`,
    ),
    excepted: true,
    by: (look) => abroad(look)[0]?.name.replace(/^/, 'recipients.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\b(?:use|set|place)\\b[^.]{0,20}\\bcookies\\b`),
    excepted: true,
    by: ({ policy }) => Object.keys(policy.cookies)[0]?.replace(/^/, 'cookies.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\bautomated (?:decision|means)`),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.decisions)
        .find(([, one]) => one.automated && one.significant)?.[0]
        .replace(/^/, 'decisions.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\b(?:send|use)\\b[^.]*\\bmarketing\\b`),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.purposes)
        .find(([, one]) => one.kind === 'marketing')?.[0]
        .replace(/^/, 'purposes.') ?? null,
  },
  {
    said: new RegExp(
      `${NEVER}\\b(?:collect|hold|use|process|ask for)\\b[^.]*\\b(?:special categor\\w+|sensitive (?:personal )?(?:data|information))`,
    ),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.data)
        .find(([, one]) => one.special)?.[0]
        .replace(/^/, 'data.') ?? null,
  },
];

const contradiction: Check = {
  rule: 'notice-65-contradiction',
  severity: 'error',
  ground: article('Art 5(1)(a)'),
  *find(look): Iterable<Hit> {
    for (const { said, excepted, by } of CONTRADICTED) {
      const declared = by(look);
      if (!declared) continue;
      for (const sentence of look.text.sentences) {
        if (sentence.kind !== 'text' || !said.test(sentence.low) || (excepted && EXCEPT.test(sentence.low)))
          continue;
        // A promise bound to a narrower rule says by its binding what it means.
        if (
          sentence.promises.some((one) =>
            one.by.some(
              (path) => path.startsWith('prohibitions.') && look.policy.prohibitions[path.slice(13)]?.data,
            ),
          )
        )
          continue;
        yield {
          place: sentence.place,
          quote: sentence.text,
          sentence: sentence.n,
          message: `This sentence is untrue while ${declared} is declared.`,
          todo: `Say the exception in the sentence, or take ${declared} out.`,
        };
      }
    }
  },
};

const softOptOut: Check = {
  rule: 'notice-60-soft-opt-in',
  severity: 'warning',
  ground: uk('PECR reg 22(3)', null, 'S'),
  *find(look) {
    const soft = Object.entries(look.policy.purposes).find(([, one]) => one['soft-opt-in']);
    if (
      soft &&
      !look.text.find(
        /\bunsubscribe|\bopt(?:ing)?[ -]out\b|\bstop (?:receiving|marketing|these|them|our|any|it|us)\b|\bsay no\b|\bobject\b[^.]*\bmarketing/,
      )
    )
      yield {
        place: look.at(`purposes.${soft[0]}.soft-opt-in`),
        message: `${soft[0]} uses the soft opt-in, and the notice does not say how to stop it.`,
        todo: 'Say it: "You can unsubscribe in every e-mail."',
      };
  },
};

const cookiesUnsaid: Check = {
  rule: 'notice-55-cookies-not-in-notice',
  severity: 'error',
  ground: uk('PECR reg 6(2)(a)', null),
  *find(look) {
    const [name] = Object.keys(look.policy.cookies);
    if (name && !look.text.find(/\bcookies?\b/))
      yield {
        place: look.at('cookies'),
        message: 'Cookies are declared, and the notice does not mention them.',
        todo: 'Say that you use them, and link to the cookie page.',
      };
  },
};

const retentionUnsaid: Check = {
  rule: 'notice-16-no-retention-period',
  severity: 'error',
  ground: article('Art 13(2)(a)'),
  *find(look) {
    for (const [name, rule] of Object.entries(look.policy.retention)) {
      if (told(look, `retention.${name}`, rule.says, rule.told)) continue;
      yield {
        place: look.at(`retention.${name}`),
        message: `The notice does not say how long what retention.${name} covers is kept.`,
        todo: `Put :list{retention} into the notice, or write :value{retention.${name}.keep} in a promise bound to it.`,
      };
    }
  },
};

const notEnforced: Check = {
  rule: 'notice-18-period-not-enforced',
  severity: 'error',
  ground: article('Art 5(1)(e), 5(2)'),
  *find(look) {
    const { enforced } = look.facts;
    if (!enforced) return;
    for (const [name, rule] of Object.entries(look.policy.retention))
      if (!enforced.includes(name) && rule.keep !== 'while' && !rule['held-by'] && !rule.attested)
        yield {
          place: look.at(`retention.${name}`),
          message: `No job carries out ${name}: what it promises is deleted by nobody.`,
          todo: 'Connect the system that holds the data, or name the attestation that shows it.',
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
  contradiction,
  softOptOut,
  cookiesUnsaid,
  retentionUnsaid,
  notEnforced,
];
