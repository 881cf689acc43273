import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../checkpoint.rules.ts';
import { cosigner, ed25519Signer, parseNote, signNote, verifyNote } from '../note.rules.ts';
import { leafHash } from '../tree.rules.ts';
import { formatVerifierKey, parseVerifierKey, verifierOf } from '../verifier-key.rules.ts';

const VECTORS = join(import.meta.dirname, '../../../../shared/inputs/vectors/c2sp');
const refused = (code: string) => expect.objectContaining({ code });

function aSigner(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const verifier = verifierOf(name, 'ed25519', publicKey);
  const asCosigner = verifierOf(name, 'cosignature', publicKey);
  return {
    verifier,
    asCosigner,
    sign: ed25519Signer(verifier, privateKey),
    cosign: (seconds: bigint) => cosigner(asCosigner, privateKey, seconds),
  };
}

describe.skipIf(!existsSync(VECTORS))('the vectors of C2SP', () => {
  const vectors = existsSync(VECTORS)
    ? JSON.parse(readFileSync(join(VECTORS, 'note+checkpoint_vectors.json'), 'utf8'))
    : { notes: [], bad_keys: [], bad_checkpoint_bodies: [] };
  const known = () => [vectors.keys.peter_vkey, vectors.keys.enoch_vkey].map(parseVerifierKey);

  test.each<{ desc: string; msg: string; valid: boolean }>(vectors.notes)('note: $desc', ({ msg, valid }) => {
    if (valid) expect(verifyNote(msg, known()).text).toBe(vectors.text);
    else expect(() => verifyNote(msg, known())).toThrowError(expect.objectContaining({ name: 'Refused' }));
  });

  test('of two signers one may be unknown, and is passed over', () => {
    const { msg } = vectors.notes[1];
    const [peter] = known();
    const { verified, unknown } = verifyNote(msg, peter === undefined ? [] : [peter]);
    expect(verified.map(({ name }) => name)).toEqual(['PeterNeumann']);
    expect(unknown).toBe(1);
    expect(() => verifyNote(msg, [])).toThrowError(refused('evidence.note-unsigned'));
  });

  test('verifier keys read back as they were written, and bad ones are refused', () => {
    for (const key of [vectors.keys.peter_vkey, vectors.keys.enoch_vkey]) {
      expect(formatVerifierKey(parseVerifierKey(key))).toBe(key);
    }
    for (const key of vectors.bad_keys) {
      expect(() => parseVerifierKey(key)).toThrowError(refused('evidence.bad-verifier-key'));
    }
  });

  test('a checkpoint is written and read as published, and bad ones are refused', () => {
    const { origin, size, root_of_single_leaf: leaf, text } = vectors.checkpoint_body;
    const body = { origin, size, root: leafHash(Buffer.from(leaf)), extensions: [] };
    expect(formatCheckpoint(body)).toBe(text);
    const read = parseCheckpoint(text, origin);
    expect({ ...read, root: Buffer.from(read.root) }).toEqual(body);
    for (const bad of vectors.bad_checkpoint_bodies) {
      expect(() => parseCheckpoint(bad, origin)).toThrowError(refused('evidence.checkpoint-malformed'));
    }
  });

  test("the specification's own example verifies", () => {
    const said = readFileSync(join(VECTORS, 'signed-note.md'), 'utf8');
    const key = /^\s+(example\.com\/foo\+\S+)$/m.exec(said)?.[1] ?? '';
    const note = /```\n([^`]+— example\.com\/foo [^`]+)```/.exec(said)?.[1] ?? '';
    expect(verifyNote(note, [parseVerifierKey(key)]).verified).toHaveLength(1);
  });
});

