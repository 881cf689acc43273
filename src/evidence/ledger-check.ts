import { Refused } from '../base/index.ts';
import { AccountCheck } from './account-check.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.rules.ts';
import { type Hash, sameBytes } from './digest.rules.ts';
import { leafOf } from './entry.rules.ts';
import { Findings } from './findings.ts';
import { TILE_WIDTH } from './tile.rules.ts';
import { type GrownNode, TileCheck } from './tile-check.ts';
import { CompactRange } from './tree.rules.ts';
import { type Verifier, verifierOf } from './verifier-key.rules.ts';
import { faultOf, keepsPromise } from './verify-entry.rules.ts';
import type { CheckpointRow, EntryRow, LedgerBlock, Problem } from './verify-rows.ts';

/** What became of a check. `root` is base64, over all leaves that were there. */
export interface Verification {
  /** All rows, erased and unsequenced ones too. */
  entries: number;
  /** Protected by their signature alone until the sequencer has been. */
  unsequenced: number;
  erased: number;
  checkpoints: number;
  size: number;
  root: string;
  valid: boolean;
  problems: Problem[];
}

/** A tree that grows, with the nodes of stored heights that grew since the last checkpoint. */
class Branch {
  readonly range: CompactRange;
  grown: GrownNode[];

  constructor(range = new CompactRange(), grown: readonly GrownNode[] = []) {
    this.range = range;
    this.grown = [...grown];
  }

  append(leaf: Hash): void {
    const at = this.range.size;
    this.range.append(leaf, (height, hash) => {
      if (height === 0 || height % 8 > 0) return;
      const level = height / 8;
      this.grown.push({ level, number: Math.floor(at / TILE_WIDTH ** (level + 1)), hash });
    });
  }
}

/**
 * Checks a ledger that is handed to it in the order of its leaves, and remembers only what it still needs: the edge of the
 * tree, the tiles in hand, and the ids of erased entries.
 *
 * Where the entries and the stored tree disagree it can't know at once which of them was altered. It then grows both trees
 * until the next checkpoint, whose signed root tells, and goes on with the right one: so one alteration is one finding,
 * named by its row.
 */
export class LedgerCheck {
  readonly #log: { name: string; verifiers: Verifier[] };
  readonly #key: Verifier['publicKey'];
  readonly #witnesses: readonly Verifier[];
  readonly #known: Checkpoint[];
  readonly #findings = new Findings();
  readonly #accounts = new AccountCheck(this.#findings);
  readonly #tiles = new TileCheck(this.#findings);

  #entries = 0;
  #unsequenced = 0;

  #said = new Branch();
  /** The tree as its tiles tell it, while that is another one. */
  #stored: Branch | null = null;
  #suspects: { leaf: number; id: string | null }[] = [];
  /** Set where neither tree has the signed root: what follows can't fit any more, and is not reported again. */
  #lost = false;

  #pending: CheckpointRow[] = [];
  #checkpoints = 0;
  #head = 0;

  /** `known` are checkpoints that the verifier holds from elsewhere: the ledger must still begin with them. */
  constructor(log: Verifier, witnesses: readonly Verifier[] = [], known: readonly string[] = []) {
    this.#log = { name: log.name, verifiers: [log, verifierOf(log.name, 'cosignature', log.publicKey)] };
    this.#key = log.publicKey;
    this.#witnesses = witnesses;
    this.#known = known
      .map((note) => openCheckpoint(note, this.#log, witnesses))
      .sort((one, other) => one.size - other.size);
  }

  take(block: LedgerBlock): void {
    for (const { where, what } of block.problems ?? []) this.#findings.report(where, what);
    for (const tile of block.tiles) this.#tiles.takeTile(tile, this.#said.range.size);
    for (const checkpoint of block.checkpoints) this.#takeCheckpoint(checkpoint);
    for (const entry of block.entries) this.#takeEntry(entry);
    for (const about of block.abouts ?? []) this.#accounts.takeAbout(about);
  }

  /** Call once, after the last block. `abouts`: whether links were to be expected. */
  finish(expected: { abouts: boolean }): Verification {
    this.#finishTree();
    this.#tiles.finish(this.#said.range.size);
    this.#accounts.finish(expected);
    const problems = this.#findings.all();
    return {
      entries: this.#entries,
      unsequenced: this.#unsequenced,
      erased: this.#accounts.erased,
      checkpoints: this.#checkpoints,
      size: this.#said.range.size,
      root: Buffer.from(this.#said.range.root()).toString('base64'),
      valid: problems.length === 0,
      problems,
    };
  }

  #takeEntry(row: EntryRow): void {
    this.#entries += 1;
    const { leaf, id, at, commitment, promise } = row;
    const report = (what: string) =>
      this.#findings.report(
        leaf === null ? `evidence_entry ${id}` : `evidence_entry ${id} (leaf ${leaf})`,
        what,
      );
    const fault = faultOf(row);
    if (fault !== null) report(fault);
    this.#accounts.takeEntry(row);
    if (leaf === null) {
      this.#unsequenced += 1;
      if (!keepsPromise(this.#key, row)) {
        report('it is not sequenced, and its promise was not signed by this ledger');
      }
      return;
    }
    const next = this.#said.range.size;
    if (!Number.isSafeInteger(leaf) || leaf < next) {
      report("its leaf is another entry's, or none: added, or moved out of its order");
    } else if (this.#fillTo(leaf)) {
      this.#grow(leafOf(id, at, commitment, Buffer.from(promise, 'hex')), id);
    } else {
      report(`leaf ${next} should come here: this one was moved, or those before it removed`);
    }
  }

  /** Leaves without an entry: the tiles may still know their hashes. False where even they don't. */
  #fillTo(leaf: number): boolean {
    while (this.#said.range.size < leaf) {
      const missing = this.#said.range.size;
      const hash = this.#tiles.hashOf(missing);
      if (hash === null) return false;
      this.#findings.report(
        `evidence_entry (leaf ${missing})`,
        'the entry of this leaf is missing: removed, or moved',
      );
      this.#grow(hash, null);
    }
    return true;
  }

