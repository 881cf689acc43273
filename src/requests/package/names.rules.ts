/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const LONGEST = 80;

/**
 * A name of a file or folder that is safe wherever the archive is unpacked: never a path, never hidden, never a device, no
 * sign that turns the direction of reading.
 */
export function safeName(name: string): string {
  const kept = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M} ._-]+/gu, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const dot = kept.lastIndexOf('.');
  const ending = dot > 0 && kept.length - dot <= 10 ? kept.slice(dot) : '';
  const stem = [...(ending ? kept.slice(0, dot) : kept)]
    .slice(0, LONGEST)
    .join('')
    .replace(/[. ]+$/, '');
  return `${stem === '' || RESERVED.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem}${ending}`;
}

/** Gives each wanted path once, in small letters too: `a/b.csv`, then `a/b-2.csv`. */
export function uniquePaths(): (...parts: readonly string[]) => string {
  const taken = new Set<string>();
  return (...parts) => {
    const path = parts.map(safeName).join('/');
    const [, stem = path, ending = ''] = /^(.*?[^/])(\.[^./]{1,9})?$/.exec(path) ?? [];
    let free = path;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem}-${n}${ending}`;
    taken.add(free.toLowerCase());
    return free;
  };
}
