import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** Where something stands in a policy folder; lines and columns count from 1. */
export type Place = { file: string; line: number; column: number };

export type Located = { message: string; place: Place };

/** A YAML text as plain values, with a way back from a path to its place. */
export type Source = {
  value: unknown;
  errors: Located[];
  /** The place of the value at `path`; with `key`, of the key itself. The nearest parent where the path is absent. */
  placeOf(path: readonly PropertyKey[], key?: boolean): Place;
};

/** Deeper nesting, or more aliases, than any policy needs: what a bomb is made of. */
const DEEPEST = 40;
const MOST_ALIASES = 50;

export function parseYaml(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    strict: true,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors: Located[] = [...document.errors, ...document.warnings].map((error) => ({
    message: sayYaml(error.message),
    place: at(error.pos[0]),
  }));
  let value: unknown = null;
  if (errors.length === 0) {
    if (depthOf(document.contents) > DEEPEST)
      errors.push({ message: `This nests deeper than ${DEEPEST} levels.`, place: at(0) });
    else {
      try {
        value = document.toJS({ maxAliasCount: MOST_ALIASES });
      } catch (fault) {
        errors.push({
          message:
            fault instanceof ReferenceError ? 'This uses more aliases than a policy needs.' : String(fault),
          place: at(0),
        });
      }
    }
  }
  const placeOf = (path: readonly PropertyKey[], key = false): Place => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined;
      const next = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
      const last = index === path.length - 1;
      if (pair && last && key) return at(startOf(pair.key) ?? offset);
      if (pair && startOf(next) === undefined) return at(startOf(pair.key) ?? offset);
      if (next === undefined || next === null) break;
      node = next;
      offset = startOf(next) ?? offset;
    }
    return at(offset);
  };
  return { value, errors, placeOf };
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key));

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

/** Depth by hand and not by recursion of `toJS`: a bomb must not be built to be measured. */
function depthOf(root: unknown): number {
  let level: unknown[] = [root];
  let depth = 0;
  while (level.length > 0 && depth <= DEEPEST) {
    depth += 1;
    level = level
      .flatMap((node) => (isMap(node) ? node.items.map((item) => item.value) : isSeq(node) ? node.items : []))
      .filter((node) => isMap(node) || isSeq(node));
  }
  return depth;
}

function sayYaml(message: string): string {
  if (/Map keys must be unique/.test(message))
    return 'This key is here twice; the second would silently win.';
  return message.split(' at line ')[0] ?? message;
}
