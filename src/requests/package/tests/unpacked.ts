import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fromBuffer } from 'yauzl';
import { loadPolicy } from '../../../policy/index.ts';
import type { Held } from '../held.ts';
import type { PackageOptions } from '../package.ts';

/** Reads a zip archive into its files, in their order. */
export async function unpacked(archive: Readable | Buffer): Promise<Map<string, Buffer>> {
  const bytes = Buffer.isBuffer(archive) ? archive : await buffer(archive);
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    // It refuses names that lead out of the folder.
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (fault, zip) => {
      if (fault) return reject(fault);
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          buffer(stream).then((content) => {
            files.set(entry.fileName, content);
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
}

export async function* listed<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const loaded = loadPolicy(fileURLToPath(new URL('../../../../examples/outserve', import.meta.url))).policy;
if (!loaded) throw new Error('the example does not load');
export const policy = loaded;

/** A package of a client's, with these rows in it. */
export const asked = (held: AsyncIterable<Held>, more: Partial<PackageOptions> = {}): PackageOptions => ({
  policy,
  kind: 'access',
  subject: {
    reference: 'R-17',
    received: '2026-11-02',
    knownAs: ['ada@client.example'],
    categories: ['client'],
  },
  on: '2026-11-22',
  now: '2026-11-22T10:00:00.000Z',
  held,
  ...more,
});
