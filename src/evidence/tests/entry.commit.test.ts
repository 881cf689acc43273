import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../../base/index.ts';
import { hmacSha256 } from '../digest.rules.ts';
import {
  aboutOf,
  checkedEntry,
  commitmentTo,
  entryText,
  leafOf,
  leafOfPromise,
  promiseInclusion,
  readablePromise,
  verifyPromise,
} from '../entry.rules.ts';
import { type Json, personalDataIn } from '../personal-data.rules.ts';

const at = '2026-11-22T10:00:00.000Z';
const anEntry = (body: Json, more: object = {}) => ({
  id: newId(at),
  kind: 'rights.answered',
  at,
  actor: 'staff-7',
  body,
  ...more,
});
const refused = (code: string) => expect.objectContaining({ code });

describe('an entry', () => {
  test('has the text that RFC 8785 gives it, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.boolean(), (value, actor, withAbout) => {
        const about = withAbout ? { about: aboutOf(randomBytes(32), newId(at)).toString('hex') } : {};
        const entry = { ...anEntry(JSON.parse(JSON.stringify(value)), about), actor };
        expect(entryText(entry, canonicalize(entry.body) ?? '')).toBe(canonicalize(entry));
      }),
    );
  });

  test('is committed to by HMAC-SHA-256, as node computes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary' }), (key, text) => {
        for (const long of [text, text.repeat(2_000)]) {
          expect(hmacSha256(key, long)).toEqual(createHmac('sha256', key).update(long).digest());
        }
      }),
    );
  });

  test('commits to something else under another salt: the commitment tells nothing', () => {
    const text = entryText(anEntry({ answer: 'yes' }), '{"answer":"yes"}');
    expect(commitmentTo(randomBytes(32), text)).not.toEqual(commitmentTo(randomBytes(32), text));
  });

  test('writes its moment in one way', () => {
    expect(checkedEntry(anEntry({}, { at: '2026-11-22T11:00:00+01:00' })).at).toBe(at);
  });

  test.each([
    ['an id that is none', anEntry({}, { id: '7' })],
    ['a kind without a room', anEntry({}, { kind: 'answered' })],
    ['NaN', anEntry({ figure: Number.NaN })],
    ['half a character', anEntry({ text: '\ud800' })],
    ['a NUL, which PostgreSQL can not hold', anEntry({ text: 'a\u0000b' })],
  ])('is refused with %s', (_, entry) => {
    expect(() => checkedEntry(entry)).toThrowError(refused('evidence.bad-entry'));
  });
});

describe('a promise of inclusion', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const id = newId(at);
  const commitment = randomBytes(32);
  const promise = promiseInclusion(privateKey, id, at, commitment);

  test('holds for its id, moment and commitment only', () => {
    expect(verifyPromise(publicKey, id, at, commitment, promise)).toBe(true);
    expect(verifyPromise(publicKey, newId(at), at, commitment, promise)).toBe(false);
    expect(verifyPromise(publicKey, id, '2026-11-22T10:00:00.001Z', commitment, promise)).toBe(false);
    expect(verifyPromise(publicKey, id, at, randomBytes(32), promise)).toBe(false);
    expect(verifyPromise(generateKeyPairSync('ed25519').publicKey, id, at, commitment, promise)).toBe(false);
  });

  test('is all that the leaf is made of', () => {
    const leaf = leafOf(id, at, commitment.toString('hex'), promise);
    expect(leafOfPromise(readablePromise(id, at, commitment, promise))).toEqual(leaf);
  });
});

describe('personal data', () => {
  test.each<[string, Json]>([
    ['an e-mail address', { to: 'ada@example.test' }],
    ['an address deep inside', { a: [{ b: ['x', 'Ada <ada.l@mail.example.co.uk>'] }] }],
    ['an address as a key', { 'ada@example.test': true }],
    ['an address in a link', { url: 'https://example.test/u?to=ada%40example.test' }],
    ['a UK mobile', { note: 'call 07700 900123 today' }],
    ['a UK landline', { note: '(020) 7946 0018' }],
    ['an international number', { note: '+44 20 7946 0018' }],
    ['a number without spaces', { note: '+447700900123' }],
    ['a number with dots', { note: '0117.496.0123' }],
    ['a number as a key', { '07700900123': 1 }],
  ])('is found: %s', (_, body) => {
    expect(() => checkedEntry(anEntry(body))).toThrowError(refused('evidence.personal-data'));
  });

  test('is found in the actor', () => {
    expect(() => checkedEntry(anEntry({}, { actor: 'ada@example.test' }))).toThrowError(
      refused('evidence.personal-data'),
    );
  });

  test('the refusal names the place and never the value', () => {
    const entry = anEntry({ people: [{ mail: 'ada@example.test' }] });
    expect(() => checkedEntry(entry)).toThrowError(
      expect.objectContaining({
        message: expect.stringMatching(/^(?!.*ada@).*body\.people\[0\]\.mail/),
        details: { at: 'body.people[0].mail' },
      }),
    );
  });

  test.each<[string, Json]>([
    ['moments and days', { at, on: '2026-11-22', zone: '2026-11-22T10:00:00+01:00', ms: 1795000000000 }],
    ['versions and packages', { with: 'kept@1.2.3', of: '@scope/name' }],
    ['figures', { share: '0.123456789012', rows: 12345678901, text: '12 of 340 rows, 5%' }],
    ['promise ids and paths', { promise: 'stratas.12.3', file: '/01/02/0304050607.pdf' }],
    ['digests', { sha256: '0123456789012345678901234567890123456789012345678901234567890123' }],
    ['law', { source: 'Art. 12(3) UK GDPR; 2016/679; 32016R0679' }],
  ])('is not found in %s', (_, body) => {
    expect(personalDataIn(body)).toBeNull();
  });

  test('is not found in the ids and digests that bodies are full of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uuid(), (bytes, id) => {
        const digest = Buffer.from(bytes);
        const body = { id, hex: digest.toString('hex'), says: `request ${id} answered` };
        expect(personalDataIn(body)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
