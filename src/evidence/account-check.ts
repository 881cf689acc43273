import type { Findings } from './findings.ts';
import { OWN_KINDS } from './ledger.ts';
import { isErased, linksToPerson } from './verify-entry.rules.ts';
import type { AboutRow, EntryRow } from './verify-rows.ts';

/**
 * Compares what is gone from a ledger with what the ledger says about that. Remembers the ids of erased entries and nothing
 * of the others.
 */
export class AccountCheck {
  readonly #findings: Findings;
  readonly #erased = new Set<string>();
  readonly #saidErased = new Set<string>();
  #about = 0;
  #links = 0;
  #forgotten = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  get erased(): number {
    return this.#erased.size;
  }

  takeEntry(row: EntryRow): void {
    if (isErased(row)) this.#erased.add(row.id);
    if (row.about !== null) this.#about += 1;
    if (row.kind === OWN_KINDS.erased) {
      const entry = fieldOf(row.body, 'entry');
      if (typeof entry === 'string') this.#saidErased.add(entry);
    }
    if (row.kind === OWN_KINDS.forgotten) {
      const links = fieldOf(row.body, 'links');
      if (typeof links === 'number') this.#forgotten += links;
    }
  }

  takeAbout(row: AboutRow): void {
    if (linksToPerson(row)) this.#links += 1;
    else {
      this.#findings.report(
        `evidence_about ${row.entry}`,
        'it links a person to an entry that was not written about them',
      );
    }
  }

  /** `abouts`: whether links were to be expected. */
  finish({ abouts }: { abouts: boolean }): void {
    for (const id of this.#erased) {
      if (!this.#saidErased.has(id)) {
        this.#findings.report(
          `evidence_entry ${id}`,
          'its content is gone, and no ledger entry says that it was erased',
        );
      }
    }
    for (const id of this.#saidErased) {
      if (!this.#erased.has(id)) {
        this.#findings.report(
          `evidence_entry ${id}`,
          'the ledger says that it was erased, and its content is there or its row is not',
        );
      }
    }
    const missing = this.#about - this.#links;
    if (abouts && missing !== this.#forgotten) {
      this.#findings.report(
        'evidence_about',
        `${missing} entries about a person have lost the link to whom, and ledger entries account for ${this.#forgotten}`,
      );
    }
  }
}

function fieldOf(body: string | null, field: string): unknown {
  try {
    const said: unknown = JSON.parse(body ?? 'null');
    if (typeof said !== 'object' || said === null) return null;
    return Object.entries(said).find(([key]) => key === field)?.[1];
  } catch {
    // Not JSON any more: then the content does not fit its commitment, and that is reported.
    return null;
  }
}
