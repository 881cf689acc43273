import { expect, test } from 'vitest';
import { startOf } from '../../base/index.ts';
import { sequence, signingKeyFor, verifyCertificate } from '../../evidence/index.ts';
import { aSigningKey } from '../../evidence/testing.ts';
import {
  addMedium,
  certificateOf,
  checkDocument,
  disposeDue,
  enterCertificate,
  handMedia,
  listCertificates,
  policyInForce,
  retire,
} from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { email, type Houses, withHouses } from './houses.ts';

/** Something was announced, and went on its day. */
async function somethingWent({ one, store }: Houses): Promise<void> {
  const { hash } = await policyInForce(one);
  store.clock.set(startOf('2026-11-23', 'Europe/London'));
  await takeSubmission(one, 'contact-form', {
    fields: { name: 'Ada', email: email('ada').value, message: 'Do you weave eel traps?' },
    consents: [],
    declined: [],
    notice: hash,
  });
  for (const day of ['2027-05-16', '2027-05-23'] as const) {
    store.clock.set(startOf(day, 'Europe/London'));
    await disposeDue(one);
  }
}

const withWeavers = (work: (houses: Houses) => Promise<void>) => withHouses(work, { policy: 'media-policy' });

const refused = (text: string, key: string) =>
  verifyCertificate(text, key).then(
    () => 'it holds',
    (thrown: { code?: string }) => thrown.code ?? String(thrown),
  );

test('a certificate is checked with the ledger’s key and nothing else, before and after it is in the tree', () =>
  withWeavers(async (houses) => {
    const { one, store } = houses;
    await somethingWent(houses);
    const { verifierKey } = signingKeyFor(store.db);
    const [whole, batch] = await listCertificates(one, { before: null, limit: 10 });
    expect(whole).toMatchObject({ kind: 'retention.completed', statement: { gone: 1, leftOut: 0 } });

    const early = await certificateOf(one, batch?.id ?? '');
    expect(await verifyCertificate(early.file, verifierKey)).toMatchObject({
      kind: 'retention.disposed',
      sealed: null,
      statement: {
        rule: 'enquiries',
        records: 1,
        leftBehind: 0,
        forgotten: 1,
        keyCopiesGoneOn: expect.any(String),
      },
    });
    await sequence(store, store.clock.now());
    const { file, jws } = await certificateOf(one, batch?.id ?? '');
    const found = await verifyCertificate(file, verifierKey);
    expect(found.sealed?.size).toBeGreaterThan(found.sealed?.leaf ?? Number.NaN);
    for (const text of [jws, file])
      expect(await checkDocument(one, text)).toMatchObject({ holds: true, entry: { state: 'in-the-tree' } });
  }));

test('one that was altered anywhere, or is of another ledger, is refused', () =>
  withWeavers(async (houses) => {
    const { one, store } = houses;
    await somethingWent(houses);
    await sequence(store, store.clock.now());
    const { verifierKey } = signingKeyFor(store.db);
    const [other, batch] = await listCertificates(one, { before: null, limit: 10 });
    const { file } = await certificateOf(one, batch?.id ?? '');
    const second = JSON.parse((await certificateOf(one, other?.id ?? '')).file);
    const good = JSON.parse(file) as { document: string; entry: Record<string, string>; proof: string };
    const [head = '', payload = '', signature = ''] = good.document.split('.');
    const said = Buffer.from(payload, 'base64url').toString('utf8').replace('"records":1', '"records":9');
    const forged = `${head}.${Buffer.from(said).toString('base64url')}.${signature}`;
    const lines = good.proof.split('\n');
    const altered: Record<string, object> = {
      'its statement': { ...good, document: forged },
      'its entry': {
        ...good,
        entry: { ...good.entry, body: good.entry.body?.replace('"records":1', '"records":9') },
      },
      'who did it': { ...good, entry: { ...good.entry, actor: 'staff' } },
      'its salt': { ...good, entry: { ...good.entry, salt: 'a'.repeat(64) } },
      'its place': { ...good, proof: good.proof.replace(/^index \d+$/m, 'index 0') },
      'a hash of its proof': {
        ...good,
        proof: lines.map((line, at) => (at === 2 ? Buffer.alloc(32, 1).toString('base64') : line)).join('\n'),
      },
      'the document of another': { ...good, document: second.document },
      'the entry of another': { ...good, entry: second.entry },
      'the proof of another': { ...good, proof: second.proof },
      'nothing of its proof': { 'kept-certificate': 1, document: good.document, entry: good.entry },
    };
    for (const [what, text] of Object.entries(altered))
      expect([what, await refused(JSON.stringify(text), verifierKey)]).not.toEqual([what, 'it holds']);
    expect(await refused('no certificate', verifierKey)).toBe('evidence.bad-certificate');
    const { publicKey: _public, ...stranger } = aSigningKey();
    expect(await refused(file, stranger.verifierKey)).not.toBe('it holds');
    expect(await refused(file, verifierKey)).toBe('it holds');
  }));

test('what a destroyer certified is certified by us as well: what it closed, and the hash of the paper', () =>
  withWeavers(async ({ one, store }) => {
    const id = await addMedium(one, { label: 'asset 4', serial: 'HD-4', kind: 'disk' }, 'test');
    await retire(one, id, null, 'test');
    await handMedia(one, { ids: [id], to: 'shredding', on: null }, 'test');
    const asked = {
      number: '77',
      destroyer: 'shredding',
      method: 'shredded to P-4',
      on: null,
      document: 'c'.repeat(64),
      serials: ['HD-4'],
    };
    await enterCertificate(one, asked, 'test');
    await expect(enterCertificate(one, asked, 'test')).rejects.toMatchObject({ code: 'destruction.known' });

    const [listed] = await listCertificates(one, { before: null, limit: 1 });
    const { file } = await certificateOf(one, listed?.id ?? '');
    expect(await verifyCertificate(file, signingKeyFor(store.db).verifierKey)).toMatchObject({
      kind: 'media.destroyed',
      statement: { destroyer: 'shredding', document: 'c'.repeat(64), media: [id], unmatched: 0 },
    });
  }));
