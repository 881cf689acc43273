import { type CollectionPoint, needOf, sayField } from '../../collection/index.ts';
import type { FieldKind } from '../../policy/index.ts';

/** What a person fills in, as it is drawn: decided here, so that the page only draws. */
export type Control = {
  field: string;
  id: string;
  label: string;
  draws: 'line' | 'lines' | 'file';
  type: 'text' | 'email' | 'tel' | 'date' | 'password';
  /** What a browser may fill in by itself (WCAG 2.2, 1.3.5). */
  autoComplete: string;
  required: boolean;
  /** Why it is asked, and what we cannot do without it, each as it was declared. */
  because: string | null;
  without: string | null;
};

const AUTOCOMPLETE: readonly [RegExp, string][] = [
  [/^(full-)?name$/, 'name'],
  [/^(first|given)-name$/, 'given-name'],
  [/^(last|family)-name$|^surname$/, 'family-name'],
  [/^title$/, 'honorific-prefix'],
  [/^(company|organisation|organization|employer)(-name)?$/, 'organization'],
  [/^(job-title|role)$/, 'organization-title'],
  [/^(postal-|home-|billing-|business-|delivery-)?address$/, 'street-address'],
  [/^post-?code$/, 'postal-code'],
  [/^country$/, 'country-name'],
  [/^username$|^login$/, 'username'],
];

const isEmail = (field: string) => /(^|-)e?-?mail(-address)?$/.test(field);
const isPhone = (field: string) => /(^|-)(phone|telephone|mobile|calling)(-number)?$/.test(field);
const isLong = (field: string) =>
  /(^|-)(message|enquiry|question|comments?|feedback|problem|description|details|answers?|letter|references|testimonial|address|entry|cv|progress)$/.test(
    field,
  ) && !isEmail(field);

function typeOf(field: string, kind: FieldKind | undefined): Control['type'] {
  if (kind === 'secret') return 'password';
  if (kind === 'date') return 'date';
  if (isEmail(field)) return 'email';
  if (isPhone(field)) return 'tel';
  if (/(^|-)(date|day|on)$|^date-/.test(field)) return 'date';
  return /(^|-)(password|secret|pin)$/.test(field) ? 'password' : 'text';
}

function autoCompleteOf(field: string): string {
  if (isEmail(field)) return 'email';
  if (isPhone(field)) return 'tel';
  return AUTOCOMPLETE.find(([pattern]) => pattern.test(field))?.[1] ?? 'off';
}

/** The controls of a form, in the order in which the policy declares its fields. */
export const controlsOf = (
  point: CollectionPoint,
  labels: Readonly<Record<string, string>>,
  kinds: Readonly<Record<string, FieldKind>> = {},
): Control[] =>
  Object.entries(point.fields).map(([field, declared]) => {
    const told = typeof declared === 'object' ? declared : null;
    return {
      field,
      id: `field-${field}`,
      label: labels[field] ?? sayField(field, declared),
      draws:
        kinds[field] === 'file' ? 'file' : isLong(field) || kinds[field] === 'long-text' ? 'lines' : 'line',
      type: typeOf(field, kinds[field]),
      autoComplete: kinds[field] === 'secret' ? 'off' : autoCompleteOf(field),
      required: needOf(declared) === 'required',
      because: told?.because ?? null,
      without: told?.without ?? null,
    };
  });
