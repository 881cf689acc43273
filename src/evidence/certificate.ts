import canonicalize from 'canonicalize';
import { type Instant, Refused } from '../base/index.ts';
import { rows, type Store } from '../store/index.ts';
import { openCheckpoint } from './checkpoint.rules.ts';
import { leafOfPromise, readablePromise } from './entry.rules.ts';
import { signingKeyFor } from './ledger.ts';
import { inclusionProof } from './ledger.view.ts';
import type { Json } from './personal-data.rules.ts';
import { parseProof, verifyInclusion } from './proof.rules.ts';
import { signDocument, verifyDocument } from './receipts.ts';
import { parseVerifierKey, verifierOf } from './verifier-key.rules.ts';
import { faultOf, keepsPromise } from './verify-entry.rules.ts';

/*
 * A certificate as one file that anybody checks offline with the ledger's verifier key:
 *   {"kept-certificate":1,"document":"<JWS>","entry":{id, at, kind, actor, body, salt},"proof":"<C2SP log proof>" or null}
 * The document is the signed statement; the entry is what the ledger holds, with the salt that opens its commitment; the proof
 * is that the tree of the newest checkpoint has it. Only entries about nobody are handed out this way.
 */
const VERSION = 1;

type Opened = { id: string; at: Instant; kind: string; actor: string; body: string; salt: string };

export type Certified = {
  /** The ledger's name. */
  issuer: string;
  issuedAt: Instant;
  kind: string;
  statement: Json;
  /** The place in the tree and its size; null: the ledger has promised to include it, and had not yet. */
  sealed: { leaf: number; size: number; at: Instant | null } | null;
};

/** What a ledger entry says, as a signed statement and as a file. Refuses `evidence.unknown-entry`. */
export async function certificateOfEntry(
  store: Pick<Store, 'db'>,
  id: string,
  issuedAt: Instant,
): Promise<{ statement: Record<string, Json>; jws: string; file: string }> {
  const [row] = await rows<Omit<Opened, 'salt'> & { salt: Buffer; commitment: Buffer; promise: Buffer }>(
    store.db,
    `select id, at, kind, actor, body, salt, commitment, promise from evidence_entry
     where id = $1 and about is null and body is not null`,
    [id],
  );
  if (!row) throw new Refused('evidence.unknown-entry', 'The ledger has no such entry to certify.');
  const { at, kind, actor, body } = row;
  const statement = statementOf({ id, at, kind, body });
  const jws = await signDocument(signingKeyFor(store.db), {
    type: 'certificate',
    issuedAt,
    statement,
    entry: readablePromise(id, at, row.commitment, row.promise),
  });
  const proof = await inclusionProof(store, id).catch((thrown: unknown) => {
    if (thrown instanceof Refused && thrown.code === 'evidence.not-sequenced') return null;
    throw thrown;
  });
  const entry = { id, at, kind, actor, body, salt: row.salt.toString('hex') };
  const whole = { 'kept-certificate': VERSION, document: jws, entry, proof: proof?.text ?? null };
  return { statement, jws, file: `${JSON.stringify(whole, null, 1)}\n` };
}

const statementOf = ({
  id,
  at,
  kind,
  body,
}: Pick<Opened, 'id' | 'at' | 'kind' | 'body'>): Record<string, Json> => ({
  ...(JSON.parse(body) as Record<string, Json>),
  kind,
  disposal: id,
  at,
});

/**
 * What a certificate file proves to somebody who has the ledger's `verifierKey` and nothing else: that the ledger signed the
 * statement, that its entry says the same, and that it promised to include it or has. Refuses `evidence.bad-certificate` with
 * what does not fit, `evidence.bad-verifier-key`, and as `verifyDocument` and `openCheckpoint`.
 */
export async function verifyCertificate(text: string, verifierKey: string): Promise<Certified> {
  const log = parseVerifierKey(verifierKey);
  const { document, entry, proof } = read(text);
  const { type, issuer, issuedAt, statement, entry: promise } = await verifyDocument(document, log.publicKey);
  if (type !== 'certificate' || issuer !== log.name)
    throw bad(`it is a ${type} of ${issuer}, and not a certificate of ${log.name}`);
  if (promise === undefined) throw bad('its document names no entry of the ledger');
  const row = {
    ...entry,
    about: null,
    leaf: null,
    commitment: promise.commitment,
    promise: Buffer.from(promise.signature, 'base64').toString('hex'),
  };
  if (entry.id !== promise.id || entry.at !== promise.at)
    throw bad('its entry is another than its document names');
  const fault = faultOf(row);
  if (fault !== null) throw bad(`of its entry ${fault}`);
  if (!keepsPromise(log.publicKey, row)) throw bad('the ledger has not promised to include its entry');
  if (canonicalize(statement) !== canonicalize(statementOf(entry)))
    throw bad('its document says another thing than the entry of the ledger');
  return { issuer, issuedAt, kind: entry.kind, statement, sealed: proof === null ? null : sealedBy(proof) };

  function sealedBy(said: string): NonNullable<Certified['sealed']> {
    const { index, path, checkpoint: note } = parseProof(said);
    const verifiers = [log, verifierOf(log.name, 'cosignature', log.publicKey)];
    const { size, root, at } = openCheckpoint(note, { name: log.name, verifiers });
    if (promise === undefined || !verifyInclusion({ leaf: leafOfPromise(promise), index, size, root, path }))
      throw bad('its entry is not in the tree of the checkpoint that comes with it');
    return { leaf: index, size, at };
  }
}

function read(text: string): { document: string; entry: Opened; proof: string | null } {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    throw bad('it is not JSON');
  }
  if (typeof whole !== 'object' || whole === null || !('kept-certificate' in whole))
    throw bad('it does not begin as certificates do');
  const { 'kept-certificate': version, document, entry, proof } = whole as Record<string, unknown>;
  if (version !== VERSION) throw bad('it is of another version of Kept');
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!isText(document) || !(proof === null || isText(proof)) || typeof entry !== 'object' || entry === null)
    throw bad('a part of it is missing');
  const { id, at, kind, actor, body, salt } = entry as Record<string, unknown>;
  if (!isText(id) || !isText(at) || !isText(kind) || !isText(actor) || !isText(body) || !isText(salt))
    throw bad('a part of its entry is missing');
  try {
    JSON.parse(body);
  } catch {
    throw bad('what its entry says is not JSON');
  }
  return { document, entry: { id, at, kind, actor, body, salt }, proof };
}

const bad = (why: string) =>
  new Refused('evidence.bad-certificate', `This certificate does not hold: ${why}.`);
