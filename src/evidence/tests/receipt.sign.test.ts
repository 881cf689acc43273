import { createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { signDocument, verifyDocument, verifyJws } from '../receipts.ts';

const VECTORS = join(import.meta.dirname, '../../../../shared/inputs/vectors/jose-cookbook-rfc7520');
const pair = generateKeyPairSync('ed25519');
const key = { origin: 'example.org/ledger', ...pair };
const issuedAt = '2026-11-22T10:00:00.000Z';
const refused = expect.objectContaining({ code: 'evidence.bad-document' });

describe.skipIf(!existsSync(VECTORS))('the cookbook of RFC 7520 and the example of RFC 8037', () => {
  test.each([
    '4_1.rsa_v15_signature.json',
    '4_3.ecdsa_signature.json',
    '4_4.hmac-sha2_integrity_protection.json',
    'ed25519_jws_rfc8037.json',
  ])('%s verifies, and not when its payload is changed', async (file) => {
    const { input, output } = JSON.parse(readFileSync(join(VECTORS, file), 'utf8'));
    const jwk = input.key;
    const verifier =
      jwk.kty === 'oct'
        ? createSecretKey(Buffer.from(jwk.k, 'base64url'))
        : createPublicKey({ key: jwk, format: 'jwk' });

    const { payload } = await verifyJws(output.compact, verifier, [input.alg]);
    expect(Buffer.from(payload).toString('utf8')).toBe(input.payload);

    const [head, body, signature] = output.compact.split('.');
    const changed = `${head}.${body.slice(0, -2)}AA.${signature}`;
    await expect(verifyJws(changed, verifier, [input.alg])).rejects.toThrow(refused);
    await expect(verifyJws(output.compact, verifier, ['ES256'])).rejects.toThrow(refused);
  });
});

describe('a receipt', () => {
  const statement = { choice: 'granted', purpose: 'newsletter' };

  test('says the same after the journey, and who issued it', async () => {
    const jws = await signDocument(key, { type: 'receipt', issuedAt, statement });
    expect(await verifyDocument(jws, pair.publicKey)).toEqual({
      type: 'receipt',
      issuer: 'example.org/ledger',
      issuedAt,
      statement,
    });
  });

  test('of which any character is changed is refused', async () => {
    const jws = await signDocument(key, { type: 'certificate', issuedAt, statement });
    for (let i = 0; i < jws.length; i += 3) {
      const changed = jws.slice(0, i) + (jws[i] === 'A' ? 'B' : 'A') + jws.slice(i + 1);
      await expect(verifyDocument(changed, pair.publicKey), `character ${i}`).rejects.toThrow();
    }
  });

  test('signed by another key is refused', async () => {
    const other = generateKeyPairSync('ed25519');
    const jws = await signDocument({ origin: 'x', ...other }, { type: 'receipt', issuedAt, statement });
    await expect(verifyDocument(jws, pair.publicKey)).rejects.toThrow(refused);
  });

  test('is not any JWS that the key may have signed', async () => {
    const jws = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(pair.privateKey);
    await expect(verifyDocument(jws, pair.publicKey)).rejects.toThrow(refused);
    await expect(verifyDocument('not a jws', pair.publicKey)).rejects.toThrow(refused);
  });
});
