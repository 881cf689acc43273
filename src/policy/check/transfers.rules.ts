import { addPeriod, type Day, sayDay } from '../../base/index.ts';
import {
  adequacyOf,
  isRestricted,
  mechanismValid,
  type RuleId,
  rules,
  type TransferMechanism,
} from '../../law/index.ts';
import { sayCountry, sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { recipients } from './recipients.rules.ts';
import { article, type Check, type Ground, type Hit, lawGround, uk } from './rule.ts';

/** The countries of a recipient to which sending is a restricted transfer. `eea` stands for a state of it. */
export function restrictedCountries(law: 'uk' | 'eu', where: readonly string[] | undefined): string[] {
  return (where ?? [])
    .map((country) => (country === 'uk' ? 'gb' : country === 'eea' ? 'ie' : country))
    .filter((country) => isRestricted(law, country));
}

/** Those of them that no finding of adequacy covers in whole: a mechanism has to be named. */
export const unprotectedCountries = (look: Look, where: readonly string[] | undefined): string[] =>
  restrictedCountries(look.law, where).filter(
    (country) => adequacyOf(look.law, country, look.on)?.onlyWhere !== null,
  );

const transferMissing = (law: 'uk' | 'eu'): Check => ({
  rule: 'law-transfer-without-mechanism',
  severity: 'error',
  ground: lawGround(law === 'uk' ? { ...rules.X1, validFrom: '2018-05-25' } : rules['X1.eu']),
  *find(look) {
    for (const [name, recipient] of recipients(look)) {
      const [country] = recipient.transfer ? [] : unprotectedCountries(look, recipient.where);
      if (country)
        yield {
          place: look.at(`recipients.${name}.where`),
          message: `${name} receives data in ${sayCountry(country)}, and nothing protects it there.`,
          todo:
            law === 'uk'
              ? 'Say what does: transfer: { mechanism: idta, checked: … }, or data-bridge for a certified recipient in the US.'
              : 'Say what does: transfer: { mechanism: eu-sccs-2021, checked: … }.',
        };
    }
    for (const [name, system] of Object.entries(look.policy.systems)) {
      const [country] = system.run ? [] : unprotectedCountries(look, system.where);
      if (country)
        yield {
          place: look.at(`systems.${name}.where`),
          severity: 'warning',
          message: `The system ${name} is in ${sayCountry(country)}, and no recipient is said to run it.`,
          todo: 'Name the recipient who runs it, with the transfer that protects it.',
        };
    }
  },
});

type Invalid = { hit: Hit; mechanism: TransferMechanism; rule: RuleId };

function* invalidTransfers(look: Look): Generator<Invalid> {
  for (const [name, { transfer, where, agreement: signed }] of recipients(look)) {
    if (!transfer) continue;
    const dead = transfer.mechanism === 'privacy-shield' || transfer.mechanism === 'safe-harbor';
    const countries = restrictedCountries(look.law, where);
    for (const country of countries.length > 0 ? countries : dead ? ['us'] : []) {
      if (!dead && adequacyOf(look.law, country, look.on)?.onlyWhere === null) continue;
      const verdict = mechanismValid({
        from: look.law,
        country,
        mechanism: transfer.mechanism,
        on: look.on,
        concludedOn: (signed?.signed ?? null) as Day | null,
      });
      if (verdict.valid) continue;
      yield {
        rule: verdict.rule,
        mechanism: transfer.mechanism,
        hit: {
          place: look.at(`recipients.${name}.transfer.mechanism`),
          message: `Sending to ${name} in ${sayCountry(country)} relies on ${sayTerm(transfer.mechanism)}: ${verdict.because.replace(/\.$/, '')}.`,
          todo:
            look.law === 'uk'
              ? 'Put the IDTA or the Addendum in place (or the data bridge, where the recipient is certified), or stop sending.'
              : transfer.mechanism === 'data-bridge'
                ? 'Write "mechanism: adequacy" where the recipient is certified for the EU, else put the EU clauses of 2021 in place, or stop sending.'
                : 'Put the EU clauses of 2021 in place, or stop sending.',
        },
      };
      break;
    }
  }
}

/** Which check of the numbered list a mechanism that does not hold belongs to; the rest are one rule of ours. */
function ruleFor(look: Look, { mechanism }: Invalid): string {
  if (mechanism === 'privacy-shield') return 'notice-42-privacy-shield';
  if (mechanism === 'safe-harbor') return 'notice-43-safe-harbour';
  if (mechanism === 'eu-sccs-pre-2021') return 'notice-46-old-standard-clauses';
  if (mechanism === 'eu-sccs-2021' && look.law === 'uk') return 'notice-47-eu-clauses-alone';
  if (mechanism === 'data-bridge' && look.on < '2023-10-12') return 'notice-49-data-bridge-too-early';
  return 'law-transfer-invalid';
}

const invalid = (rule: string, ground: Ground): Check => ({
  rule,
  severity: 'error',
  ground,
  *find(look) {
    for (const one of invalidTransfers(look)) if (ruleFor(look, one) === rule) yield one.hit;
  },
});

/** The safeguards of Art 46 also ask for a test of the protection that is left after the transfer. */
const testMissing: Check = {
  rule: 'law-transfer-without-test',
  severity: 'error',
  ground: lawGround(rules.X5),
  *find(look) {
    for (const [name, { transfer, where }] of recipients(look)) {
      if (!transfer || !['idta', 'addendum', 'bcr'].includes(transfer.mechanism)) continue;
      if (unprotectedCountries(look, where).length === 0 || transfer.test) continue;
      yield {
        place: look.at(`recipients.${name}.transfer.mechanism`),
        // Arrangements made before that day stand if they were lawful then.
        severity: transfer.checked && transfer.checked < '2026-02-05' ? 'warning' : 'error',
        message: `The transfer to ${name} relies on ${sayTerm(transfer.mechanism)} without the data protection test.`,
        todo: 'Write assessments/<name>.md with "kind: transfer-risk", and name it: transfer: { test: <name> }.',
      };
    }
  },
};

const bridgeUnchecked: Check = {
  rule: 'law-transfer-unchecked',
  severity: 'warning',
  ground: lawGround(rules.X3),
  *find(look) {
    for (const [name, { transfer }] of recipients(look)) {
      if (transfer?.mechanism !== 'data-bridge') continue;
      const place = look.at(`recipients.${name}.transfer.${transfer.checked ? 'checked' : 'mechanism'}`);
      const stale = transfer.checked !== undefined && addPeriod(transfer.checked as Day, 'P1Y') < look.on;
      if (!transfer.checked || stale)
        yield {
          place,
          message: transfer.checked
            ? `That ${name} is on the Data Privacy Framework was last checked on ${sayDay(transfer.checked as Day)}, and it certifies every year.`
            : `Nobody has checked that ${name} is on the Data Privacy Framework with the UK Extension.`,
          todo: 'Look it up on dataprivacyframework.gov and put in the day: transfer: { checked: … }.',
        };
    }
  },
};

const transferEnded: Check = {
  rule: 'law-transfer-expired',
  severity: 'error',
  ground: article('Art 44, 46'),
  *find(look) {
    for (const [name, { transfer }] of recipients(look))
      if (transfer?.expires && transfer.expires < look.on)
        yield {
          place: look.at(`recipients.${name}.transfer.expires`),
          message: `What protects the transfer to ${name} ended on ${sayDay(transfer.expires as Day)}.`,
          todo: 'Renew it, or stop sending.',
        };
  },
};

export const transferChecks: readonly Check[] = [
  transferMissing('uk'),
  transferMissing('eu'),
  invalid('notice-42-privacy-shield', lawGround(rules['X3.privacy-shield'])),
  invalid('notice-43-safe-harbour', lawGround(rules['X3.safe-harbor'])),
  invalid('notice-46-old-standard-clauses', { ...lawGround(rules['X4.old-clauses']), law: null }),
  invalid('notice-47-eu-clauses-alone', lawGround(rules.X4)),
  invalid('notice-49-data-bridge-too-early', uk('SI 2023/1028', null, 'S')),
  invalid('law-transfer-invalid', { source: 'GDPR Art 44-49', tag: 'V', from: null, to: null, law: null }),
  testMissing,
  bridgeUnchecked,
  transferEnded,
];
