import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../../store/index.ts';
import {
  appendAllEvidence,
  appendEvidence,
  entryById,
  latestCheckpoint,
  ledgerReader,
  openLedger,
  sequence,
  signingKeyOf,
  verifyLedger,
} from '../index.ts';
import { withLedger } from '../testing.ts';

const at = '2026-11-22T10:00:00.000Z';
const refused = (code: string) => expect.objectContaining({ code });
const evidence = (kind = 'test.done') => ({ kind, at, actor: 'system', body: { figure: 1 } });

const appendMany = (store: Store, count: number) =>
  store.inTransaction((tx) =>
    appendAllEvidence(
      tx,
      Array.from({ length: count }, () => evidence()),
    ),
  );
const leaves = async (store: Store) =>
  (await store.rows<{ leaf: number }>('select leaf from evidence_entry order by leaf')).map(
    ({ leaf }) => leaf,
  );
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

test('an empty ledger has no checkpoint and needs none', () =>
  withLedger(async (store, key) => {
    expect(await sequence(store, at)).toEqual({ sequenced: 0, refused: [], busy: false });
    expect(await latestCheckpoint(store.db)).toBeNull();
    expect(await verifyLedger(ledgerReader(store), key.verifierKey)).toMatchObject({ size: 0, valid: true });
  }));

test('numbers are dense, batch after batch, and each batch is signed', () =>
  withLedger(async (store, key) => {
    await appendMany(store, 700);
    expect(await sequence(store, at, { batch: 300 })).toMatchObject({ sequenced: 700 });
    await appendMany(store, 5);
    await sequence(store, '2026-11-22T10:00:05.900Z', { batch: 300 });

    expect(await leaves(store)).toEqual(upTo(705));
    const sizes = await store.rows<{ size: number }>('select size from evidence_checkpoint order by size');
    expect(sizes.map(({ size }) => size)).toEqual([300, 600, 700, 705]);
    expect(await latestCheckpoint(store.db)).toMatchObject({ size: 705, at: '2026-11-22T10:00:05.000Z' });
    const verified = await verifyLedger(ledgerReader(store), key.verifierKey);
    expect(verified).toMatchObject({ entries: 705, size: 705, checkpoints: 4, valid: true, problems: [] });
  }));

test('an entry that commits after younger ones were numbered is not skipped', () =>
  withLedger(async (store, key) => {
    const late = await store.inTransaction(async (tx) => {
      const appended = await appendEvidence(tx, evidence('test.late'));
      await appendMany(store, 3);
      expect(await sequence(store, at)).toMatchObject({ sequenced: 3 });
      return appended;
    });

    expect((await entryById(store, late.id))?.leaf).toBeNull();
    expect(await sequence(store, at)).toMatchObject({ sequenced: 1 });
    expect((await entryById(store, late.id))?.leaf).toBe(3);
    expect(await verifyLedger(ledgerReader(store), key.verifierKey)).toMatchObject({ size: 4, valid: true });
  }));

test('while one sequencer is at work another one stands back', () =>
  withLedger(async (store) => {
    await appendMany(store, 3);
    await store.inTransaction(async (tx) => {
      await sequence({ db: store.db, inTransaction: (work) => work(tx) }, at);
      expect(await sequence(store, at)).toEqual({ sequenced: 0, refused: [], busy: true });
    });
    expect(await sequence(store, at)).toEqual({ sequenced: 0, refused: [], busy: false });
    expect(await leaves(store)).toEqual(upTo(3));
  }));

test('many writers and many sequencers at once leave a dense and valid ledger', () =>
  withLedger(async (store, key) => {
    const writers = upTo(40).map(() => appendMany(store, 5));
    const sequencers = upTo(10).map(() => sequence(store, at, { batch: 7 }));
    await Promise.all([...writers, ...sequencers]);
    await sequence(store, at);

    expect(await leaves(store)).toEqual(upTo(200));
    expect((await verifyLedger(ledgerReader(store), key.verifierKey)).problems).toEqual([]);
  }));

test('a batch that dies before its end leaves nothing, and the next run goes on', () =>
  withLedger(async (store, key) => {
    await appendMany(store, 10);
    const killed = store.inTransaction(async (tx) => {
      await sequence({ db: store.db, inTransaction: (work) => work(tx) }, at);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await leaves(store)).toEqual(Array(10).fill(null));

    await sequence(store, at);
    expect(await leaves(store)).toEqual(upTo(10));
    expect((await verifyLedger(ledgerReader(store), key.verifierKey)).problems).toEqual([]);
  }));

test('an entry altered before it was numbered stays out, is named, and holds up nobody', () =>
  withLedger(async (store, key) => {
    const said = await appendMany(store, 5);
    const altered = said[0]?.id ?? '';
    await store.rows(`update evidence_entry set commitment = decode(repeat('00', 32), 'hex') where id = $1`, [
      altered,
    ]);

    const done = await sequence(store, at, { batch: 2 });
    expect(done).toEqual({ sequenced: 4, refused: [altered], busy: false });
    const { valid, problems } = await verifyLedger(ledgerReader(store), key.verifierKey);
    expect(valid).toBe(false);
    expect(new Set(problems.map(({ where }) => where))).toEqual(new Set([`evidence_entry ${altered}`]));
  }));

test('nothing is signed on top of an altered tree, or with another key', () =>
  withLedger(async (store) => {
    await appendMany(store, 3);
    await sequence(store, at);
    await appendMany(store, 1);
    await store.rows(
      `update evidence_tile set hashes = set_byte(hashes, 40, 1 + get_byte(hashes, 40) % 255)`,
    );
    await expect(sequence(store, at)).rejects.toThrow(refused('evidence.tree-altered'));
    await store.rows('delete from evidence_tile');
    await expect(sequence(store, at)).rejects.toThrow(refused('evidence.tree-altered'));

    openLedger(store, signingKeyOf('test.example/ledger', generateKeyPairSync('ed25519').privateKey));
    await expect(latestCheckpoint(store.db)).rejects.toThrow(refused('evidence.other-key'));
  }));
