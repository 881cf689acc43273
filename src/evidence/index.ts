/*
 * Words of this room
 * - ledger:      the append-only record of what happened. It has a name (its origin) and a key.
 * - entry:       one thing that happened, without personal data; committed to by a salted hash.
 * - promise:     the ledger's signature that it will include an entry; given at once, with the entry.
 * - about:       the per-entry pseudonym of the person an entry is about; only a link beside it says whom.
 * - leaf:        the place of an entry in the tree, given by the sequencer. Until then its promise alone protects it.
 * - tree, root:  the Merkle tree of RFC 6962 over all leaves, and the one hash that stands for it.
 * - checkpoint:  the signed size and root of the tree: C2SP's signed note, to which witnesses may add their lines.
 * - proof:       that a leaf is in a tree (inclusion), that a tree begins with an older one (consistency).
 * - verifier key: `name+id+key`, what an auditor needs, and all that an auditor needs.
 * - receipt, certificate: statements signed by the same key, for a person or an auditor to take away.
 * - pack:        the whole ledger as one file, checked offline.
 * - erased:      an entry whose content and salt are gone. Its leaf stays, and every proof with it.
 */
export { base64Of, bytesOfBase64 } from './base64.rules.ts';
export { certificateOfEntry, verifyCertificate } from './certificate.ts';
export {
  type Checkpoint,
  type CheckpointBody,
  openCheckpoint,
} from './checkpoint.rules.ts';
export { evidenceControls } from './controls.ts';
export type { Hash } from './digest.rules.ts';
export {
  type Entry,
  type InclusionPromise,
  leafOfPromise,
  verifyPromise,
} from './entry.rules.ts';
export { type Excerpt, excerptOf, faultOfExcerpt } from './excerpt.ts';
export {
  type Appended,
  appendAllEvidence,
  appendEvidence,
  type Evidence,
  eraseEntry,
  forgetPeople,
  openLedger,
  signingKeyFor,
  writingOf,
} from './ledger.ts';
export {
  type ConsistencyProof,
  consistencyProof,
  type EntriesPage,
  entriesAbout,
  entriesPage,
  entryById,
  type InclusionProof,
  inclusionProof,
  type LedgerEntry,
} from './ledger.view.ts';
export type { Verification } from './ledger-check.ts';
export type { Note } from './note.rules.ts';
export { verifyPack, writePack } from './pack.ts';
export { type Json, personalDataIn } from './personal-data.rules.ts';
export {
  parseProof,
  type TlogProof,
  verifyConsistency,
  verifyInclusion,
} from './proof.rules.ts';
export {
  type DocumentType,
  type SignedDocument,
  signDocument,
  verifyDocument,
} from './receipts.ts';
export { latestCheckpoint, type Sequenced, sequence } from './sequencer.ts';
export { KEY_FILE, loadSigningKey, type SigningKey, signingKeyOf } from './signing-key.ts';
export type { NodeReader } from './tree.rules.ts';
export {
  parseVerifierKey,
  type SignatureType,
  type VerifiedSignature,
  type Verifier,
  verifierOf,
} from './verifier-key.rules.ts';
export { ledgerReader, type VerifyOptions, verifyLedger } from './verify.ts';
export type { LedgerBlock, LedgerReader, Problem } from './verify-rows.ts';
