import { compile } from '../compile.ts';
import type { Finding } from '../finding.ts';
import { languageFinding, nearest } from '../language-findings.ts';
import { listAt } from '../lists.ts';
import { pathOf } from '../notice.ts';
import type { Policy } from '../policy.ts';
import { valueAt } from '../values.ts';
import type { Look } from './look.ts';

const KNOWN = ['promise', 'value', 'list'] as const;

/** What is wrong with the promises and directives of the notice: bound to nothing, drawn from nothing, or unbound words. */
export function promiseFindings(look: Look): Finding[] {
  const { policy, text } = look;
  const { promises, findings } = compile(policy);
  const empty = promises
    .filter((promise) => promise.says === '')
    .map((promise) =>
      languageFinding(
        'promise-empty',
        { file: 'notice.md', line: promise.line, column: 1 },
        `The promise ${promise.id} says nothing.`,
        'Write the sentence between its brackets or lines.',
      ),
    );
  if (text.empty)
    return [
      languageFinding(
        'no-notice',
        { file: 'notice.md', line: 1, column: 1 },
        'This policy has no notice: nobody is told anything of it.',
        'Write notice.md, or make one to start from with "kept init".',
      ),
    ];
  return [...findings, ...empty, ...directiveFindings(policy), ...looseFindings(look)];
}

function directiveFindings(policy: Policy): Finding[] {
  const findings: Finding[] = [];
  for (const { node, place } of policy.notice.directives) {
    if (node.name === 'promise') continue;
    if (node.name !== 'value' && node.name !== 'list') {
      const near = nearest(node.name, KNOWN);
      const todo = near
        ? `Did you mean ":${near}"?`
        : `Put a space after the colon, or write "\\:${node.name}", if it is only text.`;
      findings.push(
        languageFinding(
          'directive',
          place,
          `":${node.name}" means nothing in a notice.`,
          todo,
          near ? 'error' : 'warning',
        ),
      );
      continue;
    }
    const path = pathOf(node);
    const found = node.name === 'value' ? valueAt(policy, path) : listAt(policy, path);
    if (found === undefined || found === null) {
      findings.push(
        languageFinding(
          'value-dangling',
          place,
          path === ''
            ? `This :${node.name} names nothing.`
            : `The ${node.name} "${path}" is not in this policy.`,
          sayNearest(policy, path),
        ),
      );
    } else if (
      node.name === 'value' &&
      typeof found === 'object' &&
      !Array.isArray(found) &&
      !('says' in found)
    ) {
      findings.push(
        languageFinding(
          'value-whole',
          place,
          `"${path}" is a whole declaration and not a value.`,
          `Name one of its parts: ${Object.keys(found)
            .map((key) => `${path}.${key}`)
            .join(', ')}.`,
          'warning',
        ),
      );
    }
  }
  return findings;
}

/** The deepest part of a path that exists tells where the rest went wrong. */
function sayNearest(policy: Policy, path: string): string {
  const steps = path.split('.');
  for (let known = steps.length - 1; known >= 0; known--) {
    const parent = known === 0 ? policy : valueAt(policy, steps.slice(0, known).join('.'));
    if (typeof parent !== 'object' || parent === null) continue;
    const keys = Object.keys(parent).filter((key) => (parent as Record<string, unknown>)[key] !== undefined);
    const near = nearest(steps[known] ?? '', keys);
    if (near)
      return `Did you mean "${[...steps.slice(0, known), near, ...steps.slice(known + 1)].join('.')}"?`;
    if (known > 0) return `What ${steps.slice(0, known).join('.')} has: ${keys.join(', ')}.`;
  }
  return 'Name a value like retention.applicants.keep.';
}

const WE = '(?:we|our (?:company|staff|team|systems?|employees))';
/** A period that is drawn cannot drift from its declaration, so only typed ones count here. */
const COMMITS: readonly RegExp[] = [
  new RegExp(`\\b${WE}(?:'ll| will| shall| undertake| promise| commit| guarantee)\\b`, 'i'),
  /\bwill be (?:deleted|erased|destroyed|kept|stored|retained|held|told|informed|answered|removed)\b/i,
  /\b(?:we|us|our|your)\b[^.]*\b(?:never|only)\b|\b(?:never|only)\b[^.]*\b(?:we|us|our|your (?:data|information|details))\b/i,
  new RegExp(`\\b${WE} (?:do|does) not\\b|\\b${WE} don't\\b|\\b${WE} won't\\b`, 'i'),
  /\b(?:keep|kept|retain|retained|store|stored|hold|held|delete|deleted|erase|erased|destroy|destroyed)\b[^.]*\b\d+ (?:day|week|month|year)/i,
  /\bwithin (?:\d+|an?|one|two|three|four|five|six|seven|ten|fourteen|thirty)\b/i,
];

/** Sentences that commit us and stand in no promise: nothing keeps them. */
function looseFindings({ text }: Look): Finding[] {
  return text.sentences
    .filter((sentence) => sentence.kind === 'text' && !/\?$/.test(sentence.text))
    .filter(({ loose }) => COMMITS.some((pattern) => pattern.test(loose)))
    .map((sentence) => ({
      ...languageFinding(
        'loose-promise',
        sentence.place,
        'This sentence promises something, and stands in no promise: nothing keeps it.',
        'Put it in :promise[…]{#ID by="section.name"}, or say it without promising.',
        'warning',
      ),
      quote: sentence.text,
      sentence: sentence.n,
    }));
}
