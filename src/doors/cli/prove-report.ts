import { styleText } from 'node:util';
import type { Proofs, ProofVerdict, ProvenPromise, Ran } from '../../proof/index.ts';

const MARK: Readonly<Record<ProofVerdict, string>> = {
  proven: '✓',
  refuted: '✕',
  attested: '✎',
  unproven: '○',
};

type Shown = { all: boolean; seconds: number; colour: boolean };

/** What proving found, by section of the notice, a line a promise; the failing step in full; totals last. */
export function tellProofs({ promises, totals }: Proofs, { all, seconds, colour }: Shown): string {
  const paint = (style: 'red' | 'green' | 'dim' | 'bold', text: string) =>
    colour ? styleText(style, text) : text;
  const painted = (verdict: ProofVerdict, text: string) =>
    verdict === 'refuted'
      ? paint('red', text)
      : verdict === 'proven'
        ? paint('green', text)
        : paint('dim', text);
  const lines: string[] = [];
  let section = '';
  // Nothing shows the unproven ones: all that can be said of them is how many they are, and what they wait for.
  for (const promise of promises.filter(
    (one) => all || one.verdict !== 'unproven' || promises.length <= 20,
  )) {
    if (promise.section !== section) {
      section = promise.section;
      lines.push('', paint('bold', section));
    }
    lines.push(
      `  ${painted(promise.verdict, `${MARK[promise.verdict]} ${promise.verdict.padEnd(8)}`)} ${promise.id}  ${clip(promise.says, 90)}`,
    );
    if (promise.missing.length > 0)
      lines.push(paint('dim', `             waits for ${promise.missing.join(', ')}`));
    for (const ran of promise.ran)
      if (all || ran.outcome !== 'as promised') lines.push(...tellRan(ran, paint));
  }
  lines.push('', summary(promises, totals, seconds));
  return lines.join('\n').trimStart();
}

function tellRan(
  { control, path, given, when, then, outcome, fault }: Ran,
  paint: (style: 'red' | 'green' | 'dim', text: string) => string,
): string[] {
  const lines = [paint('dim', `      ${control} on ${path}`)];
  for (const says of given) lines.push(`        given ${says}`);
  for (const says of when) lines.push(`        when  ${says}`);
  for (const { says, held, expected, observed } of then) {
    lines.push(held ? paint('green', `        then  ${says} ✓`) : paint('red', `        then  ${says} ✕`));
    if (!held)
      lines.push(
        paint('red', `              promised: ${JSON.stringify(expected)}`),
        paint('red', `              seen:     ${JSON.stringify(observed)}`),
      );
  }
  if (outcome === 'fault') lines.push(paint('red', `        the proof broke down: ${fault}`));
  return lines;
}

function summary(promises: readonly ProvenPromise[], totals: Proofs['totals'], seconds: number): string {
  const waiting = new Set(promises.flatMap((one) => one.missing));
  const waits =
    waiting.size > 0
      ? `\n${totals.unproven} wait for controls that are not built: ${clip([...waiting].sort().join(', '), 160)}`
      : '';
  return `${promises.length} promises in ${seconds.toFixed(1)} s: ${totals.proven} proven, ${totals.attested} attested, ${totals.refuted} refuted, ${totals.unproven} unproven.${waits}`;
}

const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