describe('a signed note', () => {
  const ada = aSigner('example.org/ada');
  const ben = aSigner('example.org/ben');
  const note = signNote('First line.\n\nAnd another.\n', [ada.sign, ben.sign]);

  test('keeps a text with blank lines, and both signatures', () => {
    const { text, verified } = verifyNote(note, [ada.verifier, ben.verifier]);
    expect(text).toBe('First line.\n\nAnd another.\n');
    expect(verified).toHaveLength(2);
    expect(verifyNote(Buffer.from(note), [ada.verifier]).unknown).toBe(1);
  });

  test('is condemned by a known key that did not sign this text, even beside one that did', () => {
    const other = signNote('Another text.\n', [ben.sign]).split('\n').at(-2) ?? '';
    const mixed = `${signNote('First line.\n', [ada.sign])}${other}\n`;
    expect(() => verifyNote(mixed, [ada.verifier, ben.verifier])).toThrowError(
      refused('evidence.note-bad-signature'),
    );
    expect(verifyNote(mixed, [ada.verifier]).unknown).toBe(1);
  });

  test('of which any byte is changed is refused', () => {
    const bytes = Buffer.from(signNote('Text.\n', [ada.sign]));
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => verifyNote(changed, [ada.verifier]), `byte ${i}`).toThrowError();
    }
  });

  test.each([
    ['a carriage return', 'Text.\r\n\n— a AAAAAAA=\n'],
    ['no blank line', 'Text.\n— a AAAAAAA=\n'],
    ['no signature', 'Text.\n\n'],
    ['a hyphen for the dash', 'Text.\n\n- a AAAAAAA=\n'],
    ['a plus in the name', 'Text.\n\n— a+b AAAAAAA=\n'],
    ['a no-break space in the name', 'Text.\n\n— a\u00a0b AAAAAAA=\n'],
    ['a signature of four bytes', 'Text.\n\n— a AAAAAA==\n'],
    ['base64 with loose bits', 'Text.\n\n— a AAAAAAB=\n'],
    ['half a character', 'Text\ud800.\n\n— a AAAAAAA=\n'],
  ])('is malformed with %s', (_, text) => {
    expect(() => parseNote(text)).toThrowError(refused('evidence.note-malformed'));
  });

  test('is malformed when it is not UTF-8', () => {
    expect(() => parseNote(Buffer.from([0xff, 10, 10]))).toThrowError(refused('evidence.note-malformed'));
  });
});

describe('a checkpoint', () => {
  const log = aSigner('example.org/log');
  const witness = aSigner('witness.example');
  const body = { origin: 'example.org/log', size: 7, root: leafHash(Buffer.of(1)), extensions: [] };
  const verifiers = [log.verifier, log.asCosigner];
  const text = formatCheckpoint(body);

  test('tells its time by the cosignature of its own log, and who witnessed it', () => {
    const note = signNote(text, [log.sign, log.cosign(1_795_000_000n), witness.cosign(1_795_000_009n)]);
    const opened = openCheckpoint(note, { name: 'example.org/log', verifiers }, [witness.asCosigner]);
    expect(opened).toMatchObject({ size: 7, at: '2026-11-18T11:06:40.000Z', witnessed: ['witness.example'] });
  });

  test('is refused when its log has not signed it, whoever else has', () => {
    const note = signNote(text, [witness.cosign(1n)]);
    expect(() =>
      openCheckpoint(note, { name: 'example.org/log', verifiers }, [witness.asCosigner]),
    ).toThrowError(refused('evidence.note-unsigned'));
  });

  test('is refused when the time of a cosignature is changed', () => {
    const line = witness.cosign(1_795_000_000n)(text);
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    const changed = `${text}\n${log.sign(text)}— witness.example ${bytes.toString('base64')}\n`;
    expect(() => verifyNote(changed, [log.verifier, witness.asCosigner])).toThrowError(
      refused('evidence.note-bad-signature'),
    );
  });

  test.each([
    ['a leading zero', 'o\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['a sign', 'o\n+7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['an empty extension', 'o\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n'],
    ['a short root', 'o\n7\nAAAA\n'],
    ['an empty origin', '\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['two lines', 'o\n7\n'],
  ])('is malformed with %s', (_, bad) => {
    expect(() => parseCheckpoint(bad)).toThrowError(refused('evidence.checkpoint-malformed'));
  });

  test('keeps its extension lines', () => {
    const extended = { ...body, extensions: ['one', 'two'] };
    expect(parseCheckpoint(formatCheckpoint(extended)).extensions).toEqual(['one', 'two']);
  });
});
