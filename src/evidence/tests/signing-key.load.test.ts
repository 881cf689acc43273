import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KEY_FILE, loadSigningKey } from '../signing-key.ts';

const origin = 'privacy.example.org/ledger';
const refused = (code: string) => expect.objectContaining({ code });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a key is made once, for its owner only, and found again', () => {
  const first = loadSigningKey(folder, { origin });
  const second = loadSigningKey(folder, { origin });

  expect(second.verifierKey).toBe(first.verifierKey);
  expect(first.verifierKey).toMatch(/^privacy\.example\.org\/ledger\+[0-9a-f]{8}\+/);
  expect(readdirSync(folder)).toEqual([KEY_FILE]);
  expect(statSync(join(folder, KEY_FILE)).mode & 0o777).toBe(0o600);
});

test('a key that is given is used, and no file is made', () => {
  const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(loadSigningKey(folder, { origin, pem }).verifierKey).toBe(
    loadSigningKey(folder, { origin, pem }).verifierKey,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that others may read is refused', () => {
  loadSigningKey(folder, { origin });
  chmodSync(join(folder, KEY_FILE), 0o644);
  expect(() => loadSigningKey(folder, { origin })).toThrowError(refused('evidence.key-exposed'));
});

test('what is no Ed25519 key is refused, and left as it is', () => {
  writeFileSync(join(folder, KEY_FILE), 'nonsense', { mode: 0o600 });
  expect(() => loadSigningKey(folder, { origin })).toThrowError(refused('evidence.bad-key'));
  expect(readFileSync(join(folder, KEY_FILE), 'utf8')).toBe('nonsense');
  const pem = String(generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(() => loadSigningKey(folder, { origin, pem })).toThrowError(refused('evidence.bad-key'));
});

test('a ledger has a name that can stand in a signature line', () => {
  expect(() => loadSigningKey(folder, { origin: 'my ledger' })).toThrowError(
    refused('evidence.bad-key-name'),
  );
  expect(() => loadSigningKey(folder, { origin: 'cosignature/v1' })).toThrowError(
    refused('evidence.bad-key-name'),
  );
});
