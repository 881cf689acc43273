import { type Day, sayDay } from '../../base/index.ts';
import { listAt } from '../lists.ts';
import type { Policy } from '../policy.ts';
import { capital, sayCountry, sayPeriod, sayTerm } from '../words.ts';

/** A register as a table: what pages and spreadsheets are both made of. */
export type Register = { caption: string; columns: readonly string[]; rows: string[][] };

const NOT_RECORDED = 'not recorded';
const list = (parts: readonly string[] | undefined, say: (part: string) => string = sayTerm): string =>
  parts && parts.length > 0 ? parts.map(say).join('; ') : NOT_RECORDED;

export function retentionRegister(policy: Policy): Register {
  return {
    caption: 'How long each kind of data is kept, and what then happens to it',
    columns: ['What', 'Whose', 'Kept for', 'Counted from', 'Then', 'Why', 'Duty of law'],
    rows: Object.entries(policy.retention).map(([name, rule]) => [
      capital(
        rule.says ??
          (rule.data ? list(rule.data, (one) => policy.data[one]?.says ?? sayTerm(one)) : sayTerm(name)),
      ),
      rule.people ? list(rule.people, (one) => policy.people[one]?.says ?? sayTerm(one)) : 'everybody',
      rule.keep === 'while' ? `as long as there is: ${list(rule.while)}` : sayPeriod(rule.keep),
      rule.from === undefined
        ? 'not applicable'
        : typeof rule.from === 'string'
          ? sayTerm(rule.from)
          : 'latest' in rule.from
            ? `the latest of: ${list(rule.from.latest)}`
            : `the earliest of: ${list(rule.from.earliest)}`,
      sayTerm(rule.then),
      rule.because,
      rule.duty ? sayTerm(rule.duty) : 'none',
    ]),
  };
}

export function recipientRegister(policy: Policy): Register {
  const said = new Map((listAt(policy, 'recipients') ?? []).map((item) => [item.path, item.name]));
  return {
    caption: 'Who receives personal data from us',
    columns: ['Who', 'Role', 'What for', 'Which data', 'Where', 'What protects it abroad', 'Agreement'],
    rows: Object.entries(policy.recipients).map(([name, one]) => [
      said.get(`recipients.${name}`) ?? sayTerm(name),
      sayTerm(one.role),
      list(one.for, (purpose) => policy.purposes[purpose]?.says ?? sayTerm(purpose)),
      list(one.receives, (data) => policy.data[data]?.says ?? sayTerm(data)),
      list(one.where, sayCountry),
      one.transfer ? sayTerm(one.transfer.mechanism) : 'not applicable',
      one.agreement
        ? `signed ${sayDay(one.agreement.signed as Day)}${one.agreement.expires ? `, to ${sayDay(one.agreement.expires as Day)}` : ''}`
        : NOT_RECORDED,
    ]),
  };
}

export function cookieRegister(policy: Policy): Register {
  return {
    caption: 'Cookies and similar storage on your device',
    columns: ['Name', 'Set by', 'What for', 'Kept for', 'Your choice'],
    rows: Object.entries(policy.cookies).flatMap(([name, group]) =>
      group.items.map((item) => [
        item.name,
        item.by === 'us' ? (policy.organisation['short-name'] ?? policy.organisation.name) : item.by,
        item.says ?? group.says ?? sayTerm(name),
        item.keeps === 'session' ? 'until you close the browser' : sayPeriod(item.keeps),
        group.ask
          ? 'only after you agree'
          : group.objection
            ? 'set unless you object'
            : `needed (${sayTerm(group.exemption ?? '')})`,
      ]),
    ),
  };
}
