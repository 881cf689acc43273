import type { Policy } from './policy.ts';

type DataCategory = Policy['data'][string];

/** What a field holds. */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'email'
  | 'phone'
  | 'date'
  | 'number'
  | 'file'
  | 'choice'
  | 'secret';

/** The fields that a kind of data is made of. */
export const fieldsOf = (category: DataCategory | undefined): readonly string[] =>
  Array.isArray(category?.fields) ? category.fields : Object.keys(category?.fields ?? {});

/** The kinds of data that a field belongs to; mostly one. */
export const categoriesWith = (policy: Policy, field: string): [string, DataCategory][] =>
  Object.entries(policy.data).filter(([, category]) => fieldsOf(category).includes(field));

/** What a field holds: as its data category says, or else as its name does. */
export function kindOf(policy: Policy, field: string): FieldKind {
  for (const [, { fields }] of categoriesWith(policy, field)) {
    if (Array.isArray(fields)) continue;
    const declared = fields[field];
    if (declared) return typeof declared === 'string' ? declared : declared.kind;
  }
  if (/(^|-)e?-?mail(-address)?$/.test(field)) return 'email';
  if (/(^|-)(phone|telephone|mobile)(-number)?$/.test(field)) return 'phone';
  return 'text';
}
