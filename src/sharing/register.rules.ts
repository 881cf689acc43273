import type { Day } from '../base/index.ts';
import { isRestricted, mechanismValid } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';
import { lawCountry, type Recipient } from './recipient.rules.ts';

export type HandedOver = { recipient: string; purpose: string; data: readonly string[] };

export type Prohibition = Policy['prohibitions'][string];

/*
 * What the register and the prohibitions say of a hand-over, read from the declarations alone. The gate decides by rules of its
 * own: whoever looks at what it did, or says what it should do, must not ask it.
 */

/** Whether the register does not let this recipient have this data for this purpose. */
export function beyondRegister(policy: Policy, { recipient, purpose, data }: HandedOver): boolean {
  const listed = Object.hasOwn(policy.recipients, recipient) ? policy.recipients[recipient] : undefined;
  if (!listed) return true;
  const purposes = listed.for ?? Object.keys(policy.purposes);
  const categories = listed.receives ?? Object.keys(policy.data);
  return !purposes.includes(purpose) || data.some((one) => !categories.includes(one));
}

/** Whether handing data out is what this prohibition speaks of: what is handed out is used. */
export const speaksOfSharing = ({ act, data, purposes, recipients }: Prohibition): boolean =>
  act === 'share' ? Boolean(data ?? purposes ?? recipients) : act === 'use' && Boolean(data ?? purposes);

/** Whether this prohibition forbids it. Of whom it was is not in the log, nor where it came in: one that turns on that is not judged here. */
export function prohibits(policy: Policy, declared: Prohibition, handed: HandedOver): boolean {
  const { data, purposes, recipients, collection, people, except } = declared;
  if (!speaksOfSharing(declared) || collection || people) return false;
  if (except?.purposes?.includes(handed.purpose) || except?.recipients?.includes(handed.recipient))
    return false;
  const given = handed.data.length > 0 ? handed.data : mayGet(policy, handed);
  return (
    (!data || given.some((one) => data.includes(one))) &&
    (!purposes || purposes.includes(handed.purpose)) &&
    (!recipients || recipients.includes(handed.recipient))
  );
}

const mayGet = (policy: Policy, { recipient, purpose }: HandedOver): readonly string[] =>
  policy.recipients[recipient]?.receives ?? policy.purposes[purpose]?.data ?? [];

/** Whether a processor's agreement ran on that day; nobody else needs one. */
export const agreedOn = ({ role, agreement }: Recipient, day: Day): boolean =>
  role !== 'processor' ||
  (agreement !== undefined &&
    agreement.signed <= day &&
    (agreement.expires === undefined || day <= agreement.expires));

/** Whether each country that the data goes to could have it that day, by the mechanism that is declared. */
export function mechanismStoodOn(policy: Policy, recipient: Recipient, day: Day): boolean {
  const { transfer, agreement } = recipient;
  const from = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const abroad = (recipient.where ?? []).map(lawCountry).filter((country) => isRestricted(from, country));
  if (abroad.length === 0) return true;
  if (transfer?.expires !== undefined && transfer.expires < day) return false;
  return abroad.every((country) => {
    const { valid, needs } = mechanismValid({
      from,
      country,
      // The data bridge is about the United States alone.
      mechanism:
        transfer && (transfer.mechanism !== 'data-bridge' || country === 'us')
          ? transfer.mechanism
          : 'adequacy',
      on: day,
      concludedOn: (agreement?.signed as Day | undefined) ?? null,
      recipientCovered: transfer?.checked !== undefined,
      assessedOn: (transfer?.checked as Day | undefined) ?? null,
    });
    return valid && needs.length === 0;
  });
}
