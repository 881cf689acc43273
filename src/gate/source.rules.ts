import type { Policy } from '../policy/index.ts';
import type { Answer } from './act.rules.ts';

/** The rules of this room name their law as the UK has it. The EU has the same articles, but for what either has of its own. */
const IN_THE_EU: readonly (readonly [RegExp, string])[] = [
  [/PECR reg \d+(?:\(\d+[A-Z]?\))?(?:\([a-z]\))?(?:, \d+)?/g, 'Directive 2002/58/EC Art 13'],
  [/; DPA 2018 [^;]*/g, ''],
  [/, 8A\b/g, ''],
  [/\b22[A-D](?:-22[A-D])?/g, '22'],
  [/\bUK GDPR\b/g, 'GDPR'],
];

const known = new Map<string, string>();

function inTheEu(source: string): string {
  const said = known.get(source) ?? IN_THE_EU.reduce((text, [uk, eu]) => text.replaceAll(uk, eu), source);
  known.set(source, said);
  return said;
}

/** An answer that cites the law of the company that asks. */
export const inLawOf = ({ organisation }: Policy, answer: Answer): Answer =>
  organisation.jurisdiction === 'uk'
    ? answer
    : {
        ...answer,
        because: answer.because.map((one) => ({
          ...one,
          source: one.source === null ? null : inTheEu(one.source),
        })),
      };
