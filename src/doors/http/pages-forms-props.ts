import { Refused } from '../../base/index.ts';
import {
  explicitFor,
  isForm,
  kindsOf,
  pageOf,
  sayField,
  sensitivePurposes,
  tellsWho,
} from '../../collection/index.ts';
import type { Policy } from '../../policy/index.ts';
import { agesAsked, type House, outletsOf, pointNamed } from '../../procedures/index.ts';
import type * as page from '../pages/index.ts';

export type FormOnPage = {
  kind: 'form' | 'kiosk' | 'signpost' | 'session';
  props: Omit<page.FormProps, 'values' | 'errors'>;
  /** Who is responsible where that is not us. */
  controller: { name: string; contact: string | null } | null;
};

/** What the page of a collection point shows, made from its declaration. Refuses `collection.unknown-point`. */
export function formOf(house: Pick<House, 'baseUrl'>, policy: Policy, name: string): FormOnPage {
  const declared = pointNamed(policy, name);
  const kind = pageOf(declared);
  if (!kind || (kind === 'form' && !isForm(declared)))
    throw new Refused('collection.unknown-point', 'There is no such form.');
  const names = [...declared.purposes, ...(declared.asks ?? []), ...(declared.offers ?? [])];
  const fields = Object.keys(declared.fields);
  const controller = declared['controlled-by'] ? policy.recipients[declared['controlled-by']] : undefined;
  const explicit = Object.fromEntries(
    fields.flatMap((field) => {
      const [purpose] = explicitFor(policy, declared, field);
      return purpose ? [[field, purpose]] : [];
    }),
  );
  return {
    kind,
    props: {
      point: name,
      declared,
      notice: { hash: policy.hash },
      purposes: Object.fromEntries(
        names.map((one) => [
          one,
          { says: sayPurpose(policy, one), channels: policy.purposes[one]?.channels },
        ]),
      ),
      countries: countriesOf(policy, declared.purposes),
      wording: wordingOf(policy, names),
      kinds: kindsOf(policy, declared),
      explicit,
      ages: agesAsked(policy, declared).bands,
      ...(declared.kind === 'application' && { sensitive: sensitivePurposes(policy, declared) }),
      ...(declared.kind === 'testimonial' && { outlets: outletsOf(policy, name) }),
      ...(declared.anonymous && { apart: fields.filter((field) => tellsWho(policy, field)) }),
      ...(declared.kind === 'referral' && { share: shareOf(house, policy) }),
    },
    controller: declared['controlled-by']
      ? {
          name: controller?.name ?? sayField(declared['controlled-by']),
          contact: controller?.contact ?? null,
        }
      : null,
  };
}

const sayPurpose = (policy: Policy, purpose: string): string =>
  policy.purposes[purpose]?.says ?? purpose.replaceAll('-', ' ');

const countriesOf = (policy: Policy, purposes: readonly string[]): string[] => [
  ...new Set(
    Object.values(policy.recipients).flatMap((recipient) =>
      recipient.for?.some((one) => purposes.includes(one)) ? (recipient.where ?? []) : [],
    ),
  ),
];

const wordingOf = (policy: Policy, purposes: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.values(policy.wording).flatMap((one) =>
      one.kind === 'consent-question' && one.for && purposes.includes(one.for)
        ? [[one.for, one.body.trim()]]
        : [],
    ),
  );

/** What a friend reads: our address and nothing that tells us who sent it. */
const shareOf = (
  { baseUrl }: Pick<House, 'baseUrl'>,
  { organisation }: Policy,
): { subject: string; text: string } => ({
  subject: organisation['short-name'] ?? organisation.name,
  text: `I thought of you: ${organisation.name}, ${organisation.website ?? baseUrl}`,
});
