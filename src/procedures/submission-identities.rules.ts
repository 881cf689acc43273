import { isAccountName } from '../collection/index.ts';
import type { Identity } from '../people/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * Which of the fields say who this is: those whose declared or plain kind is an e-mail address or a telephone number, or the
 * name of an account. Without any, the record stands for somebody of whom we know nothing else, under its own id.
 */
export function identitiesIn(policy: Policy, point: string, fields: Fields, recordId: string): Identity[] {
  const found: Identity[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const kind = kindOf(policy, field);
    if (value.trim() !== '' && (kind === 'email' || kind === 'phone')) found.push({ kind, value });
  }
  if (found.length === 0) {
    // No address: an account's own name tells who it is, within that form and nowhere else.
    const account = Object.entries(fields).find(
      ([field, value]) => isAccountName(field) && /^\S+$/.test(value.trim()),
    );
    return [{ kind: 'external', value: `${point}:${account ? account[1].trim() : recordId}` }];
  }
  // A telephone is often a family's or an office's: it tells who somebody is only where there is no e-mail address.
  const emails = found.filter(({ kind }) => kind === 'email');
  return emails.length > 0 ? emails : found;
}

export const emailIn = (policy: Policy, fields: Fields): string | undefined =>
  Object.entries(fields).find(
    ([field, value]) => kindOf(policy, field) === 'email' && value.trim() !== '',
  )?.[1];
