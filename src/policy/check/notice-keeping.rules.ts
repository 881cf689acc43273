import { told } from './coverage.rules.ts';
import { article, type Check, uk } from './rule.ts';

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

export const noticeKeepingChecks: readonly Check[] = [
  softOptOut,
  cookiesUnsaid,
  retentionUnsaid,
  notEnforced,
];
