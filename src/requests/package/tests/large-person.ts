import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Held } from '../held.ts';
import { personPackage } from '../package.ts';
import { asked } from './unpacked.ts';

/*
 * A process of its own, so that what it holds is the package's: writes one of many rows to nowhere and says how large it was
 * and what the process held at most, in megabytes.
 */
const rows = Number(process.argv[2]);
const SIZE = 500;

async function* many(): AsyncGenerator<Held> {
  for (let from = 0; from < rows; from += SIZE) {
    yield {
      system: 'crm',
      table: 'line',
      category: 'contact-details',
      rows: Array.from({ length: Math.min(SIZE, rows - from) }, (_, n) => ({
        id: from + n,
        placed: '2026-01-01',
        text: `a line of the largest order, number ${from + n}`,
        note: null,
      })),
    };
  }
}

let most = 0;
let bytes = 0;
const nowhere = new Writable({
  write(chunk: Buffer, _, done) {
    bytes += chunk.length;
    most = Math.max(most, process.memoryUsage().rss);
    done();
  },
});
const before = process.memoryUsage().rss;
await pipeline(personPackage(asked(many())), nowhere);
process.stdout.write(JSON.stringify({ bytes, before: before / 1e6, most: most / 1e6 }));
