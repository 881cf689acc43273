import type { Answer, Twin } from '../controls/index.ts';
import { type CollectionPoint, isForm } from './submission.rules.ts';

/** How the world gets something to a collection point, as proofs do it: by its form's page, or by its JSON address. */
export type Posting = {
  /** What a person would plausibly put into each declared field. */
  fields: Record<string, string>;
  /** The notice version that was shown there. */
  notice: string;
};

/** Reads what the point asks, from its page or the notice's. `tag` makes the person another one. */
export async function preparePosting(
  twin: Pick<Twin, 'visit'>,
  name: string,
  point: CollectionPoint,
  tag = 'visitor',
): Promise<Posting> {
  const page = await twin.visit(isForm(point) ? `/forms/${name}` : '/notice');
  const notice = /(?:name="notice" value|data-version)="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? '';
  return {
    fields: Object.fromEntries(Object.keys(point.fields).map((field) => [field, plausible(field, tag)])),
    notice,
  };
}

/** Sends it. `taken` is the door's own word for it; the answer is for looking at what it says. */
export async function post(
  twin: Pick<Twin, 'submitForm' | 'call'>,
  name: string,
  point: CollectionPoint,
  { fields, notice }: Posting,
): Promise<Answer & { taken: boolean }> {
  const answer = isForm(point)
    ? await twin.submitForm(`/forms/${name}`, {
        ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value])),
        notice,
      })
    : await twin.call('POST', `/api/collection/${name}`, { fields, notice });
  return { ...answer, taken: answer.status < 300 };
}

function plausible(field: string, tag: string): string {
  // An address that no mail server will ever take.
  if (/mail/.test(field)) return `${tag}@people.example`;
  if (/phone|mobile|tel/.test(field)) return '01632 960123';
  if (/date|day/.test(field)) return '2026-11-24';
  if (/amount|count|age/.test(field)) return '3';
  if (/^(user-?name|account|handle|reference)|-number$/.test(field)) return `${tag}-4711`;
  return `Something about ${field} by ${tag}`;
}
