import { styleText } from 'node:util';
import { dayIn, type Instant, sayDay } from '../../base/index.ts';
import type { Proofs, ProofVerdict, ProvenPromise, Ran } from '../../proof/index.ts';

const MARK: Readonly<Record<ProofVerdict, string>> = {
  proven: '✓',
  refuted: '✕',
  attested: '✎',
  unproven: '○',
};

/** `all`: what was done for each promise; `calls`: what went through the doors for it, too. */
type Shown = { all: boolean; calls: boolean; seconds: number; colour: boolean; zone: string };
type Paint = (style: 'red' | 'green' | 'dim' | 'bold', text: string) => string;

/** What proving found, by section of the notice, a line a promise; the failing step in full; totals last. */
export function tellProofs(
  { promises, totals }: Proofs,
  { all, calls, seconds, colour, zone }: Shown,
): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text) : text);
  const lines: string[] = [];
  let section = '';
  const told = new Set<string>();
  for (const promise of promises) {
    if (promise.section !== section) {
      section = promise.section;
      lines.push('', paint('bold', section));
    }
    const { id, verdict, says, because, untried } = promise;
    const style = verdict === 'refuted' ? 'red' : verdict === 'proven' ? 'green' : 'dim';
    lines.push(
      `  ${paint(style, `${MARK[verdict]} ${verdict.padEnd(8)}`)} ${id}  ${all || verdict === 'refuted' ? says : clip(says, 90)}`,
    );
    if (because)
      lines.push(
        paint(
          verdict === 'refuted' ? 'red' : 'dim',
          `${INDENT}${verdict === 'attested' ? `only a signature can show it: ${because}` : because}`,
        ),
      );
    if (verdict === 'proven' && untried.length > 0 && all)
      lines.push(paint('dim', `${INDENT}names also ${untried.join(', ')}: no control of its tries that`));
    for (const ran of promise.ran.filter(({ outcome }) => all || outcome !== 'as promised')) {
      const name = `${ran.control} on ${ran.path}`;
      if (told.has(name)) lines.push(paint('dim', `      ${name}: told above`));
      else lines.push(...tellRan(ran, { paint, zone, calls }));
      told.add(name);
    }
  }
  lines.push('', summary(promises, totals, seconds));
  return lines.join('\n').trimStart();
}

/** Of a step that failed, so many of the last things that went through the doors are told. */
const LAST = 6;

const INDENT = '             ';

/** A control on a declaration as it was tried: each step under its day, with what went through the doors for it. */
function tellRan(
  { control, path, steps, fault }: Ran,
  { paint, zone, calls }: { paint: Paint; zone: string; calls: boolean },
): string[] {
  const lines = [paint('dim', `      ${control} on ${path}`)];
  let day = '';
  // Of one that failed, the last steps are told in full: there is what went wrong.
  const fullFrom = calls ? 0 : fault !== null || steps.at(-1)?.held === false ? steps.length - 2 : Infinity;
  for (const [index, { kind, says, at, did, held, expected, observed }] of steps.entries()) {
    const on = at ? dayOf(at, zone) : day;
    if (on !== day) lines.push(paint('dim', `        ${on}`));
    day = on;
    const word = kind.padEnd(5);
    if (kind !== 'then') lines.push(`          ${word} ${says}`);
    const doors = index < fullFrom ? [] : calls ? did : did.slice(-LAST);
    if (index >= fullFrom && doors.length < did.length)
      lines.push(paint('dim', `                  … and ${did.length - doors.length} before`));
    for (const one of doors) lines.push(paint('dim', `                  ${one}`));
    if (kind !== 'then') continue;
    lines.push(paint(held ? 'green' : 'red', `          ${word} ${says} ${held ? '✓' : '✕'}`));
    if (!held)
      lines.push(
        paint('red', `                promised: ${JSON.stringify(expected)}`),
        paint('red', `                seen:     ${JSON.stringify(observed)}`),
      );
  }
  if (fault !== null) lines.push(paint('red', `          the proof broke down: ${fault}`));
  return lines;
}

const dayOf = (at: Instant, zone: string): string => sayDay(dayIn(zone, at));

function summary(promises: readonly ProvenPromise[], totals: Proofs['totals'], seconds: number): string {
  const many = promises.length === 1 ? '1 promise' : `${promises.length} promises`;
  const lines = [
    `${many} in ${seconds.toFixed(1)} s: ${totals.proven} proven, ${totals.attested} attested, ${totals.refuted} refuted, ${totals.unproven} unproven.`,
  ];
  const waiting = new Set(promises.flatMap((one) => one.missing));
  const idsOf = (which: (one: ProvenPromise) => boolean) => promises.filter(which).map(({ id }) => id);
  const partly = idsOf(({ verdict, untried }) => verdict === 'proven' && untried.length > 0);
  const broke = idsOf(({ ran }) => ran.some(({ outcome }) => outcome === 'fault'));
  const refuted = idsOf(({ verdict }) => verdict === 'refuted');
  if (waiting.size > 0) lines.push(`The unproven wait for ${clip([...waiting].sort().join(', '), 160)}.`);
  if (partly.length > 0)
    lines.push(
      `${partly.length} of the proven ${partly.length === 1 ? 'names' : 'name'} something that no control of theirs tries: --all says what.`,
    );
  if (broke.length > 0) lines.push(`A proof broke down, which says nothing either way: ${broke.join(', ')}.`);
  if (refuted.length > 0)
    lines.push(
      `Do not publish this: ${refuted.join(', ')} ${refuted.length === 1 ? 'does' : 'do'} not hold.`,
    );
  return lines.join('\n');
}

const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
