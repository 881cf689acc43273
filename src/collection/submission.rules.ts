import { Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

export type CollectionPoint = Policy['collection'][string];

/** What somebody sent to a collection point, before anything is believed of it. */
export type Submitted = {
  fields: Readonly<Record<string, string>>;
  /** The purposes they said yes to, each by its own question. */
  consents: readonly string[];
  /** The purposes they said no to, where the point offers that (soft opt-in). */
  declined: readonly string[];
  /** Version of the notice that was linked at the point. */
  notice: string | null;
};

/** Longer than anything a person types into a form; files have a door of their own. */
const LONGEST = 20_000;

/**
 * Whether this may come in, as the policy declares the point. Nothing is dropped silently: what may not come in is
 * refused by name, so that a form that asks too much is found on its first day.
 * Codes: collection.undeclared-field, .missing-field, .field-too-long, .field-invalid, .missing-notice,
 * .undeclared-consent, .bundled-consent.
 */
export function checkSubmission(
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  notices: { inForce: string },
): void {
  const undeclared = Object.keys(sent.fields).filter((field) => !Object.hasOwn(point.fields, field));
  if (undeclared.length > 0) {
    throw new Refused(
      'collection.undeclared-field',
      `"${name}" takes only ${Object.keys(point.fields).join(', ') || 'nothing'}; it was also sent ${undeclared.map((field) => `"${field.slice(0, 60)}"`).join(', ')}. Nothing was stored.`,
      { fields: undeclared.map((field) => field.slice(0, 60)) },
    );
  }
  const missing = Object.entries(point.fields).filter(
    ([field, declared]) => needOf(declared) === 'required' && !sent.fields[field]?.trim(),
  );
  if (missing.length > 0) {
    throw new Refused(
      'collection.missing-field',
      `Please fill in ${missing.map(([field]) => sayField(field)).join(' and ')}.`,
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
  if (sent.notice !== notices.inForce) {
    throw new Refused(
      'collection.missing-notice',
      'The notice that was shown with this form is not the one in force. Load the form again and read what changed.',
      { inForce: notices.inForce },
    );
  }
  const asked = [...(point.asks ?? [])];
  const unasked = sent.consents.filter((purpose) => !asked.includes(purpose));
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

/** `required` or `optional`, however the field was declared. */
export const needOf = (field: CollectionPoint['fields'][string]): 'required' | 'optional' =>
  typeof field === 'string' ? field : field.need;

/** The label people read: the declared question, or the field's name in words. */
export const sayField = (field: string, declared?: CollectionPoint['fields'][string]): string =>
  (typeof declared === 'object' && declared.question) ||
  field.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

/** The kinds of collection points that are a page with a form; the others come in by telephone, import, camera, … */
export const FORM_KINDS: readonly CollectionPoint['kind'][] = [
  'form',
  'newsletter',
  'order',
  'booking',
  'application',
  'survey',
  'testimonial',
  'referral',
  'support-case',
  'account',
];

export const isForm = (point: CollectionPoint): boolean =>
  FORM_KINDS.includes(point.kind) && Object.keys(point.fields).length > 0;
