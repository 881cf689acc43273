import type { Day } from '../src/base/index.ts';
import type { Store } from '../src/store/index.ts';

/** A change of a promise's state, with what the board said of it. */
export type Turn = { promise: string; state: string; because: string; since: string };

/** Tells the year as it goes: what happened, and each month what came and what the board showed. */
export type Story = {
  count(what: string, by?: number): void;
  tell(words: string): void;
  /** Reads what the night wrote into the board's history. */
  night(day: Day, store: Store): Promise<void>;
  /** Ends a month. */
  month(day: Day, board: Readonly<Record<string, number>>): void;
  figures(): Readonly<Record<string, number>>;
  turns(): readonly Turn[];
};

export function storyOf(print: (line: string) => void, day: () => Day): Story {
  const all = new Map<string, number>();
  let month = new Map<string, number>();
  const turns: Turn[] = [];
  const wrong = new Map<string, string>();
  const say = (words: string) => print(`  ${day()}  ${words}`);
  return {
    count(what, by = 1) {
      all.set(what, (all.get(what) ?? 0) + by);
      month.set(what, (month.get(what) ?? 0) + by);
    },
    tell: say,
    async night(_on, store) {
      const last = turns.at(-1)?.since ?? '';
      const found = await store.rows<Turn>(
        `select promise, state, because, since from promise_state where since > $1::timestamptz order by since, promise`,
        [last === '' ? '2000-01-01' : last],
      );
      turns.push(...found);
      // Promises that turn together for the same reason are one line.
      const lines = new Map<string, string[]>();
      for (const { promise, state, because } of found) {
        const isWrong = state === 'broken' || state === 'at-risk';
        const before = wrong.get(promise);
        if (isWrong) {
          wrong.set(promise, state);
          const line = `${state === 'broken' ? '✕ broken' : '! at risk'}: ${because}`;
          lines.set(line, [...(lines.get(line) ?? []), promise]);
        } else if (before) {
          wrong.delete(promise);
          const line = `✓ ${state} again: ${because}`;
          lines.set(line, [...(lines.get(line) ?? []), promise]);
        }
      }
      for (const [line, promises] of lines) say(`${few(promises)} ${line}`);
    },
    month(on, board) {
      const counts = [...month].map(([what, n]) => `${n.toLocaleString('en')} ${what}`).join(', ');
      print(`${on.slice(0, 7)}: ${counts || 'nothing'}.`);
      print(`         board: ${boardLine(board)}`);
      month = new Map();
    },
    figures: () => Object.fromEntries(all),
    turns: () => turns,
  };
}

const few = (promises: readonly string[]): string =>
  promises.length > 4
    ? `${promises.slice(0, 3).join(', ')} and ${promises.length - 3} more`
    : promises.join(', ');

export const boardLine = (totals: Readonly<Record<string, number>>): string =>
  ['kept', 'attested', 'proven', 'unproven', 'at-risk', 'broken']
    .map((state) => `${totals[state] ?? 0} ${state}`)
    .join(', ');
