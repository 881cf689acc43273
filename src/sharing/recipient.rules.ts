import type { Day } from '../base/index.ts';
import { isRestricted, mechanismValid } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';

export type Recipient = Policy['recipients'][string];

export type Flow = { verdict: 'allow' | 'deny'; code: string; says: string; source: string };

const deny = (code: string, says: string, source: string): Flow => ({ verdict: 'deny', code, says, source });

/**
 * May this data go to this recipient for this purpose on this day? Nobody who is not in the register receives anything,
 * and nobody in it receives more than it says.
 */
export function mayShare(
  policy: Policy,
  ask: { recipient: string; purpose: string; data: readonly string[] },
  today: Day,
): Flow {
  const recipient = Object.hasOwn(policy.recipients, ask.recipient)
    ? policy.recipients[ask.recipient]
    : undefined;
  if (!recipient)
    return deny(
      'share.unlisted-recipient',
      'This recipient is not in the register of recipients.',
      'UK GDPR Art 5(1)(a), 13(1)(e)',
    );
  if (!Object.hasOwn(policy.purposes, ask.purpose))
    return deny('share.undeclared-purpose', 'The policy declares no such purpose.', 'UK GDPR Art 5(1)(b)');
  if (recipient.for && !recipient.for.includes(ask.purpose)) {
    return deny(
      'share.undeclared-purpose',
      `The register lets this recipient receive data for ${recipient.for.join(', ')}, not for this purpose.`,
      'UK GDPR Art 5(1)(b)',
    );
  }
  // A recipient whose register entry names no data may receive any that is declared, and nothing that is not.
  const listed = recipient.receives ?? Object.keys(policy.data);
  const surplus = ask.data.filter((category) => !listed.includes(category));
  if (surplus.length > 0)
    return deny(
      'share.undeclared-data',
      `The register does not let this recipient receive ${surplus.join(', ')}.`,
      'UK GDPR Art 5(1)(c)',
    );
  if (recipient.role === 'processor') {
    if (!recipient.agreement)
      return deny(
        'share.no-agreement',
        'There is no signed agreement with this processor.',
        'UK GDPR Art 28(3)',
      );
    const { signed, expires } = recipient.agreement;
    if (today < signed || (expires && today > expires))
      return deny(
        'share.agreement-lapsed',
        `The agreement with this processor ran from ${signed} to ${expires ?? 'today'}.`,
        'UK GDPR Art 28(3)',
      );
  }
  const abroad = (recipient.where ?? [])
    .map((country) => mayTransfer(policy, ask.recipient, country, today))
    .find((flow) => flow.verdict === 'deny');
  return (
    abroad ?? {
      verdict: 'allow',
      code: 'share.listed',
      says: 'The register lists this recipient, for this purpose and this data.',
      source: 'UK GDPR Art 13(1)(e)',
    }
  );
}

/** May data go to that country by the mechanism that the register names, on this day? (law X1 to X5) */
export function mayTransfer(policy: Policy, name: string, where: string, today: Day): Flow {
  const recipient = Object.hasOwn(policy.recipients, name) ? policy.recipients[name] : undefined;
  if (!recipient)
    return deny(
      'share.unlisted-recipient',
      'This recipient is not in the register of recipients.',
      'UK GDPR Art 5(1)(a), 13(1)(e)',
    );
  const from = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const country = lawCountry(where);
  if (!isRestricted(from, country))
    return {
      verdict: 'allow',
      code: 'transfer.not-restricted',
      says: 'The data stays where our law applies.',
      source: 'UK GDPR Art 44A',
    };
  const { transfer } = recipient;
  // The data bridge is about the United States alone: another country of the same recipient needs a finding of its own.
  const bridgeElsewhere = transfer?.mechanism === 'data-bridge' && country !== 'us';
  const mechanism = bridgeElsewhere ? 'adequacy' : (transfer?.mechanism ?? 'adequacy');
  const answer = mechanismValid({
    from,
    country,
    mechanism,
    on: today,
    concludedOn: (recipient.agreement?.signed as Day | undefined) ?? null,
    recipientCovered: transfer?.checked !== undefined,
    assessedOn: (transfer?.checked as Day | undefined) ?? null,
  });
  if (!answer.valid)
    return deny(
      transfer ? 'transfer.mechanism-invalid' : 'transfer.no-mechanism',
      answer.because,
      answer.rule,
    );
  if (answer.needs.length > 0)
    return deny(
      'transfer.not-shown',
      `${answer.because} The register does not show: ${answer.needs.join(', ')}.`,
      answer.rule,
    );
  if (transfer?.expires && today > transfer.expires)
    return deny(
      'transfer.mechanism-lapsed',
      `The mechanism for this transfer ended on ${transfer.expires}.`,
      'UK GDPR Art 46',
    );
  return { verdict: 'allow', code: 'transfer.mechanism-valid', says: answer.because, source: answer.rule };
}

/** Policies say `uk`, as people do, and `eea` for all of it; the tables of the law have ISO codes of states. */
export const lawCountry = (where: string): string => (where === 'uk' ? 'gb' : where === 'eea' ? 'ie' : where);
