import { rules } from '../../law/index.ts';
import { fieldsOf, kindOf } from '../field.rules.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { ownPurposes } from './purposes.rules.ts';
import { article, type Check, type Ground, house, lawGround } from './rule.ts';

type Purpose = Policy['purposes'][string];

const marketing = (look: Look): [string, Purpose][] =>
  ownPurposes(look).filter(([, purpose]) => purpose.kind === 'marketing');

/** Channels that PECR reg 22 counts as electronic mail. Where none is declared every channel is open. */
const electronic = (purpose: Purpose): string[] =>
  (purpose.channels ?? ['email', 'sms']).filter((channel) => channel === 'email' || channel === 'sms');

/** Words that say the people written to are a company and not a person. */
const CORPORATE =
  /\b(?:compan(?:y|ies)|corporate|business(?:es)?|organisations?|employers?|clubs?|agenc(?:y|ies))\b/i;

const withoutConsent = (ground: Ground): Check => ({
  rule: 'law-marketing-without-consent',
  severity: 'error',
  ground,
  *find(look) {
    for (const [name, purpose] of marketing(look)) {
      const channels = electronic(purpose);
      if (channels.length === 0 || purpose.basis === 'consent' || purpose['soft-opt-in']) continue;
      const corporate = purpose.people.every((one) => CORPORATE.test(look.policy.people[one]?.says ?? ''));
      yield {
        place: look.at(`purposes.${name}.basis`),
        ...(corporate ? { severity: 'warning' as const } : {}),
        message: corporate
          ? `${name} markets by ${sayList(channels.map(sayTerm))} without consent: that reaches corporate subscribers only, never sole traders or partnerships.`
          : `${name} markets by ${sayList(channels.map(sayTerm))} without consent or the soft opt-in.`,
        todo: 'Set "basis: consent" and ask for it, or declare "soft-opt-in" with the sales in which people gave their details.',
      };
    }
  },
});

const softOptIn: Check = {
  rule: 'law-soft-opt-in-incomplete',
  severity: 'error',
  ground: lawGround(rules.P2),
  *find(look) {
    const { policy } = look;
    for (const [name, purpose] of marketing(look)) {
      const claim = purpose['soft-opt-in'];
      if (!claim) continue;
      const place = look.at(`purposes.${name}.soft-opt-in`);
      const noSale = claim.from.filter((one) => policy.relationships[one]?.sale !== true);
      if (noSale.length > 0)
        yield {
          place,
          message: `The soft opt-in of ${name} counts on ${sayList(noSale.map(sayTerm))}, which begins with no sale or its negotiation.`,
          todo: 'Say "sale: true" on that relationship if it does, or ask for consent.',
        };
      if (!Object.values(policy.collection).some((point) => point.offers?.includes(name)))
        yield {
          place,
          message: `No collection point offers people a way to say no to ${name} when they give their details.`,
          todo: `Add "offers: [${name}]" where the sale is made.`,
        };
      if (purpose.partner)
        yield {
          place: look.at(`purposes.${name}.partner`),
          message: `${name} promotes ${purpose.partner}, and the soft opt-in covers only our own products.`,
          todo: 'Ask for consent to it.',
        };
      if (!policy.rights['marketing-objection'])
        yield {
          place,
          message: `${name} uses the soft opt-in, and nothing declares how people refuse it in each message.`,
          todo: 'Declare rights.marketing-objection with "routes: [link, email]".',
        };
    }
  },
};

const neverAsked: Check = {
  rule: 'law-consent-never-asked',
  severity: 'error',
  ground: article('Art 7(1)'),
  *find(look) {
    const asked = new Set(Object.values(look.policy.collection).flatMap((point) => point.asks ?? []));
    for (const [name, purpose] of ownPurposes(look)) {
      if (purpose.basis !== 'consent' || asked.has(name)) continue;
      yield {
        place: look.at(`purposes.${name}.basis`),
        severity: purpose.kind === 'marketing' ? 'error' : 'warning',
        message: `${name} rests on consent, and no collection point asks for it.`,
        todo: `Add "asks: [${name}]" to the point where people can say yes.`,
      };
    }
  },
};

const askedInVain: Check = {
  rule: 'law-consent-asked-in-vain',
  severity: 'warning',
  ground: article('Art 5(1)(a), 7'),
  *find(look) {
    for (const [point, declared] of Object.entries(look.policy.collection))
      for (const name of declared.asks ?? []) {
        const purpose = look.policy.purposes[name];
        // A yes to data that the law protects specially may stand beside another basis: Art 9(2)(a).
        if (purpose && purpose.basis !== 'consent' && purpose.special?.condition !== 'explicit-consent')
          yield {
            place: look.at(`collection.${point}.asks`),
            message: `${point} asks consent for ${name}, which rests on ${sayTerm(purpose.basis)}: a "no" would change nothing.`,
            todo: 'Do not ask what you do anyway: take it out of "asks", or rest the purpose on consent.',
          };
      }
  },
};

/** Mail needs an address: one that the data has room for, and that comes in somewhere. */
const mailWithoutAddress: Check = {
  rule: 'language-marketing-without-address',
  severity: 'error',
  ground: house,
  *find(look) {
    const { policy } = look;
    const isAddress = (field: string) => kindOf(policy, field) === 'email';
    const comesIn =
      Object.values(policy.collection).some(
        (point) => !point['controlled-by'] && Object.keys(point.fields).some(isAddress),
      ) ||
      Object.values(policy.systems).some(({ tables }) =>
        Object.values(tables ?? {}).some(({ identifies }) => identifies.email),
      );
    for (const [name, purpose] of marketing(look)) {
      if (!purpose.channels?.includes('email')) continue;
      const held = purpose.data.flatMap((one) => fieldsOf(policy.data[one]));
      if (!held.some(isAddress))
        yield {
          place: look.at(`purposes.${name}.data`),
          message: `${name} is sent by e-mail, and ${sayList(purpose.data)} ${purpose.data.length > 1 ? 'have' : 'has'} no field for an e-mail address.`,
          todo: 'Name the kind of data that has it, or add "email" to its fields.',
        };
      else if (!comesIn) {
        const point = Object.entries(policy.collection).find(
          ([, one]) => one.asks?.includes(name) || one.offers?.includes(name) || one.purposes.includes(name),
        )?.[0];
        yield {
          place: point ? look.at(`collection.${point}`) : look.at(`purposes.${name}.channels`),
          message: `${name} is sent by e-mail, and no collection point takes an e-mail address: nobody can be written to.`,
          todo: `Add "email: required" to the fields of ${point ?? 'the point where people say yes'}.`,
        };
      }
    }
  },
};

export const marketingChecks: readonly Check[] = [
  withoutConsent(lawGround(rules.P1)),
  withoutConsent(lawGround(rules['P1.eu'])),
  softOptIn,
  neverAsked,
  askedInVain,
  mailWithoutAddress,
];
