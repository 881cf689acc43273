import { styleText } from 'node:util';
import { type Board, PROMISE_STATES, type PromiseState } from '../../proof/index.ts';

const MARK: Readonly<Record<PromiseState, string>> = {
  broken: '✕',
  'at-risk': '!',
  unproven: '○',
  proven: '◎',
  attested: '✎',
  kept: '✓',
};
const COLOUR = {
  broken: 'red',
  'at-risk': 'yellow',
  unproven: 'dim',
  proven: 'cyan',
  attested: 'cyan',
  kept: 'green',
} as const;

/** The board for a terminal: worst first, a line and its reason each, totals last. */
export function tellBoard(
  { promises, totals, asOf }: Board,
  { all, colour }: { all: boolean; colour: boolean },
): string {
  const paint = (state: PromiseState, text: string) => (colour ? styleText(COLOUR[state], text) : text);
  const lines: string[] = [];
  for (const state of PROMISE_STATES) {
    if (state === 'unproven' && !all) continue;
    for (const row of promises.filter((one) => one.state === state)) {
      lines.push(
        `${paint(state, `${MARK[state]} ${state.padEnd(8)}`)} ${row.id}  ${row.says.length > 90 ? `${row.says.slice(0, 89)}…` : row.says}`,
        `             ${row.because}`,
      );
    }
  }
  const said = PROMISE_STATES.toReversed().map((state) => paint(state, `${totals[state]} ${state}`));
  return [
    ...lines,
    lines.length > 0 ? '' : null,
    `${promises.length} promises as of ${asOf}: ${said.join(', ')}.`,
  ]
    .filter((line) => line !== null)
    .join('\n');
}
