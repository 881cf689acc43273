/*
 * For the tests of every room: a store whose ledger is open under a key made for the test.
 * Not part of the room's front door: nothing in the product imports this file.
 */
import { generateKeyPairSync } from 'node:crypto';
import { type TestOptions, type TestStore, withDatabase } from '../store/testing.ts';
import { openLedger } from './ledger.ts';
import { type SigningKey, signingKeyOf } from './signing-key.ts';

export const aSigningKey = (origin = 'test.example/ledger'): SigningKey =>
  signingKeyOf(origin, generateKeyPairSync('ed25519').privateKey);

/** As `withDatabase`, with a ledger that entries can be appended to. */
export const withLedger = <T>(
  work: (store: TestStore, key: SigningKey) => Promise<T>,
  options: TestOptions = {},
): Promise<T> =>
  withDatabase(async (store) => {
    const key = aSigningKey();
    openLedger(store, key);
    return work(store, key);
  }, options);
