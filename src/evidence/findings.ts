import type { Problem } from './verify-rows.ts';

const MOST = 1_000;

/** What a check found; beyond a thousand it only counts. */
export class Findings {
  readonly #problems: Problem[] = [];
  #unnamed = 0;

  report(where: string, what: string): void {
    if (this.#problems.length < MOST) this.#problems.push({ where, what });
    else this.#unnamed += 1;
  }

  all(): Problem[] {
    if (this.#unnamed === 0) return this.#problems;
    return [...this.#problems, { where: 'ledger', what: `and ${this.#unnamed} more problems` }];
  }
}
