import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedHash } from '../sealing.rules.ts';

test('a keyed hash is HMAC-SHA-256 after its version, whatever the message', () => {
  const keys = Array.from({ length: 8 }, () => randomBytes(32));
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      const hmac = createHmac('sha256', key).update(message).digest();

      expect(keyedHash(3, key, Buffer.from(message))).toEqual(Buffer.concat([Buffer.of(3), hmac]));
    }),
  );
});
