import { type Day, dayIn, type Instant } from '../base/index.ts';

/** A start or an end of one relationship, as it was told. */
export type Mark = { starts: boolean; at: Instant; id: string };

/** From a day until a day; null: it goes on. */
export type Span = { began_on: Day; ended_on: Day | null };

/**
 * What a set of starts and ends says, whatever order they came in: the marks in the order of when they happened, where a
 * start opens what is closed and an end closes what is open. A start of what goes on already changes nothing, nor does an
 * end of what never began, until its start is told. At the same moment a start comes first, so that both count.
 */
export function spansOf(marks: readonly Mark[], zone: string): Span[] {
  const spans: Span[] = [];
  let open: Day | null = null;
  for (const { starts, at } of [...marks].sort(byMoment)) {
    if (starts) open ??= dayIn(zone, at);
    else if (open !== null) {
      spans.push({ began_on: open, ended_on: dayIn(zone, at) });
      open = null;
    }
  }
  if (open !== null) spans.push({ began_on: open, ended_on: null });
  return spans;
}

const byMoment = (a: Mark, b: Mark): number =>
  a.at === b.at ? Number(b.starts) - Number(a.starts) : a.at < b.at ? -1 : 1;

/** The relationship that an event starts or ends; null for any other event. */
export function markOf(
  kind: string,
  relationships: readonly string[],
): { of: string; starts: boolean } | null {
  const of = relationships.find((name) => kind === `${name}-started` || kind === `${name}-ended`);
  return of === undefined ? null : { of, starts: kind === `${of}-started` };
}
