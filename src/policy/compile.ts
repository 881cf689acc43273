import { type ControlId, catalogue, controlsFor, covers, isControlId } from '../controls/index.ts';
import type { Finding } from './finding.ts';
import { SECTIONS, type Section } from './language/index.ts';
import { languageFinding, nearest } from './language-findings.ts';
import { sentenceOf } from './notice.ts';
import type { Policy } from './policy.ts';
import { sayValue, valueAt } from './values.ts';

/** A declaration that a promise is bound to. */
export type Declaration = { path: string; name: string; declared: unknown };

/** One commitment of the notice, bound to what keeps it. */
export type PolicyPromise = {
  id: string;
  /** The sentence, with its values said. */
  says: string;
  section: string;
  by: Declaration[];
  /** The catalogue ids that keep it. `named`: the notice chose them; else all that bind to the declarations. */
  controls: ControlId[];
  named: boolean;
  line: number;
};

/** Sections that are one declaration each, and have no names inside. */
const WHOLE = ['organisation', 'changes', 'incidents'] as const;

export type Compiled = { promises: PolicyPromise[]; findings: Finding[] };

const lately = new WeakMap<Policy, Compiled>();

/** From notice and declarations to promises and their controls. All that can't be bound is a finding at its directive. */
export function compile(policy: Policy): Compiled {
  const compiled = lately.get(policy) ?? compileAnew(policy);
  lately.set(policy, compiled);
  return compiled;
}

function compileAnew(policy: Policy): Compiled {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  const promises: PolicyPromise[] = [];
  for (const { id, by, control, section, node, place } of policy.notice.promises) {
    const wrong = (slug: string, message: string, todo: string) =>
      findings.push(languageFinding(`promise-${slug}`, place, message, todo));
    if (!/^[A-Z]{2,5}-\d{3,4}$/.test(id))
      wrong(
        'id',
        `A promise needs an id like #WEB-052; this one has ${id === '' ? 'none' : `"${id}"`}.`,
        'Give it an id that it keeps for ever.',
      );
    const earlier = seen.get(id);
    if (earlier !== undefined)
      wrong(
        'twice',
        `The promise ${id} is here twice (first on line ${earlier}).`,
        'Keep one of the two, or give the second an id of its own.',
      );
    seen.set(id, place.line);
    if (by.length === 0)
      wrong(
        'unbound',
        `Nothing keeps the promise ${id}: it is bound to no declaration.`,
        'Say by="section.name" with the declaration that keeps it.',
      );
    const declarations = by.flatMap((path) => {
      const found = declarationsAt(policy, path);
      if (found.length === 0) {
        const { message, todo } = danglingAt(policy, path);
        wrong('dangling', `The promise ${id} is bound to "${path}", ${message}`, todo);
      }
      return found;
    });
    const controls: ControlId[] = [];
    for (const one of control) {
      if (!isControlId(one)) {
        const near = nearest(one, Object.keys(catalogue));
        wrong(
          'control',
          `The promise ${id} names the control "${one}", which does not exist.`,
          near ? `Did you mean "${near}"?` : sayControls(declarations),
        );
      } else if (declarations.length > 0 && !declarations.some(({ path }) => binds(one, path))) {
        wrong(
          'control',
          `The control ${one} keeps ${catalogue[one].binds.join(', ')}, not ${by.join(', ')}.`,
          `Bind ${id} to a declaration that ${one} keeps, or name another control.`,
        );
      } else controls.push(one);
    }
    const all =
      control.length > 0 ? controls : [...new Set(declarations.flatMap(({ path }) => controlsFor(path)))];
    const attests =
      all.includes('attest.calendar') && declarations.some(({ path }) => path.startsWith('attestations.'));
    if (attests && !Object.hasOwn(policy.attested, id))
      wrong(
        'attested',
        `Somebody is to sign for the promise ${id}, and the policy does not say why nothing else can show it.`,
        `Give the reason under "attested" in policy.yaml, or bind ${id} to what keeps it.`,
      );
    const says = sentenceOf(node, (path) => sayValue(valueAt(policy, path)));
    promises.push({
      id,
      says,
      section,
      by: declarations,
      controls: all,
      named: control.length > 0,
      line: place.line,
    });
  }
  findings.push(...needlesslyAttested(policy, promises));
  return { promises, findings };
}

