type Proof = { index: number; leaf: string; path: string[]; checkpoint: { size: number; root: string } };

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

async function nodeOf(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([1, ...left, ...right])));
}

/** Whether the path leads from the leaf to the root: RFC 9162, section 2.1.3.2. */
export async function verifyInclusion({ index, leaf, path, checkpoint }: Proof): Promise<boolean> {
  if (index >= checkpoint.size) return false;
  let [at, last] = [index, checkpoint.size - 1];
  let hash = bytesOf(leaf);
  for (const one of path.map(bytesOf)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await nodeOf(one, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else hash = await nodeOf(hash, one);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  const root = bytesOf(checkpoint.root);
  return last === 0 && hash.length === root.length && hash.every((byte, place) => byte === root[place]);
}
