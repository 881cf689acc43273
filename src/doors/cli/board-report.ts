import { styleText } from 'node:util';
import {
  type Board,
  type BoardRow,
  type PastChange,
  PROMISE_STATES,
  type PromiseState,
  sayCause,
} from '../../proof/index.ts';
import type { PastBoard } from '../past.ts';

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

type Look = { colour: boolean };
type Painted = (state: PromiseState, text: string) => string;

const painter = ({ colour }: Look): Painted =>
  colour ? (state, text) => styleText(COLOUR[state], text) : (_state, text) => text;

const INDENT = '             ';
const mark = (state: PromiseState): string => `${MARK[state]} ${state.padEnd(8)}`;
const short = (says: string): string => (says.length > 90 ? `${says.slice(0, 89)}…` : says);

/** The board for a terminal: worst first, a line, its reason and what to do each, totals last. */
export function tellBoard(
  { promises, totals, asOf }: Board,
  { all, colour }: { all: boolean; colour: boolean },
): string {
  const paint = painter({ colour });
  const lines: string[] = [];
  for (const state of PROMISE_STATES) {
    if (state === 'unproven' && !all) continue;
    for (const row of promises.filter((one) => one.state === state)) {
      lines.push(
        `${paint(state, mark(state))} ${row.id}  ${short(row.says)}`,
        `${INDENT}${row.because}`,
        ...(row.next && state !== 'unproven' ? [`${INDENT}→ ${row.owner}: ${row.next.says}`] : []),
      );
    }
  }
  return [...lines, ...(lines.length > 0 ? [''] : []), sayTotals(totals, `as of ${asOf}`, paint)].join('\n');
}

function sayTotals(totals: Board['totals'], when: string, paint: Painted): string {
  const all = PROMISE_STATES.reduce((sum, state) => sum + totals[state], 0);
  const said = PROMISE_STATES.toReversed().map((state) => paint(state, `${totals[state]} ${state}`));
  return `${all} ${all === 1 ? 'promise' : 'promises'} ${when}: ${said.join(', ')}.`;
}

/** One promise: its sentence, what keeps it down to facts and entries, and how it came to be as it is. */
export function tellPromise(row: BoardRow, changes: readonly PastChange[], look: Look): string {
  const paint = painter(look);
  const controls = row.controls.flatMap((one) => [
    `  ${paint(one.state, mark(one.state))} ${one.control} on ${one.path}`,
    `${INDENT}${one.because}`,
    ...facts(one.figures).map((said) => `${INDENT}${said}`),
    ...one.entries.map((entry) => `${INDENT}entry ${entry}`),
  ]);
  return [
    `${row.id}  ${row.says}`,
    `${paint(row.state, mark(row.state))} ${row.because}`,
    ...(row.next ? [`→ ${row.owner}: ${row.next.says}`] : [`${row.owner} answers for it.`]),
    '',
    'What keeps it',
    ...controls,
    ...row.missing.map((control) => `  ○ ${control} is not built in this release.`),
    '',
    'How it came to be so',
    ...(changes.length === 0
      ? ['  Nobody has looked yet: the worker notes each change.']
      : changes.flatMap((one) => tellChange(one, paint))),
  ].join('\n');
}

/** The board of another day, the worst first, with what changed on that day and why. */
export function tellDay(
  { on, promises, totals }: PastBoard,
  { all, colour }: { all: boolean; colour: boolean },
): string {
  const paint = painter({ colour });
  if (promises.length === 0) return `Nothing is known of ${on}: nobody had looked at such a promise by then.`;
  const shown = promises.filter(
    ({ to, onThatDay }) => all || onThatDay.length > 0 || to === 'broken' || to === 'at-risk',
  );
  const lines = shown.flatMap((row) => [
    `${paint(row.to, mark(row.to))} ${row.promise}  ${short(row.says)}`,
    ...tellChange(row, paint),
    ...row.onThatDay.slice(1).flatMap((one) => ['  and before, on that day', ...tellChange(one, paint)]),
  ]);
  return [...lines, ...(lines.length > 0 ? [''] : []), sayTotals(totals, `at the end of ${on}`, paint)].join(
    '\n',
  );
}

/** "broken since …, from kept, because a last day passed", and the facts before and after. */
function tellChange(change: PastChange, paint: Painted): string[] {
  const { from, to, since, because, control, path, earlier, shown, between } = change;
  return [
    `  ${paint(to, to)} since ${since}${from ? `, ${from} before` : ''}: ${because}`,
    ...(control
      ? [`${INDENT}by ${control} on ${path}. ${sayCause(change)}`]
      : [`${INDENT}${sayCause(change)}`]),
    ...compared(earlier?.figures ?? null, shown?.figures ?? null).map((said) => `${INDENT}${said}`),
    ...between.slice(0, 5).map((entry) => `${INDENT}entry ${entry}`),
  ];
}

type Figures = Readonly<Record<string, number | string | null>>;

const facts = (figures: Figures): string[] =>
  Object.entries(figures).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));

/** Each figure before and after; those that stayed the same are left out. */
const compared = (before: Figures | null, after: Figures | null): string[] =>
  after === null
    ? []
    : Object.entries(after).flatMap(([name, value]) =>
        before !== null && before[name] !== value
          ? [`${name}: ${before[name] ?? '–'} → ${value ?? '–'}`]
          : [],
      );
