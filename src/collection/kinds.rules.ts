import {
  COLLECTION_PAGES,
  categoriesWith,
  type FieldKind,
  kindOf,
  type Policy,
  specialKindsOf,
} from '../policy/index.ts';

export type CollectionPoint = Policy['collection'][string];
export type Field = CollectionPoint['fields'][string];

/** The page that people meet at `/forms/{point}`; null where there is none. */
export const pageOf = (point: CollectionPoint): (typeof COLLECTION_PAGES)[CollectionPoint['kind']] =>
  COLLECTION_PAGES[point.kind];

/** A page with a form of the declared fields; the other kinds have pages of their own, or none. */
export const isForm = (point: CollectionPoint): boolean =>
  pageOf(point) === 'form' && Object.keys(point.fields).length > 0;

/** Anybody may send it: no key needed. What pages and devices report comes without one too. */
export const isPublic = (point: CollectionPoint): boolean =>
  pageOf(point) !== null || point.kind === 'telemetry';

/** `required` or `optional`, however the field was declared. */
export const needOf = (field: Field): 'required' | 'optional' =>
  typeof field === 'string' ? field : field.need;

/** The label people read: the declared question, or the field's name in words. */
export const sayField = (field: string, declared?: Field): string =>
  (typeof declared === 'object' && declared.question) ||
  field
    .replaceAll('-', ' ')
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/^Cv\b/, 'CV');

export const kindsOf = (policy: Policy, point: CollectionPoint): Record<string, FieldKind> =>
  Object.fromEntries(Object.keys(point.fields).map((field) => [field, kindOf(policy, field)]));

/** How the data categories of a field say that it is protected, beyond being sealed as everything is. */
export const protectionOf = (policy: Policy, field: string): Policy['data'][string]['protect'] | null =>
  categoriesWith(policy, field).find(([, { protect }]) => protect !== undefined)?.[1].protect ??
  (kindOf(policy, field) === 'secret' ? 'seal' : null);

/** Art 9 and Art 10: what a field would tell, such as `health`, as declared or by its name; empty for most. */
export const specialOf = (policy: Policy, field: string): string[] => [
  ...new Set(categoriesWith(policy, field).flatMap(([, declared]) => specialKindsOf(declared, field))),
];

const NAMES = /^((full|first|last|given|family|contact)-)?name$|^surname$/;
const ACCOUNT =
  /^(user-?name|account(-name|-number|-id)?|handle|customer-number|member(ship)?-number|reference|order-number)$/;

/** Whether a field of an anonymous survey would tell who answered: it is kept apart from the answers, or not asked. */
export const tellsWho = (policy: Policy, field: string): boolean =>
  ['email', 'phone'].includes(kindOf(policy, field)) || NAMES.test(field) || ACCOUNT.test(field);

export const isAccountName = (field: string): boolean => ACCOUNT.test(field);

/** Answers that are stored without a person: a survey that says so. */
export const isAnonymous = (point: CollectionPoint): boolean => point.anonymous !== undefined;

/** Nobody else can answer there: questions of nothing but what the law protects specially, whose answers are nobody's. */
export const isTheirsAlone = (policy: Policy, point: CollectionPoint): boolean => {
  const fields = Object.keys(point.fields);
  return (
    isAnonymous(point) && fields.length > 0 && fields.every((field) => specialOf(policy, field).length > 0)
  );
};
