import type { Twin } from '../controls/index.ts';
import type { CollectionPoint } from './submission.rules.ts';

/**
 * What a visitor sends from a form's page: the hidden notice version as the page carries it, and something plausible in
 * every declared field. `tag` makes the person another one.
 */
export async function formOf(
  twin: Pick<Twin, 'visit'>,
  name: string,
  point: CollectionPoint,
  tag = 'visitor',
): Promise<Record<string, string>> {
  const page = await twin.visit(`/forms/${name}`);
  const notice = /name="notice" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const fields = Object.keys(point.fields).map((field) => [`field.${field}`, plausible(field, tag)]);
  return { ...Object.fromEntries(fields), notice };
}

/** An address that no mail server will ever take, one for each tag. */
export const addressOf = (tag: string): string => `${tag}@people.example`;

function plausible(field: string, tag: string): string {
  if (/mail/.test(field)) return addressOf(tag);
  if (/phone|mobile|tel/.test(field)) return '01632 960123';
  if (/date|day/.test(field)) return '2026-11-24';
  if (/amount|number|count|age/.test(field)) return '3';
  return `Something about ${field} by ${tag}`;
}
