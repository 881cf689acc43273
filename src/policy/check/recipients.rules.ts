import { addPeriod, type Day, sayDay } from '../../base/index.ts';
import type { Policy } from '../policy.ts';
import type { Look } from './look.ts';
import { article, type Check } from './rule.ts';

type Recipient = Policy['recipients'][string];

export const recipients = ({ policy }: Look): [string, Recipient][] => Object.entries(policy.recipients);

const agreement: Check = {
  rule: 'law-agreement-missing',
  severity: 'error',
  ground: article('Art 28(3)'),
  *find(look) {
    for (const [name, { role, agreement: signed }] of recipients(look)) {
      if (role !== 'processor' || signed) continue;
      yield {
        place: look.at(`recipients.${name}.role`),
        message: `${name} is a processor, and no agreement with it is declared.`,
        todo: 'Sign one, then say so: agreement: { signed: 2026-01-15, expires: 2028-01-15 }.',
      };
    }
  },
};

const agreementEnded: Check = {
  rule: 'law-agreement-expired',
  severity: 'error',
  ground: article('Art 28(3)'),
  *find(look) {
    for (const [name, { agreement: signed }] of recipients(look)) {
      if (!signed) continue;
      if (signed.expires && signed.expires < look.on)
        yield {
          place: look.at(`recipients.${name}.agreement.expires`),
          message: `The agreement with ${name} ended on ${sayDay(signed.expires as Day)}.`,
          todo: 'Renew it and put in the new dates, or stop sending data there.',
        };
      else if (signed.signed > look.on)
        yield {
          place: look.at(`recipients.${name}.agreement.signed`),
          message: `The agreement with ${name} is signed only on ${sayDay(signed.signed as Day)}.`,
          todo: 'Send no data there before that day.',
        };
    }
  },
};

const arrangement: Check = {
  rule: 'law-arrangement-missing',
  severity: 'error',
  ground: article('Art 26(1)'),
  *find(look) {
    for (const [name, { role, agreement: signed }] of recipients(look))
      if (role === 'joint-controller' && !signed)
        yield {
          place: look.at(`recipients.${name}.role`),
          message: `${name} is a joint controller, and no arrangement with it is declared.`,
          todo: 'Agree who answers for what, then say so: agreement: { signed: … }.',
        };
  },
};

const audit: Check = {
  rule: 'law-audit-overdue',
  severity: 'error',
  ground: article('Art 28(1), 5(2)'),
  *find(look) {
    for (const [name, { audit: audited }] of recipients(look)) {
      if (!audited) continue;
      const due = addPeriod(audited.last as Day, audited.every);
      if (due < look.on)
        yield {
          place: look.at(`recipients.${name}.audit.last`),
          message: `The audit of ${name} was due on ${sayDay(due)}.`,
          todo: 'Audit it and put in the day, or set an interval that you keep.',
        };
    }
  },
};

export const recipientChecks: readonly Check[] = [agreement, agreementEnded, arrangement, audit];
