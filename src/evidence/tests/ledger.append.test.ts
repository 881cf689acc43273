import { expect, test } from 'vitest';
import { newId } from '../../base/index.ts';
import { withDatabase } from '../../store/testing.ts';
import {
  appendAllEvidence,
  appendEvidence,
  consistencyProof,
  type Evidence,
  entriesAbout,
  entriesPage,
  entryById,
  eraseEntry,
  forgetPeople,
  inclusionProof,
  latestCheckpoint,
  leafOfPromise,
  openCheckpoint,
  openLedger,
  parseProof,
  parseVerifierKey,
  sequence,
  verifierOf,
  verifyConsistency,
  verifyInclusion,
  verifyPromise,
} from '../index.ts';
import { aSigningKey, withLedger } from '../testing.ts';

const at = '2026-11-22T10:00:00.000Z';
const refused = (code: string) => expect.objectContaining({ code });
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  kind: 'rights.answered',
  at,
  actor: 'staff-7',
  body: { request: newId(at), days: 12 },
  ...more,
});

test('an entry is read back as it was appended, with a promise that the key has signed', () =>
  withLedger(async (store, key) => {
    const said = evidence();
    const { promise, ...entry } = await store.inTransaction((tx) => appendEvidence(tx, said));

    expect(entry).toMatchObject(said);
    expect(await entryById(store, entry.id)).toEqual({ ...entry, leaf: null, promise });
    const commitment = Buffer.from(promise.commitment, 'hex');
    const signature = Buffer.from(promise.signature, 'base64');
    expect(verifyPromise(key.publicKey, entry.id, at, commitment, signature)).toBe(true);
  }));

test('an entry lives and dies with the change that it tells of', () =>
  withLedger(async (store) => {
    const failed = store.inTransaction(async (tx) => {
      await appendEvidence(tx, evidence());
      throw new Error('the change failed');
    });

    await expect(failed).rejects.toThrow('the change failed');
    expect((await entriesPage(store)).entries).toEqual([]);
  }));

test('two transactions append at once, and neither waits for the other', () =>
  withLedger(async (store) => {
    await store.inTransaction(async (outer) => {
      await appendEvidence(outer, evidence());
      await store.inTransaction((inner) => appendEvidence(inner, evidence()));
      expect((await entriesPage(store)).entries).toHaveLength(1);
    });
    expect((await entriesPage(store)).entries).toHaveLength(2);
  }));

test('nothing is appended that holds an address, and nothing where no ledger is open', () =>
  withLedger(async (store) => {
    const leaky = store.inTransaction((tx) =>
      appendEvidence(tx, evidence({ body: { to: 'ada@example.test' } })),
    );
    await expect(leaky).rejects.toThrow(refused('evidence.personal-data'));
    expect((await entriesPage(store)).entries).toEqual([]);

    await withDatabase(async (closed) => {
      const nowhere = closed.inTransaction((tx) => appendEvidence(tx, evidence()));
      await expect(nowhere).rejects.toThrow('no ledger is open');
    });
  }));

test('each database signs with the key that was opened for it', () =>
  withLedger(async (live, liveKey) =>
    withDatabase(async (twin) => {
      const twinKey = aSigningKey('twin.example/ledger');
      openLedger(twin, twinKey);
      const { promise } = await twin.inTransaction((tx) => appendEvidence(tx, evidence()));
      const commitment = Buffer.from(promise.commitment, 'hex');
      const signature = Buffer.from(promise.signature, 'base64');
      expect(verifyPromise(twinKey.publicKey, promise.id, at, commitment, signature)).toBe(true);
      expect(verifyPromise(liveKey.publicKey, promise.id, at, commitment, signature)).toBe(false);
      expect((await entriesPage(live)).entries).toEqual([]);
    }),
  ));

test("the entries about a person are found, and the person's id is in none of them", () =>
  withLedger(async (store) => {
    const [ada, ben] = [newId(at), newId(at)];
    await store.inTransaction((tx) =>
      appendAllEvidence(tx, [
        evidence({ aboutPerson: ada, at: '2026-11-22T10:00:01.000Z' }),
        evidence({ aboutPerson: ben, at: '2026-11-22T10:00:02.000Z' }),
        evidence({ aboutPerson: ada, at: '2026-11-22T10:00:03.000Z' }),
        evidence({ at: '2026-11-22T10:00:04.000Z' }),
      ]),
    );

    const found = await entriesAbout(store, ada);
    expect(found.map((entry) => entry.at.slice(17, 19))).toEqual(['03', '01']);
    const rows = await store.rows('select e::text as row from evidence_entry e');
    expect(JSON.stringify(rows)).not.toContain(ada);
    const abouts = await store.rows<{ about: Buffer }>(
      'select about from evidence_entry where about is not null',
    );
    expect(new Set(abouts.map(({ about }) => about.toString('hex'))).size).toBe(3);

    const told = await store.inTransaction((tx) => forgetPeople(tx, { people: [ada], actor: 'system', at }));
    expect(told).toMatchObject({ kind: 'ledger.person-forgotten', body: { links: 2 } });
    expect(await entriesAbout(store, ada)).toEqual([]);
    expect(await entriesAbout(store, ben)).toHaveLength(1);
    expect(
      await store.inTransaction((tx) => forgetPeople(tx, { people: [ada], actor: 'system', at })),
    ).toBeNull();
  }));

