import type { Policy } from './policy.ts';

/**
 * Who we are, in the lines that stand under every letter, page and notice: legal name, where and under which number
 * registered, VAT number, registered office. They come from the one record of the policy and are written nowhere else
 * (Companies (Trading Disclosures) Regulations 2008; GDPR Art 13(1)(a)).
 */
export function identityLines({ organisation }: Pick<Policy, 'organisation'>): string[] {
  const number = organisation['company-number'];
  const place = organisation['registered-in'];
  const vat = organisation['vat-number'];
  const office = organisation['registered-office'];
  return [
    organisation.name,
    ...(number ? [`${place ? `Registered in ${place}, company` : 'Company'} number ${number}`] : []),
    ...(vat ? [`VAT number ${vat}`] : []),
    ...(office ? [`Registered office: ${office}`] : []),
  ];
}
