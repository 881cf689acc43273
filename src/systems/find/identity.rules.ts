import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Refused } from '../../base/index.ts';
import type { Dialect, Fragment } from '../database/dialect.rules.ts';
import { asText, digitsOf, isOneOf } from '../database/dialect.rules.ts';

/** By what we know the person that we look for. `external`: the id in this system, `system:table/id` or `system:id`. */
export interface KnownAs {
  readonly kind: 'email' | 'phone' | 'username' | 'external';
  readonly value: string;
}

/** The text in which two spellings of an address are equal, as the database will compare it. */
const lowered = (value: string): string => value.normalize('NFKC').trim().toLowerCase();

/** The ways in which people write one telephone number, as digits. */
export function digitForms(value: string): string[] {
  const digits = value.replaceAll(/\D/g, '');
  const parsed = parsePhoneNumberFromString(value, 'GB');
  if (!parsed) return digits.length >= 6 ? [digits] : [];
  const { countryCallingCode: code, nationalNumber: number } = parsed;
  return [
    ...new Set([digits, number, `0${number}`, `${code}${number}`, `${code}0${number}`, `00${code}${number}`]),
  ].filter((form) => form.length >= 6);
}

/**
 * The test that `column` holds one of these identities of one kind; null where none of them can be in it.
 * @throws Refused `systems.identity-invalid`
 */
export function holdsIdentity(
  dialect: Dialect,
  kind: KnownAs['kind'],
  column: string,
  values: readonly string[],
  from: number,
): Fragment | null {
  if (kind === 'phone') {
    const forms = [...new Set(values.flatMap(digitForms))];
    return forms.length > 0 ? isOneOf(dialect, digitsOf(dialect, column), forms, from) : null;
  }
  if (kind === 'external') return isOneOf(dialect, asText(dialect, column), values, from);
  if (values.some((value) => value.trim() === '')) {
    throw new Refused('systems.identity-invalid', 'An identity to look for is empty.');
  }
  return isOneOf(dialect, loweredIn(dialect, column), [...new Set(values.map(lowered))], from);
}

/** A column in the form of `lowered`; what is compared without regard to case. */
export const loweredIn = (dialect: Dialect, column: string): string =>
  `lower(trim(${asText(dialect, column)}))`;
export { lowered };

/** The ids that are meant for a table: `crm:customer/5` names it, `crm:5` means the only table of people. */
export function externalIdsFor(
  table: string,
  values: readonly string[],
  tables: readonly string[],
): string[] {
  return values.flatMap((value) => {
    const own = value.slice(value.indexOf(':') + 1);
    const named = tables.find((one) => own.startsWith(`${one}/`));
    if (named !== undefined) return named === table ? [own.slice(table.length + 1)] : [];
    if (tables.length > 1) {
      throw new Refused(
        'systems.identity-ambiguous',
        `Several tables of this system hold people (${tables.join(', ')}): write which one is meant, like system:${tables[0]}/id.`,
      );
    }
    return [own];
  });
}