/** Why a promise can't be bound to this path, and to what it can be. */
function danglingAt(policy: Policy, path: string): { message: string; todo: string } {
  const steps = path.split('.');
  // The nearest declaration above a part of one: a promise is kept by whole declarations.
  const above = [steps.slice(0, 2).join('.'), steps[0] ?? ''].find(
    (one) => one !== path && declarationsAt(policy, one).length > 0,
  );
  if (above && !above.endsWith('*'))
    return {
      message: `which is a part of ${above}; promises are bound to whole declarations.`,
      todo: `Say by="${above}".`,
    };
  const names = Object.keys(sectionOf(policy, path));
  if (names.length > 0)
    return {
      message: 'which is a section with declarations in it.',
      todo: `Say which: ${names
        .slice(0, 5)
        .map((name) => `${path}.${name}`)
        .join(', ')}${names.length > 5 ? ', …' : ''}; or all: "${path}.*".`,
    };
  const near = nearest(path, allPaths(policy));
  return {
    message: 'which is not declared.',
    todo: near
      ? `Did you mean "${near}"?`
      : 'Declare it in policy.yaml, or bind the promise to what keeps it.',
  };
}

/** Where no name is near, what can keep the declarations says more. */
function sayControls(declarations: readonly Declaration[]): string {
  const able = [...new Set(declarations.flatMap(({ path }) => controlsFor(path)))];
  return able.length === 0
    ? 'See docs/controls.md for those that do.'
    : `What can keep ${declarations.map(({ path }) => path).join(', ')}: ${able.join(', ')}.`;
}

/** A list with promises on it that nobody signs for would be a licence for later. */
function needlesslyAttested(policy: Policy, promises: readonly PolicyPromise[]): Finding[] {
  const source = policy.sources['policy.yaml'];
  if (!source) return [];
  return Object.keys(policy.attested).flatMap((id) => {
    const promise = promises.find((one) => one.id === id);
    if (promise?.by.some(({ path }) => path.startsWith('attestations.'))) return [];
    return languageFinding(
      'promise-attested',
      source.placeOf(['attested', id]),
      promise
        ? `Nobody is to sign for the promise ${id}: it is bound to no attestation.`
        : `The notice has no promise ${id}.`,
      `Bind it to the attestation that shows it, or take it off the list.`,
    );
  });
}

export const binds = (id: ControlId, path: string): boolean =>
  catalogue[id].binds.some((pattern) => covers(pattern, path));

/** The declarations that `path` names: one, all of a section (`recipients.*`), or a whole section without names. */
export function declarationsAt(policy: Policy, path: string): Declaration[] {
  const [head = '', name, ...rest] = path.split('.');
  if (rest.length > 0) return [];
  if (name === undefined) {
    const whole = WHOLE.find((one) => one === head);
    return whole && policy[whole] !== undefined ? [{ path, name: whole, declared: policy[whole] }] : [];
  }
  const entries = sectionOf(policy, head);
  if (name === '*')
    return Object.entries(entries).map(([key, declared]) => ({
      path: `${head}.${key}`,
      name: key,
      declared,
    }));
  return Object.hasOwn(entries, name) && entries[name] !== undefined
    ? [{ path, name, declared: entries[name] }]
    : [];
}

function sectionOf(policy: Policy, head: string): Record<string, unknown> {
  if (head === 'rights' || head === 'systems' || head === 'assessments') return policy[head];
  return SECTIONS.includes(head as Section) ? policy[head as Section] : {};
}

const allPaths = (policy: Policy): string[] => [
  ...WHOLE,
  ...[...SECTIONS, 'rights', 'systems'].flatMap((section) =>
    Object.keys(sectionOf(policy, section)).map((name) => `${section}.${name}`),
  ),
];
