import type { HttpListing } from '../../policy/index.ts';
import { HttpFault } from './client.ts';
import { at } from './template.rules.ts';

/** Where a listing stands between two pages; a text, so that it can be kept and gone on with. Empty: at the beginning. */
export type Mark = string;

type Paged = NonNullable<HttpListing['page']>;

/** What a page is asked with, in query or body. */
export function pageParameters(
  page: Paged | undefined,
  mark: Mark,
): { query: Record<string, string>; body: Record<string, string | number> } {
  const query: Record<string, string> = {};
  const body: Record<string, string | number> = {};
  if (!page?.ask) return { query, body };
  const set = (name: string | undefined, value: string | number) => {
    if (name === undefined || value === '') return;
    if (page.in === 'body') body[name] = value;
    else query[name] = String(value);
  };
  set(page.limit, page.size);
  if (page.kind === 'cursor') set(page.ask, mark);
  else set(page.ask, Number(mark || (page.kind === 'page' ? page.first : 0)));
  return { query, body };
}

/**
 * The mark of the page after this one; null after the last. A page may hold less than was asked for without being the last:
 * what tells is the total where they give one, else an empty page. A list that ends before its total is a fault, never the end.
 */
export function nextMark(page: Paged | undefined, mark: Mark, answer: unknown, items: number): Mark | null {
  if (!page) return null;
  if (page.kind === 'cursor' || page.kind === 'link') {
    const next = at(answer, page.next ?? 'next');
    return next === undefined || next === null || next === '' ? null : String(next);
  }
  const total = page.total === undefined ? undefined : at(answer, page.total);
  if (page.kind === 'page') {
    const here = Number(mark || page.first);
    const whole = typeof total === 'number' && (here - page.first + 1) * page.size >= total;
    return items === 0 || whole ? null : String(here + 1);
  }
  const read = Number(mark || 0) + items;
  if (typeof total !== 'number') return items === 0 ? null : String(read);
  if (items === 0 && read < total)
    throw new HttpFault(null, 'the connected system broke off in the middle of a list');
  return read >= total ? null : String(read);
}
