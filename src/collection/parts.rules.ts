import { Refused } from '../base/index.ts';
import { type Policy, specialKindsOf } from '../policy/index.ts';
import { maskNumbers, maskOf } from './financial.rules.ts';
import { type CollectionPoint, protectionOf, sayField, specialOf } from './kinds.rules.ts';
import { blackOut, sensitiveIn } from './sensitive.rules.ts';
import { explicitFor, isFreeText } from './submission.rules.ts';

/** What is kept from a record: how, and what the record shows in its place. */
export type Part = {
  field: string;
  kind: 'token' | 'hash' | 'secret' | 'special';
  category: string | null;
  /** Their explicit yes: it may be shown, to those whose work needs it. */
  open: boolean;
  mask: string;
  value: string;
};

const HIDDEN = '••••••••';
const APART = '[kept apart]';

/**
 * A submission as it is stored: fields as anybody who works with the record may see them, and the parts that are kept from
 * it. Refuses `collection.weak-password`.
 */
export function splitParts(
  policy: Policy,
  point: CollectionPoint,
  { fields, consents }: { fields: Readonly<Record<string, string>>; consents: readonly string[] },
): { shown: Record<string, string>; parts: Part[] } {
  const shown: Record<string, string> = {};
  const parts: Part[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (value.trim() === '') continue;
    const protect = protectionOf(policy, field);
    const special = specialOf(policy, field);
    if (protect === 'tokenise' || protect === 'mask' || protect === 'hash') {
      if (protect === 'hash') refuseWeak(field, value, fields);
      const mask = protect === 'hash' ? HIDDEN : maskOf(value);
      parts.push({
        field,
        kind: protect === 'hash' ? 'hash' : 'token',
        category: null,
        open: false,
        mask,
        value,
      });
      shown[field] = mask;
    } else if (special.length > 0) {
      const [category = null] = special;
      const explicit = explicitFor(policy, point, field);
      const open = explicit.length === 0 || explicit.some((purpose) => consents.includes(purpose));
      parts.push({ field, kind: 'special', category, open, mask: APART, value });
      shown[field] = APART;
    } else if (protect === 'seal') {
      const mask = /bank|card|iban|account-number/.test(field) ? maskOf(value) : HIDDEN;
      parts.push({ field, kind: 'secret', category: null, open: false, mask, value });
      shown[field] = mask;
    } else {
      const { text, fenced } = fence(policy, point, field, value, consents);
      parts.push(...fenced);
      shown[field] =
        isFreeText(policy, field) && point['numbers-in-text'] === 'mask' ? maskNumbers(text) : text;
    }
  }
  return { shown, parts };
}

/**
 * Free words in an application: what they tell of health, belief and the like is fenced, whatever field it stands in. Nobody
 * asked for it, so that it came is no consent. Where the policy says that nothing of the kind is collected, it is taken out.
 */
export function fence(
  policy: Policy,
  point: CollectionPoint,
  field: string,
  text: string,
  consents: readonly string[],
): { text: string; fenced: Part[] } {
  if (!isFreeText(policy, field)) return { text, fenced: [] };
  if (takesNoSpecial(policy, point)) return { text: blackOut(text, sensitiveIn(text)), fenced: [] };
  if (point.kind !== 'application') return { text, fenced: [] };
  const passages = sensitiveIn(text);
  const open = sensitivePurposes(policy, point).some((purpose) => consents.includes(purpose));
  return {
    text: blackOut(text, passages),
    fenced: passages.map(({ category, start, end }) => ({
      field,
      kind: 'special',
      category,
      open,
      mask: '[blacked out]',
      value: text.slice(start, end),
    })),
  };
}

/** Whether the policy promises that nothing special comes in from everybody whom this point is for. */
export const takesNoSpecial = (policy: Policy, point: Pick<CollectionPoint, 'people'>): boolean =>
  Object.values(policy.prohibitions).some(
    ({ act, people, data, unless }) =>
      act === 'collect' &&
      unless === undefined &&
      people !== undefined &&
      point.people?.every((one) => people.includes(one)) === true &&
      data?.some((one) => policy.data[one] && specialKindsOf(policy.data[one]).length > 0) === true,
  );

/** The questions of an application that ask whether sensitive details may be used. */
export const sensitivePurposes = (policy: Policy, point: CollectionPoint): string[] =>
  (point.asks ?? []).filter((name) => policy.purposes[name]?.special?.condition === 'explicit-consent');

/** What people type first, and so do those who guess. */
const COMMON =
  /^(password\w{0,4}|passw0rd\w*|qwert[yz]\w*|1234567890*|0123456789|iloveyou\w*|letmein\w*|welcome\w{0,4}|admin\w{0,6}|football\w{0,3}|monkey\w{0,4}|dragon\w{0,4}|sunshine\w{0,3}|princess\w{0,3}|abc12345\w*|changeme\w*|(.)\2+)$/i;

function refuseWeak(field: string, value: string, fields: Readonly<Record<string, string>>): void {
  const others = Object.entries(fields)
    .filter(([name]) => name !== field)
    .flatMap(([, other]) => [other, other.split('@')[0] ?? ''])
    .filter((other) => other.length >= 4);
  const weak =
    value.length < 10 ||
    COMMON.test(value) ||
    others.some((other) => value.toLowerCase() === other.toLowerCase());
  if (weak)
    throw new Refused(
      'collection.weak-password',
      `${sayField(field)} is too easy to guess. Take ten characters or more, and none of the usual ones.`,
      { fields: [field] },
    );
}