  #grow(hash: Hash, id: string | null): void {
    const leaf = this.#said.range.size;
    const stored = this.#tiles.hashOf(leaf);
    if (stored !== null && !sameBytes(stored, hash)) {
      this.#suspects.push({ leaf, id });
      this.#stored ??= new Branch(this.#said.range.clone(), this.#said.grown);
    }
    this.#said.append(hash);
    this.#stored?.append(stored ?? hash);
    this.#tiles.passed(leaf + 1);
    this.#reachCheckpoints(leaf + 1);
  }

  #takeCheckpoint(row: CheckpointRow): void {
    if (!Number.isSafeInteger(row.size) || row.size <= this.#said.range.size) {
      this.#findings.report(
        `evidence_checkpoint ${row.size}`,
        'its size is not one where it stands: altered, or moved',
      );
    } else this.#pending.push(row);
  }

  #reachCheckpoints(size: number): void {
    while (this.#pending[0]?.size === size) {
      const row = this.#pending.shift();
      if (row !== undefined) this.#judge(row);
    }
    while (this.#known[0]?.size === size) {
      const known = this.#known.shift();
      if (known !== undefined && !sameBytes(known.root, this.#said.range.root())) {
        this.#findings.report(
          `known checkpoint ${size}`,
          'the ledger does not begin with the checkpoint that you hold: rewritten',
        );
      }
    }
  }

  #judge(row: CheckpointRow): void {
    const where = `evidence_checkpoint ${row.size}`;
    this.#checkpoints += 1;
    if (row.previous !== this.#head) {
      this.#findings.report(
        where,
        `it follows one at ${row.previous} leaves, but the one before it is at ${this.#head}: removed, or altered`,
      );
    }
    this.#head = row.size;
    const checkpoint = this.#open(where, row);
    if (checkpoint !== null) this.#settle(where, checkpoint.root);
  }

  #open(where: string, row: CheckpointRow): Checkpoint | null {
    try {
      const checkpoint = openCheckpoint(row.note, this.#log, this.#witnesses);
      // Every note of ours has the line too; if it only counted where it is, a change to its name would go unnoticed.
      if (checkpoint.at === null)
        this.#findings.report(where, 'the line of the ledger that tells its time is gone');
      if (checkpoint.size === row.size) return checkpoint;
      this.#findings.report(where, `its note is signed for ${checkpoint.size} leaves`);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      this.#findings.report(where, fault.message);
    }
    return null;
  }

  /** The signed root decides between the entries and the tiles. */
  #settle(where: string, root: Hash): void {
    if (sameBytes(this.#said.range.root(), root)) {
      this.#blame('tiles');
    } else if (this.#stored !== null && sameBytes(this.#stored.range.root(), root)) {
      this.#said = this.#stored;
      this.#blame('entries');
    } else {
      this.#blame('both');
      if (!this.#lost)
        this.#findings.report(where, 'the leaves up to here do not have the root that was signed');
      this.#lost = true;
    }
    this.#keepGrown();
  }

  #blame(whom: 'tiles' | 'entries' | 'both'): void {
    const tiles = new Map<number, number>();
    for (const { leaf, id } of this.#suspects) {
      const number = Math.floor(leaf / TILE_WIDTH);
      tiles.set(number, (tiles.get(number) ?? 0) + 1);
      // A leaf without an entry is reported already.
      if (whom === 'tiles' || id === null) continue;
      this.#findings.report(
        `evidence_entry ${id} (leaf ${leaf})`,
        'its id, moment, commitment, promise or leaf is not what was sequenced here',
      );
    }
    for (const [number, count] of whom === 'entries' ? [] : tiles) {
      this.#findings.report(
        `evidence_tile 0/${number}`,
        `${count} of its hashes are not those of the entries`,
      );
    }
    this.#suspects = [];
    this.#stored = null;
  }

  #keepGrown(): void {
    this.#tiles.keep(this.#said.grown);
    this.#said.grown = [];
  }

  #finishTree(): void {
    // The last leaves may have lost their entries; their tiles and their checkpoint still tell.
    this.#fillTo(this.#pending.at(-1)?.size ?? 0);
    const size = this.#said.range.size;
    for (const { size: claimed } of this.#pending) {
      this.#findings.report(
        `evidence_checkpoint ${claimed}`,
        `it covers ${claimed} leaves, and there are ${size}`,
      );
    }
    for (const { size: claimed } of this.#known) {
      this.#findings.report(
        `known checkpoint ${claimed}`,
        `you hold a checkpoint of ${claimed} leaves, and there are ${size}`,
      );
    }
    this.#blame('both');
    if (size > this.#head) {
      this.#findings.report(
        `evidence_checkpoint ${size}`,
        `leaves ${this.#head} to ${size - 1} are covered by no checkpoint: it was removed, or they were added`,
      );
    }
    this.#keepGrown();
  }
}
