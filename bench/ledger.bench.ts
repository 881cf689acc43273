/*
 * How fast a ledger is appended to, sequenced and verified, on a throw-away PostgreSQL; and how far verifying is from the
 * least that it could cost: hashing the bytes of the same rows once.
 *
 *   node bench/ledger.bench.ts [entries]
 */
import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { newId } from '../src/base/index.ts';
import {
  appendAllEvidence,
  appendEvidence,
  ledgerReader,
  sequence,
  verifyLedger,
  verifyPack,
  writePack,
} from '../src/evidence/index.ts';
import { withLedger } from '../src/evidence/testing.ts';

const at = '2026-11-22T10:00:00.000Z';
const count = Number(process.argv[2] ?? 100_000);
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(46)} ${figure}\n`);
const rate = (of: number, seconds: number) => `${Math.round(of / seconds).toLocaleString('en')} a second`;

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

const anEntry = (i: number) => ({
  kind: 'permission.granted',
  at,
  actor: 'system',
  body: { purpose: 'newsletter', channel: 'email', point: 'signup-form', wording: newId(at), version: i },
  aboutPerson: newId(at),
});

await withLedger(async (store, { verifierKey }) => {
  const single = Math.min(2_000, count);
  const [, appendSeconds] = await timed(async () => {
    const writer = async () => {
      for (let i = 0; i < single / 10; i++) await store.inTransaction((tx) => appendEvidence(tx, anEntry(i)));
    };
    await Promise.all(Array.from({ length: 10 }, writer));
  });
  say('append, one entry a transaction, 10 writers', rate(single, appendSeconds));

  const [, bulkSeconds] = await timed(async () => {
    for (let done = single; done < count; done += 1_000) {
      const some = Array.from({ length: Math.min(1_000, count - done) }, (_, i) => anEntry(done + i));
      await store.inTransaction((tx) => appendAllEvidence(tx, some));
    }
  });
  say('append, 1,000 a transaction', rate(count - single, bulkSeconds));

  const [{ sequenced }, sequenceSeconds] = await timed(() => sequence(store, at));
  say('sequence', rate(sequenced, sequenceSeconds));
  await store.rows('vacuum analyze');

  const rows: string[] = [];
  await ledgerReader(store).read(({ entries }) => {
    for (const entry of entries) rows.push(JSON.stringify(entry));
  });
  const [, hashSeconds] = await timed(async () => {
    for (const row of rows) hash('sha256', row);
  });
  say('SHA-256 of the same rows, nothing else', rate(count, hashSeconds));
  rows.length = 0;

  const [, readSeconds] = await timed(() => ledgerReader(store).read(() => {}));
  say('reading the rows, nothing else', rate(count, readSeconds));

  const [verified, verifySeconds] = await timed(() => verifyLedger(ledgerReader(store), verifierKey));
  if (!verified.valid) throw new Error(JSON.stringify(verified.problems.slice(0, 3)));
  say(
    'verify the database',
    `${rate(count, verifySeconds)}, ${(verifySeconds / hashSeconds).toFixed(1)} × hashing`,
  );

  const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  try {
    const file = join(folder, 'ledger.pack');
    const out = createWriteStream(file);
    const [, writeSeconds] = await timed(() => writePack(store, out));
    out.end();
    await finished(out);
    say(
      'write a pack',
      `${rate(count, writeSeconds)}, ${Math.round(statSync(file).size / count)} bytes an entry`,
    );
    const [pack, packSeconds] = await timed(() => verifyPack(createReadStream(file), verifierKey));
    if (!pack.valid) throw new Error(JSON.stringify(pack.problems.slice(0, 3)));
    say('verify a pack', `${rate(count, packSeconds)}, ${(packSeconds / hashSeconds).toFixed(1)} × hashing`);
    const [, sumSeconds] = await timed(async () => {
      const digest = createHash('sha256');
      for await (const chunk of createReadStream(file)) digest.update(chunk);
    });
    say('SHA-256 of the pack file, nothing else', rate(count, sumSeconds));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
// The throw-away server is shared with tests that may be running, so it is not stopped, and its handle would hold us here.
process.exit();
