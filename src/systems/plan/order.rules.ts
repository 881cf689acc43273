import type { ForeignKey, Table } from '../catalog/catalog.ts';

/** A foreign key with the table that has it. */
export interface Pointer extends ForeignKey {
  readonly from: string;
}

/** Tables that are written one after another, or, where rows point at each other in a circle, together. */
export interface Turn {
  readonly tables: readonly string[];
  /** Foreign keys that are emptied first, on rows that all go: afterwards nothing points in a circle. */
  readonly cut: readonly Pointer[];
  /** The circle can't be cut open: no column of it may be null. The tables are written in one transaction. */
  readonly together: boolean;
}

/**
 * In which order rows of these tables are deleted: what points before what is pointed at. Tables in a circle come as one
 * turn. `tables` are in the order in which a person's rows are found, owners first.
 */
export function deletingOrder(tables: readonly Table[]): Turn[] {
  const inPlan = new Set(tables.map((table) => table.id));
  const pointers = tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => inPlan.has(key.table))
      .map((key): Pointer => ({ ...key, from: table.id })),
  );
  const byId = new Map(tables.map((table) => [table.id, table]));
  return circles(tables, pointers).flatMap((ids): Turn[] => {
    const members = new Set(ids);
    const inside = pointers.filter((one) => members.has(one.from) && members.has(one.table));
    if (inside.length === 0) return [{ tables: ids, cut: [], together: false }];
    const cut = inside.filter((one) => emptiable(byId.get(one.from), one) !== null);
    const left = inside.filter((one) => !cut.includes(one));
    const order = withoutCircles(ids, left);
    if (order === null) return [{ tables: ids, cut: [], together: true }];
    return [{ tables: order, cut, together: false }];
  });
}

/** The column of a foreign key that may be null, if there is one: one is enough for it to point at nothing. */
export function emptiable(table: Table | undefined, key: ForeignKey): string | null {
  const columns = new Map(table?.columns.map((column) => [column.name, column]));
  return (
    key.columns.find((name) => {
      const column = columns.get(name);
      return column?.nullable && !column.generated && !table?.primaryKey.includes(name);
    }) ?? null
  );
}

/** Tarjan's strongly connected components; they come out with what points before what is pointed at. */
function circles(tables: readonly Table[], pointers: readonly Pointer[]): string[][] {
  // From what is pointed at to what points: the first to be finished are those that nothing points at.
  const next = Map.groupBy(pointers, (one) => one.table);
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (id: string): void => {
    const own = number.size;
    number.set(id, own);
    low.set(id, own);
    stack.push(id);
    for (const { from } of next.get(id) ?? []) {
      if (!number.has(from)) {
        visit(from);
        low.set(id, Math.min(low.get(id) ?? own, low.get(from) ?? own));
      } else if (stack.includes(from)) {
        low.set(id, Math.min(low.get(id) ?? own, number.get(from) ?? own));
      }
    }
    if (low.get(id) === own) found.push(stack.splice(stack.indexOf(id)));
  };
  for (const { id } of tables) if (!number.has(id)) visit(id);
  return found;
}

/** The tables so that what points comes first; null where they still point in a circle. */
function withoutCircles(ids: readonly string[], pointers: readonly Pointer[]): string[] | null {
  const order: string[] = [];
  let left = [...ids].reverse();
  while (left.length > 0) {
    const free = left.filter((id) => !pointers.some((one) => one.table === id && left.includes(one.from)));
    if (free.length === 0) return null;
    order.push(...free);
    left = left.filter((id) => !free.includes(id));
  }
  return order;
}
