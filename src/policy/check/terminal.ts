import { type Day, sayDay } from '../../base/index.ts';
import type { Finding, Severity } from '../finding.ts';
import type { PolicyFiles } from '../folder.ts';

export type TerminalOptions = {
  /** The texts that findings are placed in; a file that is not here shows no line. */
  sources: PolicyFiles;
  on: Day;
  /** Only where the output is a terminal. */
  colour: boolean;
  /** Columns of the terminal. */
  width?: number;
  /** Every finding; else at most three of a rule are shown in full, and the rest are counted. */
  all?: boolean;
};

const MOST_OF_A_RULE = 3;
const PAINT = { error: '31', warning: '33', info: '36', bold: '1', dim: '2' } as const;
const SAID: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

/** Findings for a person at a terminal: each with its line and a caret, the summary last. */
export function tellFindings(findings: readonly Finding[], options: TerminalOptions): string {
  const paint = (style: keyof typeof PAINT, text: string): string =>
    options.colour ? `\u001b[${PAINT[style]}m${text}\u001b[0m` : text;
  const shown = new Map<string, number>();
  const blocks: string[] = [];
  for (const finding of findings) {
    const times = (shown.get(finding.rule) ?? 0) + 1;
    shown.set(finding.rule, times);
    if (options.all || times <= MOST_OF_A_RULE) blocks.push(block(finding, options, paint));
  }
  return `${[...blocks, summary(findings, shown, options, paint)].join('\n\n')}\n`;
}

type Paint = (style: keyof typeof PAINT, text: string) => string;

function block(finding: Finding, options: TerminalOptions, paint: Paint): string {
  const { file, line, column, rule, severity, message, todo, source } = finding;
  const head = `${paint(severity, SAID[severity][0])} ${paint('bold', `${file}:${line}:${column}`)} ${paint('dim', rule)}`;
  const law = source ? ` ${paint('dim', `(${source})`)}` : '';
  return [
    head,
    `  ${message}${law}`,
    ...quoted(options, file, line, column, paint),
    `  ${paint('dim', '→')} ${todo}`,
  ].join('\n');
}

/** The line itself with a caret below the column, cut to the terminal around it. */
function quoted(
  { sources, width = 100 }: TerminalOptions,
  file: string,
  line: number,
  column: number,
  paint: Paint,
): string[] {
  const text = sources[file]?.split(/\r?\n/)[line - 1]?.replaceAll('\t', ' ');
  if (text === undefined || text.trim() === '') return [];
  const gutter = `  ${String(line).padStart(4)} | `;
  const room = Math.max(20, width - gutter.length - 1);
  const from = Math.max(0, Math.min(column - 1 - Math.floor(room / 3), text.length - room));
  const caret = ' '.repeat(Math.max(0, column - 1 - from));
  return [
    `${paint('dim', gutter)}${visible(text.slice(from, from + room))}`,
    `${paint('dim', `${' '.repeat(gutter.length - 2)}| `)}${caret}${paint('bold', '^')}`,
  ];
}

/** A policy may hold anything: control characters in it must not move the cursor. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '·');

function summary(
  findings: readonly Finding[],
  shown: ReadonlyMap<string, number>,
  { on, all }: TerminalOptions,
  paint: Paint,
): string {
  if (findings.length === 0) return `Nothing to mend, by the law of ${sayDay(on)}.`;
  const count = (severity: Severity): string | null => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? null : paint(severity, `${number} ${SAID[severity][number === 1 ? 0 : 1]}`);
  };
  const counts = [count('error'), count('warning'), count('info')].filter((one) => one !== null).join(', ');
  const hidden = all ? [] : [...shown].filter(([, times]) => times > MOST_OF_A_RULE);
  const more = hidden.map(([rule, times]) => `  and ${times - MOST_OF_A_RULE} more of ${rule}`);
  const files = new Set(findings.map((finding) => finding.file)).size;
  return [
    ...more,
    `${counts} in ${files} ${files === 1 ? 'file' : 'files'}, by the law of ${sayDay(on)}.`,
  ].join('\n');
}
