/** What a question was answered with, and by how many: never by whom, and never fewer than the smallest group. */
export type Cell = { label: string; count: number };
type Question = { field: string; answered: number | null; cells: Cell[]; withheld: boolean };
export type Results = { minimumGroup: number; answers: number | null; questions: Question[] };

/**
 * Results that can be shown: totals and cells of at least `minimum`. Free text is never a result, for it can tell who wrote
 * it; only values that at least `minimum` people gave in the same words are. Where one cell alone is withheld, the next
 * smallest is too: subtraction would give it away.
 */
export function resultsOf(
  answers: readonly Readonly<Record<string, string>>[],
  fields: readonly string[],
  minimum: number,
): Results {
  const enough = answers.length >= minimum;
  return {
    minimumGroup: minimum,
    answers: enough ? answers.length : null,
    questions: fields.map((field) => {
      const given = answers.flatMap((one) => (one[field]?.trim() ? [one[field].trim()] : []));
      const cells = countsOf(given);
      const released = enough && given.length >= minimum ? releasable(cells, minimum) : [];
      return {
        field,
        answered: enough && given.length >= minimum ? given.length : null,
        cells: released,
        withheld: released.length < cells.length,
      };
    }),
  };
}

const countsOf = (values: readonly string[]): Cell[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count }));
};

/** The cells of a table that may leave, the largest first. */
export function releasable(cells: readonly Cell[], minimum: number): Cell[] {
  const sorted = [...cells].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const large = sorted.filter(({ count }) => count >= minimum);
  const withheld = sorted.length - large.length;
  const hidden = sorted.slice(large.length).reduce((sum, { count }) => sum + count, 0);
  return withheld > 0 && hidden < minimum ? large.slice(0, -1) : large;
}
