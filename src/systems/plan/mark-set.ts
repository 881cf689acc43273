/** Marks of rows (see `markOfKey`), 16 bytes each where a `Set` takes three times that: a person may have millions. */
export interface MarkSet {
  add(mark: number): void;
  has(mark: number): boolean;
}

export function markSet(): MarkSet {
  let places = new Float64Array(64).fill(Number.NaN);
  let size = 0;
  /** Where a mark is, or the empty place where it belongs. */
  const placeOf = (mark: number, among: Float64Array): number => {
    const last = among.length - 1;
    let at = Math.imul(mark ^ Math.trunc(mark / 4_294_967_296), 0x9e3779b1) >>> 0;
    for (at = (at ^ (at >>> 15)) & last; ; at = (at + 1) & last) {
      const there = among[at];
      if (there === mark || there === undefined || Number.isNaN(there)) return at;
    }
  };
  return {
    add(mark) {
      const at = placeOf(mark, places);
      if (places[at] === mark) return;
      places[at] = mark;
      if (++size * 2 <= places.length) return;
      const larger = new Float64Array(places.length * 2).fill(Number.NaN);
      for (const one of places) if (!Number.isNaN(one)) larger[placeOf(one, larger)] = one;
      places.buffer.transfer(0); // given back now, not when somebody collects it
      places = larger;
    },
    has: (mark) => places[placeOf(mark, places)] === mark,
  };
}
