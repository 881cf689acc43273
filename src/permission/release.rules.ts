/** A figure about a group: what the group is, how many people are in it, and what was found of them. */
export type Cell = { group: string; people: number; figures: Readonly<Record<string, number>> };

export type Release = { released: Cell[]; withheld: number };

/**
 * The figures that may be seen: those of groups of at least `least` people. Where only one group is too small, the smallest of
 * the others goes too, or somebody with the total would work out the one that is missing.
 */
export function releasable(cells: readonly Cell[], least: number): Release {
  const large = cells.filter(({ people }) => people >= least);
  const small = cells.length - large.length;
  const [smallest] = [...large].sort((a, b) => a.people - b.people);
  const hidden = small === 1 && large.length > 1 ? smallest : undefined;
  return {
    released: large.filter((cell) => cell !== hidden),
    withheld: small + (hidden ? 1 : 0),
  };
}