test('entries page from the newest to the oldest, by kind and by room', () =>
  withLedger(async (store) => {
    const kinds = ['rights.opened', 'mail.sent', 'rights.answered', 'rights.opened', 'mail.sent'];
    await store.inTransaction((tx) =>
      appendAllEvidence(
        tx,
        kinds.map((kind, i) => evidence({ kind, at: `2026-11-22T10:00:0${i}.000Z` })),
      ),
    );

    const first = await entriesPage(store, { limit: 2 });
    const second = await entriesPage(store, { limit: 2, before: first.next });
    const third = await entriesPage(store, { limit: 2, before: second.next });
    expect([first, second, third].map(({ entries }) => entries.map(({ kind }) => kind))).toEqual([
      ['mail.sent', 'rights.opened'],
      ['rights.answered', 'mail.sent'],
      ['rights.opened'],
    ]);
    expect(third.next).toBeNull();
    expect((await entriesPage(store, { kind: 'mail.sent' })).entries).toHaveLength(2);
    expect((await entriesPage(store, { kind: 'rights.' })).entries).toHaveLength(3);
  }));

test('a sequenced entry is proven by its promise and the verifier key alone, and still after it is erased', () =>
  withLedger(async (store, key) => {
    const said = await store.inTransaction((tx) =>
      appendAllEvidence(
        tx,
        Array.from({ length: 300 }, () => evidence({ aboutPerson: newId(at) })),
      ),
    );
    const [one] = said;
    if (one === undefined) throw new Error('there are 300');
    await expect(inclusionProof(store, one.id)).rejects.toThrow(refused('evidence.not-sequenced'));
    await expect(inclusionProof(store, newId(at))).rejects.toThrow(refused('evidence.unknown-entry'));
    await sequence(store, at);
    await store.inTransaction((tx) => eraseEntry(tx, { id: one.id, actor: 'dpo', at }));
    await sequence(store, at);

    // What an auditor does, with nothing from the database.
    const log = parseVerifierKey(key.verifierKey);
    const logKeys = { name: log.name, verifiers: [log, verifierOf(log.name, 'cosignature', log.publicKey)] };
    for (const { promise } of [one, said[150], said[299]].filter((entry) => entry !== undefined)) {
      const { text } = await inclusionProof(store, promise.id);
      const { index, path, checkpoint: note } = parseProof(text);
      const { size, root } = openCheckpoint(note, logKeys);
      expect(size).toBe(301);
      expect(verifyInclusion({ leaf: leafOfPromise(promise), index, size, root, path })).toBe(true);
    }

    expect(await entryById(store, one.id)).toMatchObject({ kind: null, actor: null, body: null });
    const { from, to, fromRoot, toRoot, path } = await consistencyProof(store, 300, 301);
    expect(verifyConsistency({ from, to, fromRoot, toRoot, path })).toBe(true);
    expect(toRoot).toEqual((await latestCheckpoint(store.db))?.root);
    await expect(consistencyProof(store, 300, 302)).rejects.toThrow(refused('evidence.no-such-tree'));
  }));

test('an entry is erased once, leaves nothing of itself, and the account of it can not be erased', () =>
  withLedger(async (store) => {
    const said = evidence({ body: { reason: 'a very particular word' }, aboutPerson: newId(at) });
    const { id } = await store.inTransaction((tx) => appendEvidence(tx, said));
    const account = await store.inTransaction((tx) => eraseEntry(tx, { id, actor: 'dpo', at }));

    expect(account).toMatchObject({ kind: 'ledger.erased', body: { entry: id, kind: 'rights.answered' } });
    const rows = await store.rows('select e::text as row from evidence_entry e');
    expect(JSON.stringify(rows)).not.toContain('particular');
    expect(await store.rows('select 1 from evidence_about')).toEqual([]);
    const again = store.inTransaction((tx) => eraseEntry(tx, { id, actor: 'dpo', at }));
    await expect(again).rejects.toThrow(refused('evidence.unknown-entry'));
    const cover = store.inTransaction((tx) => eraseEntry(tx, { id: account.id, actor: 'dpo', at }));
    await expect(cover).rejects.toThrow(refused('evidence.not-erasable'));
  }));
