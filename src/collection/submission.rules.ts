import { Refused } from '../base/index.ts';
import { kindOf, type Policy, unmappedAt } from '../policy/index.ts';
import { numbersIn } from './financial.rules.ts';
import { type CollectionPoint, needOf, sayField, specialOf } from './kinds.rules.ts';
import type { Source } from './source.rules.ts';
import type { Upload } from './upload.rules.ts';

/** What somebody sent to a collection point, before anything is believed of it. */
export type Submitted = {
  fields: Readonly<Record<string, string>>;
  /** The purposes they said yes to, each by its own question. */
  consents: readonly string[];
  /** The purposes they said no to, where the point offers that (soft opt-in). */
  declined: readonly string[];
  /** Version of the notice that was linked at the point. */
  notice: string | null;
  files?: readonly Upload[];
  /** Where a testimonial may appear: each place ticked by itself. */
  outlets?: readonly string[];
  /** Who supplied it, where that is not the person. */
  source?: Source | null;
  /** How old they are or are at least, where the point asks. */
  age?: number | undefined;
  /** Random number of the form's page: the same one twice is one submission. */
  nonce?: Buffer | null;
};

/** Longer than anything a person types into a form; files have a door of their own. */
const LONGEST = 20_000;

/**
 * Whether this may come in, as the policy declares the point. Nothing is dropped silently: what may not come in is
 * refused by name, so that a form that asks too much is found on its first day.
 * Codes: collection.undeclared-field, .unmapped-field, .missing-field, .field-too-long, .field-invalid, .missing-notice,
 * .undeclared-consent, .bundled-consent, .special-without-consent, .number-in-text.
 */
export function checkSubmission(
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  { policy }: { policy: Policy },
): void {
  const filed = new Set((sent.files ?? []).map(({ field }) => field));
  const undeclared = [...new Set([...Object.keys(sent.fields), ...filed])].filter(
    (field) => !Object.hasOwn(point.fields, field),
  );
  if (undeclared.length > 0) {
    throw new Refused(
      'collection.undeclared-field',
      `"${name}" takes only ${Object.keys(point.fields).join(', ') || 'nothing'}; it was also sent ${undeclared.map((field) => `"${field.slice(0, 60)}"`).join(', ')}. Nothing was stored.`,
      { fields: undeclared.map((field) => field.slice(0, 60)) },
    );
  }
  for (const field of [...Object.keys(sent.fields), ...filed]) {
    const why = sent.fields[field]?.trim() || filed.has(field) ? unmappedAt(policy, point, field) : null;
    if (why !== null)
      throw new Refused(
        'collection.unmapped-field',
        `"${name}" keeps about staff only what a duty of an employer asks for, and of "${field}" ${why}. Nothing was stored.`,
        { fields: [field] },
      );
  }
  const missing = Object.entries(point.fields).filter(
    ([field, declared]) =>
      needOf(declared) === 'required' && !sent.fields[field]?.trim() && !filed.has(field),
  );
  if (missing.length > 0) {
    throw new Refused(
      'collection.missing-field',
      `Please fill in ${missing.map(([field, declared]) => sayField(field, declared)).join(' and ')}.`,
      { fields: missing.map(([field]) => field) },
    );
  }
  const long = Object.entries(sent.fields).find(([, value]) => value.length > LONGEST);
  if (long)
    throw new Refused(
      'collection.field-too-long',
      `${sayField(long[0])} is longer than ${LONGEST} characters.`,
      { fields: [long[0]] },
    );
  if (sent.notice !== policy.hash) {
    throw new Refused(
      'collection.missing-notice',
      'The notice that was shown with this form is not the one in force. Load the form again and read what changed.',
      { inForce: policy.hash },
    );
  }
  checkChoices(name, point, sent);
  checkSpecial(policy, point, sent);
  checkNumbers(policy, point, sent.fields);
}

function checkChoices(name: string, point: CollectionPoint, sent: Submitted): void {
  const asked = [...(point.asks ?? [])];
  const unasked = sent.consents.filter((purpose) => !asked.includes(purpose));
  // "All of it" as one yes is no yes to any: each question is its own.
  const bundled = unasked.filter((purpose) => /^(all|any|everything|yes|on|true|\*)$|[,;+ ]/i.test(purpose));
  if (bundled.length > 0)
    throw new Refused(
      'collection.bundled-consent',
      `One yes for several things is no consent. "${name}" asks ${asked.join(', ') || 'nothing'}, each by itself.`,
    );
  if (unasked.length > 0)
    throw new Refused('collection.undeclared-consent', `"${name}" does not ask for ${unasked.join(', ')}.`, {
      purposes: unasked,
    });
  const notOffered = sent.declined.filter((purpose) => !(point.offers ?? []).includes(purpose));
  if (notOffered.length > 0)
    throw new Refused(
      'collection.undeclared-consent',
      `"${name}" does not offer a choice about ${notOffered.join(', ')}.`,
      { purposes: notOffered },
    );
}

/**
 * Art 9(2)(a): the purposes of a point that may use a special field only on an explicit yes. Empty: another condition holds, or
 * the answers are nobody's.
 */
export function explicitFor(policy: Policy, point: CollectionPoint, field: string): string[] {
  if (point.anonymous || specialOf(policy, field).length === 0) return [];
  const using = [...point.purposes, ...(point.asks ?? [])].filter((name) =>
    policy.purposes[name]?.data.some((category) => {
      const fields = policy.data[category]?.fields ?? [];
      return Array.isArray(fields) ? fields.includes(field) : Object.hasOwn(fields, field);
    }),
  );
  const conditions = using.map((name) => policy.purposes[name]?.special?.condition);
  if (conditions.some((condition) => condition !== undefined && condition !== 'explicit-consent')) return [];
  const asked = using.filter((name) => (point.asks ?? []).includes(name));
  return asked.length > 0 ? asked : using;
}

function checkSpecial(policy: Policy, point: CollectionPoint, sent: Submitted): void {
  for (const [field, value] of Object.entries(sent.fields)) {
    if (value.trim() === '') continue;
    const needed = explicitFor(policy, point, field);
    if (needed.length === 0 || needed.some((purpose) => sent.consents.includes(purpose))) continue;
    throw new Refused(
      'collection.special-without-consent',
      `${sayField(field, point.fields[field])} can tell something that the law protects specially. We take it only with your explicit yes to the question beside it; or leave it empty.`,
      { fields: [field], purposes: needed },
    );
  }
}

/** No card or account number in free text: it would be in mails, notes and searches before anybody sees it. */
function checkNumbers(
  policy: Policy,
  point: CollectionPoint,
  fields: Readonly<Record<string, string>>,
): void {
  if (point['numbers-in-text'] === 'mask') return;
  for (const [field, value] of Object.entries(fields)) {
    if (!isFreeText(policy, field) || numbersIn(value).length === 0) continue;
    throw new Refused(
      'collection.number-in-text',
      `${sayField(field, point.fields[field])} seems to hold a card or bank account number. Please take it out: this is no safe place for it.`,
      { fields: [field] },
    );
  }
}

/** Text in which people write what they like: no number of its own kind, and nothing that is protected anyway. */
export const isFreeText = (policy: Policy, field: string): boolean =>
  ['text', 'long-text', 'file'].includes(kindOf(policy, field)) &&
  !Object.values(policy.data).some(
    ({ protect, fields }) =>
      protect !== undefined &&
      (Array.isArray(fields) ? fields.includes(field) : Object.hasOwn(fields, field)),
  );
