import { type LawfulBasis, RIGHTS_BY_BASIS, rules } from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { sayPeriod, sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { roughDays } from './periods.rules.ts';
import { ownPurposes } from './purposes.rules.ts';
import { article, type Check, type Ground, lawGround } from './rule.ts';

export type Right = keyof Policy['rights'];

/** The language says one interest; the rulebook names the basis. */
const basisOf = (basis: Policy['purposes'][string]['basis']): LawfulBasis =>
  basis === 'recognised-legitimate-interest' ? 'recognised-legitimate-interests' : basis;

/** Where each right stands, and what gives it. */
const GROUNDS: Readonly<Partial<Record<Right, Ground>>> = {
  access: article('Art 15'),
  rectification: article('Art 16'),
  erasure: article('Art 17'),
  restriction: article('Art 18'),
  portability: article('Art 20(1)'),
  objection: article('Art 21(1)'),
  withdrawal: article('Art 7(3)'),
  'marketing-objection': article('Art 21(2)-(3)'),
  'human-review': lawGround(rules.R17),
  complaint: lawGround(rules.R18),
};

/** Why people have a right under this policy on this day, or null where nothing gives it. */
export function whyOwed(look: Pick<Look, 'policy' | 'on' | 'law'>, right: Right): string | null {
  const purposes = ownPurposes(look);
  if (purposes.length === 0) return null;
  switch (right) {
    case 'access':
    case 'rectification':
    case 'erasure':
    case 'restriction':
      return 'people have it whatever the basis';
    case 'portability':
    case 'objection':
    case 'withdrawal': {
      const giving = purposes.find(([, { basis }]) => RIGHTS_BY_BASIS[basisOf(basis)][right] === 'yes');
      return giving ? `${giving[0]} rests on ${sayTerm(giving[1].basis)}` : null;
    }
    case 'marketing-objection': {
      const marketing = purposes.find(([, { kind }]) => kind === 'marketing');
      return marketing ? `${marketing[0]} is marketing` : null;
    }
    case 'human-review': {
      const decision = Object.entries(look.policy.decisions).find(
        ([, one]) => one.automated && one.significant,
      );
      return decision ? `${decision[0]} is automated and significant` : null;
    }
    case 'complaint':
      return look.law === 'uk' && look.on >= '2026-06-19'
        ? 'people complain to the controller first since 19 June 2026'
        : null;
  }
}

const missing = (right: Right, ground: Ground): Check => ({
  rule: right === 'complaint' ? 'law-complaint-missing' : `law-right-missing-${right}`,
  severity: 'error',
  ground,
  *find(look) {
    const why = look.policy.rights[right] ? null : whyOwed(look, right);
    if (why)
      yield {
        place: look.at('rights'),
        message: `The right of ${sayTerm(right)} is not declared, and ${why}.`,
        todo: `Declare it: rights: { ${right}: { ${right === 'complaint' ? 'acknowledge-within: P30D' : right === 'marketing-objection' ? 'routes: [link, email]' : 'within: P1M'} } }.`,
      };
  },
});

const slow: Check = {
  rule: 'law-right-too-slow',
  severity: 'error',
  ground: article('Art 12(3)'),
  *find(look) {
    for (const [right, declared] of Object.entries(look.policy.rights))
      if (declared?.within && right !== 'complaint' && longerThanMonth(declared.within))
        yield {
          place: look.at(`rights.${right}.within`),
          message: `${sayTerm(right)} is answered within ${sayPeriod(declared.within)}; the law gives one month.`,
          todo: 'Set "within: P1M" or less. A harder request may be extended when it comes.',
        };
  },
};

/** 31 days is longer than some months and shorter than none: only what is plainly longer is an error. */
const longerThanMonth = (period: string): boolean => roughDays(period) > 31;

const complaintSlow: Check = {
  rule: 'law-complaint-acknowledged-late',
  severity: 'error',
  ground: lawGround(rules.R18),
  *find(look) {
    const period = look.policy.rights.complaint?.['acknowledge-within'];
    if (period && roughDays(period) > 30)
      yield {
        place: look.at('rights.complaint.acknowledge-within'),
        message: `A complaint is acknowledged within ${sayPeriod(period)}; the law gives 30 days.`,
        todo: 'Set "acknowledge-within: P30D" or less.',
      };
  },
};

const complaintRoute: Check = {
  rule: 'notice-29-no-electronic-complaint',
  severity: 'warning',
  ground: lawGround(rules.R18),
  *find(look) {
    const routes = look.policy.rights.complaint?.routes;
    if (routes && !routes.some((route) => ['web', 'email', 'account', 'link'].includes(route)))
      yield {
        place: look.at('rights.complaint.routes'),
        message: 'People cannot complain electronically.',
        todo: 'Add "web" or "email" to its routes.',
      };
  },
};

/** Taking consent back is as easy as giving it: a signed letter is not as easy as a tick. */
const withdrawalHard: Check = {
  rule: 'law-withdrawal-harder-than-consent',
  severity: 'error',
  ground: article('Art 7(3)'),
  *find(look) {
    for (const right of ['withdrawal', 'marketing-objection'] as const) {
      const declared = look.policy.rights[right];
      if (declared?.verify === 'document')
        yield {
          place: look.at(`rights.${right}.verify`),
          message: `${sayTerm(right)} asks for an identity document; saying yes asked for none.`,
          todo: 'Set "verify: none" or "email-link".',
        };
    }
  },
};

export const rightChecks: readonly Check[] = [
  ...(Object.entries(GROUNDS) as [Right, Ground][]).map(([right, ground]) => missing(right, ground)),
  slow,
  complaintSlow,
  complaintRoute,
  withdrawalHard,
];
