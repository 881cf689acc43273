import { createHash } from 'node:crypto';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { newId } from '../../base/index.ts';
import type { Store } from '../../store/index.ts';
import { appendAllEvidence, eraseEntry, sequence, verifyPack, writePack } from '../index.ts';
import { aSigningKey, withLedger } from '../testing.ts';

const at = '2026-11-22T10:00:00.000Z';

async function packOf(store: Store): Promise<string> {
  const out = new PassThrough();
  const [pack] = await Promise.all([text(out), writePack(store, out).then(() => out.end())]);
  return pack;
}

async function append(store: Store, count: number): Promise<string[]> {
  const said = await store.inTransaction((tx) =>
    appendAllEvidence(
      tx,
      Array.from({ length: count }, (_, i) => ({
        kind: 'test.done',
        at,
        actor: 'staff-7',
        body: { figure: i },
        ...(i % 2 === 0 ? { aboutPerson: newId(at) } : {}),
      })),
    ),
  );
  return said.map(({ id }) => id);
}

/** As somebody would who alters a pack on purpose: its last line is made to fit again. */
function resealed(pack: Buffer): Buffer {
  const end = pack.lastIndexOf(10, pack.length - 2) + 1;
  const before = pack.subarray(0, end);
  const lines = before.toString('latin1').split('\n').length - 1;
  const sum = createHash('sha256').update(before).digest('hex');
  return Buffer.concat([before, Buffer.from(`${JSON.stringify({ end: [lines, sum] })}\n`)]);
}

const verify = (pack: string | Buffer, key: string) => verifyPack(Readable.from([Buffer.from(pack)]), key);

test('a pack is checked with the verifier key alone, and tells nobody whom entries are about', () =>
  withLedger(async (store, { verifierKey }) => {
    const [first = ''] = await append(store, 600);
    await store.inTransaction((tx) => eraseEntry(tx, { id: first, actor: 'dpo', at }));
    await sequence(store, at, { batch: 100 });
    await append(store, 2);
    const pack = await packOf(store);

    const verified = await verify(pack, verifierKey);
    expect(verified).toMatchObject({
      entries: 603,
      unsequenced: 2,
      erased: 1,
      size: 601,
      valid: true,
      problems: [],
    });
    const people = await store.rows<{ person_id: string }>('select person_id from evidence_about');
    for (const { person_id } of people) expect(pack).not.toContain(person_id);
    // In whatever pieces it arrives.
    const pieces = pack.match(/[\s\S]{1,1000}/g) ?? [];
    expect(await verifyPack(Readable.from(pieces), verifierKey)).toEqual(verified);
    expect((await verify(pack, aSigningKey().verifierKey)).valid).toBe(false);
  }));

test(
  'whichever byte of a pack is changed, removed or doubled, it is found',
  () =>
    withLedger(async (store, { verifierKey }) => {
      const [first = ''] = await append(store, 3);
      await store.inTransaction((tx) => eraseEntry(tx, { id: first, actor: 'dpo', at }));
      await sequence(store, at, { batch: 3 });
      await append(store, 1);
      const pack = Buffer.from(await packOf(store));
      expect((await verify(pack, verifierKey)).problems).toEqual([]);

      for (let i = 0; i < pack.length; i++) {
        const [before, byte, after] = [pack.subarray(0, i), pack.subarray(i, i + 1), pack.subarray(i + 1)];
        const changes = [Buffer.from([(byte[0] ?? 0) ^ (1 << (i % 7))])];
        if (i % 5 === 0) changes.push(Buffer.alloc(0), Buffer.concat([byte, byte]));
        for (const change of changes) {
          const changed = Buffer.concat([before, change, after]);
          const inEnd = i >= pack.lastIndexOf('{"end"') - 1;
          const { valid, problems } = await verify(inEnd ? changed : resealed(changed), verifierKey);
          expect(valid, `byte ${i} of ${before.toString().split('\n').at(-1)}`).toBe(false);
          expect(problems[0]?.where).toMatch(/^(line|evidence_)/);
        }
      }
    }),
  120_000,
);

test(
  'whichever line of a pack is removed, doubled or moved, it is found',
  () =>
    withLedger(async (store, { verifierKey }) => {
      await append(store, 10);
      await sequence(store, at, { batch: 4 });
      await append(store, 2);
      const lines = (await packOf(store)).trimEnd().split('\n');

      for (let i = 0; i < lines.length; i++) {
        const line = lines[i] ?? '';
        const without = lines.toSpliced(i, 1);
        for (const changed of [
          without,
          lines.toSpliced(i, 0, line),
          without.toSpliced((i + 5) % lines.length, 0, line),
        ]) {
          const [said, moved] = [`${changed.join('\n')}\n`, `${lines.join('\n')}\n`];
          if (said === moved) continue;
          const { valid } = await verify(said, verifierKey);
          // Unsequenced entries have no order among themselves yet.
          const free = line.startsWith('{"entry":[null') && changed.length === lines.length;
          if (!free) expect(valid, `line ${i}: ${line.slice(0, 60)}`).toBe(false);
        }
      }
      expect((await verify(lines.slice(0, 7).join('\n'), verifierKey)).valid).toBe(false);
      expect((await verify('', verifierKey)).valid).toBe(false);
    }),
  60_000,
);

test('writing waits for a slow reader', () =>
  withLedger(async (store, { verifierKey }) => {
    await append(store, 50);
    await sequence(store, at);
    const chunks: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk, _, done) {
        chunks.push(chunk);
        setTimeout(done, 2);
      },
    });
    expect(await writePack(store, slow)).toBe(50);
    expect((await verify(Buffer.concat(chunks), verifierKey)).valid).toBe(true);
  }));
